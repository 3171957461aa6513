-- A person is kept by one place: where he was first entered, as long as he sits there; then where he still sits. Other places give
-- him a seat of theirs and write nothing of him.
alter table person add column place text references place;

create function person_first_place() returns trigger language plpgsql as $$
begin
  update person p set place = s.place
    from (select distinct on (f.person) f.person, f.place from fresh f join place l on l.code = f.place order by f.person, f.starts_on, length(l.path), f.id) s
    where p.id = s.person and p.place is null;
  return null;
end $$;
create trigger seat_first_place after insert on seat referencing new table as fresh for each statement execute function person_first_place();

update person p set place = s.place
  from (select distinct on (f.person) f.person, f.place from seat f join place l on l.code = f.place order by f.person, f.starts_on, length(l.path), f.id) s
  where p.id = s.person;

create function person_keeper(p person, today date) returns text language sql stable as $$
  select coalesce(
    (select s.place from seat s join place l on l.code = s.place where s.person = p.id and (s.ends_on is null or s.ends_on >= today)
      order by s.place = p.place desc, s.starts_on, length(l.path), s.id limit 1),
    p.place)
$$;

-- A month is kept as its first day, and said to be a month.
alter table person add column birth_precision text not null default 'day' check (birth_precision in ('day', 'month'));
create function person_birth(p person) returns text language sql stable as $$
  select case p.birth_precision when 'month' then to_char(p.birth, 'YYYY-MM') else p.birth::text end
$$;
