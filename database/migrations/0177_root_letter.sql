-- The day's root on its way to somebody outside (RECORD_WITNESSES): sent once, tried again when it failed.
create table root_letter (
  day date not null references event_root, address text not null,
  taken_at timestamptz, due_at timestamptz, sent_at timestamptz, attempts int not null default 0, error text,
  primary key (day, address)
);
