-- 评优 (B26): who was nominated, what each judge gave, who was decided upon.
create table nominee (
  id uuid primary key default gen_random_uuid(),
  matter uuid not null references matter, place text not null references place,
  kind text not null check (kind in ('suggestion', 'case', 'unit', 'person')),
  suggestion uuid references matter, unit uuid references unit, name text not null default '',
  title text not null, reason text not null,
  by_seat uuid not null references seat, at timestamptz not null,
  score numeric(6, 2), judges int not null default 0, rank int, won boolean not null default false,
  check ((kind in ('suggestion', 'case')) = (suggestion is not null)),
  check (kind = 'suggestion' or unit is not null),
  check ((kind = 'person') = (name <> ''))
);
-- One nomination per nominee, kind and year: a year has one round.
create unique index nominee_once on nominee (matter, kind, coalesce(suggestion, '00000000-0000-0000-0000-000000000000'), coalesce(unit, '00000000-0000-0000-0000-000000000000'), name);
alter table nominee enable row level security;
-- Before it is announced only the offices and the judges know who stands; afterwards those who won are everybody's to see.
create policy nominee_seen on nominee using (
  (select my('system')) = 'on'
  or place = any ((select string_to_array(my('places'), ','))::text[])
  or exists (select from party p where p.matter = nominee.matter and p.role = 'judge' and p.seat = (select my('seat'))::uuid and p.left_at is null)
  or (won and exists (select from matter m where m.id = nominee.matter and m.state = 'announced'))
);

create table nominee_score (
  nominee uuid not null references nominee on delete cascade, party uuid not null references party, matter uuid not null references matter,
  score numeric(5, 2) not null check (score between 0 and 100),
  primary key (nominee, party)
);
alter table nominee_score enable row level security;
-- Who gave what is the judge's own; the office works with the mean.
create policy nominee_score_seen on nominee_score using (
  (select my('system')) = 'on' or exists (select from party p where p.id = nominee_score.party and p.seat = (select my('seat'))::uuid)
);

-- An announced round is there for every seat of its place.
create policy award_announced on matter for select using (process = 'award' and state = 'announced' and place = (select my_place()));

-- Means and ranks of a round. From so many judges on the highest and the lowest score fall off. Equal means share a rank.
create function award_means(in_round uuid, from_judges int) returns void language sql security definer set search_path from current as $$
  with s as (
    select nominee, score, row_number() over (partition by nominee order by score) as lo, count(*) over (partition by nominee) as n from nominee_score where matter = in_round
  ), mean as (
    select nominee, round(avg(score) filter (where n < from_judges or (lo > 1 and lo < n)), 2) as score, max(n) as n from s group by nominee
  ), ranked as (
    select x.id, m.score, m.n, rank() over (partition by x.kind order by m.score desc) as rank from nominee x join mean m on m.nominee = x.id where x.matter = in_round
  )
  update nominee t set score = r.score, judges = r.n, rank = r.rank from ranked r where r.id = t.id
$$;
