/** Clocks start and stop by what the process declares: after every act the clocks that should run are compared with those that do. */
import {
  addDays,
  addWorkdays,
  type Calendar,
  type DueResult,
  daysBetween,
  dayWords,
  dueDate,
  type Extension,
  isDay,
  localDay,
  type Pause,
  workdaysBetween,
} from './calendar.ts'
import { BAD_DAY, DayError } from './day.ts'
import type { End } from './owner.ts'
import type { ClockDef, Party, ProcessDef, Span, View } from './process.ts'
import type { RuleBook } from './rules.ts'
import type { Due, Light } from './wire.ts'

/** One row of `clock`. */
export interface ClockRow {
  id: string
  matter: string
  party: string | null
  name: string
  startedAt: Date
  startedOn: string
  dueOn: string
  /** Null where a date was promised instead of a length. */
  span: Span | null
  ruleKey: string
  rulePlace: string | null
  basis: string
  startEvent: string
  pausedOn: string | null
  pauses: Pause[]
  extensions: Extension[]
  why: ClockWhy
  calendarVersion: number
  warnedFor: number | null
  lateAt: Date | null
  lateEvent: string | null
  stoppedAt: Date | null
  stopEvent: string | null
  /** The act that stopped it, where it was read for a page. */
  stopAction?: string | null
}
export interface ClockWhy {
  start: string
  steps: string[]
  warning: string | null
}

export interface ClockChanges {
  fresh: ClockRow[]
  changed: ClockRow[]
}

interface Ground {
  process: ProcessDef
  calendar: Calendar
  rules: RuleBook
  now: Date
  event: string
  /** The act that starts them, in words. */
  because: string
}

/** Compares what should run with what does. Rows in `open` are changed in place and returned when they changed. */
export function reconcile(g: Ground, view: View, open: ClockRow[]): ClockChanges {
  const out: ClockChanges = { fresh: [], changed: [] }
  const live = new Set<ClockRow>()
  for (const [name, def] of Object.entries(g.process.clocks)) {
    if (!def.states.includes(view.matter.state)) continue
    const bearers: (Party | undefined)[] = def.of === 'matter' ? [undefined] : view.parties.filter((p) => def.of.includes(p.role))
    for (const party of bearers) {
      const runs = !def.steps || !party || def.steps.includes(party.step)
      const rests = !!party && !!def.paused?.includes(party.step)
      if ((!runs && !rests) || (def.when && !def.when({ ...view, party }))) continue
      let row = open.find((c) => c.name === name && c.party === (party?.id ?? null))
      if (row && def.until && refresh(g, def, view, party, row)) out.changed.push(row)
      if (!row) {
        row = start(g, name, def, view, party)
        if (!row) continue
        out.fresh.push(row)
      } else if (pauseOrResume(g, row, rests, party)) out.changed.push(row)
      live.add(row)
    }
  }
  for (const row of open)
    if (!live.has(row) && !row.stoppedAt) {
      row.stoppedAt = g.now
      row.stopEvent = g.event
      out.changed.push(row)
    }
  return out
}

function start(g: Ground, name: string, def: ClockDef, view: View, party: Party | undefined): ClockRow | undefined {
  const today = localDay(g.now)
  const until = def.until?.(view, party)
  if (def.until && !until) return undefined
  const key = typeof def.rule === 'function' ? def.rule(view, party) : (def.rule ?? '')
  const rule = key ? g.rules.get(key) : { value: null, basis: def.basis ?? '', place: null }
  const span = until ? null : (rule.value as Span)
  const row: ClockRow = {
    id: crypto.randomUUID(),
    matter: view.matter.id,
    party: party?.id ?? null,
    name,
    startedAt: g.now,
    startedOn: today,
    dueOn: today,
    span,
    ruleKey: key,
    rulePlace: rule.place,
    basis: rule.basis,
    startEvent: g.event,
    pausedOn: null,
    pauses: [],
    extensions: [],
    why: { start: g.because, steps: [], warning: null },
    calendarVersion: 0,
    warnedFor: null,
    lateAt: null,
    lateEvent: null,
    stoppedAt: null,
    stopEvent: null,
  }
  if (until) promise(g, row, until)
  else settle(g, row)
  return row
}

/** A stored day that is none must not stop the act: the clock stays where it is and says so, for somebody to mend. */
function promise(g: Ground, row: ClockRow, until: { on: string; why: string }) {
  if (!isDay(until.on)) {
    row.why = { ...row.why, steps: [`${until.why}：${BAD_DAY}，请更正`], warning: BAD_DAY }
    row.calendarVersion = g.calendar.version
    return
  }
  row.dueOn = until.on
  row.calendarVersion = g.calendar.version
  row.why = { ...row.why, steps: [`${until.why}:${dayWords(until.on, true)}`] }
}

