/** What an action's code may do: it collects changes; the kernel writes them with the event in one statement. */
import type pg from 'pg'
import type { Calendar } from './calendar.ts'
import { addSpan, dayWords, isWorkday, localDay } from './calendar.ts'
import { type ClockRow, extend, settle } from './clocks.ts'
import { audience } from './duties.ts'
import { type Actor, type Arrow, type Matter, many, type Party, type ProcessDef, partiesOf, type Span, type View } from './process.ts'
import { Refusal } from './refusal.ts'
import type { RuleBook } from './rules.ts'
import type { Ground } from './store.ts'
import type { Vault } from './vault.ts'

interface Made {
  client: pg.ClientBase
  def: ProcessDef
  action: string
  arrow: Arrow
  view: View
  // biome-ignore lint/suspicious/noExplicitAny: parsed by the action's own schema
  input: Record<string, any>
  ground: Ground
  calendar: Calendar
  rules: RuleBook
  key: string
  /** For 系统: the clock that has run out. */
  clock?: string
  /** What an outer act, or the route, hands to this one. */
  nested?: unknown
  vault?: Vault | undefined
  nest: (a: Nested) => Promise<NestedResult>
}

/** An act on another matter (of another process where named; a new one where it has no id), by the same actor, in the same transaction. */
export interface Nested {
  process?: string
  action: string
  matter: string | null
  party?: string
  input?: Record<string, unknown>
  extra?: unknown
  /** Done by 系统 of that place, where one place's act is heard in another. */
  as?: { system: string }
}
export interface NestedResult {
  matter: string
  state: string
  says: string
  /** What notices call it: 第012号《…》. */
  subject: string
}

type Settable = Partial<Pick<Matter, 'title' | 'kind' | 'category' | 'confidential' | 'session' | 'series' | 'no' | 'delegation' | 'mergedInto'>>

export class Ctx {
  readonly client: pg.ClientBase
  // biome-ignore lint/suspicious/noExplicitAny: parsed by the action's own schema
  readonly input: Record<string, any>
  /** The event's id. */
  readonly key: string
  readonly now: Date
  readonly today: string
  readonly actor: Actor
  readonly before: Matter
  readonly fresh: boolean
  readonly view: View & { matter: Matter; parties: Party[] }
  readonly joined: Party[] = []
  readonly notices: { holder: string; kind: string; text: string }[] = []
  readonly touchedClocks: ClockRow[] = []
  /** Run in the same transaction, after the matter is written. */
  readonly later: (() => Promise<void>)[] = []
  lead: string | null
  keyItem: boolean
  private readonly made: Made
  private readonly touched = new Map<string, Party & { left: boolean }>()
  private readonly words: Record<string, string> = {}
  private readonly extra: Record<string, unknown> = {}

  constructor(made: Made) {
    this.made = made
    this.client = made.client
    this.input = made.input
    this.key = made.key
    this.now = made.view.now
    this.today = localDay(made.view.now)
    this.actor = made.view.actor
    this.before = { ...made.view.matter }
    this.fresh = made.ground.matter === null
    this.view = { ...made.view, matter: { ...made.view.matter, data: { ...made.view.matter.data } }, parties: [...made.view.parties] }
    const row = made.ground.matter as (Matter & { lead?: string | null; keyItem?: boolean }) | null
    this.lead = row?.lead ?? null
    this.keyItem = row?.keyItem ?? false
  }

  /** The party the act is about; throws where the flow names none. */
  get party(): Party {
    const p = this.view.party
    if (!p) throw new Error(`${this.made.action}：没有指明参与方`)
    return this.view.parties.find((x) => x.id === p.id) ?? p
  }

  /** The actor's own party: the one acted on when it is his, else the first he holds. */
  ownParty(): Party | undefined {
    const mine = (p: Party) =>
      p.citizen ? p.citizen === this.actor.citizen : p.seat ? p.seat === this.actor.seat : p.unit !== null && p.unit === this.actor.unit
    const about = this.view.party
    return about && mine(about) ? about : this.view.parties.find(mine)
  }

  rule<T>(key: string): T {
    return this.made.rules.value<T>(key)
  }

  set(patch: Settable): void {
    Object.assign(this.view.matter, patch)
  }

  data(patch: Record<string, unknown>): void {
    Object.assign(this.view.matter.data, patch)
  }

  /** Moves the matter; only where the arrow allows. */
  go(state: string): void {
    if (!many(this.made.arrow.to).includes(state)) throw new Error(`${this.made.action}：流程表没有通向「${state}」的箭头`)
    this.view.matter.state = state
  }

