/**
 * What is late, and by whom: every page, paper and list that says 逾期 asks here.
 *
 * *Late now* is a running clock whose last day has passed, whoever it waits for. *Late by the unit* is such a clock that waits for
 * that unit alone (`kernel/owner.ts`): a request it made in time and nobody has answered yet is the office's lateness, not the unit's.
 * All conditions speak of a row `c` of `clock`; those of a unit also of the row `x` of `party` on which the clock hangs.
 */
import { unitClocks } from '../../kernel/owner.ts'
import type { ProcessDef } from '../../kernel/process.ts'
import type { Seat } from '../../people/viewer.ts'

export { askedInTime } from '../suggestion/asked.ts'

/** @param today a placeholder or an expression of type date */
export const LATE = (today: string): string => `c.stopped_at is null and c.paused_on is null and c.due_on < ${today}::date`
export const SOON = (today: string, until: string): string =>
  `c.stopped_at is null and c.paused_on is null and c.due_on between ${today}::date and ${until}::date`

const DAY = (x: string) => `(${x} at time zone 'Asia/Shanghai')::date`
/** It was late at the end of a day gone by: what was dropped or done by then was not. */
export const LATE_ON = (day: string): string =>
  `c.paused_on is null and c.due_on < ${day}::date and (c.stopped_at is null or ${DAY('c.stopped_at')} > ${day}::date)`
/**
 * Its last day passed before it was done, whether or not it has been done since.
 * @param today counts what runs now without waiting for the clockwork to come round
 */
export const MISSED = (today = 'null'): string =>
  `(c.late_at is not null or (c.paused_on is null and coalesce(coalesce(${DAY('c.stopped_at')}, ${today}::date) > c.due_on, false)))`

/** Whether the unit had asked for more time before its last day and still waits for the answer; the reply's clock only. */
export const ASKED_IN_TIME = (party: string): string =>
  `(c.name = 'reply' and ${party}.data->'extension'->>'state' = 'asked' and as_day(${party}.data->'extension'->>'on') <= c.due_on)`

/** The clock is the unit's own to keep. */
export function UNITS_OWN(def: ProcessDef, party = 'x'): string {
  // A process in which nothing waits for a unit alone has none; a unit may read of it all the same.
  const names = unitClocks(def).map((n) => `'${n}'`)
  return names.length === 0 ? 'false' : `(c.name in (${names.join(', ')}) and not coalesce(${ASKED_IN_TIME(party)}, false))`
}

/** The unit itself let its day pass: the mark that boards, assessment and the inspection's extract set against it. */
export const MISSED_BY_UNIT = (def: ProcessDef, party = 'x', today?: string): string => `(${MISSED(today)} and ${UNITS_OWN(def, party)})`

/** A unit of the matter `m` has such a clock; `units` narrows to some of them (a placeholder of uuid[]). */
export const unitHas = (def: ProcessDef, when: string, units?: string): string =>
  `exists (select from clock c join party x on x.matter = c.matter and x.left_at is null and x.unit is not null and (x.id = c.party or c.party is null)
     where c.matter = m.id and ${when} and ${UNITS_OWN(def)}${units ? ` and x.unit = any (${units}::uuid[])` : ''})`
/** Anybody has. */
export const anyHas = (when: string): string => `exists (select from clock c where c.matter = m.id and ${when})`

// ---- lists -----------------------------------------------------------------------------------------------------------

/** 将到期 · 有环节逾期 (whoever it waits for) · 单位逾期. A unit asks about itself alone. */
export type Light = 'soon' | 'late' | 'unit'
type Who = Pick<Seat, 'office' | 'unit'>
const isUnit = (s: Who): boolean => s.office === 'unit_officer' || s.office === 'unit_leader'

export const lights = (def: ProcessDef, seat: Who): { value: Light; label: string }[] =>
  isUnit(seat)
    ? [
        { value: 'soon', label: '本单位将到期' },
        { value: 'unit', label: '本单位逾期' },
      ]
    : [
        { value: 'soon', label: '将到期' },
        { value: 'late', label: unitClocks(def).length > 0 ? '有环节逾期' : '已逾期' },
        ...(unitClocks(def).length > 0 ? [{ value: 'unit' as const, label: '单位逾期' }] : []),
      ]

/** @param p makes a placeholder */
export function lightIs(def: ProcessDef, seat: Who, light: Light, of: { today: string; soon: string; units: string[] }, p: (v: unknown) => string): string {
  const when = light === 'soon' ? SOON(p(of.today), p(of.soon)) : LATE(p(of.today))
  if (isUnit(seat)) return unitHas(def, when, p([seat.unit]))
  return light === 'unit' ? unitHas(def, when, of.units.length > 0 ? p(of.units) : undefined) : anyHas(when)
}

/** The clock that a row shows: a unit's own first, else the nearest. */
export function sooner(def: ProcessDef, seat: Who, light: Light | undefined): string {
  const uuid = seat.unit && /^[0-9a-f-]{36}$/.test(seat.unit) ? seat.unit : null
  const own = isUnit(seat) && uuid ? `${UNITS_OWN(def)} and x.unit = '${uuid}'` : light === 'unit' ? `${UNITS_OWN(def)} and x.unit is not null` : 'false'
  return `select c.id, c.name, c.due_on as due from clock c left join party x on x.id = c.party and x.left_at is null
    where c.matter = m.id and c.stopped_at is null and c.paused_on is null order by coalesce(${own}, false) desc, c.due_on limit 1`
}
