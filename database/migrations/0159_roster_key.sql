-- A confirmation asked twice is known by its request (`request`), as every other.
alter table roster_import drop column key;
