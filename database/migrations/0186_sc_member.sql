-- 常委会组成人员: the chair and vice-chairs, and the deputies whom the roster marks so among their 结构标签 (imported like every other tag).
create function sc_member(s seat) returns boolean language sql stable as $$ select s.office = 'sc_leader' or (s.office = 'deputy' and '常委会组成人员' = any (s.tags)) $$;
-- Whether a deputy stands in any station: a county's office does not read the city's stations, and must not take its own people for left out.
create function in_station(deputy uuid) returns boolean language sql stable security definer set search_path from current as
  $$ select exists (select from station_deputy d where d.seat = deputy and d.until is null) $$;
