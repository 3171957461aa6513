-- Files of an erased person, waiting for their bytes to be swept.
create table file_gone (hash text primary key, at timestamptz not null);
create index attachment_file on attachment (file);
create index attachment_thumb on attachment (thumb) where thumb is not null;
