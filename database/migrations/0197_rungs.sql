-- Three more rungs: hung with a day, ordered by the council of chairpersons to correct, criticised in a circular.
alter table urging drop constraint urging_rung_check;
alter table urging add constraint urging_rung_check check (rung in ('reminder', 'phone', 'letter', 'onsite', 'interview', 'hung', 'ordered', 'criticised'));
