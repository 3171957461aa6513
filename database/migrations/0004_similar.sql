-- What is searched for likeness while somebody writes: distinct words of title and text. `shown`: its author lets it be public.
create table suggestion_index (
  matter uuid primary key references matter, place text not null references place,
  shown boolean not null, words text[] not null
);
create index suggestion_words on suggestion_index using gin (words);
create index suggestion_index_place on suggestion_index (place);

-- Title and number of one shown suggestion, for a reader who may not open the matter itself.
create function shown_suggestion(m uuid) returns table (title text, series text, no int) language sql stable security definer set search_path from current as $$
  select matter.title, matter.series, matter.no from matter join suggestion_index i on i.matter = matter.id where matter.id = m and i.shown
$$;
