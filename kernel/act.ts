/**
 * The one door: only `act` writes matter, party, event, clock, duty, notice and outbox. State, event, clocks, duties and
 * notices commit together or not at all. `key` is the idempotency key (`once.ts`), never the event's id; `now` is an argument.
 */
import type pg from 'pg'
import { seenBy, writing } from '../database/read.ts'
import { addSpan, type Calendar, localDay } from './calendar.ts'
import { calendarOf } from './calendar-store.ts'
import { type ClockRow, reconcile } from './clocks.ts'
import { conflict } from './conflict.ts'
import { Ctx, type Nested } from './ctx.ts'
import { dutiesOf, readersOf } from './duties.ts'
import { gate } from './gate.ts'
import { parseInput } from './input.ts'
import { before, whoOf } from './once.ts'
import { type Actor, type Matter, type ProcessDef, SYSTEM, type View } from './process.ts'
import { insertEvent } from './proof.ts'
import type { EventContent } from './record.ts'
import { Refusal } from './refusal.ts'
import { type RuleBook, ruleBook } from './rules.ts'
import { type Ground, lockMatters, readMatter, readResult, readRules, write } from './store.ts'
import { indexText, type Tells } from './text-index.ts'
import type { Vault } from './vault.ts'
import type { ActResult, LiveChange } from './wire.ts'

export type ActFn = (ctx: Ctx) => Promise<void> | void
export interface Registered {
  def: ProcessDef
  acts: Record<string, ActFn>
  /** The words by which it is found, beyond its title. */
  tells?: Tells
  /** Other matters that its acts reach by `nest`, beside those named in the input: all are locked first, in one order. */
  reaches?: (client: pg.ClientBase, matter: string) => Promise<string[]>
  /** When a matter has come to an end, by whatever act: what rests on it ends with it. */
  ended?: (ctx: Ctx) => Promise<void>
}
export interface House {
  pool: pg.Pool
  /** Seals what must not lie open in the database; without it no act that needs one is done. */
  vault?: Vault
  processes: ReadonlyMap<string, Registered>
  /** Called after commit. */
  publish?: (change: LiveChange, audience: string[], gone: string[]) => void
}
export interface Act {
  process: string
  action: string
  /** Absent for an act that makes a matter. */
  matter?: string | null
  party?: string | null
  input?: Record<string, unknown>
  key: string
  version?: number
  actor: Actor
  now: Date
  /** For 系统: the clock that has run out. */
  clock?: string
  /** What a route hands to the action's code beside the input: never parsed, never recorded. */
  extra?: unknown
  /** What somebody without a seat shows for himself: a repeat answers whoever shows the same. */
  proof?: string
  /** What a public door was told beside the input (a number, a name): compared with a repeat's, never recorded. */
  beside?: unknown
}

/** What makes two requests the same. */
export const askedOf = (a: Omit<Act, 'key' | 'now'>) => ({
  process: a.process,
  action: a.action,
  matter: a.matter ?? null,
  party: a.party ?? null,
  place: a.matter ? null : a.actor.place,
  input: a.input ?? {},
  beside: a.beside ?? null,
})

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** @throws {Refusal} with words for the person; nothing is written then. */
export async function act(house: House, a: Act): Promise<Done['result']> {
  const registered = house.processes.get(a.process)
  // An own one: 'constructor' and its like come from the prototype.
  if (!registered || !Object.hasOwn(registered.def.actions, a.action)) throw new Refusal('unknown', '没有这项办理')
  if (!UUID.test(a.key)) throw new Refusal('input', '请求缺少编号，请刷新页面后再试')
  if (a.matter && !UUID.test(a.matter)) throw new Refusal('unknown', '没有这件事项，或者您无权查看')
  try {
    const done = await writing(house.pool, (client) => inside(client, house, registered, a))
    if (!done.result.repeated)
      house.publish?.({ matter: done.result.matter, process: a.process, action: a.action, version: done.result.version }, done.audience, done.gone)
    return done.result
  } catch (e) {
    throw conflict(e)
  }
}

