/** The matter's page: what this viewer may see of one suggestion, with the buttons this seat may press. */
import type pg from 'pg'
import { localDay } from '../../kernel/calendar.ts'
import { calendarOf } from '../../kernel/calendar-store.ts'
import { type ClockRow, dueView } from '../../kernel/clocks.ts'
import { choices } from '../../kernel/gate.ts'
import { many, type Party, type View } from '../../kernel/process.ts'
import { ruleBook } from '../../kernel/rules.ts'
import { readMatter, readRules } from '../../kernel/store.ts'
import type { Due, MatterView, PartyView } from '../../kernel/wire.ts'
import { actorOf, type Viewer } from '../../people/viewer.ts'
import { buttonOf } from './buttons.ts'
import { contactsOf, filesOf, judgementsOf, leftUnits, mergesOf, promisesOf, repliesOf, timelineOf } from './parts-read.ts'
import { suggestion as def } from './process.ts'
import { sheetOf } from './sheet.ts'

export type Mask = (p: Pick<Party, 'seat' | 'name' | 'role'>) => string

/**
 * Deputies' names as this viewer may know them: a confidential author is hidden from units and the public (山东条例11、青岛规定18);
 * the congress's own offices and the fellow authors see everybody.
 */
export function maskFor(viewer: Viewer, view: Pick<View, 'matter' | 'parties'>): Mask {
  const mine = view.parties.some((p) => p.seat === viewer.seat.id)
  const office = ['daf_staff', 'daf_head', 'motion_group', 'delegation_officer', 'sc_leader'].includes(viewer.seat.office)
  const open = !view.matter.confidential || mine || office
  return (p) => (open || !p.seat ? p.name : (def.parties[p.role as keyof typeof def.parties]?.label ?? '代表'))
}

export async function viewOf(client: pg.ClientBase, viewer: Viewer, id: string, now: Date) {
  const row = await readMatter(client, id, true)
  if (!row?.matter) return undefined
  const g = await readRules(client, row.matter.place)
  const calendar = await calendarOf(client, g.calendarVersion)
  const rules = ruleBook(def, g.rules, g.chain, localDay(now))
  const open = row.clocks.filter((c) => !c.stoppedAt)
  const view: View = { matter: row.matter, parties: row.parties, clocks: open, actor: actorOf(viewer), now, today: localDay(now), rule: (k) => rules.value(k) }
  return { ...row, matter: row.matter, view, calendar, rules, open }
}

export async function readSuggestion(client: pg.ClientBase, viewer: Viewer, id: string, now: Date): Promise<MatterView | undefined> {
  const got = await viewOf(client, viewer, id, now)
  if (!got) return undefined
  const { view, matter, calendar, open } = got
  const mask = maskFor(viewer, view)
  const clocks = got.clocks.map((c) => clockView(c, view, mask, (x) => dueView(calendar, labelOf(x), x, now)))
  // Sent together: one trip for all of them.
  const [left, replies, promises, merges, timeline, files, contacts, judgements] = await Promise.all([
    leftUnits(client, id),
    repliesOf(client, id),
    promisesOf(client, id),
    mergesOf(client, id, matter.mergedInto),
    timelineOf(client, id, def, view, mask),
    filesOf(client, id, mask),
    contactsOf(client, id),
    judgementsOf(client, id, mask),
  ])
  const parties = [
    ...view.parties.map((p) => partyView(p, view, viewer, mask, open, (x) => dueView(calendar, labelOf(x), x, now), false)),
    ...left.map((p) => partyView(p, view, viewer, mask, [], () => null as never, true)),
  ]
  const extra = { replies, promises, rules: got.rules }
  const lead = parties.find((p) => p.role === 'lead') ?? null
  const state = def.states[matter.state as keyof typeof def.states]
  return {
    id,
    process: def.name,
    version: matter.version,
    place: matter.place,
    number: numberOf(matter),
    title: matter.title,
    state: matter.state,
    stateLabel: state.label,
    stages: stagesOf(matter.state),
    due: soonest(clocks.filter((c) => c.running).map((c) => c.due)),
    key: !!matter.data.keyReason,
    confidential: matter.confidential,
    ...merges,
    sheet: sheetOf(view, mask, viewer, lead?.name ?? ''),
    data: dataFor(view, viewer),
    lead,
    parties,
    clocks,
    timeline,
    files,
    buttons: choices(def, view)
      .map((c) => buttonOf(view, c, extra))
      .sort((a, b) => rank(a) - rank(b)),
    contacts,
    replies,
    promises,
    judgements,
    similar: [],
  }
}

