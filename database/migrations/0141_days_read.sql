-- A promise whose released words hold a day that is none must not stop the public list of all others.
create or replace view public_promise with (security_barrier) as
  select x.id, s.id as matter, s.place, s.year, s.series, s.no, s.title, r.value->>'unit' as unit, r.value->>'id' as reply,
    e.value->>'item' as item, e.value->>'measure' as measure, as_day(e.value->>'dueOn') as first_due, x.due_on, x.state,
    (x.settled_at at time zone 'Asia/Shanghai')::date as settled_on
  from public_suggestion s cross join jsonb_array_elements(s.replies) r cross join jsonb_array_elements(r.value->'promises') e
    join promise x on x.id = (e.value->>'id')::uuid and x.matter = s.id;
