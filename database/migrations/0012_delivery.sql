-- Delivery by mail, and the seals as immutable as the events.

-- Not before (back-off after a failure); null: at once. A row that will never be mailed becomes channel 'page': seen in the pages only.
alter table outbox add column due_at timestamptz;

-- One mail a day for those who want it so: its row is claimed before anything is sent.
create table digest (
  person uuid not null references person, day date not null,
  taken_at timestamptz, attempts int not null default 1, due_at timestamptz, sent_at timestamptz, error text,
  primary key (person, day)
);

create trigger event_root_append_only before update or delete on event_root for each row execute function refuse_change();
create trigger event_block_no_truncate before truncate on event_block for each statement execute function refuse_change();
create trigger event_seal_no_truncate before truncate on event_seal for each statement execute function refuse_change();
create trigger event_root_no_truncate before truncate on event_root for each statement execute function refuse_change();
