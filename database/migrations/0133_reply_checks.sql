-- What the checks said of each reply on the day it was sent: a level for each check, never a sum. The replies themselves stand elsewhere.
create table reply_check (
  party uuid not null references party, round int not null,
  matter uuid not null references matter, process text not null, place text not null references place, unit uuid not null references unit,
  sent_on date not null, levels jsonb not null, returned_on date,
  primary key (party, round)
);
create index reply_check_place on reply_check (place, sent_on);
alter table reply_check enable row level security;
create policy reply_check_seen on reply_check using (
  (select my('system')) = 'on' or exists (select from matter m where m.id = reply_check.matter)
);
