-- People without an account take part in a matter: a citizen who asked, one who follows. Who he is lies sealed beside the matter,
-- never in it: name and phone are encrypted under the house's secret, found again only by a keyed digest.

alter table seat drop constraint seat_office_check;
alter table seat add constraint seat_office_check check (office in ('deputy','delegation_officer','motion_group','daf_staff','daf_head','gov_office','sc_leader','committee','station_liaison','unit_officer','unit_leader','evaluator','inspector','auditor','sysadmin'));
alter table unit drop constraint unit_kind_check;
alter table unit add constraint unit_kind_check check (kind in ('office', 'delegation', 'handling', 'committee', 'station'));

create table citizen (
  id uuid primary key,
  name bytea, phone bytea,                     -- sealed (AES-256-GCM); null: not left, or erased
  phone_key bytea,                             -- keyed digest of the number, to send a code and to know a second support of the same number
  receipt bytea not null unique,               -- keyed digest of the receipt code
  at timestamptz not null, erased_at timestamptz
);
alter table citizen enable row level security;
create policy citizen_kernel on citizen using ((select my('system')) = 'on' or id = (select my('citizen'))::uuid);

alter table party add column citizen uuid references citizen;
alter table party drop constraint party_check;
alter table party add constraint party_one check (num_nonnulls(seat, unit, citizen) = 1);
drop index party_once;
create unique index party_once on party (matter, role, coalesce(seat, unit, citizen), coalesce(ref, '00000000-0000-0000-0000-000000000000'), round) where left_at is null;
create index party_citizen on party (citizen) where citizen is not null;

create or replace function my_matters() returns setof uuid language sql stable parallel safe security definer set search_path from current as $$
  select matter from party where left_at is null and seat = my('seat')::uuid
  union
  select matter from party where left_at is null and unit = my('unit')::uuid
  union
  select matter from party where left_at is null and citizen = my('citizen')::uuid
$$;

-- One message a real step, to somebody who is nobody's account.
create table citizen_message (
  id bigint generated always as identity primary key,
  citizen uuid not null references citizen, matter uuid references matter, event uuid, text text not null, at timestamptz not null,
  taken_at timestamptz, due_at timestamptz, sent_at timestamptz, attempts int not null default 0, error text
);
create index citizen_message_waiting on citizen_message (at) where sent_at is null;
create index citizen_message_of on citizen_message (citizen);
alter table citizen_message enable row level security;
create policy citizen_message_kernel on citizen_message using ((select my('system')) = 'on' or citizen = (select my('citizen'))::uuid);

-- One-time codes by phone; the latest one counts, five tries.
create table phone_code (
  citizen uuid primary key references citizen, code bytea not null, sent_at timestamptz not null, expires_at timestamptz not null,
  tries int not null default 0, used_at timestamptz
);
alter table phone_code enable row level security;
create policy phone_code_kernel on phone_code using ((select my('system')) = 'on');
