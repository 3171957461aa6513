-- Who else works around the congress (domain 6.1): the judiciary's offices, the credentials committee, tellers of ballots, and the second of the three
-- administrators (三员: system, security, audit). Each reads what its declarations give it, which is nothing until a process names it.
alter table seat drop constraint seat_office_check;
alter table seat add constraint seat_office_check check (office in ('deputy','delegation_officer','motion_group','daf_staff','daf_head','gov_office','judicial_office','sc_leader',
  'committee','credentials','station_liaison','unit_officer','unit_leader','evaluator','inspector','teller','auditor','secadmin','sysadmin'));
