-- 代表联络员: who put him forward, from which station, and when he was approved and began. The station that did sees what became of it.
alter table voter_liaison add column nominated_by text not null default '', add column station uuid references unit, add column approved_on date, add column active_on date;
create policy voter_liaison_station on voter_liaison using (station = (select my('unit'))::uuid);

-- Five levels of deputies stand in stations; those of the nation belong to no province's path.
alter table place drop constraint place_level_check, add constraint place_level_check check (level in ('nation', 'province', 'city', 'county', 'township'));
