-- 代表家站点: a station is a unit (so that its liaison acts for it) with what the register knows of it.
create table station (
  unit uuid primary key references unit,
  matter uuid not null unique references matter, place text not null references place,
  type text not null, level text not null, address text not null default '', lng float8, lat float8,
  area int, opened_on date, head text not null default '', phone text not null default '',
  online boolean not null default false, village boolean not null default false,
  facilities text[] not null default '{}', state text not null, standard text, demo_named_on date, renewed_on date
);
create index station_place on station (place, state);
alter table station enable row level security;
create policy station_seen on station using (
  (select my('system')) = 'on' or exists (select from matter m where m.id = station.matter)
);

-- 混合编组、全员进站: deputies of every level meet people in one station.
create table station_deputy (
  station uuid not null references station, seat uuid not null references seat,
  since date not null, until date, primary key (station, seat, since)
);
create unique index station_deputy_once on station_deputy (station, seat) where until is null;
create index station_deputy_seat on station_deputy (seat) where until is null;
alter table station_deputy enable row level security;
create policy station_deputy_seen on station_deputy using (
  (select my('system')) = 'on' or exists (select from station s where s.unit = station_deputy.station) or seat = (select my('seat'))::uuid
);

create view public_station with (security_barrier) as
  select s.unit as id, s.place, u.name, s.type, s.level, s.address, s.area, s.opened_on, s.head, s.phone, s.online, s.facilities, s.demo_named_on
  from station s join unit u on u.id = s.unit where s.state in ('running', 'suspended') and u.active;
create view public_station_deputy with (security_barrier) as
  select x.station, d.id as seat, d.place, d.name, d.electoral_unit, d.delegation, l.level from station_deputy x
    join public_station s on s.id = x.station join public_deputy d on d.id = x.seat join place l on l.code = d.place where x.until is null;
-- What was asked at a station and what came of it: counts, whoever asked.
create view public_station_work with (security_barrier) as
  select c.station, count(*)::int as asked, count(*) filter (where c.outcome in ('solved', 'partly'))::int as solved,
    count(*) filter (where c.answered_on is not null)::int as answered, avg(c.answered_on - c.asked_on) filter (where c.answered_on is not null) as days
  from concern c join public_station s on s.id = c.station group by 1;

-- What goes on in a station besides receiving people; the ledgers are read off these rows, never typed.
create table station_activity (
  id uuid primary key, station uuid not null references station, matter uuid not null references matter,
  kind text not null check (kind in ('theme', 'study', 'publicity')), title text not null, held_on date not null, people int not null default 0,
  summary text not null default '', by_name text not null, at timestamptz not null
);
create index station_activity_of on station_activity (station, held_on);
alter table station_activity enable row level security;
create policy station_activity_seen on station_activity using (
  (select my('system')) = 'on' or exists (select from station s where s.unit = station_activity.station)
);
create table station_came (
  activity uuid not null references station_activity, seat uuid not null references seat, primary key (activity, seat)
);
alter table station_came enable row level security;
create policy station_came_seen on station_came using (
  (select my('system')) = 'on' or exists (select from station_activity a where a.id = station_came.activity)
);
