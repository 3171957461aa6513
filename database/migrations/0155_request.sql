-- A request told once and its answer kept: the number a browser or another system gives its request is no secret and no event's id.
-- Kept as digests (of who asked with which number, and of what was asked), so that a dump tells neither.
create table request (
  id bytea primary key,                        -- SHA-256 over who asked and the number of his request
  input bytea,                                 -- keyed digest of what was asked; null: asked before this table was
  event uuid,                                  -- what it did
  citizen uuid,                                -- whose request it was, or whom a public form made; null: erased, or no citizen's
  answer jsonb,                                -- of what is no act
  at timestamptz not null
);
create index request_at on request (at);
create index request_citizen on request (citizen) where citizen is not null;
alter table request enable row level security;
create policy request_kernel on request using ((select my('system')) = 'on');

-- What waits in a phone without a network may have been done before: its number was the event's id then.
insert into request (id, event, at)
  select sha256(convert_to('seat:' || coalesce(e.by_seat, p.seat) || '/' || e.id, 'UTF8')), e.id, e.at
  from event e left join party p on p.id = e.by_party where coalesce(e.by_seat, p.seat) is not null and e.matter is not null;

-- The receipt is drawn by lot and kept sealed, for its owner to see again; null: drawn from the row's id, as they were before.
alter table citizen add column receipt_sealed bytea;
