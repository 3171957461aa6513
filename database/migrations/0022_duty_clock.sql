-- Reminders ask of each running clock whether somebody has a duty by it.
create index duty_clock on duty (clock);
create index clock_running on clock (due_on, matter) where stopped_at is null and late_at is null;
