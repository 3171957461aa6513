-- A password that somebody has forgotten: the office hands over a code, once, in person; it opens nothing but a new password.
create table password_reset (
  id uuid primary key, person uuid not null references person, place text not null references place,
  code bytea not null, expires_at timestamptz not null,
  by_person uuid not null references person, by_name text not null, at timestamptz not null,
  told_at timestamptz, -- when his telephone or mail was told of it
  state text not null default 'open' check (state in ('open', 'done', 'replaced')), settled_at timestamptz,
  check (by_person <> person)
);
create unique index password_reset_open on password_reset (person) where state = 'open';
create index password_reset_untold on password_reset (at) where told_at is null;
alter table password_reset enable row level security;
create policy password_reset_kernel on password_reset using ((select my('system')) = 'on');
