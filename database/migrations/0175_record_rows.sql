-- What the record answers for beyond its own events: the rows an act left behind. The digests stand in the event itself, under its
-- hash: {"pos": order among all takings, "key": which secret, "of": [[table, key, shape, digest or null when removed], …]}.
alter table event add column rows jsonb;
-- A number drawn while an act holds the locks of every row it touched: later for the same row is larger.
create sequence event_pos;

-- The columns a digest was made over, so that a column added later does not make old digests wrong.
create table record_shape (
  tbl text not null, no int not null, columns text[] not null, key text not null, made text not null, at timestamptz not null default now(),
  primary key (tbl, no)
);
-- Rows rewritten by a migration, until the house has recorded them as 程序升级.
create table record_pending (tbl text not null, row text not null, why text not null, primary key (tbl, row));

-- What the transaction has touched so far, handed over once. Written by the triggers of database/watch.ts.
create function record_take(m uuid, out pos bigint, out touched text, out duty text) language plpgsql as $$
begin
  touched := coalesce(current_setting('huying.touched', true), '');
  perform set_config('huying.touched', '', true);
  pos := nextval('event_pos');
  if m is not null then
    select encode(sha256(convert_to(string_agg(to_jsonb(d)::text, E'\n' order by to_jsonb(d)::text collate "C"), 'UTF8')), 'hex') into duty from duty d where d.matter = m;
  end if;
end $$;
