/** Deputies of a place on a day, level by level (A11): its own and those below, and of the levels above those who come from here. */

/** What the office calls each level. */
export const DEPUTY_LEVELS = { nation: '全国', province: '省级', city: '市级', county: '县级', township: '乡级' }
export type DeputyLevel = keyof typeof DEPUTY_LEVELS

/**
 * SQL over `s` (seat), `p` (person) and `l` (place of the congress); the arguments are SQL, not values.
 * From here come those elected here and those who are deputies here too.
 */
export const deputiesOf = (place: string, day: string) =>
  `seat s join person p on p.id = s.person join place l on l.code = s.place join place own on own.code = ${place}
   where s.office = 'deputy' and s.state = 'active' and s.starts_on <= ${day} and (s.ends_on is null or s.ends_on >= ${day})
     and (l.path like own.path || '%' or ((own.path like l.path || '%' or l.level = 'nation')
       and (s.electoral_unit like own.name || '%' or exists (select from seat o join place ol on ol.code = o.place
         where o.person = s.person and o.office = 'deputy' and o.state = 'active' and ol.path like own.path || '%'))))`
