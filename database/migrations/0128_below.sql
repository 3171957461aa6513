-- What a place may count of those under it, and whose numbers it reads at all: facts of stations, receptions and what was asked there,
-- never a title, a text or who asked. The matters themselves stay with the place that has them.
create function my_below() returns setof text language sql stable parallel safe security definer set search_path from current as $$
  select d.code from place d where (select my('system')) = 'on'
  union
  select d.code from place p join place d on d.path like p.path || '%' where p.code = any(string_to_array((select my('places')), ','))
$$;
create view below_station with (security_barrier) as
  select s.unit, s.matter, s.place, p.name as place_name, u.name, s.type, s.level, s.state, s.opened_on, s.renewed_on, s.demo_named_on, s.online, s.village
  from station s join unit u on u.id = s.unit join place p on p.code = s.place where s.place in (select my_below());
create view below_station_deputy with (security_barrier) as
  select x.seat, x.since, x.until, s.matter, s.place, s.place_name, s.name as station_name from station_deputy x join below_station s on s.unit = x.station;
create view below_concern with (security_barrier) as
  select c.matter, c.place, p.name as place_name, u.name as station_name, c.asked_on, c.answered_on, c.outcome
  from concern c join place p on p.code = c.place join unit u on u.id = c.station where c.place in (select my_below());
create view below_reception with (security_barrier) as
  select r.matter, r.place, p.name as place_name, r.held_on, r.state from reception r join place p on p.code = r.place where r.place in (select my_below());
create view below_visit with (security_barrier) as
  select r.matter, r.place, r.place_name, r.held_on, r.state, v.matter as visit, v.people, c.outcome
  from below_reception r join reception_visitor v on v.reception = r.matter join concern c on c.matter = v.matter;