const rank = (b: { primary: boolean; danger: boolean; why: string | null }) => (b.danger ? 20 : 0) + (b.why ? 10 : 0) + (b.primary ? 0 : 5)
const labelOf = (c: Pick<ClockRow, 'name'>) => def.clocks[c.name as keyof typeof def.clocks]?.label ?? c.name

export function soonest(dues: Due[]): Due | null {
  return dues.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null
}

export function numberOf(m: { no: number | null; series: string | null }): string {
  if (!m.no) return ''
  const [term, session] = (m.series ?? '').split('-')
  const words = session ? `${numeral(Number(term))}届${numeral(Number(session))}次` : `${term}闭`
  return `${words}第${String(m.no).padStart(3, '0')}号`
}

/** 1–99 in Chinese. */
function numeral(n: number): string {
  const digits = '零一二三四五六七八九'
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || n === 0 ? digits[ones] : ''}`
}

/** Where the progress line stands; a reply that has gone out counts as 答复. */
export function stagesOf(state: string): MatterView['stages'] {
  const at = def.stages.indexOf(def.states[state as keyof typeof def.states].stage)
  const final = 'final' in def.states[state as keyof typeof def.states]
  return def.stages.map((name, i) => ({ name, at: i < at || (final && i === at) ? 'done' : i === at ? 'now' : 'next' }))
}

function clockView(c: ClockRow, view: View, mask: Mask, due: (c: ClockRow) => Due) {
  const p = view.parties.find((x) => x.id === c.party)
  return {
    id: c.id,
    name: c.name,
    label: labelOf(c),
    party: c.party,
    partyName: p ? mask(p) : null,
    due: due(c),
    running: !c.stoppedAt,
    paused: !!c.pausedOn,
    late: !!c.lateAt,
  }
}

function partyView(p: Party, view: View, viewer: Viewer, mask: Mask, open: ClockRow[], due: (c: ClockRow) => Due, left: boolean): PartyView {
  const d = def.parties[p.role as keyof typeof def.parties]
  const kind: Record<string, string> = { sole: '独办单位', lead: '主办单位', separate: '分办单位' }
  return {
    id: p.id,
    role: p.role,
    roleLabel: p.role === 'main' ? (kind[p.data.kind] ?? d.label) : d.label,
    kind: d.kind,
    name: mask(p),
    step: p.step,
    stepLabel: left ? '已调整' : ((d.steps as Record<string, { label: string }>)[p.step]?.label ?? p.step),
    since: new Date(p.since).toISOString(),
    left,
    ref: p.ref,
    round: p.round,
    mine: p.seat === viewer.seat.id || (p.unit !== null && p.unit === viewer.seat.unit),
    due: open.filter((c) => c.party === p.id && !c.stoppedAt).map(due),
    notes: notesOf(p, view),
  }
}

function notesOf(p: Party, view: View): { label: string; text: string }[] {
  const x = p.data
  const out: { label: string; text: string }[] = []
  const add = (label: string, text: unknown) => text && out.push({ label, text: String(text) })
  add('异议', x.objection)
  if (p.step === 'returnRequested') add('退回理由', `${x.returnReason}（依据：${x.returnBasis}）`)
  add('未同意退回', x.kept)
  add('调整', x.left)
  add('由谁改交', x.from && p.unit ? x.from : '')
  if (x.opinion) add('会办意见', x.opinion.text)
  add('请补充', x.sentBack)
  if (x.extension)
    add(
      '延期',
      `${x.extension.months}个月，${({ asked: '待答复', granted: '已同意', refused: '未同意' } as Record<string, string>)[x.extension.state]}：${x.extension.reason}`,
    )
  if (x.check && !x.check.ok) add('审核意见', x.check.comment)
  if (x.sign && !x.sign.ok) add('签发意见', x.sign.comment)
  if (x.no) add('原编号', `第${String(x.no).padStart(3, '0')}号《${x.title}》`)
  if (many(x.urged).length > 0) add('催办', `${many(x.urged).length} 次`)
  if (p.role === 'main' && view.matter.data.share) add('分工', view.matter.data.share)
  return out
}

/** The process's own values, less those that would name a confidential author or are only for the office. */
function dataFor(view: View, viewer: Viewer): Record<string, unknown> {
  const { rejected, panel, receivedOn, complex, situation, proposals, keyReason, arrangement, bounces, returnReason, explained, attachments, ...own } =
    view.matter.data
  const mine = view.parties.some((p) => p.seat === viewer.seat.id && p.role === 'lead')
  return {
    rejected,
    panel,
    receivedOn,
    complex,
    situation,
    proposals,
    keyReason,
    arrangement,
    bounces,
    returnReason,
    explained,
    ...(mine ? { ...own, attachments, title: view.matter.title, kind: view.matter.kind, confidential: view.matter.confidential } : {}),
  }
}
