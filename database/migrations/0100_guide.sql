-- 选题指引 (B2): topics that units report before a session, and whom a deputy may call there.

-- The place from which this seat looks; asked once a query.
create function my_place() returns text language sql stable parallel safe security definer set search_path from current as $$
  select place from seat where id = my('seat')::uuid
$$;

-- A published guide is there for every seat of its place: deputies read no other matter of the place but their own.
create policy guide_published on matter for select using (process = 'guide' and state in ('published', 'archived') and place = (select my_place()));

create table guide_topic (
  id uuid primary key default gen_random_uuid(),
  matter uuid not null references matter, party uuid not null references party, unit uuid not null references unit,
  position int not null,
  title text not null, background text not null default '', available text not null default '',
  dropped boolean not null default false,
  unique (party, position) deferrable initially deferred
);
create index guide_topic_matter on guide_topic (matter);
alter table guide_topic enable row level security;
-- Before it is published a unit knows its own topics only; the office knows all.
create policy guide_topic_seen on guide_topic using (
  (select my('system')) = 'on'
  or unit = (select my('unit'))::uuid
  or exists (select from matter m where m.id = guide_topic.matter and (m.state in ('published', 'archived') or m.place = any ((select string_to_array(my('places'), ','))::text[])))
);

-- 承办单位工作人员联系方式: an office telephone, for the deputies and the congress's offices of the place and the unit itself.
create table guide_contact (
  topic uuid primary key references guide_topic on delete cascade,
  matter uuid not null references matter, unit uuid not null references unit, place text not null references place,
  name text not null, phone text not null
);
create index guide_contact_matter on guide_contact (matter);
alter table guide_contact enable row level security;
create policy guide_contact_seen on guide_contact using (
  (select my('system')) = 'on'
  or unit = (select my('unit'))::uuid
  or (place = (select my_place()) and (select office from seat where id = (select my('seat'))::uuid) in ('deputy', 'delegation_officer', 'motion_group', 'daf_staff', 'daf_head')
      and exists (select from matter m where m.id = guide_contact.matter))
);
