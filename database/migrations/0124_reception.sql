-- 代表接待日: the day itself, who receives, who came. Names are masked as they are shown; the rest lies sealed with the concern.
create table reception (
  matter uuid primary key references matter, place text not null references place, station uuid references unit,
  held_on date not null, state text not null, kind text not null default 'day'
);
create index reception_station on reception (station, held_on);
create index reception_place on reception (place, held_on);
alter table reception enable row level security;
create policy reception_seen on reception using (
  (select my('system')) = 'on' or exists (select from matter m where m.id = reception.matter)
);
-- One place, one day, one station: one reception.
create unique index reception_once on reception (place, held_on, coalesce(station, '00000000-0000-0000-0000-000000000000'), kind) where state <> 'cancelled';

create table reception_host (
  reception uuid not null references reception, seat uuid not null references seat, came boolean not null default false, signed_at timestamptz,
  primary key (reception, seat)
);
create index reception_host_seat on reception_host (seat);
alter table reception_host enable row level security;
create policy reception_host_seen on reception_host using (
  (select my('system')) = 'on' or exists (select from reception r where r.matter = reception_host.reception)
);

create table reception_visitor (
  reception uuid not null references reception, no int not null, matter uuid not null unique references matter,
  seat uuid references seat, masked text not null, people int not null default 1, at timestamptz not null,
  primary key (reception, no)
);
alter table reception_visitor enable row level security;
create policy reception_visitor_seen on reception_visitor using (
  (select my('system')) = 'on' or exists (select from reception r where r.matter = reception_visitor.reception)
);

-- The rota for the public: announced days only.
create view public_reception with (security_barrier) as
  select r.matter as id, r.place, r.station, r.held_on, r.state, m.title, m.data->>'from' as starts, m.data->>'to' as ends, m.data->>'theme' as theme, m.data->>'where' as address, m.data->>'video' as video,
    (select coalesce(json_agg(d.name order by d.name_sort), '[]') from reception_host h join public_deputy d on d.id = h.seat where h.reception = r.matter) as hosts
  from reception r join matter m on m.id = r.matter where r.state in ('announced', 'held', 'recorded');
