-- Stations from a workbook: read and shown first, then registered one after the other, so many of so many.
create table station_import (
  id uuid primary key, place text not null references place, by_seat uuid not null references seat, by_name text not null, file_name text not null,
  state text not null check (state in ('previewed', 'running', 'done')), rows jsonb not null, errors jsonb not null default '[]',
  total int not null, done int not null default 0, failed jsonb not null default '[]', at timestamptz not null, settled_at timestamptz
);
alter table station_import enable row level security;
create policy station_import_seen on station_import using ((select my('system')) = 'on' or by_seat = (select my('seat'))::uuid);
