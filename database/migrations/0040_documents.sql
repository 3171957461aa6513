-- Official documents as they were issued: the words they held that day, and a number without gaps.

create table document_series (
  place text not null references place, series text not null, year int not null, last int not null,
  primary key (place, series, year)
);
alter table document_series enable row level security;
create policy document_series_kernel on document_series using ((select my('system')) = 'on');

create table official_doc (
  id uuid primary key,                         -- the idempotency key of the issue
  place text not null references place,
  matter uuid references matter, party uuid references party,
  unit uuid references unit,                   -- to whom it is addressed
  reply uuid references reply,                 -- a reply letter: seen by whoever sees the reply itself
  template text not null, title text not null,
  series text, year int, no int check (no > 0), number text,   -- '云人代函〔2026〕12号'; none: kept without a number
  version int not null default 1 check (version > 0),
  data jsonb not null,                         -- what the template was filled with; confidential authors are already hidden in it
  issued_by uuid not null references seat, issued_by_name text not null, issued_at timestamptz not null,
  seal uuid references attachment, signature uuid references attachment,
  audience text not null check (audience in ('office', 'unit', 'all')),
  check ((series is null) = (no is null) and (no is null) = (year is null))
);
-- A corrected document keeps its number and becomes the next version.
create unique index official_doc_number on official_doc (place, series, year, no, version) where no is not null;
create index official_doc_matter on official_doc (matter);
create index official_doc_party on official_doc (party);
create index official_doc_reply on official_doc (reply);
create index official_doc_place on official_doc (place, issued_at desc);
create function refuse_document_change() returns trigger language plpgsql as $$
begin raise exception '已印发的公文不能%', tg_op using errcode = 'insufficient_privilege'; end $$;
create trigger official_doc_kept before update or delete on official_doc for each row execute function refuse_document_change();
create trigger official_doc_no_truncate before truncate on official_doc for each statement execute function refuse_document_change();

alter table official_doc enable row level security;
-- Of one matter: whoever sees the matter; a paper to one unit about several matters: that unit; a paper for the office, and one without a
-- matter: the readers of the place. Reply letters in the making follow their reply's own policy, so they stay with their unit.
create policy official_doc_seen on official_doc using (
  (select my('system')) = 'on'
  or ((reply is null or exists (select from reply r where r.id = official_doc.reply))
      and (matter is null or exists (select from matter m where m.id = official_doc.matter))
      and (place = any ((select string_to_array(my('places'), ','))::text[])
           or (matter is not null and audience = 'all')
           or (matter is not null and audience = 'unit' and unit = (select my('unit'))::uuid)))
);
