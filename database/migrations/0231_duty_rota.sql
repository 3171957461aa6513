-- B13: who of a unit is on duty at the session, day by day; entered by the office beside the handover meeting, read by the units themselves.
create table duty_rota (
  id uuid primary key, matter uuid not null references matter, place text not null references place, unit uuid not null references unit,
  on_day date not null, person text not null, phone text not null default '', unique (matter, unit, on_day, person)
);
create index duty_rota_unit on duty_rota (place, unit, on_day);
alter table duty_rota enable row level security;
create policy duty_rota_seen on duty_rota using (
  (select my('system')) = 'on' or unit = (select my('unit'))::uuid
  or exists (select from matter m where m.id = duty_rota.matter and (m.process, m.place) in (select r.process, r.place from my_reach('all') r))
);
