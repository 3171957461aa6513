-- 群众诉求和社情民意: what lists, statistics and the public ask of a concern, kept beside the matter by the same act.
create table concern (
  matter uuid primary key references matter, place text not null references place,
  channel text not null, category text not null,
  station uuid references unit,                -- the station whose code was scanned, or where it was taken
  reporter uuid references seat,               -- the deputy whose monthly item it is
  asked_on date not null,
  answered_on date, told_on date, closed_on date,
  outcome text,                                -- code of what came of it; null: open
  rated text, judged text,                     -- by the citizen, by the deputy; kept apart
  reopened int not null default 0,
  parent uuid references matter,               -- the concern of the place below (or above) that passed it on
  shown boolean not null default false,        -- the office let the public title be seen
  public_title text not null default '',
  words text[] not null default '{}'
);
create index concern_place on concern (place, asked_on);
create index concern_station on concern (station) where station is not null;
create index concern_reporter on concern (reporter, asked_on) where reporter is not null;
create index concern_words on concern using gin (words);
create index concern_parent on concern (parent) where parent is not null;
alter table concern enable row level security;
create policy concern_seen on concern using (
  (select my('system')) = 'on' or exists (select from matter m where m.id = concern.matter)
);

-- What anybody may know of a concern that the office has shown: the title it was shown under, where it stands, what came of it. Never the text.
create view public_concern with (security_barrier) as
  select c.matter as id, c.place, c.public_title as title, c.category, c.station, c.asked_on, c.answered_on, c.closed_on, c.outcome, m.state, c.words,
    (select count(*)::int from party p where p.matter = c.matter and p.role = 'follower' and p.left_at is null) as followers
  from concern c join matter m on m.id = c.matter
  where c.shown and m.state not in ('withdrawn', 'refused');

-- Both ways along the chain of places: where it came from, where it went and how it stands there; neither its text nor who asked.
create function concern_chain(m uuid) returns table (place text, state text, direction text, since timestamptz) language sql stable security definer set search_path from current as $$
  select p.name, x.state, '来自', x.state_since from concern c join matter x on x.id = c.parent join place p on p.code = x.place where c.matter = m
  union all
  select p.name, x.state, '转到', x.state_since from concern c join matter x on x.id = c.matter join place p on p.code = x.place where c.parent = m
$$;
