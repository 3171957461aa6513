/** Reading what a mail is about: the duties of all of a person's seats, and notices not yet read. */
import type pg from 'pg'
import { type Calendar, localDay } from '../kernel/calendar.ts'
import { calendarFor } from '../kernel/calendar-store.ts'
import { dueView } from '../kernel/clocks.ts'
import { holdersOf, type Seat } from '../people/viewer.ts'
import { numberOf } from '../processes/common/number.ts'
import { processes } from '../processes/index.ts'
import type { Digest } from './mail.ts'

/** Mail goes through other people's machines: of a confidential matter only that there is something to see. */
const HIDDEN = '一件保密的事项，请登录查看'

interface NoticeRow {
  kind: 'duty' | 'news' | 'warn' | 'late'
  text: string
}

async function unread(client: pg.ClientBase, notices: string[]): Promise<NoticeRow[]> {
  const r = await client.query<NoticeRow & { confidential: boolean }>(
    `select n.kind, n.text, coalesce(m.confidential, false) as confidential from notice n left join matter m on m.id = n.matter
     where n.id = any ($1::uuid[]) and n.read_at is null order by n.at, n.id`,
    [notices],
  )
  return r.rows.map((n) => ({ kind: n.kind, text: n.confidential ? HIDDEN : n.text }))
}

const distinct = (texts: string[]) => [...new Set(texts)]

/** @returns one text for each thing said, oldest first; none when all has been read in the pages meanwhile */
export async function readPrompt(client: pg.ClientBase, notices: string[]): Promise<string[]> {
  return distinct((await unread(client, notices)).map((n) => n.text))
}

/** @param client sees every row (the owner) */
export async function readDigest(client: pg.ClientBase, person: { id: string; name: string }, notices: string[], now: Date): Promise<Digest> {
  const rows = await unread(client, notices)
  const texts = (...kinds: NoticeRow['kind'][]) => distinct(rows.filter((n) => kinds.includes(n.kind)).map((n) => n.text))
  return { name: person.name, duties: await dutiesOf(client, person.id, now), warnings: texts('warn', 'late'), news: texts('news') }
}

async function dutiesOf(client: pg.ClientBase, person: string, now: Date): Promise<Digest['duties']> {
  const seats = await client.query<Pick<Seat, 'id' | 'office' | 'place' | 'unit' | 'delegation'>>(
    `select id, office, place, unit, delegation from seat where person = $1 and state = 'active' and starts_on <= $2 and (ends_on is null or ends_on >= $2)`,
    [person, localDay(now)],
  )
  const holders = distinct(seats.rows.flatMap((s) => holdersOf(s as Seat)))
  if (holders.length === 0) return []
  const r = await client.query(
    `select distinct on (d.due_on, m.id, d.action) d.action, d.due_on::text as due, m.process, m.series, m.no, m.title, m.confidential, c.id as clock_id, c.name as clock, c.paused_on::text as paused, m.place
     from duty d join matter m on m.id = d.matter left join clock c on c.id = d.clock where d.holder = any ($1) order by d.due_on nulls last, m.id, d.action limit 500`,
    [holders],
  )
  const calendars = new Map<string, Calendar>()
  for (const place of new Set(r.rows.map((x) => x.place as string))) calendars.set(place, await calendarFor(client, place))
  return r.rows.map((x) => {
    const def = processes.get(x.process)?.def
    const clock = def?.clocks[x.clock]
    const calendar = calendars.get(x.place)
    return {
      action: def?.actions[x.action]?.label ?? x.action,
      number: x.confidential ? '' : numberOf(x),
      title: x.confidential ? HIDDEN : `《${x.title}》`,
      due:
        calendar && clock
          ? dueView(calendar, clock.label, { id: x.clock_id, name: x.clock, dueOn: x.due, span: null, pausedOn: x.paused, stoppedAt: null }, now)
          : null,
    }
  })
}
