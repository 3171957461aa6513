-- More than one process: what ties matters together, and the offices that come from outside (an evaluator, an inspection team).

alter table seat drop constraint seat_office_check;
alter table seat add constraint seat_office_check check (office in ('deputy','delegation_officer','motion_group','daf_staff','daf_head','gov_office','sc_leader','committee','unit_officer','unit_leader','evaluator','inspector','auditor','sysadmin'));

-- 来源与去向: research → suggestion, suggestion → project, letter → the items it urges. Read from both ends.
create table matter_link (
  from_matter uuid not null references matter, to_matter uuid not null references matter,
  kind text not null, event uuid not null, at timestamptz not null,
  primary key (from_matter, to_matter, kind),
  check (from_matter <> to_matter)
);
create index matter_link_to on matter_link (to_matter);
alter table matter_link enable row level security;
-- Whoever sees one end knows of the tie; the other end's title is read through matter and so by its own policy.
create policy matter_link_seen on matter_link using (
  (select my('system')) = 'on'
  or exists (select from matter m where m.id = matter_link.from_matter)
  or exists (select from matter m where m.id = matter_link.to_matter)
);

-- Lists of a process by the day of their beginning, and by number.
create index matter_process on matter (place, process, created_at desc, id);
