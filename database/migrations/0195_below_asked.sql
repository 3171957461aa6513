-- What a place counts of all that was asked at itself and under it, whoever took it (市、区、镇三级): facts without words, like `below_concern`.
create view below_asked with (security_barrier) as
  select c.matter, c.place, p.name as place_name, c.channel, c.category, c.asked_on, c.answered_on, c.closed_on, c.outcome, c.rated, c.judged, c.reopened,
    (select q.place from concern q where q.matter = c.parent and q.outcome is distinct from 'withdrawn') as parent_place,
    exists (select from matter_link l join matter s on s.id = l.to_matter and s.process = 'suggestion' where l.from_matter = c.matter) as became
  from concern c join place p on p.code = c.place where c.place in (select my_below());
