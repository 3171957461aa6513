-- The suggestion's own rows: what is counted or shown by itself.

create table reply (
  id uuid primary key,
  matter uuid not null references matter, party uuid not null references party, round int not null,
  doc_no text not null, code text not null, code_label text not null,
  body text not null, solved text not null default '', planned text not null default '', co_opinions text not null default '',
  contact_name text not null, contact_phone text not null,
  disclosure text not null check (disclosure in ('public', 'withheld')), withheld_reason text not null default '',
  signer text, signed_at timestamptz, delivered_at timestamptz,
  draft jsonb, updated_at timestamptz not null,
  unique (party, round)
);
create index reply_matter on reply (matter);

create table contact_record (
  id uuid primary key,
  matter uuid not null references matter, party uuid not null references party,
  form text not null, rank text not null, place text not null, held_on date not null,
  people text not null default '', opinion text not null default '', at timestamptz not null
);
create index contact_matter on contact_record (matter);

create table promise (
  id uuid primary key,
  matter uuid not null references matter, party uuid not null references party, reply uuid references reply,
  item text not null, measure text not null default '', due_on date not null, owner text not null default '',
  state text not null default 'promised' check (state in ('promised', 'fulfilled', 'changed', 'overdue')),
  progress text not null default '', settled_at timestamptz
);
create index promise_matter on promise (matter);

-- Sealed until released: read only through the function below, never joined from a page.
create table judgement (
  recipient uuid primary key references party,   -- one deputy, one reply, one judgement
  matter uuid not null references matter, unit_party uuid not null references party, round int not null,
  attitude text not null, result text not null, solved text not null, adopted text not null,
  comment text not null default '', redo boolean not null default false,
  at timestamptz not null, released_at timestamptz,
  check ((attitude <> '不满意' and result <> '不满意') or length(trim(comment)) > 0)
);
create index judgement_matter on judgement (matter);