  step(party: Party, step: string, data: Record<string, unknown> = {}): void {
    if (!this.made.def.parties[party.role]?.steps[step]) throw new Error(`${party.role} 没有步骤 ${step}`)
    this.change(party, { step, since: this.now, data: { ...party.data, ...data } })
  }

  note(party: Party, data: Record<string, unknown>): void {
    const now = this.view.parties.find((p) => p.id === party.id) ?? party
    this.change(party, { data: { ...now.data, ...data } })
  }

  leave(party: Party): void {
    this.change(party, {}, true)
    this.view.parties = this.view.parties.filter((p) => p.id !== party.id)
  }

  join(
    role: string,
    p: { seat?: string; unit?: string; citizen?: string; name: string; ref?: string; round?: number; step?: string; data?: Record<string, unknown> },
  ): Party {
    const row: Party = {
      id: crypto.randomUUID(),
      role,
      seat: p.seat ?? null,
      unit: p.unit ?? null,
      citizen: p.citizen ?? null,
      ref: p.ref ?? null,
      round: p.round ?? 1,
      step: p.step ?? (this.made.def.parties[role]?.first as string),
      name: p.name,
      since: this.now,
      data: p.data ?? {},
    }
    this.joined.push(row)
    this.view.parties = [...this.view.parties, row]
    return row
  }

  parties(...roles: string[]): Party[] {
    return partiesOf(this.view, ...roles)
  }

  /** Words for the timeline sentence, as promised in `also`. */
  say(words: Record<string, string | number>): void {
    for (const [k, v] of Object.entries(words)) this.words[k] = String(v)
  }

  /** More for the event's record; never a secret. */
  remember(data: Record<string, unknown>): void {
    Object.assign(this.extra, data)
  }

  tell(who: readonly string[], text: string, kind: 'news' | 'warn' | 'late' = 'news', about?: Party): void {
    for (const holder of audience(this.made.def, this.view, who, about)) this.notices.push({ holder, kind, text })
  }

  extend(clock: string, party: Party | undefined, e: { add: Span; by: string; consent: string; why: string }): ClockRow {
    const row = this.clock(clock, party)
    if (!row) throw new Error(`时钟 ${clock} 没有在走`)
    extend({ calendar: this.made.calendar, rules: this.made.rules }, row, { ...e, at: this.now.toISOString() })
    this.touchedClocks.push(row)
    return row
  }

  clock(name: string, party?: Party): ClockRow | undefined {
    return this.made.ground.clocks.find((c) => c.name === name && !c.stoppedAt && c.party === (party?.id ?? null))
  }

  /** The running clock that 系统 acts upon. */
  late(): ClockRow {
    const row = this.made.ground.clocks.find((c) => c.id === this.made.clock && !c.stoppedAt)
    if (!row) throw new Refusal('gate', '这个时钟已经停了')
    return row
  }

  /** Tells everybody with a duty due by this clock that it has passed. */
  lateNotices(row: ClockRow): void {
    const text = `已逾期：${this.labelOf(row.name)}，${this.subject()}`
    for (const d of this.made.ground.duties) if (d.clock === row.id) this.notices.push({ holder: d.holder, kind: 'late', text })
  }

  /** Recomputes the clock by the calendar of today and says what moved. */
  redated(): void {
    const row = this.late()
    const was = row.dueOn
    settle({ calendar: this.made.calendar, rules: this.made.rules }, row)
    if (row.dueOn >= this.today) row.lateAt = null
    this.touchedClocks.push(row)
    const p = this.view.parties.find((x) => x.id === row.party)
    this.say({ why: `工作日历调整，${p ? this.nameOf(p) : ''}${this.labelOf(row.name)}期限由${dayWords(was, true)}改为${dayWords(row.dueOn, true)}` })
    // Whoever has to act by it, whose it is, the deputy who waits for it, and the office.
    const text = `${this.labelOf(row.name)}期限由${dayWords(was, true)}改为${dayWords(row.dueOn, true)}（工作日历调整）：${this.subject()}`
    const holders = new Set(this.made.ground.duties.filter((d) => d.clock === row.id).map((d) => d.holder))
    const roles = ['lead', 'mover', ...(p ? [p.role] : [])].filter((r) => this.made.def.parties[r])
    for (const h of audience(this.made.def, this.view, [...roles, 'daf_staff'], p)) holders.add(h)
    for (const holder of holders) if (!holder.startsWith('citizen:')) this.notices.push({ holder, kind: 'news', text })
  }

  labelOf(clock: string): string {
    return this.made.def.clocks[clock]?.label ?? clock
  }

