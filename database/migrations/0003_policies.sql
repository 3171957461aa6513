-- The second lock behind the gate: row-level security on matter, party, event and attachment. Every outlet reads inside a
-- transaction that says who looks (database/read.ts); with nothing said, nothing is seen.
--   huying.system  'on' for the kernel itself (act, jobs)
--   huying.seat, huying.person, huying.unit
--   huying.delegation  the delegation of an officer (not of an ordinary deputy)
--   huying.places  codes of places whose matters this seat reads, comma-separated

create function my(setting text) returns text language sql stable parallel safe as $$
  select nullif(current_setting('huying.' || setting, true), '')
$$;

-- Runs as the tables' owner (row-level security binds the application's role only), so that the policies do not call each other in a circle.
create function is_party(m uuid) returns boolean language sql stable parallel safe security definer set search_path from current as $$
  select exists (select from party p where p.matter = m and p.left_at is null
    and (p.seat = my('seat')::uuid or p.unit = my('unit')::uuid))
$$;

alter table matter enable row level security;
create policy matter_seen on matter using (
  my('system') = 'on'
  or (not private and place = any (string_to_array(my('places'), ',')))
  or (not private and delegation = my('delegation')::uuid)
  or is_party(id)
);

create function matter_seen(m uuid) returns boolean language sql stable parallel safe as $$
  select exists (select from matter where id = m)
$$;

alter table party enable row level security;
create policy party_seen on party using (my('system') = 'on' or matter_seen(matter));

alter table event enable row level security;
create policy event_seen on event for select using (
  my('system') = 'on'
  or (matter is not null and matter_seen(matter))
  or (matter is null and place = any (string_to_array(my('places'), ',')))
);
create policy event_written on event for insert with check (my('system') = 'on');

alter table attachment enable row level security;
create policy attachment_seen on attachment using (
  my('system') = 'on'
  or (matter is null and by_person = my('person')::uuid)
  or (matter is not null and removed_at is null and matter_seen(matter)
      and (not held or by_person = my('person')::uuid
           or exists (select from party p where p.id = attachment.party and p.unit = my('unit')::uuid)))
);
create policy attachment_mine on attachment for insert with check (my('system') = 'on' or (matter is null and by_person = my('person')::uuid));

alter table reply enable row level security;
-- A reply in the making is its unit's own; once delivered, everybody who sees the matter reads it.
create policy reply_seen on reply using (
  my('system') = 'on'
  or (matter_seen(matter) and (delivered_at is not null
      or exists (select from party p where p.id = reply.party and p.unit = my('unit')::uuid)))
);

alter table judgement enable row level security;
-- Sealed: the deputy's own, the congress's office, and the unit only after release (渝办法 27、38(3)).
create policy judgement_seen on judgement using (
  my('system') = 'on'
  or exists (select from party p where p.id = judgement.recipient and p.seat = my('seat')::uuid)
  or (matter_seen(matter) and my('judgements') = 'on')
  or (released_at is not null and matter_seen(matter))
);
