-- Seals of offices and signatures of those who sign: the picture, its size on paper, and who may put it on one.
create table stamp (
  id uuid primary key, place text not null references place, kind text not null check (kind in ('seal', 'signature')),
  unit uuid references unit,                   -- the office that keeps the seal
  seat uuid references seat,                   -- whose hand it is
  name text not null,                          -- the organ that the seal says, or the person
  title text not null default '',              -- 职务, beside a signature
  file text not null references file,
  width numeric not null check (width > 0), height numeric not null check (height > 0),   -- mm
  users uuid[] not null default '{}',          -- the seats that may use it
  by_seat uuid not null references seat, at timestamptz not null, ended_at timestamptz,
  check ((kind = 'seal') = (unit is not null) and (kind = 'signature') = (seat is not null))
);
-- One of each in use at a time; the withdrawn ones stay for the papers that bear them.
create unique index stamp_seal_once on stamp (unit, name) where kind = 'seal' and ended_at is null;
create unique index stamp_signature_once on stamp (seat) where kind = 'signature' and ended_at is null;
create index stamp_file on stamp (file);
create index stamp_place on stamp (place);
create index stamp_by on stamp (by_seat);
alter table stamp enable row level security;
-- Those who may use it, the head of the office that keeps the seal, the person whose hand it is. Nobody else learns that there is one.
create policy stamp_seen on stamp using (
  (select my('system')) = 'on'
  or (select my('seat'))::uuid = any (users)
  or seat = (select my('seat'))::uuid
  or (kind = 'seal' and exists (select from seat s where s.id = (select my('seat'))::uuid and s.unit = stamp.unit and s.place = stamp.place and s.office in ('daf_head', 'unit_leader')))
);
-- What a paper was sealed and signed with; the attachments of old papers stay.
alter table official_doc add column seal_stamp uuid references stamp, add column hand_stamp uuid references stamp;
create index official_doc_seal_stamp on official_doc (seal_stamp) where seal_stamp is not null;
create index official_doc_hand_stamp on official_doc (hand_stamp) where hand_stamp is not null;
