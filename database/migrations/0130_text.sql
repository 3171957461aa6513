-- The text room's own rows: one narrow row a matter, written by the same act. What is looked for are words and hashes of words, never the
-- text. Read through the two functions below only: full-text and array operators are no leakproof ones, so row-level security beside them
-- would keep their indexes from being used; the functions say for themselves what a reader may find, and every caller joins `matter`
-- again through its own rights.
drop function shown_suggestion(uuid);
drop table suggestion_index;
drop view public_concern;
alter table concern drop column words;
create view public_concern with (security_barrier) as
  select c.matter as id, c.place, c.public_title as title, c.category, c.station, c.asked_on, c.answered_on, c.closed_on, c.outcome, m.state,
    (select count(*)::int from party p where p.matter = c.matter and p.role = 'follower' and p.left_at is null) as followers
  from concern c join matter m on m.id = c.matter
  where c.shown and m.state not in ('withdrawn', 'refused');

create table text_index (
  matter uuid primary key references matter, process text not null, place text not null references place,
  at timestamptz not null,                     -- when the matter was made: newest first
  private boolean not null, delegation uuid,   -- as the matter's own row has them
  shown boolean not null,                      -- its author lets others know of it (a suggestion), or the office shows its title (a concern)
  words tsvector not null,
  terms int[] not null, tf smallint[] not null, -- hashes of words with how often they stand there, the title's three times
  public_terms int[] not null default '{}', public_tf smallint[] not null default '{}', -- of the public title alone
  places text[] not null
);
create index text_index_newest on text_index (place, at desc);
create index text_index_delegation on text_index (delegation) where delegation is not null;
create index text_index_words on text_index using gin (words);
create index text_index_terms on text_index using gin (terms);
create index text_index_public on text_index using gin (public_terms) where shown;
alter table text_index enable row level security;
create policy text_index_kernel on text_index using ((select my('system')) = 'on');

create index matter_no on matter (no) where no is not null;

-- Title and number of one shown suggestion, for a reader who may not open the matter itself.
create function shown_suggestion(m uuid) returns table (title text, series text, no int) language sql stable security definer set search_path from current as $$
  select matter.title, matter.series, matter.no from matter join text_index i on i.matter = matter.id where matter.id = m and i.shown and i.process = 'suggestion'
$$;

-- The newest thousand that hold what was asked for, in each place that the reader reads, and whatever he takes part in. The limit stands here as a
-- literal, and each place is planned for itself: then the planner walks from the newest where a word is common and asks the word's index where it is rare.
create function text_found(asked tsquery, only_process text) returns table (matter uuid, process text, at timestamptz, rank real)
language plpgsql stable security definer set search_path from current as $$
declare
  p text;
  more text := case when only_process is null then '' else format(' and i.process = %L', only_process) end;
begin
  for p in select x from unnest(string_to_array(nullif(my('places'), ''), ',')) x where exists (select from text_index i where i.place = x) loop
    return query execute format(
      'select x.matter, x.process, x.at, ts_rank(x.words, %1$L::tsquery) from (select i.matter, i.process, i.at, i.words from text_index i
         where i.place = %2$L and not i.private and i.words @@ %1$L::tsquery%3$s order by i.at desc limit 1000) x', asked::text, p, more);
  end loop;
  -- His own are few: each is looked at, whatever it says.
  return query select i.matter, i.process, i.at, ts_rank(i.words, asked) from my_matters() mine join text_index i on i.matter = mine
    where i.words @@ asked and (only_process is null or i.process = only_process) order by i.at desc limit 1000;
  if nullif(my('delegation'), '') is not null then
    return query select i.matter, i.process, i.at, ts_rank(i.words, asked) from text_index i
      where i.delegation = my('delegation')::uuid and not i.private and i.words @@ asked and (only_process is null or i.process = only_process) order by i.at desc limit 1000;
  end if;
end $$;

-- Those that share the heaviest of the asked terms. What a reader may open is compared whole; of what is only shown, to him or to the public, nothing
-- but the public title is: a word that stands in a sealed text must not be found by asking for it.
create function text_like(asked int[], weights real[], at_place text, kinds text[], but uuid, most int)
returns table (matter uuid, process text, terms int[], tf smallint[], places text[], opened boolean) language plpgsql stable security definer set search_path from current as $$
begin
  return query execute
    'select i.matter, i.process, i.terms, i.tf, i.places, true from text_index i,
       lateral (select sum(x.w) as hit from unnest($1, $2) as x(t, w) where x.t = any (i.terms)) h
     where i.place = $3 and i.terms operator(pg_catalog.&&) $1 and i.process = any ($4) and i.matter is distinct from $5
       and ((not i.private and i.place = any (coalesce((select string_to_array(my(''places''), '','')), ''{}''))) or (not i.private and i.delegation = (select nullif(my(''delegation''), ''''))::uuid)
         or i.matter in (select my_matters()))
     order by h.hit / sqrt(cardinality(i.terms)) desc, i.matter limit $6'
    using asked, weights, at_place, kinds, but, most;
end $$;
create function text_like_shown(asked int[], weights real[], at_place text, kinds text[], but uuid, most int)
returns table (matter uuid, process text, terms int[], tf smallint[], places text[], opened boolean) language plpgsql stable security definer set search_path from current as $$
begin
  return query execute
    'select i.matter, i.process, i.public_terms, i.public_tf, ''{}''::text[], false from text_index i,
       lateral (select sum(x.w) as hit from unnest($1, $2) as x(t, w) where x.t = any (i.public_terms)) h
     where i.place = $3 and i.shown and i.public_terms operator(pg_catalog.&&) $1 and i.process = any ($4) and i.matter is distinct from $5
     order by h.hit / sqrt(cardinality(i.public_terms)) desc, i.matter limit $6'
    using asked, weights, at_place, kinds, but, most;
end $$;

-- How many of the newest texts of a place hold a term: hashes and counts, nothing of any text.
create function text_terms(at_place text) returns table (term int, n int) language sql stable security definer set search_path from current as $$
  select t, count(*)::int from (select i.terms from text_index i where i.place = at_place order by i.at desc limit 20000) i, unnest(i.terms) t group by t
$$;
create function text_size(at_place text) returns int language sql stable security definer set search_path from current as $$
  select count(*)::int from (select from text_index i where i.place = at_place limit 20000) x
$$;