/** Matters named in the input, and those that the process says it reaches; the act's own among them. */
async function touched(client: pg.ClientBase, { reaches }: Registered, a: Act): Promise<string[]> {
  const named = Object.values(a.input ?? {}).flatMap((x) => (Array.isArray(x) ? x : [x]))
  const ids = named.filter((x): x is string => typeof x === 'string' && UUID.test(x))
  if (!a.matter) return ids.slice(0, MOST_NAMED)
  return [a.matter, ...ids.slice(0, MOST_NAMED), ...((await reaches?.(client, a.matter)) ?? [])]
}
const MOST_NAMED = 100

interface Done {
  result: ActResult & { citizen?: string | null }
  /** Those who may read the matter as it now stands, and those who had something to do there: their lists change, whatever they may read. */
  audience: string[]
  gone: string[]
  subject: string
}

async function inside(client: pg.ClientBase, house: House, registered: Registered, a: Act, nested?: Nested): Promise<Done> {
  const { def, acts } = registered
  const action = def.actions[a.action]
  if (!action || (action.inner && !nested)) throw new Refusal('unknown', '没有这项办理')
  const event = crypto.randomUUID()
  if (!nested) {
    const was = await before(
      client,
      house.vault,
      { who: whoOf(a.actor, a.proof), key: a.key, what: askedOf(a), now: a.now },
      { event, citizen: a.actor.citizen ?? null },
    )
    if (was) return { result: { ...(await readResult(client, was.event)), repeated: true, citizen: was.citizen }, audience: [], gone: [], subject: '' }
    await lockMatters(client, await touched(client, registered, a))
  }
  // Lock first, read after: a reading in the same statement would show the parties as they were before the wait.
  const [, row] = await Promise.all([nested && a.matter ? lockMatters(client, [a.matter]) : undefined, a.matter ? readMatter(client, a.matter) : undefined])
  if (!a.matter !== !!action.creates || (a.matter && row?.matter?.process !== a.process)) throw new Refusal('unknown', '没有这件事项，或者您无权查看')

  const place = row?.matter?.place ?? a.actor.place
  const ground: Ground = { ...(row ?? { matter: null, parties: [], clocks: [], duties: [] }), ...(await readRules(client, place)) }
  const calendar = await calendarOf(client, place, ground.calendarVersion)
  const today = localDay(a.now)
  const rules = ruleBook(def, ground.rules, ground.chain, today)
  const view: View = {
    matter: ground.matter ?? blank(def, a, place),
    parties: ground.parties,
    clocks: ground.clocks,
    actor: a.actor,
    now: a.now,
    today,
    rule: (k) => rules.value(k),
    after: (day, span) => addSpan(calendar, day, span),
  }

  const clock = a.clock ? ground.clocks.find((c) => c.id === a.clock) : undefined
  if (a.clock && (!clock || clock.stoppedAt || (clock.lateAt && def.clocks[clock.name]?.late === a.action))) throw new Refusal('gate', '这个时钟已经处理过')
  const waiting = clock && ground.parties.find((p) => p.id === clock.party)
  if (clock && waiting && def.clocks[clock.name]?.late === a.action && def.clocks[clock.name]?.waits?.(clock, waiting))
    throw new Refusal('gate', '按期提出的申请还没有得到答复，等答复以后再算')
  const verdict = gate(def, view, a.action, a.party)
  if (!verdict.ok) {
    // What the actor sees anyway is refused with reasons; what he does not see does not exist for him.
    if (!verdict.related && ground.matter && !(await seenBy(client, a.actor, ground.matter.id, !!nested)))
      throw new Refusal('unknown', '没有这件事项，或者您无权查看')
    throw new Refusal(verdict.related ? 'gate' : 'forbidden', verdict.why)
  }
  if (a.version !== undefined && ground.matter && a.version !== ground.matter.version) await refuseStale(client, ground.matter.id, a.version, verdict.party?.id)

  const ctx = new Ctx({
    client,
    def,
    action: a.action,
    arrow: verdict.arrow,
    view: { ...view, party: verdict.party },
    input: parseInput(action.input, a.input, today),
    ground,
    calendar,
    rules,
    key: event,
    clock: a.clock,
    nested: nested ? nested.extra : a.extra,
    vault: house.vault,
    nest: (n) => {
      const other = n.process ? house.processes.get(n.process) : registered
      if (!other) throw new Error(`没有流程 ${n.process}`)
      const more = {
        action: n.action,
        matter: n.matter,
        party: n.party ?? null,
        input: n.input ?? {},
        version: undefined,
        clock: undefined,
      }
      const actor = n.as ? { ...SYSTEM, place: n.as.system } : a.actor
      return inside(client, house, other, { ...a, process: other.def.name, ...more, actor, extra: undefined }, n).then((d) => ({
        ...d.result,
        subject: d.subject,
      }))
    },
  })
  if (!Array.isArray(verdict.arrow.to) && verdict.arrow.to) ctx.go(verdict.arrow.to as string)
  if (typeof verdict.arrow.step === 'string' && verdict.party) ctx.step(verdict.party, verdict.arrow.step)
  await acts[a.action]?.(ctx)
  if (def.states[ctx.view.matter.state]?.final && !def.states[ctx.before.state]?.final) await registered.ended?.(ctx)
  return finish(client, registered, a, ctx, ground, calendar, rules)
}

