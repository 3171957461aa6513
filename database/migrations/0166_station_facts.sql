-- What was asked at a station and what came of it, as facts: a station's page shows the same figures to each of its readers, wherever he sits. No title,
-- no text, nobody's name: those stay with the concern and its own readers. As `public_station_work` tells anybody of a running station.
create function station_asked(s uuid) returns table (matter uuid, asked_on date, answered_on date, closed_on date, outcome text, became boolean)
language sql stable security definer set search_path from current as $$
  select c.matter, c.asked_on, c.answered_on, c.closed_on, c.outcome, exists (select from concern_became(c.matter)) from concern c where c.station = s
$$;
create function station_visited(s uuid) returns table (matter uuid, outcome text) language sql stable security definer set search_path from current as $$
  select c.matter, c.outcome from reception r join reception_visitor v on v.reception = r.matter join concern c on c.matter = v.matter where r.station = s
$$;
create function reception_visited(r uuid) returns table (matter uuid, outcome text) language sql stable security definer set search_path from current as $$
  select c.matter, c.outcome from reception_visitor v join concern c on c.matter = v.matter where v.reception = r
$$;
