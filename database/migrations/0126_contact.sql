-- 双联、三联: who keeps in touch with whom, for how long, and what came of it.
create table contact_link (
  id uuid primary key, list uuid not null references matter, kind text not null, place text not null references place,
  caller_seat uuid references seat, caller_unit uuid references unit, caller_text text,
  called_seat uuid references seat, called_unit uuid references unit, called_text text,
  since date not null, until date,
  check (num_nonnulls(caller_seat, caller_unit, caller_text) = 1), check (num_nonnulls(called_seat, called_unit, called_text) = 1)
);
create unique index contact_link_once on contact_link (list, coalesce(caller_seat::text, caller_unit::text, caller_text), coalesce(called_seat::text, called_unit::text, called_text)) where until is null;
create index contact_link_called on contact_link (called_seat) where until is null;
alter table contact_link enable row level security;
create policy contact_link_seen on contact_link using (
  (select my('system')) = 'on' or exists (select from matter m where m.id = contact_link.list)
);
create function place_of_matter(m uuid) returns text language sql stable security definer set search_path from current as $$ select place from matter where id = m $$;
create table contact_entry (
  id uuid primary key, list uuid not null references matter, link uuid references contact_link, form text not null, held_on date not null,
  content text not null, opinions int not null default 0, by_seat uuid references seat, by_name text not null, at timestamptz not null
);
create index contact_entry_list on contact_entry (list, held_on);
create index contact_entry_seat on contact_entry (by_seat, held_on);
alter table contact_entry enable row level security;
-- A deputy reads what he wrote and what was written about contact with him; the office all of it.
create policy contact_entry_seen on contact_entry using (
  (select my('system')) = 'on' or by_seat = (select my('seat'))::uuid
  or exists (select from contact_link l where l.id = contact_entry.link and (l.called_seat = (select my('seat'))::uuid or l.caller_seat = (select my('seat'))::uuid))
  or place_of_matter(list) = any ((select string_to_array(my('places'), ','))::text[])
);

-- 代表联络员: people of an area who help a deputy keep in touch; the telephone number lies sealed.
create table voter_liaison (
  id uuid primary key, list uuid not null references matter, deputy uuid not null references seat, name text not null, area text not null, phone bytea,
  state text not null check (state in ('nominated', 'approved', 'active', 'ended')), since date not null, until date
);
create unique index voter_liaison_once on voter_liaison (deputy, area, name) where until is null;
alter table voter_liaison enable row level security;
create policy voter_liaison_seen on voter_liaison using (
  (select my('system')) = 'on' or deputy = (select my('seat'))::uuid or place_of_matter(list) = any ((select string_to_array(my('places'), ','))::text[])
);
