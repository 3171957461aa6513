-- Wrong passwords are counted by account and where they come from: a stranger with a public name locks out himself. `account` is a digest,
-- so that the office can open what is locked without knowing from where.
alter table login_attempt add column account text;
create index login_attempt_account on login_attempt (account) where account is not null;

-- A browser in which somebody has logged in before; the cookie's digest.
create table known_device (device bytea not null, person uuid not null references person, at timestamptz not null, primary key (device, person));
create index known_device_person on known_device (person);
alter table known_device enable row level security;
create policy known_device_kernel on known_device using ((select my('system')) = 'on');

-- A one-time code logs in once.
create table totp_used (person uuid not null, code bytea not null, at timestamptz not null default now(), primary key (person, code));
alter table totp_used enable row level security;
create policy totp_used_kernel on totp_used using ((select my('system')) = 'on');

-- A login channel changes only with its owner's proof (the code sent to the new one) or by two persons; the old one is told either way.
create table channel_change (
  id uuid primary key, person uuid not null references person, channel text not null check (channel in ('mobile', 'email')),
  place text not null references place, fresh bytea not null, old bytea,
  code bytea not null, tries int not null default 0, expires_at timestamptz not null,
  by_person uuid not null references person, by_name text not null, at timestamptz not null,
  told_at timestamptz, done_told_at timestamptz, -- when the old one was told that it is to change, and that it has
  state text not null default 'open' check (state in ('open', 'done', 'refused', 'expired')), settled_by uuid references person, settled_at timestamptz,
  check (settled_by is distinct from by_person or by_person = person)
);
create unique index channel_change_open on channel_change (person, channel) where state = 'open';
alter table channel_change enable row level security;
create policy channel_change_kernel on channel_change using ((select my('system')) = 'on');
