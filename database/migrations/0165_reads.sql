-- Who reads what is declared once, with each process; its rows lie here, written by the owner at start-up. The application only reads them.
create table reads (
  process text not null, office text not null,
  kind text not null check (kind in ('all', 'below', 'session', 'delegation', 'own', 'open', 'linked', 'authors', 'judgements', 'nameless')),
  states text[] not null default '{}',
  primary key (process, office, kind)
);

-- What the reader's seat reads by its office: asked once a query. The office, its place and whether it reads downwards stand in the seat itself;
-- no setting of the connection can claim another.
create function my_reach(want text) returns table (process text, place text) language sql stable parallel safe security definer set search_path from current as $$
  select r.process, s.place from seat s join reads r on r.office = s.office and (r.kind = want or (want = 'all' and r.kind = 'below')) where s.id = my('seat')::uuid
  union
  select r.process, p.code from seat s join reads r on r.office = s.office and (r.kind = want or (want = 'all' and r.kind = 'below'))
    join place o on o.code = s.place join place p on p.path ~>=~ o.path and p.path ~<~ (o.path || '~')
    where s.id = my('seat')::uuid and (s.reads_down or (want = 'all' and r.kind = 'below'))
$$;
-- The places of which the reader reads one process (or 'report', 'record', 'log') whole.
create function my_places(which text) returns setof text language sql stable parallel safe security definer set search_path from current as $$
  select place from my_reach('all') where process = which
$$;
create function my_open() returns table (process text, place text, state text) language sql stable parallel safe security definer set search_path from current as $$
  select r.process, s.place, unnest(r.states) from seat s join reads r on r.office = s.office and r.kind = 'open' where s.id = my('seat')::uuid
$$;
-- A right of the reader's office beyond the rows: judgements before their release, no name of a deputy.
create function my_right(want text) returns boolean language sql stable parallel safe security definer set search_path from current as $$
  select exists (select from seat s join reads r on r.office = s.office and r.kind = want where s.id = my('seat')::uuid)
$$;

-- What is about a suggestion that the reader takes part in: supervised as a key item, pressed by a letter, drawn for an inspection (his own unit only).
create function my_linked() returns setof uuid language sql stable parallel safe security definer set search_path from current as $$
  select k.id from seat s join reads r on r.office = s.office and r.kind = 'linked' join my_matters() mine on true
    join matter_link l on l.to_matter = mine join matter k on k.id = l.from_matter and k.process = r.process and k.state = any (r.states)
    where s.id = my('seat')::uuid
  union
  select k.id from seat s join reads r on r.office = s.office and r.kind = 'linked' and r.process = 'inspection'
    join inspection_item i on i.excluded = '' and (i.unit = s.unit or (s.unit is null and i.suggestion in (select my_matters())))
    join matter k on k.id = i.inspection and k.state = any (r.states)
    where s.id = my('seat')::uuid
$$;

drop policy guide_published on matter;
drop policy award_announced on matter;
alter policy matter_seen on matter using (
  (select my('system')) = 'on'
  or id in (select my_matters())
  or (not private and (
    (process, place) in (select r.process, r.place from my_reach('all') r)
    or (session is not null and (process, place) in (select r.process, r.place from my_reach('session') r))
    or (delegation = (select my('delegation'))::uuid and (process, place) in (select r.process, r.place from my_reach('delegation') r))
    or (process, place, state) in (select r.process, r.place, r.state from my_open() r)
    or id in (select my_linked())
  ))
);

-- The record of what was set in a place; the log of everything, without its words, is a view of its own.
alter policy event_seen on event using (
  (select my('system')) = 'on'
  or (matter is not null and exists (select from matter m where m.id = event.matter))
  or (matter is null and place in (select my_places('record')))
);
-- Joined, so that nothing can be written through it.
create view event_log with (security_barrier) as
  select e.id, e.place, e.process, e.action, e.matter is null as of_place, e.by_office, e.by_name, e.at from event e join place p on p.code = e.place
  where e.place in (select my_places('log'));

