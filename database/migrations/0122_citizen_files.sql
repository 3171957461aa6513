-- Photos that a citizen sends with his concern: of nobody's account, seen like every other file of the matter.
alter table attachment alter column by_person drop not null;
alter table attachment add column by_citizen uuid references citizen;
alter table attachment add constraint attachment_by check (num_nonnulls(by_person, by_citizen) = 1);

-- A photo as it came in, lying aside until it has been redrawn without all that the camera wrote beside it; nobody is shown it before.
create table citizen_photo (
  id uuid primary key, matter uuid not null references matter, citizen uuid not null references citizen, event uuid not null,
  name text not null, at timestamptz not null, taken_at timestamptz, done_at timestamptz, error text
);
create index citizen_photo_waiting on citizen_photo (at) where done_at is null;
alter table citizen_photo enable row level security;
create policy citizen_photo_kernel on citizen_photo using ((select my('system')) = 'on' or citizen = (select my('citizen'))::uuid);

-- The suggestion that a concern became; its page asks the public view what of it may be seen.
create function concern_became(m uuid) returns setof uuid language sql stable security definer set search_path from current as $$
  select l.to_matter from matter_link l join matter s on s.id = l.to_matter and s.process = 'suggestion' where l.from_matter = m
$$;

-- 找代表: basic information (代表法 58) and where he is met; never a telephone number, an address or a birthday.
create view public_deputy with (security_barrier) as
  select s.id, s.place, p.name, p.name_sort, p.sex, s.term, d.name as delegation, s.electoral_unit, p.employer, p.post
  from seat s join person p on p.id = s.person left join unit d on d.id = s.delegation
  where s.office = 'deputy' and s.state = 'active' and s.starts_on <= (now() at time zone 'Asia/Shanghai')::date and (s.ends_on is null or s.ends_on >= (now() at time zone 'Asia/Shanghai')::date);
