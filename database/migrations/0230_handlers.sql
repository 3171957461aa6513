-- B12: who answers for an item in its unit (分管领导, 承办人), by which plan, and how far it has come. Telephone numbers lie here alone.
create table handling_person (
  party uuid primary key references party, matter uuid not null references matter,
  leader_name text not null, leader_post text not null, leader_phone text not null default '',
  officer_name text not null, officer_post text not null, officer_phone text not null default '',
  plan text not null default '', at timestamptz not null
);
create index handling_person_matter on handling_person (matter);
create table handling_note (
  id uuid primary key, matter uuid not null references matter, party uuid not null references party,
  said_on date not null, said text not null, by_name text not null, at timestamptz not null
);
create index handling_note_matter on handling_note (matter);

-- Whoever sees the suggestion; not one from outside, who judges the handling and not the people.
alter table handling_person enable row level security;
create policy handling_person_seen on handling_person using (
  (select my('system')) = 'on' or (not (select my_right('nameless')) and exists (select from matter m where m.id = handling_person.matter))
);
alter table handling_note enable row level security;
create policy handling_note_seen on handling_note using ((select my('system')) = 'on' or exists (select from matter m where m.id = handling_note.matter));
