/** What every filler starts from: one matter as this viewer may see it, and names as the paper's readers may know them. */

import type pg from 'pg'
import { addMonths } from '../../kernel/calendar.ts'
import { first } from '../../kernel/characters.ts'
import type { Party, View } from '../../kernel/process.ts'
import { readsMatter } from '../../kernel/reads.ts'
import type { MatterView, ReplyView } from '../../kernel/wire.ts'
import type { Viewer } from '../../people/viewer.ts'
import { defOf } from '../../processes/common/known.ts'
import { type Mask, maskFor, viewOf } from '../../processes/common/view.ts'
import { contactsOf, leftUnits, promisesOf, repliesOf } from '../../processes/suggestion/parts-read.ts'
import { dateWords, numeral } from '../gbt.ts'

export interface Ground {
  client: pg.ClientBase
  viewer: Viewer
  now: Date
  today: string
  view: View
  /** Names as this viewer may know them. */
  mine: Mask
  /** Names as a unit or the public may know them: what goes out is written with these, whoever writes it. */
  cover: Mask
  placeName: string
  /** 云岭市第六届人民代表大会第三次会议 · 云岭市2026年闭会期间 */
  session: string
  /** 云岭市六届人大三次会议 · 云岭市2026年闭会期间 */
  sessionShort: string
  /** The congress's own office: 代工委. */
  office: { name: string; phone: string | null; head: string }
  replies: ReplyView[]
  contacts: MatterView['contacts']
  promises: MatterView['promises']
  left: Party[]
}

/** @returns undefined where the viewer does not see the matter */
export async function groundOf(client: pg.ClientBase, viewer: Viewer, id: string, now: Date): Promise<Ground | undefined> {
  const process = (await client.query({ name: 'process-of', text: 'select process from matter where id = $1', values: [id] })).rows[0]?.process
  const def = defOf(process)
  const got = def && (await viewOf(def, client, viewer, id, now))
  if (!got) return undefined
  const { view, matter } = got
  const [place, session, office, replies, contacts, promises, left] = await Promise.all([
    client.query<{ name: string }>({ name: 'place-name', text: 'select name from place where code = $1', values: [matter.place] }),
    client.query<{ name: string; term: number; number: number }>({
      name: 'session-name',
      text: 'select name, term, number from congress_session where id = $1',
      values: [matter.session],
    }),
    officeOf(client, matter.place),
    repliesOf(client, id),
    contactsOf(client, id),
    promisesOf(client, id),
    leftUnits(client, id),
  ])
  const placeName = place.rows[0]?.name ?? ''
  const s = session.rows[0]
  const recess = `${placeName}${matter.series?.slice(0, 4) ?? view.today.slice(0, 4)}年闭会期间`
  return {
    client,
    viewer,
    now,
    today: view.today,
    view,
    mine: maskFor(def, viewer, view),
    cover: (p) => (!p.seat || !matter.confidential ? p.name : (def.parties[p.role]?.label ?? '代表')),
    placeName,
    session: s?.name ?? recess,
    sessionShort: s ? `${placeName}${numeral(s.term)}届人大${numeral(s.number)}次会议` : recess,
    office: { name: full(placeName, office?.name ?? `${placeName}人大常委会代表工作委员会`), phone: office?.phone ?? null, head: office?.head ?? '' },
    replies,
    contacts,
    promises,
    left,
  }
}

/** 发文机关全称: 市交通运输局 of 云岭市 → 云岭市交通运输局. */
export const full = (placeName: string, unit: string): string =>
  unit.length > 1 && /^[省市县区州盟旗]/.test(unit) && placeName.endsWith(unit.slice(0, 1)) ? placeName + unit.slice(1) : unit

/** The congress's own office and who signs its papers. */
export async function officeOf(client: pg.ClientBase, place: string): Promise<{ name: string; phone: string | null; head: string | null } | undefined> {
  const r = await client.query({
    name: 'daf-office',
    text: `select u.name, u.phone, case when s.office = 'daf_head' then pe.name end as head from seat s join unit u on u.id = s.unit join person pe on pe.id = s.person
      where s.place = $1 and s.office in ('daf_head', 'daf_staff') and s.ends_on is null order by s.office limit 1`,
    values: [place],
  })
  return r.rows[0]
}

export const no3 = (no: number | null): string | undefined => (no ? String(no).padStart(3, '0') : undefined)
export const itemOf = (g: Ground): { no?: string; title: string } => ({
  ...(g.view.matter.no ? { no: no3(g.view.matter.no) as string } : {}),
  title: g.view.matter.title,
})
/** '云岭市六届人大三次会议第045号' */
export const docTitleOf = (g: Ground): string => `${g.sessionShort}${g.view.matter.no ? `第${no3(g.view.matter.no)}号` : ''}`

/** Deputies who are answered, by the names the paper's readers may know. */
export function deputiesOf(g: Ground, mask: Mask): string[] {
  return [...new Set(g.view.parties.filter((p) => ['lead', 'cosigner', 'joined'].includes(p.role) && (p.step === 'in' || p.step === 'signed')).map(mask))]
}

/** Prints as one of the congress's and the government's offices: who reads the matter by his office, but for the head of a delegation. */
export function isOffice(g: Ground): boolean {
  const { office, place, readsDown } = g.viewer.seat
  const reads = defOf(g.view.matter.process)?.reads
  return !!reads && office !== 'delegation_officer' && (place === g.view.matter.place || readsDown) && readsMatter(reads, office, g.view.matter, null)
}
export const isMine = (g: Ground, p: Party): boolean => (p.unit !== null && p.unit === g.viewer.seat.unit) || p.seat === g.viewer.seat.id

/** Last day of a party's running clock in words. */
export function dueOf(g: Ground, clock: string, p: Party): string | undefined {
  const c = g.view.clocks.find((x) => x.name === clock && x.party === p.id)
  return c ? dateWords(c.dueOn) : undefined
}
export const laterBy = (g: Ground, p: Party, months: number): string | undefined => {
  const c = g.view.clocks.find((x) => x.name === 'reply' && x.party === p.id)
  return c ? dateWords(addMonths(c.dueOn, months)) : undefined
}

/** Head and foot of what the office sends. */
export const fromOffice = (g: Ground) => ({
  organ: g.office.name,
  date: g.today,
  contactName: g.viewer.seat.office.startsWith('daf') ? g.viewer.name : '',
  contactPhone: g.office.phone ?? '',
})

/** '云' + sign of the unit: 云岭市交通运输局 → 云交. */
export const signOf = (placeName: string, unit: string): string =>
  `${first(placeName)}${(unit.startsWith(placeName) ? unit.slice(placeName.length) : unit.replace(/^[市区县省]/, '')).slice(0, 1)}`

export const spanWords = (span: unknown): string => {
  const [n, unit] = (Array.isArray(span) ? span : [0, 'WD']) as [number, string]
  return `${n}${{ WD: '个工作日', DAY: '日', MONTH: '个月' }[unit] ?? ''}`
}
