-- Notices find the posts of a unit by it: without this index an act looks through every seat of the province.
create index seat_unit on seat (unit, office) where unit is not null;
