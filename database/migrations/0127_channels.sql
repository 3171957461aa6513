-- More ways than mail to be told: each person chooses, each channel has its own rows, so that a broken gateway holds up nobody else.
alter table person add column sms text not null default 'off' check (sms in ('off', 'urgent', 'all'));
alter table person add column wecom text not null default 'off' check (wecom in ('off', 'urgent', 'all'));
alter table person add column wecom_id text;
alter table person add column push text not null default 'off' check (push in ('off', 'urgent', 'all'));

create table push_subscription (
  id uuid primary key default gen_random_uuid(), person uuid not null references person,
  endpoint text not null, p256dh text not null, auth text not null, at timestamptz not null, gone_at timestamptz
);
create unique index push_subscription_once on push_subscription (endpoint) where gone_at is null;
create index push_subscription_person on push_subscription (person) where gone_at is null;

-- One row a notice and channel; what is fanned out is not fanned out again.
alter table notice add column fanned_at timestamptz;
create index notice_unfanned on notice (at) where fanned_at is null;
create table delivery (
  id bigint generated always as identity primary key,
  notice uuid not null references notice, person uuid not null references person,
  channel text not null check (channel in ('sms', 'wecom', 'push')), at timestamptz not null,
  taken_at timestamptz, due_at timestamptz, sent_at timestamptz, failed_at timestamptz, attempts int not null default 0, error text,
  unique (notice, channel)
);
create index delivery_waiting on delivery (channel, person) where sent_at is null and failed_at is null;
update notice set fanned_at = at;
