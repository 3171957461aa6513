-- 单位考核: what the office deducts by hand, with its reason. A later line for the same unit and year takes the place of the earlier one; nothing is struck out.
create table assess_deduction (
  id uuid primary key,
  place text not null references place, year int not null, unit uuid not null references unit,
  points int not null check (points >= 0),     -- thousandths of a point
  reason text not null check (reason <> ''),
  by_seat uuid not null references seat, at timestamptz not null
);
create index assess_deduction_year on assess_deduction (place, year, unit, at desc);
alter table assess_deduction enable row level security;
-- The place's offices, and the unit it is about.
create policy assess_deduction_seen on assess_deduction using (
  (select my('system')) = 'on'
  or place = any ((select string_to_array(my('places'), ','))::text[])
  or unit = (select my('unit'))::uuid
);
