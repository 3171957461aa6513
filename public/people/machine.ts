/** For machines: iCalendar of receptions, Popolo of persons and seats. The same views as the pages, so the same policy. */
import ical, { ICalCalendarMethod } from 'ical-generator'
import type pg from 'pg'
import { isId, type Place } from '../read.ts'
import type { Reception } from './read.ts'

/** Times are those of the wall in Asia/Shanghai, which knows no summer time: written as UTC. */
export function calendarOfReceptions(name: string, url: string, list: readonly Reception[], stamp: Date): string {
  const cal = ical({ name, prodId: { company: 'huying', product: 'reception', language: 'ZH' }, method: ICalCalendarMethod.PUBLISH, ttl: 6 * 3600 })
  for (const r of list)
    cal.createEvent({
      id: `${r.id}@huying`,
      stamp,
      start: new Date(`${r.on}T${r.starts}:00+08:00`),
      end: new Date(`${r.on}T${r.ends}:00+08:00`),
      summary: r.title,
      location: [r.stationName, r.address].filter(Boolean).join(' '),
      description: `接待代表：${r.hosts.join('、') || '待定'}${r.theme ? `。主题：${r.theme}` : ''}`,
      url: r.station ? `${url}/g/${r.place}/stations/${r.station}` : `${url}/g/${r.place}/rota`,
    })
  return cal.toString()
}

const CONTEXT = {
  person: 'https://www.popoloproject.com/schemas/person.json',
  organization: 'https://www.popoloproject.com/schemas/organization.json',
  post: 'https://www.popoloproject.com/schemas/post.json',
  membership: 'https://www.popoloproject.com/schemas/membership.json',
}
const PAGE = 200

/** One page of a Popolo collection; `next` is the address of the following one. */
export async function popolo(c: pg.ClientBase, place: Place, what: string, after: string, base: string): Promise<object | undefined> {
  const congress = `congress:${place.code}`
  const page = (rows: object[], last: string | undefined, more: boolean) => ({
    results: rows,
    next: more && last ? `${base}/g/${place.code}/popolo/${what}.json?after=${encodeURIComponent(last)}` : null,
  })
  if (what === 'organizations') {
    const r = await c.query('select distinct delegation from public_deputy where place = $1 and delegation is not null order by 1', [place.code])
    return page(
      [
        { '@type': CONTEXT.organization, id: congress, name: `${place.name}人民代表大会`, classification: 'legislature' },
        ...r.rows.map((x) => ({
          '@type': CONTEXT.organization,
          id: `delegation:${place.code}/${x.delegation}`,
          name: x.delegation,
          classification: 'delegation',
          parent_id: congress,
        })),
      ],
      undefined,
      false,
    )
  }
  if (!['persons', 'posts', 'memberships'].includes(what)) return undefined
  const rows = (
    await c.query(
      `select d.*, t.starts_on::text as term_from, t.ends_on::text as term_to from public_deputy d join term t on t.place = d.place and t.number = d.term where d.place = $1 and ($2::uuid is null or d.id > $2) order by d.id limit ${PAGE + 1}`,
      [place.code, isId(after) ? after : null],
    )
  ).rows
  const some = rows.slice(0, PAGE)
  const url = (id: string) => `${base}/g/${place.code}/deputies/${id}`
  const one = {
    persons: (d: (typeof some)[number]) => ({
      '@type': CONTEXT.person,
      id: `deputy:${d.id}`,
      name: d.name,
      gender: d.sex ?? undefined,
      summary: [d.employer, d.post].filter(Boolean).join(' ') || undefined,
      links: [{ url: url(d.id), note: '公开页面' }],
    }),
    posts: (d: (typeof some)[number]) => ({
      '@type': CONTEXT.post,
      id: `seat:${d.id}`,
      label: `${place.name}第${d.term}届人大代表`,
      organization_id: congress,
      area: d.electoral_unit ? { name: d.electoral_unit } : undefined,
      start_date: d.term_from,
      end_date: d.term_to,
    }),
    memberships: (d: (typeof some)[number]) => ({
      '@type': CONTEXT.membership,
      id: `membership:${d.id}`,
      person_id: `deputy:${d.id}`,
      organization_id: congress,
      post_id: `seat:${d.id}`,
      on_behalf_of_id: d.delegation ? `delegation:${place.code}/${d.delegation}` : undefined,
      start_date: d.term_from,
      end_date: d.term_to,
    }),
  }[what as 'persons']
  return page(some.map(one), some.at(-1)?.id, rows.length > PAGE)
}
