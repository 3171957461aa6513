/** Pages and feeds of people and places; every one of them reads the public views and nothing else. */
import type pg from 'pg'
import qrcode from 'qrcode'
import { addDays, localDay } from '../../kernel/calendar.ts'
import { lineOf } from '../../kernel/characters.ts'
import { Html } from '../html.ts'
import type { Page } from '../layout.ts'
import type { Place } from '../read.ts'
import { concerns } from '../voice/read.ts'
import type { VoiceContext } from '../voice/routes.ts'
import { calendarOfReceptions, popolo } from './machine.ts'
import { deputiesPage, deputyPage, rotaPage, sheetPage, stationPage, stationsPage } from './pages.ts'
import { deputies, deputy, receptions, station, stations } from './read.ts'

interface Plain {
  type: string
  text: string
  name?: string
}
type At = { c: pg.PoolClient; place: Place; params: Record<string, string>; query: Record<string, unknown> }
export type AddAt = (url: string, summary: string, make: (a: At) => Promise<Page | Plain | undefined>) => void

const word = (x: unknown, max = 60) => lineOf(x, max)
const code = (x: unknown) => (typeof x === 'string' && /^\d{6}(\d{3})?$/.test(x) ? x : '')
const ICS = 'text/calendar; charset=utf-8'

/** Drawn by the library as one path: no text of anybody's goes in but the address. */
const qr = async (address: string): Promise<Html> => new Html(await qrcode.toString(address, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' }))

export function peoplePages(at: AddAt, o: VoiceContext): void {
  const today = () => localDay(o.now())
  const ahead = (c: pg.ClientBase, place: string, to?: string) => receptions(c, place, today(), addDays(today(), 60), to)

  at('/deputies', '找代表', async ({ c, place, query }) => {
    const a = { q: word(query.q, 40), delegation: word(query.delegation), station: word(query.station, 36) }
    return deputiesPage(place, a, await deputies(c, place.code, { ...a, after: query.after }))
  })
  at('/deputies/:id', '一位代表的公开信息', async ({ c, place, params }) => {
    const x = await deputy(c, place.code, params.id ?? '')
    return x && deputyPage(place, x)
  })
  at('/deputies/:id/sheet', '代表的二维码', async ({ c, place, params }) => {
    const x = await deputy(c, place.code, params.id ?? '')
    const address = `${o.baseURL}/g/${place.code}/ask?deputy=${params.id}`
    return x && sheetPage(place, `${x.deputy.name}代表`, `向${x.deputy.name}代表反映问题`, address, await qr(address))
  })
  at('/stations', '联络站', async ({ c, place, query }) => {
    const a = { q: word(query.q, 40), under: code(query.under), type: word(query.type, 20) }
    return stationsPage(place, a, await stations(c, place.code, { q: a.q, under: a.under || undefined, type: a.type, after: query.after }))
  })
  at('/stations/:id', '一个联络站', async ({ c, place, params }) => {
    const s = await station(c, place.code, params.id ?? '')
    if (!s) return undefined
    const shown = await concerns(c, place.code, { station: s.id })
    return stationPage(place, s, { rota: (await ahead(c, place.code, s.id)).slice(0, 6), concerns: shown.rows.slice(0, 5) })
  })
  at('/stations/:id/sheet', '联络站的二维码', async ({ c, place, params }) => {
    const s = await station(c, place.code, params.id ?? '')
    const address = `${o.baseURL}/g/${place.code}/stations/${params.id}`
    return s && sheetPage(place, s.name, '看接待安排、提诉求、查办理', address, await qr(address))
  })
  at('/stations/:id/rota.ics', '一个站的接待日历', async ({ c, place, params }) => {
    const s = await station(c, place.code, params.id ?? '')
    return (
      s && { type: ICS, name: `${s.name}.ics`, text: calendarOfReceptions(`${s.name}接待安排`, o.baseURL, await ahead(c, place.code, s.id), dayStamp(today())) }
    )
  })
  at('/rota', '接待安排', async ({ c, place }) => rotaPage(place, await ahead(c, place.code)))
  at('/rota.ics', '接待日历', async ({ c, place }) => ({
    type: ICS,
    name: `${place.name}接待安排.ics`,
    text: calendarOfReceptions(`${place.name}代表接待安排`, o.baseURL, await ahead(c, place.code), dayStamp(today())),
  }))
  at('/popolo/:what', 'Popolo：人、职位、机构、任职', async ({ c, place, params, query }) => {
    const [, what] = /^([a-z]+)\.json$/.exec(params.what ?? '') ?? []
    const got = what && (await popolo(c, place, what, word(query.after, 36), o.baseURL))
    return got ? { type: 'application/json; charset=utf-8', text: JSON.stringify(got) } : undefined
  })
}
/** The same feed all day long, so that its tag stays the same. */
const dayStamp = (day: string) => new Date(`${day}T00:00:00+08:00`)
