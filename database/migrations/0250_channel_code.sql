-- A code to a new phone dies in minutes, as all codes do; the request itself waits its fourteen days.
alter table channel_change add column code_until timestamptz;
