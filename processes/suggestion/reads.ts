/** The matter's page: what this viewer may see of one suggestion, with the buttons this seat may press. */
import type pg from 'pg'
import { choices } from '../../kernel/gate.ts'
import { many, type Party, type View } from '../../kernel/process.ts'
import type { MatterView } from '../../kernel/wire.ts'
import type { Viewer } from '../../people/viewer.ts'
import { numberOf } from '../common/number.ts'
import * as common from '../common/view.ts'
import { handlersOf, onDuty } from './acts-handlers.ts'
import { buttonOf } from './buttons.ts'
import { opinionsOf, VIEWS } from './changing.ts'
import { contactsOf, filesOf, judgementsOf, leftUnits, mergesOf, promisesOf, repliesOf, timelineOf } from './parts-read.ts'
import { suggestion as def } from './process.ts'
import { sectionsOf } from './sections.ts'
import { sittingOn } from './session.ts'
import { sheetOf } from './sheet.ts'

export { numberOf } from '../common/number.ts'
export type { Mask } from '../common/view.ts'

export const maskFor = (viewer: Viewer, view: Pick<View, 'matter' | 'parties'>) => common.maskFor(def, viewer, view)
export const viewOf = (client: pg.ClientBase, viewer: Viewer, id: string, now: Date) => common.viewOf(def, client, viewer, id, now)

const KINDS: Record<string, string> = { sole: '独办单位', lead: '主办单位', separate: '分办单位' }
const words: common.PartyWords = { roleLabel: (p) => (p.role === 'main' ? KINDS[p.data.kind] : undefined), notes: notesOf }

export async function readSuggestion(client: pg.ClientBase, viewer: Viewer, id: string, now: Date): Promise<MatterView | undefined> {
  const got = await viewOf(client, viewer, id, now)
  if (!got) return undefined
  const { view, matter } = got
  const mask = maskFor(viewer, view)
  const clocks = got.clocks.map((c) => common.clockView(def, c, got, mask))
  // Sent together: one trip for all of them.
  const [passed, left, replies, promises, merges, timeline, files, contacts, judgements, sections, links, sitting, handlers, duty] = await Promise.all([
    common.passedOf(client, id),
    leftUnits(client, id),
    repliesOf(client, id),
    promisesOf(client, id),
    mergesOf(client, id, matter.mergedInto),
    timelineOf(client, id, def, view, mask),
    filesOf(client, id, mask),
    contactsOf(client, id),
    judgementsOf(client, id, mask, ['daf_staff', 'daf_head'].includes(viewer.seat.office)),
    sectionsOf(client, view, viewer),
    common.linksOf(client, id),
    sittingOn(client, matter.place, view.today),
    handlersOf(client, id, viewer.seat.unit),
    onDuty(client, viewer.seat.unit, view.today),
  ])
  const parties = [
    ...view.parties.map((p) => common.partyView(def, p, got, viewer, mask, words)),
    ...left.map((p) => common.partyView(def, p, got, viewer, mask, words, true)),
  ]
  const extra = { replies, promises, rules: got.rules, sitting, handlers, duty }
  const lead = parties.find((p) => p.role === 'lead') ?? null
  const page: MatterView = {
    id,
    process: def.name,
    version: matter.version,
    place: matter.place,
    number: numberOf(matter),
    title: matter.title,
    state: matter.state,
    stateLabel: def.states[matter.state as keyof typeof def.states].label,
    stages: judgedStages(view, common.stagesOf(def, matter.state, passed)),
    due: common.soonest(clocks.filter((c) => c.running).map((c) => c.due)),
    key: !!matter.data.keyReason,
    confidential: matter.confidential,
    ...merges,
    sheet: sheetOf(view, mask, lead?.name ?? ''),
    data: dataFor(view, viewer),
    lead,
    parties,
    clocks,
    timeline,
    files,
    buttons: choices(def, view)
      .map((c) => buttonOf(view, c, extra))
      .sort((a, b) => common.rank(a) - common.rank(b)),
    contacts,
    replies,
    promises,
    judgements,
    sections,
    links,
  }
  return common.withoutNames(page, viewer, view.parties, mask)
}

/** No deputy judged: the stage is behind, yet nobody gave a tick. */
function judgedStages(view: View, stages: MatterView['stages']): MatterView['stages'] {
  const judged = view.parties.some((p) => p.role === 'recipient' && p.step === 'judged')
  return stages.map((s) => (s.name === '评价' && s.at === 'done' && !judged ? { ...s, at: 'skipped', words: '代表没有评价' } : s))
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
  if (x.closing) add('兑现情况答复', `${x.closing.body}（${x.closing.on}）`)
  add('请补充', x.sentBack)
  for (const o of opinionsOf(p)) add(`代表${VIEWS[o.view]}`, `${o.on}${o.text && `：${o.text}`}`)
  if (x.added) add('增加会办', x.added)
  if (p.step === 'redo' && !x.contacts) add('重新办理', '先与代表重新沟通，「记录沟通」以后才能答复；答复稿从上一次的答复改起')
  if (x.extension)
    add(
      '延期',
      `${x.extension.months}个月，${({ asked: '待答复', granted: '已同意', refused: '未同意' } as Record<string, string>)[x.extension.state]}：${x.extension.reason}`,
    )
  if (x.check && !x.check.ok) add('审核意见', x.check.comment)
  for (const r of x.returned ?? []) add('退回补正', `${r.on}：${r.reason}。退回的答复（结果 ${r.code}）：${r.body}`)
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