alter policy official_doc_seen on official_doc using (
  (select my('system')) = 'on'
  or ((reply is null or exists (select from reply r where r.id = official_doc.reply))
      and (matter is null or exists (select from matter m where m.id = official_doc.matter))
      and ((matter is null and place in (select my_places('report')))
           or exists (select from matter m where m.id = official_doc.matter and (m.process, m.place) in (select r.process, r.place from my_reach('all') r union select r.process, r.place from my_reach('session') r))
           or (matter is not null and audience = 'all')
           or (matter is not null and audience = 'unit' and unit = (select my('unit'))::uuid)))
);
alter policy fund_budget_seen on fund_budget using ((select my('system')) = 'on' or place in (select my_places('fund')));
alter policy guide_topic_seen on guide_topic using (
  (select my('system')) = 'on'
  or unit = (select my('unit'))::uuid
  or exists (select from matter m where m.id = guide_topic.matter and (m.state in ('published', 'archived') or m.place in (select my_places('guide'))))
);
-- What a unit was told on the phone, and who answered, is not another unit's that handles the same suggestion.
alter policy urging_seen on urging using (
  (select my('system')) = 'on'
  or (exists (select from matter m where m.id = urging.matter)
      and (place in (select my_places('suggestion')) or place in (select r.place from my_reach('session') r where r.process = 'suggestion') or unit = (select my('unit'))::uuid or (select my('unit')) is null))
);
alter policy nominee_seen on nominee using (
  (select my('system')) = 'on'
  or place in (select my_places('award'))
  or exists (select from party p where p.matter = nominee.matter and p.role = 'judge' and p.seat = (select my('seat'))::uuid and p.left_at is null)
  or (won and exists (select from matter m where m.id = nominee.matter and m.state = 'announced'))
);
alter policy assess_deduction_seen on assess_deduction using (
  (select my('system')) = 'on' or place in (select my_places('report')) or unit = (select my('unit'))::uuid
);
alter policy contact_entry_seen on contact_entry using (
  (select my('system')) = 'on' or by_seat = (select my('seat'))::uuid
  or exists (select from contact_link l where l.id = contact_entry.link and (l.called_seat = (select my('seat'))::uuid or l.caller_seat = (select my('seat'))::uuid))
  or place_of_matter(list) in (select my_places('contact'))
);
alter policy voter_liaison_seen on voter_liaison using (
  (select my('system')) = 'on' or deputy = (select my('seat'))::uuid or place_of_matter(list) in (select my_places('contact'))
);
alter policy topic_seen on topic using ((select my('system')) = 'on' or place in (select my_places('hotTopic')));
alter policy topic_decision_seen on topic_decision using ((select my('system')) = 'on' or place in (select my_places('hotTopic')));
alter policy topic_run_seen on topic_run using ((select my('system')) = 'on' or place in (select my_places('hotTopic')));

-- Of a package a linked reader sees what is his own: the unit its line, the deputy his suggestion's.
alter policy inspection_item_seen on inspection_item using (
  (select my('system')) = 'on'
  or exists (select from matter m where m.id = inspection_item.inspection and (m.process, m.place) in (select r.process, r.place from my_reach('all') r))
  or exists (select from party p where p.matter = inspection_item.inspection and p.seat = (select my('seat'))::uuid and p.left_at is null)
  or (excluded = '' and exists (select from matter m where m.id = inspection_item.inspection)
      and (unit = (select my('unit'))::uuid or ((select my('unit')) is null and suggestion in (select my_matters()))))
);

-- Sealed judgements and their scans, and what is told to somebody from outside, by the declared rights.
alter policy judgement_seen on judgement using (
  (select my('system')) = 'on'
  or exists (select from party p where p.id = judgement.recipient and p.seat = (select my('seat'))::uuid)
  or ((released_at is not null or (select my_right('judgements'))) and exists (select from matter m where m.id = judgement.matter))
);
alter policy promise_view_seen on promise_view using (
  (select my('system')) = 'on'
  or exists (select from party p where p.id = promise_view.witness and p.seat = (select my('seat'))::uuid)
  or ((select my_right('judgements')) and exists (select from matter m where m.id = promise_view.matter))
);
alter policy attachment_seen on attachment using (
  (select my('system')) = 'on'
  or (matter is null and by_person = (select my('person'))::uuid)
  or (matter is not null and removed_at is null and exists (select from matter m where m.id = attachment.matter)
      and (not (select my_right('nameless')) or by_person = (select my('person'))::uuid
           or exists (select from party p where p.id = attachment.party and p.unit is not null))
      and (not held or by_person = (select my('person'))::uuid
           or (purpose = 'judgement' and (select my_right('judgements')))
           or exists (select from party p where p.id = attachment.party and p.unit = (select my('unit'))::uuid)))
);

