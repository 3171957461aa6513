-- What a suggestion keeps beyond its replies: minutes of coordination, on-site handling, the deputies' view of promises,
-- judgements entered from paper, evaluators from outside.

create table coordination (
  id uuid primary key, matter uuid not null references matter,
  held_on date not null, place text not null, people text not null, opinions text not null, conclusion text not null,
  by_name text not null, at timestamptz not null
);
create index coordination_matter on coordination (matter);

-- 即交即办: who was on duty, the plan made at once, the first answer given on the spot.
create table onsite (
  party uuid primary key references party, matter uuid not null references matter,
  person text not null, plan text not null, planned_at timestamptz not null,
  reply text not null default '', told text not null default '', replied_at timestamptz
);
create index onsite_matter on onsite (matter);

alter table promise add column reply_round int not null default 1;
alter table promise add column first_due date;
update promise set first_due = due_on;
alter table promise alter column first_due set not null;
create index promise_due on promise (due_on) where state in ('promised', 'overdue');

-- A promise's change, explained: nothing is moved silently.
create table promise_change (
  id uuid primary key, promise uuid not null references promise, outcome text not null check (outcome in ('later', 'drop')),
  was_due date not null, now_due date, reason text not null, at timestamptz not null
);
create index promise_change_promise on promise_change (promise);

-- What each answered deputy says of a kept or changed promise: once each, sealed like the judgement.
create table promise_view (
  witness uuid primary key references party, matter uuid not null references matter, unit_party uuid not null references party,
  verdict text not null check (verdict in ('已兑现', '部分兑现', '未兑现')), comment text not null default '', at timestamptz not null,
  check (verdict <> '未兑现' or length(trim(comment)) > 0)
);
create index promise_view_matter on promise_view (matter);

alter table judgement add column entered_by uuid references seat;
alter table judgement add column entered_why text not null default '';
-- Shared network or device with the unit that is judged: a person looks at it, the system decides nothing.
alter table judgement add column flags text[] not null default '{}';

do $$
declare t text;
begin
  foreach t in array array['coordination', 'onsite', 'promise', 'contact_record'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy %I on %I using ((select my(''system'')) = ''on'' or exists (select from matter m where m.id = %I.matter))', t || '_seen', t, t);
  end loop;
end $$;
alter table promise_change enable row level security;
create policy promise_change_seen on promise_change using ((select my('system')) = 'on' or exists (select from promise p where p.id = promise_change.promise));
alter table promise_view enable row level security;
create policy promise_view_seen on promise_view using (
  (select my('system')) = 'on'
  or exists (select from party p where p.id = promise_view.witness and p.seat = (select my('seat'))::uuid)
  or ((select my('judgements')) = 'on' and exists (select from matter m where m.id = promise_view.matter))
);

-- A scanned form is as sealed as the judgement on it. Who comes from outside (huying.outside) sees the units' papers only.
alter policy attachment_seen on attachment using (
  (select my('system')) = 'on'
  or (matter is null and by_person = (select my('person'))::uuid)
  or (matter is not null and removed_at is null and exists (select from matter m where m.id = attachment.matter)
      and ((select my('outside')) is null or by_person = (select my('person'))::uuid
           or exists (select from party p where p.id = attachment.party and p.unit is not null))
      and (not held or by_person = (select my('person'))::uuid
           or (purpose = 'judgement' and (select my('judgements')) = 'on')
           or exists (select from party p where p.id = attachment.party and p.unit = (select my('unit'))::uuid)))
);
