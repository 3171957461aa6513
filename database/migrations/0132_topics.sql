-- 热点: what many people of a place write about at once, clustered anew every night and added to in the day; what staff decided holds in
-- every run. Nothing here says who wrote: of people there is a number only, and words are kept that two members at least have in common.
create table topic (
  id uuid primary key, place text not null references place,
  name text not null default '', named_by uuid references seat, -- given by staff; '': called by its keywords
  medoid uuid not null references matter,      -- the member that stands nearest to all others: 典型件
  keywords text[] not null, places text[] not null,
  centroid jsonb not null,                     -- [word, weight] of its middle, for what comes in during the day
  n int not null default 0, people int not null default 0, votes int not null default 0, heat double precision not null default 0,
  first_on date, last_on date,
  recent int not null default 0, before int not null default 0, -- members of the last four weeks, and of the four before
  trend text not null default 'level' check (trend in ('new', 'rising', 'level', 'falling', 'quiet')),
  matter uuid references matter,               -- the 热点研判 raised from it
  run_at timestamptz not null
);
create index topic_hot on topic (place, heat desc, id);
create index topic_raised on topic (matter) where matter is not null;
alter table topic enable row level security;
create policy topic_seen on topic using (
  (select my('system')) = 'on' or place = any ((select string_to_array(my('places'), ','))::text[])
);

-- One topic a matter. Whoever reads it reads the matter through his own rights.
create table topic_member (
  matter uuid primary key references matter, topic uuid not null references topic on delete cascade,
  similarity real not null, since timestamptz not null
);
create index topic_member_topic on topic_member (topic);
alter table topic_member enable row level security;
create policy topic_member_seen on topic_member using (
  (select my('system')) = 'on' or exists (select from topic t where t.id = topic_member.topic)
);

-- What staff said of two matters: one topic, or two. The last word counts.
create table topic_decision (
  place text not null references place, a uuid not null references matter, b uuid not null references matter,
  together boolean not null, by_seat uuid references seat, at timestamptz not null,
  primary key (a, b), check (a < b)
);
create index topic_decision_place on topic_decision (place);
create index topic_decision_b on topic_decision (b);
alter table topic_decision enable row level security;
create policy topic_decision_seen on topic_decision using (
  (select my('system')) = 'on' or place = any ((select string_to_array(my('places'), ','))::text[])
);

-- The last night's run of a place: how many texts hold a word, by hashes of the words, so that the day weighs words as the night did.
create table topic_run (
  place text primary key references place, run_at timestamptz not null, n int not null, terms int[] not null, df int[] not null
);
alter table topic_run enable row level security;
create policy topic_run_seen on topic_run using (
  (select my('system')) = 'on' or place = any ((select string_to_array(my('places'), ','))::text[])
);

-- A topic is raised once until what was raised is closed.
create unique index topic_once on matter ((data ->> 'topic')) where process = 'hotTopic' and not final;

-- 民生实事候选: nominated from a topic, read by the choosing of the year's projects.
create table livelihood_candidate (
  matter uuid primary key references matter, place text not null references place,
  field text not null, content text not null, site text not null, nominated_on date not null, by_seat uuid references seat
);
create index livelihood_candidate_place on livelihood_candidate (place, nominated_on);
alter table livelihood_candidate enable row level security;
create policy livelihood_candidate_seen on livelihood_candidate using (
  (select my('system')) = 'on' or exists (select from matter m where m.id = livelihood_candidate.matter)
);
