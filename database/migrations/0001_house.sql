-- The house: places, people, seats; matters, parties, events, clocks, duties, notices, files; rules and calendar.
-- Forward only. No schema name is written here: a province runs one schema per city.

create table place (
  code text primary key,                       -- GB/T 2260 (6 digits), GB/T 10114 (9) for towns
  parent text references place,
  name text not null,
  level text not null check (level in ('province', 'city', 'county', 'township')),
  path text not null unique,                   -- '420000/420300/420302/': a prefix is a subtree
  profile jsonb not null default '{}'
);
create index place_parent on place (parent);

create table person (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  name_sort text not null default '',          -- pinyin with surname readings; ICU misreads 曾 单 翟 仇 区
  sex text, birth date, ethnicity text, party_affiliation text, education text, degree text,
  profession text, employer text, post text, address text, postcode text, office_phone text,
  mobile text,                                 -- secret: never in an event, a log line or a list
  email text, photo text, resume text, access_needs text,
  mail text not null default 'digest' check (mail in ('digest', 'now', 'off')),
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index person_mobile on person (mobile) where mobile is not null;
create index person_name on person (name);

create table unit (
  id uuid primary key default gen_random_uuid(),
  place text not null references place,
  kind text not null check (kind in ('office', 'delegation', 'handling', 'committee')),
  name text not null, short text not null default '', name_sort text not null default '',
  system text check (system in ('government', 'supervision', 'court', 'procuratorate', 'party', 'congress')),
  phone text, position int not null default 0, active boolean not null default true,
  unique (place, kind, name)
);

create table term (
  place text not null references place, number int not null,
  starts_on date not null, ends_on date not null check (ends_on > starts_on),
  primary key (place, number)
);

create table congress_session (
  id uuid primary key default gen_random_uuid(),
  place text not null references place, term int not null, number int not null,
  name text not null, opens_on date not null, closes_on date not null check (closes_on >= opens_on),
  cutoff timestamptz,                          -- 大会主席团决定的议案截止时间
  unique (place, term, number),
  foreign key (place, term) references term (place, number)
);

create table seat (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references person,
  place text not null references place,
  office text not null check (office in ('deputy','delegation_officer','motion_group','daf_staff','daf_head','gov_office','sc_leader','committee','unit_officer','unit_leader','auditor','sysadmin')),
  unit uuid references unit,                   -- the unit one works in (offices and handling units)
  delegation uuid references unit,             -- the delegation of a deputy or of its officer
  term int, certificate_no text, electoral_unit text, tags text[] not null default '{}',
  reads_down boolean not null default false,   -- the named right to read the places below
  state text not null default 'active' check (state in ('elected','confirmed','active','suspended','terminated')),
  starts_on date not null, ends_on date,
  reason text,
  foreign key (place, term) references term (place, number),
  check (office <> 'deputy' or term is not null)
);
create unique index seat_one_mandate on seat (person, place, term) where office = 'deputy' and state <> 'terminated';
create unique index seat_certificate on seat (place, term, certificate_no) where certificate_no is not null and state <> 'terminated';
create unique index seat_one_post on seat (person, place, office, coalesce(unit, delegation, '00000000-0000-0000-0000-000000000000')) where office <> 'deputy' and ends_on is null;
create index seat_person on seat (person);
create index seat_office on seat (place, office, unit);
create index seat_delegation on seat (delegation);

-- ---- rules and calendar ----------------------------------------------------------------------------------------------

create table rule (
  place text not null references place, key text not null, valid_from date not null,
  value jsonb not null, note text not null default '', set_by uuid references seat, set_at timestamptz not null default now(),
  primary key (place, key, valid_from)
);

create table calendar_day (
  day date primary key, kind text not null check (kind in ('off', 'work')), name text not null default '', source text not null
);
create table calendar_year (year int primary key, source text not null, loaded_at timestamptz not null default now());
create table calendar_version (id boolean primary key default true check (id), version int not null default 1);
insert into calendar_version default values;

-- ---- the ten nouns ---------------------------------------------------------------------------------------------------

create table matter (
  id uuid primary key,
  process text not null, place text not null references place,
  state text not null, private boolean not null, final boolean not null default false,
  version int not null,
  title text not null, kind text not null default '', data jsonb not null default '{}',
  session uuid references congress_session,    -- null: 闭会期间
  series text, no int check (no > 0),          -- '6-3' 大会 · '2026' 闭会; numbered without gaps
  delegation uuid references unit,
  lead uuid references seat,
  category text, confidential boolean not null default false, key_item boolean not null default false,
  merged_into uuid references matter,
  created_at timestamptz not null, state_since timestamptz not null, updated_at timestamptz not null, closed_at timestamptz,
  check ((series is null) = (no is null))
);
create unique index matter_number on matter (place, process, series, no) where no is not null;
create index matter_list on matter (place, process, updated_at desc, id);
create index matter_state on matter (place, process, state);
create index matter_delegation on matter (delegation) where delegation is not null;
create index matter_merged on matter (merged_into) where merged_into is not null;

create table number_series (
  place text not null references place, process text not null, series text not null, last int not null,
  primary key (place, process, series)
);

create table party (
  id uuid primary key,
  matter uuid not null references matter, role text not null,
  seat uuid references seat, unit uuid references unit,
  ref uuid references party, round int not null default 1,
  step text not null, since timestamptz not null, data jsonb not null default '{}',
  joined_at timestamptz not null, left_at timestamptz,
  check (num_nonnulls(seat, unit) = 1)
);
create unique index party_once on party (matter, role, coalesce(seat, unit), coalesce(ref, '00000000-0000-0000-0000-000000000000'), round) where left_at is null;
create index party_seat on party (seat, matter) where seat is not null;
create index party_unit on party (unit, matter) where unit is not null;

create table event (
  id uuid primary key,                         -- the idempotency key
  matter uuid references matter, seq int,      -- null for acts on a place (a rule set, a roster imported)
  process text not null, place text not null references place,
  action text not null, from_state text, to_state text,
  party uuid, by_party uuid, by_person uuid, by_seat uuid, by_office text not null, by_name text not null,
  at timestamptz not null, says text not null, data jsonb not null default '{}',
  hash bytea not null,
  xid xid8 not null default pg_current_xact_id(),
  unique (matter, seq)
);
create index event_place on event (place, at desc);
create index event_unsealed on event (xid, id);

create table event_block (
  no bigint primary key, prev bytea not null, hash bytea not null, count int not null check (count > 0), sealed_at timestamptz not null
);
create table event_seal (event uuid primary key references event, block bigint not null references event_block, position int not null, unique (block, position));
create table event_root (day date primary key, block bigint not null references event_block, hash bytea not null, published_at timestamptz not null);

create function refuse_change() returns trigger language plpgsql as $$
begin raise exception '事件日志只能追加,不能%', tg_op using errcode = 'insufficient_privilege'; end $$;
create trigger event_append_only before update or delete on event for each row execute function refuse_change();
create trigger event_no_truncate before truncate on event for each statement execute function refuse_change();
create trigger event_block_append_only before update or delete on event_block for each row execute function refuse_change();
create trigger event_seal_append_only before update or delete on event_seal for each row execute function refuse_change();

create table clock (
  id uuid primary key,
  matter uuid not null references matter, party uuid references party, name text not null,
  started_at timestamptz not null, started_on date not null, due_on date not null,
  span jsonb, rule_key text not null, rule_place text, basis text not null,
  start_event uuid not null,
  paused_on date, pauses jsonb not null default '[]', extensions jsonb not null default '[]',
  why jsonb not null, calendar_version int not null,
  warned_for int, late_at timestamptz, late_event uuid,
  stopped_at timestamptz, stop_event uuid
);
create unique index clock_once on clock (matter, name, coalesce(party, '00000000-0000-0000-0000-000000000000')) where stopped_at is null;
create index clock_open on clock (due_on) where stopped_at is null;
create index clock_matter on clock (matter);

create table duty (
  matter uuid not null references matter, party uuid, action text not null,
  holder text not null,                        -- 'seat:<id>' · 'unit:<id>:unit_officer' · 'office:<place>:daf_staff' · 'delegation:<id>'
  clock uuid, due_on date, since timestamptz not null
);
create index duty_holder on duty (holder, due_on);
create index duty_matter on duty (matter);

create table notice (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references person, seat uuid references seat, place text not null,
  matter uuid references matter, event uuid, kind text not null check (kind in ('duty', 'news', 'warn', 'late')),
  text text not null, at timestamptz not null, read_at timestamptz
);
create index notice_person on notice (person, at desc);
create index notice_unread on notice (person) where read_at is null;

create table outbox (
  id bigint generated always as identity primary key,
  notice uuid references notice, person uuid references person,
  channel text not null default 'mail', at timestamptz not null,
  taken_at timestamptz, sent_at timestamptz, attempts int not null default 0, error text
);
create index outbox_waiting on outbox (person, at) where sent_at is null;

create table file (
  hash text primary key,                       -- sha256 of the stored bytes, hex
  size bigint not null, mime text not null, created_at timestamptz not null default now()
);
create table attachment (
  id uuid primary key default gen_random_uuid(),
  matter uuid references matter, party uuid, event uuid,
  file text not null references file, thumb text references file,
  name text not null, purpose text not null default '',
  held boolean not null default false,         -- seen only by its own party until the act that releases it
  by_person uuid not null references person, by_seat uuid references seat, at timestamptz not null,
  removed_at timestamptz
);
create index attachment_matter on attachment (matter);
create index attachment_mine on attachment (by_person) where matter is null;

-- saved list filters of a person
create table saved_view (
  id uuid primary key default gen_random_uuid(), seat uuid not null references seat, list text not null, name text not null, query text not null,
  unique (seat, list, name)
);
