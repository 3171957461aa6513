-- 网上入口 (C10): where people meet a station or its deputies on the net and by telephone. The name stands in `unit`, as with all that is chosen; who answers
-- for it is for the office, how to reach it for everybody.
create table station_entrance (
  unit uuid primary key references unit, station uuid not null references station, matter uuid not null references matter,
  kind text not null, reach text not null, responsible text not null, deputy uuid references seat,
  since date not null, until date, by_name text not null, at timestamptz not null
);
create index station_entrance_of on station_entrance (station);
alter table station_entrance enable row level security;
create policy station_entrance_seen on station_entrance using (
  (select my('system')) = 'on' or exists (select from station s where s.unit = station_entrance.station)
);
create view public_station_entrance with (security_barrier) as
  select e.unit as id, e.station, e.kind, u.name, e.reach from station_entrance e join unit u on u.id = e.unit join public_station s on s.id = e.station
  where e.until is null and u.active;

-- Through which of them a concern came.
alter table concern add column entrance uuid references unit;
create index concern_entrance on concern (entrance) where entrance is not null;
-- Facts, as `station_asked` tells them: how many came through each entrance and what came of them, whoever looks.
create function station_entered(s uuid) returns table (entrance uuid, asked int, solved int) language sql stable security definer set search_path from current as $$
  select c.entrance, count(*)::int, (count(*) filter (where c.outcome in ('solved', 'partly')))::int
  from station_entrance e join concern c on c.entrance = e.unit where e.station = s group by 1
$$;
