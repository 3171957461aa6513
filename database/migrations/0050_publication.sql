-- 建议公开: one decision a suggestion, and the text exactly as it was released (after masking). The public pages read the views
-- below and nothing else: they give nothing unless the decision stands at 'published', so an item that is taken down is gone
-- from every outlet with the same commit, and nothing private can be joined by mistake.

create table publication (
  matter uuid primary key references matter,
  place text not null references place, year int not null,
  state text not null check (state in ('published', 'withheld', 'hidden')),
  reason_code text check (reason_code in ('STATE_SECRET', 'BUSINESS_SECRET', 'PRIVACY', 'DEPUTY_OBJECTS', 'OTHER')),
  reason text not null default '',             -- never public
  title text not null default '', situation text not null default '', proposals text not null default '',
  replies jsonb not null default '[]',         -- as published: unit, document number, result, texts, promises
  show_names boolean not null default false,
  names text[] not null default '{}', delegation text,
  decided_by uuid references seat, decided_at timestamptz not null,
  published_at timestamptz, hidden_at timestamptz,
  version int not null default 1,
  check ((state = 'withheld') = (reason_code is not null)),
  check (state <> 'published' or published_at is not null),
  check (state <> 'hidden' or hidden_at is not null)
);
create index publication_list on publication (place, state, published_at desc, matter desc);

alter table publication enable row level security;
create policy publication_seen on publication using (
  (select my('system')) = 'on' or exists (select from matter m where m.id = publication.matter)
) with check ((select my('system')) = 'on');

-- Views run with their owner's rights: what stands in `where` here is the whole of what the public may know.
-- Names are asked of the matter as it is now: one merged in later may have made it confidential.
create view public_suggestion with (security_barrier) as
  select p.matter as id, p.place, p.year, m.series, m.no, m.kind, m.category, m.state, m.confidential,
    p.title, p.situation, p.proposals, p.replies,
    case when p.show_names and not m.confidential then p.names else '{}' end as names,
    case when p.show_names and not m.confidential then p.delegation end as delegation,
    m.data->>'receivedOn' as received_on, m.data->'review'->>'on' as registered_on,
    case when m.state = 'closed' then (m.closed_at at time zone 'Asia/Shanghai')::date::text end as closed_on,
    p.published_at, p.version
  from publication p join matter m on m.id = p.matter
  where p.state = 'published' and not m.private and m.data->>'mayPublish' is distinct from 'false'
    and m.state in ('handling', 'judging', 'redoDecision', 'redo', 'panel', 'followUp', 'closed');

create view public_unit with (security_barrier) as
  select x.matter, x.role, x.data->>'kind' as kind, u.id as unit, u.name, x.step, x.data->>'handedOn' as handed_on, x.data->>'repliedOn' as replied_on, x.joined_at
  from public_suggestion s join party x on x.matter = s.id and x.left_at is null join unit u on u.id = x.unit;

-- The limits of answering, with what is needed to count them again; who agreed to what is not needed.
create view public_clock with (security_barrier) as
  select c.id, c.matter, c.name, u.name as unit, c.started_on, c.due_on, c.span, c.basis, c.paused_on,
    (select coalesce(jsonb_agg(jsonb_build_object('from', p->>'from', 'to', p->>'to')), '[]') from jsonb_array_elements(c.pauses) p) as pauses,
    (select coalesce(jsonb_agg(e->'add'), '[]') from jsonb_array_elements(c.extensions) e) as extensions,
    (c.stopped_at at time zone 'Asia/Shanghai')::date as stopped_on
  from public_suggestion s join clock c on c.matter = s.id and c.name in ('reply', 'redo') join party x on x.id = c.party and x.left_at is null join unit u on u.id = x.unit;

-- The words as they were released, the state as it is today.
create view public_promise with (security_barrier) as
  select x.id, s.id as matter, s.place, s.year, s.series, s.no, s.title, r.value->>'unit' as unit, r.value->>'id' as reply,
    e.value->>'item' as item, e.value->>'measure' as measure, (e.value->>'dueOn')::date as first_due, x.due_on, x.state,
    (x.settled_at at time zone 'Asia/Shanghai')::date as settled_on
  from public_suggestion s cross join jsonb_array_elements(s.replies) r cross join jsonb_array_elements(r.value->'promises') e
    join promise x on x.id = (e.value->>'id')::uuid and x.matter = s.id;

-- Levels only, and only those that were released; a place says by rule whether they are shown at all.
create view public_judgement with (security_barrier) as
  select s.id as matter, r.id as reply, j.result as level, count(*)::int as n
  from public_suggestion s join judgement j on j.matter = s.id and j.released_at is not null
    join reply r on r.party = j.unit_party and r.round = j.round group by 1, 2, 3;
