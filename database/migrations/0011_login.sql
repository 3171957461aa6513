-- Login (better-auth's own shape under our names). A login's user is a person: auth_user.id = person.id.
create table auth_user (
  id text primary key, name text not null, email text not null unique, "emailVerified" boolean not null default false, image text,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now(),
  username text unique, "displayUsername" text, "twoFactorEnabled" boolean default false
);
create table auth_session (
  id text primary key, "expiresAt" timestamptz not null, token text not null unique, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now(),
  "ipAddress" text, "userAgent" text, "userId" text not null references auth_user on delete cascade,
  strong boolean not null default false        -- the second factor was passed in this login
);
create index auth_session_user on auth_session ("userId");
create table auth_account (
  id text primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references auth_user on delete cascade,
  "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, scope text, password text,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now(),
  unique ("providerId", "accountId")
);
create index auth_account_user on auth_account ("userId");
create table auth_verification (
  id text primary key, identifier text not null, value text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default now(), "updatedAt" timestamptz default now()
);
create index auth_verification_identifier on auth_verification (identifier);
create table auth_two_factor (
  id text primary key, secret text not null, "backupCodes" text not null, "userId" text not null references auth_user on delete cascade,
  verified boolean default true, "failedVerificationCount" int default 0, "lockedUntil" timestamptz
);
create index auth_two_factor_user on auth_two_factor ("userId");

-- Tries are counted before a password is looked at, so that parallel tries cannot outrun the lock. `who` is a digest: names are not kept.
create table login_attempt (who text primary key, tries int not null, since timestamptz not null, locked_until timestamptz);
