-- The supervision ladder: every rung that was climbed for an item, so that the next one can be proposed by rule and decided by people.

create table urging (
  id uuid primary key, matter uuid not null references matter, party uuid not null references party, unit uuid not null references unit, place text not null references place,
  rung text not null check (rung in ('reminder', 'phone', 'letter', 'onsite', 'interview')),
  channel text not null, person text not null default '', note text not null default '', answer text not null default '',
  by_seat uuid references seat, at timestamptz not null
);
create index urging_matter on urging (matter);
create index urging_unit on urging (place, unit, at);
alter table urging enable row level security;
create policy urging_seen on urging using ((select my('system')) = 'on' or exists (select from matter m where m.id = urging.matter));

-- 督办函: what it asks about, item by item, and what the unit answers.
create table letter_item (
  letter uuid not null references matter, suggestion uuid not null references matter, party uuid not null references party,
  clock text not null, late_days int not null, answer text not null default '', due_on date, answered_at timestamptz,
  primary key (letter, party)
);
create index letter_item_suggestion on letter_item (suggestion);
alter table letter_item enable row level security;
create policy letter_item_seen on letter_item using ((select my('system')) = 'on' or exists (select from matter m where m.id = letter_item.letter));

-- One supervision of a key suggestion at a time.
create unique index key_once on matter ((data ->> 'suggestion')) where process = 'key' and state <> 'dropped';

-- 巡察联动: a masked extract, frozen when it is drawn.
create table inspection_item (
  inspection uuid not null references matter, suggestion uuid not null references matter, unit uuid not null references unit,
  snapshot jsonb not null, excluded text not null default '',
  primary key (inspection, suggestion, unit)
);
alter table inspection_item enable row level security;
create policy inspection_item_seen on inspection_item using ((select my('system')) = 'on' or exists (select from matter m where m.id = inspection_item.inspection));