-- Counting below one's place is for those who read its numbers.
create or replace function my_below() returns setof text language sql stable parallel safe security definer set search_path from current as $$
  select d.code from place d where (select my('system')) = 'on'
  union
  select d.code from seat s join reads r on r.office = s.office and r.process = 'report' and r.kind = 'all' join place o on o.code = s.place
    join place d on d.path ~>=~ o.path and d.path ~<~ (o.path || '~') where s.id = my('seat')::uuid
$$;

create or replace function text_found(asked tsquery, only_process text) returns table (matter uuid, process text, at timestamptz, rank real)
language plpgsql stable security definer set search_path from current as $$
declare
  p record;
begin
  -- The processes are written as a literal: the planner then knows how many rows to expect of them.
  for p in select x.place, array_agg(x.process) as kinds from (select r.process, r.place from my_reach('all') r union select r.process, r.place from my_reach('session') r) x
      where (only_process is null or x.process = only_process) and exists (select from text_index i where i.place = x.place) group by 1 loop
    return query execute format(
      'select x.matter, x.process, x.at, ts_rank(x.words, %1$L::tsquery) from (select i.matter, i.process, i.at, i.words from text_index i
         where i.place = %2$L and not i.private and i.words @@ %1$L::tsquery and i.process = any (%3$L::text[]) order by i.at desc limit 1000) x', asked::text, p.place, p.kinds);
  end loop;
  -- His own are few: each is looked at, whatever it says.
  return query select i.matter, i.process, i.at, ts_rank(i.words, asked) from (select my_matters() as mine union select my_linked()) x join text_index i on i.matter = x.mine
    where i.words @@ asked and (only_process is null or i.process = only_process) order by i.at desc limit 1000;
  if nullif(my('delegation'), '') is not null then
    return query select i.matter, i.process, i.at, ts_rank(i.words, asked) from text_index i
      where i.delegation = my('delegation')::uuid and not i.private and i.words @@ asked and (i.process, i.place) in (select r.process, r.place from my_reach('delegation') r)
        and (only_process is null or i.process = only_process) order by i.at desc limit 1000;
  end if;
end $$;

create or replace function text_like(asked int[], weights real[], at_place text, kinds text[], but uuid, most int)
returns table (matter uuid, process text, terms int[], tf smallint[], places text[], opened boolean) language plpgsql stable security definer set search_path from current as $$
declare
  whole text[] := array(select r.process from my_reach('all') r where r.place = at_place);
  sessions text[] := array(select r.process from my_reach('session') r where r.place = at_place);
  groups text[] := array(select r.process from my_reach('delegation') r where r.place = at_place);
begin
  return query execute
    'select i.matter, i.process, i.terms, i.tf, i.places, true from text_index i,
       lateral (select sum(x.w) as hit from unnest($1, $2) as x(t, w) where x.t = any (i.terms)) h
     where i.place = $3 and i.terms operator(pg_catalog.&&) $1 and i.process = any ($4) and i.matter is distinct from $5
       and ((not i.private and i.process = any ($7))
         or (not i.private and i.process = any ($8) and exists (select from matter m where m.id = i.matter and m.session is not null))
         or (not i.private and i.process = any ($9) and i.delegation = (select nullif(my(''delegation''), ''''))::uuid)
         or i.matter in (select my_matters()))
     order by h.hit / sqrt(cardinality(i.terms)) desc, i.matter limit $6'
    using asked, weights, at_place, kinds, but, most, whole, sessions, groups;
end $$;

comment on table reads is 'Declared in processes/*/process.ts and kernel/reads.ts; written at start-up';
