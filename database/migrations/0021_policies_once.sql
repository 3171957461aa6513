-- The same policies, asked once a query instead of once a row: what the settings say is a subselect without a reference to the
-- row, so the planner evaluates it a single time; the matters somebody is party to come as one hashed set.

create function my_matters() returns setof uuid language sql stable parallel safe security definer set search_path from current as $$
  select matter from party where left_at is null and seat = my('seat')::uuid
  union
  select matter from party where left_at is null and unit = my('unit')::uuid
$$;

alter policy matter_seen on matter using (
  (select my('system')) = 'on'
  or (not private and place = any ((select string_to_array(my('places'), ','))::text[]))
  or (not private and delegation = (select my('delegation'))::uuid)
  or id in (select my_matters())
);
alter policy party_seen on party using ((select my('system')) = 'on' or exists (select from matter m where m.id = party.matter));
alter policy event_seen on event using (
  (select my('system')) = 'on'
  or (matter is not null and exists (select from matter m where m.id = event.matter))
  or (matter is null and place = any ((select string_to_array(my('places'), ','))::text[]))
);
alter policy attachment_seen on attachment using (
  (select my('system')) = 'on'
  or (matter is null and by_person = (select my('person'))::uuid)
  or (matter is not null and removed_at is null and exists (select from matter m where m.id = attachment.matter)
      and (not held or by_person = (select my('person'))::uuid
           or exists (select from party p where p.id = attachment.party and p.unit = (select my('unit'))::uuid)))
);
alter policy reply_seen on reply using (
  (select my('system')) = 'on'
  or (exists (select from matter m where m.id = reply.matter) and (delivered_at is not null
      or exists (select from party p where p.id = reply.party and p.unit = (select my('unit'))::uuid)))
);
alter policy judgement_seen on judgement using (
  (select my('system')) = 'on'
  or exists (select from party p where p.id = judgement.recipient and p.seat = (select my('seat'))::uuid)
  or ((released_at is not null or (select my('judgements')) = 'on') and exists (select from matter m where m.id = judgement.matter))
);
drop function matter_seen(uuid);
drop function is_party(uuid);
