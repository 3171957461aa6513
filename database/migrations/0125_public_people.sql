-- What a deputy has done, as the public may know it: counts of what is public anyway, and which published suggestions are his.
create function public_deputy_work(s uuid) returns table (receptions int, concerns int) language sql stable security definer set search_path from current as $$
  select (select count(*)::int from reception_host h join reception r on r.matter = h.reception where h.seat = s and h.came and r.state in ('held', 'recorded')),
    (select count(*)::int from party p join matter m on m.id = p.matter and m.process = 'concern' where p.seat = s and p.role in ('reporter', 'tracker') and p.left_at is null and m.state <> 'withdrawn')
$$;
-- Only where the publication shows its names.
create function public_deputy_suggestion(s uuid) returns setof uuid language sql stable security definer set search_path from current as $$
  select p.matter from party p join publication x on x.matter = p.matter and x.show_names join matter m on m.id = p.matter and not m.confidential
  where p.seat = s and p.role in ('lead', 'cosigner') and p.step in ('in', 'signed') and p.left_at is null
$$;
create index place_path on place (path text_pattern_ops);
