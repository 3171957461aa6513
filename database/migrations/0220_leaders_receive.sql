-- 主任接待代表: a leader receives deputies. Who is received is neither a host nor a visitor, and what he says is kept apart from what visitors said.
create table reception_received (
  reception uuid not null references reception, seat uuid not null references seat, came boolean not null default false,
  primary key (reception, seat)
);
create index reception_received_seat on reception_received (seat);
alter table reception_received enable row level security;
create policy reception_received_seen on reception_received using (
  (select my('system')) = 'on' or exists (select from reception r where r.matter = reception_received.reception)
);

-- What he said, by its number: the words and what comes of them stand with the concern.
create table reception_opinion (
  reception uuid not null references reception, no int not null, matter uuid not null unique references matter,
  seat uuid not null references seat, way text not null, at timestamptz not null, primary key (reception, no)
);
alter table reception_opinion enable row level security;
create policy reception_opinion_seen on reception_opinion using (
  (select my('system')) = 'on' or exists (select from reception r where r.matter = reception_opinion.reception)
);

-- Two leaders may receive on one day, in two rooms.
drop index reception_once;
create unique index reception_once on reception (place, held_on, coalesce(station, '00000000-0000-0000-0000-000000000000'), kind) where state <> 'cancelled' and kind <> 'leaders';

-- Voters are not asked to it.
create or replace view public_reception with (security_barrier) as
  select r.matter as id, r.place, r.station, r.held_on, r.state, m.title, m.data->>'from' as starts, m.data->>'to' as ends, m.data->>'theme' as theme, m.data->>'where' as address, m.data->>'video' as video,
    (select coalesce(json_agg(d.name order by d.name_sort), '[]') from reception_host h join public_deputy d on d.id = h.seat where h.reception = r.matter) as hosts
  from reception r join matter m on m.id = r.matter where r.state in ('announced', 'held', 'recorded') and r.kind <> 'leaders';

create or replace view below_reception with (security_barrier) as
  select r.matter, r.place, p.name as place_name, r.held_on, r.state, r.kind from reception r join place p on p.code = r.place where r.place in (select my_below());
create view below_received with (security_barrier) as
  select r.matter, r.place, r.place_name, r.held_on, r.state, x.seat, x.came from below_reception r join reception_received x on x.reception = r.matter;
create view below_said with (security_barrier) as
  select r.matter, r.place, r.place_name, r.held_on, r.state, x.no, x.way from below_reception r join reception_opinion x on x.reception = r.matter;
