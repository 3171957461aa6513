-- 分类和交办的提示: what was learned from a place's own decisions, each version kept; and what the version in force would have said of
-- every decision before it learned from it, so that the hit rate is one of things not seen.
alter table unit add column duties text not null default '';   -- 职责清单: what a unit answers for, in its own words

create table text_model (
  place text not null references place, task text not null check (task in ('category', 'subject', 'unit', 'concernCategory', 'concernUnit')),
  version int not null, trained_at timestamptz not null, items int not null, labels int not null, bytes bytea not null,
  primary key (place, task, version)
);

create table text_guess (
  matter uuid not null references matter, task text not null, place text not null references place,
  version int not null,                        -- 0: nothing had been learned yet (duties and neighbours only)
  ranked text[] not null, chosen text[] not null,
  hit int not null check (hit between 0 and 3), -- at which of the three places a chosen one stood; 0: at none
  decided_on date not null,
  primary key (matter, task)
);
create index text_guess_place on text_guess (place, task, decided_on);
alter table text_guess enable row level security;
create policy text_guess_seen on text_guess using (
  (select my('system')) = 'on' or exists (select from matter m where m.id = text_guess.matter)
);
