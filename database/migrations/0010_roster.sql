-- A roster brought as a workbook: read and compared first, written when the office says so.
create table roster_import (
  id uuid primary key,
  place text not null references place,
  by_person uuid not null references person, by_seat uuid not null references seat, by_name text not null,
  file_name text not null, file_hash text not null,
  state text not null check (state in ('previewed', 'confirmed', 'cancelled', 'failed')),
  preview jsonb not null,
  rows jsonb,                                  -- what the workbook said, phone numbers and all: emptied as soon as it is settled
  digest text not null,                        -- of what the preview promised to write
  at timestamptz not null,
  key uuid unique, settled_at timestamptz, settled_by text, result jsonb,
  check ((state = 'previewed') = (rows is not null))
);
create index roster_import_place on roster_import (place, at desc);
