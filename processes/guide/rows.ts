/** A guide's topics by unit; whom to call only where row-level security lets this viewer see it. */
import type pg from 'pg'

export interface GuideTopic {
  id: string
  unit: string
  unitName: string
  party: string
  title: string
  background: string
  available: string
  dropped: boolean
  contact: string | null
  phone: string | null
}

/** In the order of the units and of their reports; those left out only on request. */
export async function topicsOf(client: pg.ClientBase, matter: string, withDropped = false): Promise<GuideTopic[]> {
  const r = await client.query({
    name: 'guide-topics',
    text: `select t.id, t.unit, u.name as "unitName", t.party, t.title, t.background, t.available, t.dropped, c.name as contact, c.phone
      from guide_topic t join unit u on u.id = t.unit left join guide_contact c on c.topic = t.id
      where t.matter = $1 and ($2 or not t.dropped) order by u.position, u.name, t.position`,
    values: [matter, withDropped],
  })
  return r.rows
}

/** The published guide of a place: that of the next or present session first. */
export async function currentGuide(client: pg.ClientBase, place: string) {
  const r = await client.query({
    name: 'guide-current',
    text: `select id, title, data ->> 'opensOn' as "opensOn", data ->> 'publishedOn' as "publishedOn" from matter
      where process = 'guide' and state = 'published' and place = $1 order by data ->> 'opensOn' desc, id limit 1`,
    values: [place],
  })
  const guide = r.rows[0] as { id: string; title: string; opensOn: string; publishedOn: string } | undefined
  if (!guide) return { guide: null }
  const units = Map.groupBy(await topicsOf(client, guide.id), (t) => t.unit)
  return {
    guide: {
      ...guide,
      units: [...units.values()].map((topics) => ({
        unit: topics[0]?.unit,
        name: topics[0]?.unitName,
        topics: topics.map(({ id, title, background, available, contact, phone }) => ({ id, title, background, available, contact, phone })),
      })),
    },
  }
}