async function finish(client: pg.ClientBase, { def, tells }: Registered, a: Act, ctx: Ctx, ground: Ground, calendar: Calendar, rules: RuleBook): Promise<Done> {
  const before = ctx.before
  const m = ctx.view.matter
  const state = def.states[m.state]
  m.version = before.version + 1
  // A draft that is thrown away stays its author's own.
  m.private = !!state?.private || (!!state?.final && before.private)
  if (m.state !== before.state) m.stateSince = a.now
  const says = ctx.sentence()
  ctx.tellDeclared()
  const g = { process: def, calendar, rules, now: a.now, event: ctx.key, because: says }
  const late = a.clock ? ground.clocks.find((c) => c.id === a.clock) : undefined
  if (late) Object.assign(late, { lateAt: a.now, lateEvent: ctx.key })
  const changes = reconcile(g, ctx.view, ground.clocks)
  const open = [...ground.clocks.filter((c) => !c.stoppedAt), ...changes.fresh]
  const duties = dutiesOf(def, ctx.view, open)
  const key = (d: { party: string | null; action: string; holder: string }) => `${d.party}/${d.action}/${d.holder}`
  const had = new Map(ground.duties.map((d) => [key(d), d]))
  for (const d of duties) d.since = had.get(key(d))?.since ?? d.since
  const news = duties.filter((d) => !had.has(key(d)))

  const event = eventOf(def, a, ctx, says)
  // A citizen gets the process's own words, one message a real step.
  const dutyNotices = news
    .filter((d) => !d.holder.startsWith('citizen:'))
    .map((d) => ({ holder: d.holder, kind: 'duty', text: `请办理「${def.actions[d.action]?.label}」：${ctx.subject()}` }))
  // Sent without waiting between them: whoever waits for a number waits that much less.
  const written = write(client, {
    matter: { ...m, lead: ctx.lead, keyItem: ctx.keyItem, final: !!state?.final },
    fresh: !ground.matter,
    event,
    partiesNew: ctx.joined,
    partiesChanged: ctx.changedParties(),
    clocks: [...changes.fresh, ...dedupe([...changes.changed, ...ctx.touchedClocks, ...(late ? [late] : [])])],
    duties,
    notices: [...dutyNotices, ...ctx.notices],
    now: a.now,
  })
  await Promise.all([written, indexText(client, tells, m, ctx.fresh ? undefined : before)])
  for (const fn of ctx.later) await fn()
  await insertEvent(client, event)
  return {
    result: {
      matter: m.id,
      version: m.version,
      state: m.state,
      event: ctx.key,
      says,
      repeated: false,
      ...(a.actor.citizen ? { citizen: a.actor.citizen } : {}),
    },
    audience: readersOf(def, ctx.view),
    gone: ground.duties.map((d) => d.holder),
    subject: ctx.subject(),
  }
}

