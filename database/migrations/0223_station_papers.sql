-- 制度: a station's rules as they read, or as the paper that hangs there; never a name alone.
create table station_policy (
  id uuid primary key, station uuid not null references station, matter uuid not null references matter,
  kind text not null, name text not null, body text not null default '', on_day date not null, by_name text not null, at timestamptz not null
);
create unique index station_policy_once on station_policy (station, name);
alter table station_policy enable row level security;
create policy station_policy_seen on station_policy using (
  (select my('system')) = 'on' or exists (select from station s where s.unit = station_policy.station)
);
-- 案例 of a station: told in its own words; the public sees what was published.
create table station_case (
  id uuid primary key, station uuid not null references station, matter uuid not null references matter,
  title text not null, body text not null, held_on date not null, published_on date, by_name text not null, at timestamptz not null
);
alter table station_case enable row level security;
create policy station_case_seen on station_case using (
  (select my('system')) = 'on' or exists (select from station s where s.unit = station_case.station)
);
create view public_station_case with (security_barrier) as
  select c.id, c.station, c.title, c.body, c.held_on, c.published_on from station_case c join public_station s on s.id = c.station where c.published_on is not null;
