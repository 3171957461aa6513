/** Which papers a viewer can have of a matter, why not, and what they are filled with. */

import type pg from 'pg'
import { localDay } from '../kernel/calendar.ts'
import { first } from '../kernel/characters.ts'
import { OFFICES, type Party } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../people/viewer.ts'
import { numberOf } from '../processes/common/number.ts'
import { answering } from './fill/answering.ts'
import { criticising } from './fill/criticism.ts'
import type { Filler } from './fill/fillers.ts'
import { type Ground, groundOf, isMine, isOffice, signOf } from './fill/ground.ts'
import { handing } from './fill/handing.ts'
import { office } from './fill/office.ts'
import { others } from './fill/others.ts'
import { placePaper } from './fill/place.ts'
import { records } from './fill/records.ts'
import { sheetFiller } from './fill/sheet.ts'
import { watching } from './fill/watching.ts'
import type { OfficialDoc, Template } from './model.ts'
import type { Issue } from './store.ts'
import { TEMPLATES } from './templates.ts'

export const FILLERS: readonly Filler[] = [sheetFiller, ...handing, ...answering, ...watching, ...criticising, ...office, ...others, ...records]

/** One paper on the matter's page. */
export interface Offer {
  template: string
  label: string
  party: string | null
  /** Whom it concerns, where there are several. */
  partyName: string | null
  /** Why it cannot be printed yet. */
  why: string | null
  /** Offered to be issued, and numbered on that occasion. */
  issue: boolean
  numbered: boolean
  issueWhy: string | null
}

const unseen = () => new Refusal('unknown', '没有这件事项，或者您无权查看')
const noPaper = () => new Refusal('unknown', '没有这份文书，或者您无权打印')
const templateOf = (key: string): Template => TEMPLATES.get(key) as Template

function prints(g: Ground, f: Filler, p: Party | undefined): boolean {
  return (
    f.prints.includes('all') ||
    (f.prints.includes('office') && isOffice(g)) ||
    (f.prints.includes('own') && (p ? isMine(g, p) : g.view.parties.some((x) => isMine(g, x) && x.unit)))
  )
}

/** @returns undefined: not one who issues this; '' : may; else the reason why not yet */
function issues(g: Ground, f: Filler, p: Party | undefined): string | undefined {
  const i = f.issues
  if (!i) return undefined
  const s = g.viewer.seat
  const may = (i.offices as readonly string[] | undefined)?.includes(s.office) && s.place === g.view.matter.place
  const own = (i.unit as readonly string[] | undefined)?.includes(s.office) && p?.unit === s.unit && s.unit !== null
  if (!may && !own) return undefined
  return f.why?.(g, p) ?? i.why?.(g, p) ?? ''
}

function* each(g: Ground): Generator<[Filler, Party | undefined]> {
  for (const f of FILLERS.filter((x) => (x.process ?? 'suggestion') === g.view.matter.process)) {
    const parties = f.roles ? g.view.parties.filter((p) => f.roles?.includes(p.role)) : [undefined]
    for (const p of parties) if (prints(g, f, p) && f.fits(g, p)) yield [f, p]
  }
}

/** @throws {Refusal} where the viewer does not see the matter */
export async function offersFor(client: pg.ClientBase, viewer: Viewer, matter: string, now: Date): Promise<{ papers: Offer[]; text: string }> {
  const g = await groundOf(client, viewer, matter, now)
  if (!g) throw unseen()
  // What people wrote, as this viewer may know it: looked through for characters that the printed paper would not show.
  const { title, data } = g.view.matter
  const text = JSON.stringify([title, data, g.view.parties.map(g.mine), g.replies.map((r) => [r.body, r.solved, r.planned, r.coOpinions]), g.promises])
  const papers = [...each(g)].map(([f, p]) => {
    const t = templateOf(f.key)
    const may = issues(g, f, p)
    return {
      template: f.key,
      label: t.label,
      party: p?.id ?? null,
      partyName: p ? g.mine(p) : null,
      why: f.why?.(g, p) ?? null,
      issue: may !== undefined,
      numbered: !!t.series,
      issueWhy: may || null,
    }
  })
  return { papers, text }
}

export interface Ask {
  template: string
  matter?: string | undefined
  party?: string | undefined
  /** For a paper about a whole year or session of the place. */
  year?: number | undefined
  session?: string | undefined
  month?: string | undefined
}

export interface Filled {
  template: Template
  data: object
  doc: OfficialDoc
  /** What tells this copy from others of its kind in a folder of downloads: the matter's number, the unit, the period. */
  about: string
}

/** A paper as this viewer may have it today, without a number of ours. @throws {Refusal} with the reason why not */
export async function fill(client: pg.ClientBase, viewer: Viewer, a: Ask, now: Date): Promise<Filled> {
  if (!a.matter)
    return made(a.template, await placePaper(client, viewer, a, now), `${viewer.seat.placeName}${a.month ?? (a.year ? `${a.year}年` : localDay(now))}`)
  const [g, f, p] = await found(client, viewer, a, now)
  const why = f.why?.(g, p)
  if (why) throw new Refusal('gate', why)
  const data = await f.make(g, p)
  const { number } = data as { number?: string }
  return made(f.key, data, [number ?? numberOf(g.view.matter), p && !p.seat ? p.name : ''].filter(Boolean).join(' ') || g.view.matter.title.slice(0, 30))
}

async function found(client: pg.ClientBase, viewer: Viewer, a: Ask, now: Date): Promise<[Ground, Filler, Party | undefined]> {
  const g = await groundOf(client, viewer, a.matter as string, now)
  if (!g) throw unseen()
  for (const [f, p] of each(g)) if (f.key === a.template && (p ? (a.party ? p.id === a.party : true) : !a.party)) return [g, f, p]
  throw noPaper()
}

const made = (key: string, data: object, about: string): Filled => {
  const template = templateOf(key)
  return { template, data, doc: template.make(data), about }
}

/** What is to be kept when this viewer issues the paper. @throws {Refusal} when he may not, or may not yet */
export async function toIssue(client: pg.ClientBase, viewer: Viewer, a: Ask, now: Date): Promise<Omit<Issue, 'key'>> {
  if (!a.matter) throw new Refusal('input', '请指明是哪一件事项', { fields: { matter: '请指明是哪一件事项' } })
  const [g, f, p] = await found(client, viewer, a, now)
  const may = issues(g, f, p)
  const t = templateOf(f.key)
  if (may === undefined)
    throw new Refusal(
      'forbidden',
      f.issues
        ? `${t.label}由${f.issues.unit ? '承办单位' : (f.issues.offices ?? []).map((o) => OFFICES[o]).join('、')}印发；您可以打印`
        : `${t.label}只打印，不编号印发`,
    )
  if (may) throw new Refusal('gate', may)
  const data = await f.make(g, p)
  const doc = t.make(data)
  return {
    place: g.view.matter.place,
    matter: g.view.matter.id,
    party: p?.id ?? null,
    unit: p?.unit ?? null,
    reply: f.reply?.(g, p) ?? null,
    template: t.key,
    label: t.label,
    title: doc.title.replace(/\n/g, ''),
    series: t.series ? (f.issues?.unit ? `${signOf(g.placeName, p?.name ?? '')}${t.series}` : `${first(g.placeName)}${t.series}`) : null,
    number: f.ownNumber?.(g, p) ?? null,
    data,
    audience: t.audience,
  }
}