/** A deputy's act in a draft or a confidential matter is recorded by its party only: the author's name never enters the log. */
function eventOf(def: ProcessDef, a: Act, ctx: Ctx, says: string): EventContent {
  const m = ctx.view.matter
  const own = ctx.ownParty()
  const hidden = !!own?.seat && (m.confidential || ctx.before.private || m.private || !!def.parties[own.role]?.unnamed)
  return {
    id: ctx.key,
    matter: m.id,
    seq: m.version,
    process: a.process,
    place: m.place,
    action: a.action,
    fromState: ctx.fresh ? null : ctx.before.state,
    toState: m.state,
    party: ctx.view.party?.id ?? null,
    byParty: own?.id ?? null,
    byPerson: hidden ? null : a.actor.person,
    bySeat: hidden ? null : a.actor.seat,
    byOffice: a.actor.office,
    byName: hidden && own ? (def.parties[own.role]?.label ?? '代表') : a.actor.name,
    at: a.now,
    says,
    data: ctx.record(),
  }
}

const dedupe = (rows: ClockRow[]): ClockRow[] => [...new Map(rows.map((r) => [r.id, r])).values()]

function blank(def: ProcessDef, a: Act, place: string): Matter {
  return {
    id: crypto.randomUUID(),
    process: a.process,
    place,
    state: 'new',
    version: 0,
    title: '',
    kind: '',
    series: null,
    no: null,
    session: null,
    delegation: a.actor.delegation,
    category: null,
    confidential: false,
    private: !!def.states[def.start]?.private,
    mergedInto: null,
    createdAt: a.now,
    stateSince: a.now,
    data: {},
  }
}

async function refuseStale(client: pg.ClientBase, matter: string, version: number, party: string | undefined) {
  // Each unit moves on its own: only what happened to the same party, or to the matter as a whole, makes a page stale.
  const r = await client.query({
    name: 'since',
    text: `select id, seq, at, by_name, action, says from event where matter = $1 and seq > $2 and ($3::uuid is null or party is null or party = $3) order by seq`,
    values: [matter, version, party ?? null],
  })
  if (r.rows.length === 0) return
  const since = r.rows.map((e) => ({
    id: e.id,
    seq: e.seq,
    at: e.at.toISOString(),
    who: e.by_name,
    action: e.action,
    actionLabel: e.action,
    says: e.says,
    fromLabel: null,
    toLabel: null,
  }))
  throw new Refusal('stale', `您打开页面之后，${since.at(-1)?.who}已经改动过这件事项。您填写的内容还在，请看过改动后再提交`, { since })
}

/** An event about a place rather than a matter (a rule set, a roster imported). Last in a writing transaction: it answers for the rows changed before it. */
export async function recordPlaceEvent(
  client: pg.ClientBase,
  e: { key?: string; process: string; place: string; action: string; actor: Actor; at: Date; says: string; data?: Record<string, unknown> },
): Promise<void> {
  const event: EventContent = {
    id: e.key ?? crypto.randomUUID(),
    matter: null,
    seq: null,
    process: e.process,
    place: e.place,
    action: e.action,
    fromState: null,
    toState: null,
    party: null,
    byParty: null,
    byPerson: e.actor.person,
    bySeat: e.actor.seat,
    byOffice: e.actor.office,
    byName: e.actor.name,
    at: e.at,
    says: e.says,
    data: e.data ?? {},
  }
  await insertEvent(client, event)
}