  get vault(): Vault {
    if (!this.made.vault) throw new Error('没有保险箱，不能办理带联系方式的事项')
    return this.made.vault
  }

  get nested(): unknown {
    return this.made.nested
  }

  nest(a: Nested): Promise<NestedResult> {
    return this.made.nest(a)
  }

  afterWrite(fn: () => Promise<void>): void {
    this.later.push(fn)
  }

  /** Ties this matter to another, seen from both ends as 来源与去向; twice is once. */
  link(to: string, kind: string): void {
    this.afterWrite(async () => {
      await this.client.query({
        name: 'link-new',
        text: 'insert into matter_link (from_matter, to_matter, kind, event, at) values ($1, $2, $3, $4, $5) on conflict do nothing',
        values: [this.view.matter.id, to, kind, this.key, this.now],
      })
    })
  }

  /** A day that lies a span after another, by this place's calendar. */
  after(day: string, span: Span): string {
    return addSpan(this.made.calendar, day, span)
  }

  /** By the place's working calendar (调休 and holidays counted). */
  isWorkday(day: string): boolean {
    return isWorkday(this.made.calendar, day)
  }

  /** The next number of a series, without gaps: the row stays locked until this act commits or rolls back. */
  async number(series: string): Promise<number> {
    const r = await this.client.query({
      name: 'next-number',
      text: `insert into number_series (place, process, series, last) values ($1, $2, $3, 1)
        on conflict (place, process, series) do update set last = number_series.last + 1 returning last`,
      values: [this.view.matter.place, this.view.matter.process, series],
    })
    return r.rows[0].last
  }

  sentence(): string {
    return this.filled(this.made.def.actions[this.made.action]?.says ?? '')
  }

  /** The notices that the action's own declaration promises; about one unit's part, they go to that unit alone. */
  tellDeclared(): void {
    const about = this.view.party
    for (const { to, text } of this.made.def.actions[this.made.action]?.tells ?? []) {
      const roles = to.map((w) => w.split(':')[0] as string)
      const who = about && roles.includes(about.role) ? to.filter((_, i) => !this.made.def.parties[roles[i] as string] || roles[i] === about.role) : to
      this.tell(who, this.filled(text), 'news', about)
    }
  }

  private filled(text: string): string {
    const own = this.ownParty()
    const hidden = own?.seat && this.hides(own)
    const known: Record<string, string> = {
      actor: hidden ? (this.made.def.parties[own.role]?.label ?? '代表') : this.actor.name,
      party: this.view.party ? this.nameOf(this.view.party) : '',
      no: this.numberWords(),
      title: this.view.matter.title,
    }
    const secret = this.made.def.actions[this.made.action]?.secret ?? []
    return text.replace(/\{(\w+)\}/g, (_, k: string) => {
      if (secret.includes(k)) return ''
      return this.words[k] ?? known[k] ?? (this.input[k] === undefined ? '' : String(this.input[k]))
    })
  }

  /** What a notice calls this matter. */
  subject(): string {
    return `${this.numberWords()}《${this.view.matter.title || '未命名'}》`
  }

  numberWords(): string {
    return this.view.matter.no ? `第${String(this.view.matter.no).padStart(3, '0')}号` : ''
  }

  /** Who this is, in a sentence that others may read. */
  nameOf(p: Party): string {
    return p.seat && this.hides(p) ? (this.made.def.parties[p.role]?.label ?? '代表') : p.name
  }

  private hides(p: Party): boolean {
    return this.before.private || this.view.matter.private || this.view.matter.confidential || !!this.made.def.parties[p.role]?.unnamed
  }

  record(): Record<string, unknown> {
    const secret = new Set(this.made.def.actions[this.made.action]?.secret ?? [])
    const open = Object.fromEntries(Object.entries(this.input).filter(([k, v]) => !secret.has(k) && v !== undefined))
    return { ...open, ...this.extra }
  }

  changedParties(): (Party & { left: boolean })[] {
    return [...this.touched.values()]
  }

  private change(party: Party, patch: Partial<Party>, left = false): void {
    const i = this.joined.findIndex((p) => p.id === party.id)
    const now = this.view.parties.find((p) => p.id === party.id) ?? party
    const next = { ...now, ...patch }
    this.view.parties = this.view.parties.map((p) => (p.id === party.id ? next : p))
    if (this.view.party?.id === party.id) this.view.party = next
    if (i >= 0) this.joined[i] = next
    else this.touched.set(party.id, { ...next, left: left || (this.touched.get(party.id)?.left ?? false) })
  }
}