function refresh(g: Ground, def: ClockDef, view: View, party: Party | undefined, row: ClockRow): boolean {
  const until = def.until?.(view, party)
  if (!until || until.on === row.dueOn || !isDay(until.on)) return false
  promise(g, row, until)
  if (until.on >= localDay(g.now)) row.lateAt = null
  return true
}

function pauseOrResume(g: Ground, row: ClockRow, rests: boolean, party: Party | undefined): boolean {
  if (rests === (row.pausedOn !== null)) return false
  const today = localDay(g.now)
  if (rests) {
    row.pausedOn = today
    row.pauses = [...row.pauses, { from: today, to: null, why: g.process.parties[party?.role ?? '']?.steps[party?.step ?? '']?.label ?? '暂停' }]
  } else {
    row.pausedOn = null
    row.pauses = row.pauses.map((p) => (p.to === null ? { ...p, to: today } : p))
    settle(g, row)
  }
  return true
}

/** Recomputes the last day of a clock from its own row; tells whether it moved. A row with a day that is none stays and says so. */
export function settle(g: Pick<Ground, 'calendar' | 'rules'>, row: ClockRow): boolean {
  if (!row.span) return false
  const was = row.dueOn
  row.calendarVersion = g.calendar.version
  let r: DueResult
  try {
    r = dueOf(g.calendar, g.rules, row)
  } catch (e) {
    if (!(e instanceof DayError)) throw e
    row.why = { ...row.why, warning: BAD_DAY }
    return false
  }
  row.dueOn = r.dueOn
  row.why = { ...row.why, steps: r.steps, warning: r.warning }
  return was !== r.dueOn
}

export function dueOf(calendar: Calendar, rules: RuleBook, row: Pick<ClockRow, 'startedOn' | 'span' | 'pauses' | 'extensions'>): DueResult {
  return dueDate(calendar, {
    startedOn: row.startedOn,
    span: row.span as Span,
    pauses: row.pauses,
    extensions: row.extensions,
    roll: rules.value<boolean>('clock.roll'),
  })
}

export function extend(g: Pick<Ground, 'calendar' | 'rules'>, row: ClockRow, e: Omit<Extension, 'from'>): void {
  row.extensions = [...row.extensions, { ...e, from: row.dueOn }]
  settle(g, row)
  row.lateAt = null
  row.warnedFor = null
}

const ENDED: Record<End, string> = { done: '已完成', missed: '逾期未办', dropped: '已取消' }
const AMBER = 3
/** The last day that is amber today: what pages count as 将到期 is what they show as such. */
export const soonUntil = (cal: Calendar, today: string): string => addDays(addWorkdays(cal, today, AMBER + 1), -1)

/** A date that is never bare: words, what is left, light. Amber from three working days before the last. */
export function dueView(
  cal: Calendar,
  label: string,
  c: Pick<ClockRow, 'id' | 'name' | 'dueOn' | 'span' | 'pausedOn' | 'stoppedAt'>,
  now: Date,
  end: End = 'done',
): Due {
  const today = localDay(now)
  if (!isDay(c.dueOn)) return { clock: c.name, id: c.id, label, on: c.dueOn, words: BAD_DAY, left: 0, leftWords: BAD_DAY, light: c.stoppedAt ? 'done' : 'red' }
  const left = workdaysBetween(cal, today, c.dueOn)
  const days = daysBetween(today, c.dueOn)
  const light: Light = c.stoppedAt ? (end === 'done' ? 'done' : 'void') : c.pausedOn ? 'paused' : days < 0 ? 'red' : left <= AMBER ? 'amber' : 'green'
  const unsure = !c.stoppedAt && !cal.years.has(+c.dueOn.slice(0, 4)) ? `（${c.dueOn.slice(0, 4)}年历未载入）` : ''
  const leftWords = c.stoppedAt
    ? ENDED[end]
    : c.pausedOn
      ? '暂停计算'
      : days < 0
        ? `逾期 ${-days} 天`
        : days === 0
          ? '今天到期'
          : left === 0
            ? `还剩 ${days} 天`
            : `还剩 ${left} 个工作日${unsure}`
  return { clock: c.name, id: c.id, label, on: c.dueOn, words: dayWords(c.dueOn, today), left: days < 0 ? days : left, leftWords, light }
}
