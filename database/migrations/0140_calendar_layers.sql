-- Whose calendar: each place keeps a layer of its own that holds for itself and the places below, never above. The nation's layer (no place)
-- is filled from the yearly notices by the operator; what was in the table so far is the nation's.

-- A day inside the span the house reckons in, or null: a stored day that is none must not stop a whole list.
create function as_day(t text) returns date language sql stable parallel safe as $$
  select case when t ~ '^(19|20|21)\d\d-\d\d-\d\d$' and pg_input_is_valid(t, 'date') then t::date end
$$;

alter table calendar_day add column place text references place, drop constraint calendar_day_pkey, drop constraint calendar_day_kind_check,
  -- plain: by the day of the week again, whatever the layer above says.
  add constraint calendar_day_kind_check check (kind in ('off', 'work', 'plain')),
  add constraint calendar_day_place check (place is not null or kind <> 'plain');
create unique index calendar_day_once on calendar_day (place, day) nulls not distinct;

alter table calendar_year add column place text references place, drop constraint calendar_year_pkey;
create unique index calendar_year_once on calendar_year (place, year) nulls not distinct;

-- One count of edits for all layers: the version of a place's calendar is the newest edit on its way up, so that an edit below moves nothing above.
create sequence calendar_edit as int;
select setval('calendar_edit', (select version from calendar_version));
create table calendar_layer (place text primary key references place, version int not null);

create function calendar_version_of(p text) returns int language sql stable as $$
  with recursive up as (select code, parent from place where code = p union all select q.code, q.parent from place q join up on q.code = up.parent)
  select greatest((select version from calendar_version), (select max(l.version) from calendar_layer l join up on up.code = l.place))
$$;

-- The layers of a place merged day by day: the nearest wins, the nation's last.
create function calendar_days_of(p text) returns table (day date, kind text, name text, source text, place text) language sql stable as $$
  with recursive up as (select code, parent, 0 as far from place where code = p union all select q.code, q.parent, far + 1 from place q join up on q.code = up.parent)
  select distinct on (d.day) d.day, d.kind, d.name, d.source, d.place from calendar_day d left join up on up.code = d.place
  where d.place is null or up.code is not null order by d.day, up.far nulls last
$$;

create function calendar_years_of(p text) returns table (year int, source text, place text) language sql stable as $$
  with recursive up as (select code, parent, 0 as far from place where code = p union all select q.code, q.parent, far + 1 from place q join up on q.code = up.parent)
  select distinct on (y.year) y.year, y.source, y.place from calendar_year y left join up on up.code = y.place
  where y.place is null or up.code is not null order by y.year, up.far nulls last
$$;

-- Everybody reads a calendar. The application writes one layer at a time, the one it has named; the nation's layer it cannot write at all.
alter table calendar_day enable row level security;
create policy calendar_day_read on calendar_day for select using (true);
create policy calendar_day_own on calendar_day using (place = my('layer')) with check (place = my('layer'));
alter table calendar_year enable row level security;
create policy calendar_year_read on calendar_year for select using (true);
create policy calendar_year_own on calendar_year using (place = my('layer')) with check (place = my('layer'));
alter table calendar_layer enable row level security;
create policy calendar_layer_read on calendar_layer for select using (true);
create policy calendar_layer_own on calendar_layer using (place = my('layer')) with check (place = my('layer'));
alter table calendar_version enable row level security;
create policy calendar_version_read on calendar_version for select using (true);
