/** A year's rota: the fixed days moved off holidays, everybody as often as everybody else, nobody twice running where it can be helped. */
import { addDays } from '../../kernel/calendar.ts'

export interface RotaDay {
  /** Fixed day, as it stands in the rule. */
  fixed: string
  /** Working day on which it is held. */
  on: string
  hosts: string[]
}

/** '5、25' → [5, 25]; what is no day of a month is left out. */
export const daysOf = (text: string): number[] => [...new Set((text.match(/\d+/g) ?? []).map(Number).filter((d) => d >= 1 && d <= 31))].sort((a, b) => a - b)

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** The fixed days between two dates (both inclusive); a month without that day has it on its last. A holiday moves it to the next working day. */
export function receptionDays(isWorkday: (day: string) => boolean, from: string, to: string, days: readonly number[]): { fixed: string; on: string }[] {
  const out: { fixed: string; on: string }[] = []
  const [y0, m0] = from.split('-').map(Number) as [number, number]
  // Ten years at most: a rota is laid for one.
  for (let i = 0; i < 120; i++) {
    const [y, m] = [y0 + Math.floor((m0 - 1 + i) / 12), ((m0 - 1 + i) % 12) + 1]
    const month = `${y}-${String(m).padStart(2, '0')}`
    if (`${month}-01` > to) return out
    for (const d of days) {
      const fixed = `${month}-${String(Math.min(d, lastDay(y, m))).padStart(2, '0')}`
      if (fixed < from || fixed > to || out.some((x) => x.fixed === fixed)) continue
      let on = fixed
      for (let k = 0; k < 30 && !isWorkday(on); k++) on = addDays(on, 1)
      if (!out.some((x) => x.on === on)) out.push({ fixed, on })
    }
  }
  return out
}

/**
 * @param hosts seats in the order of the roster
 * @param had how often each has received already this year: those with fewer come first
 */
export function rota(
  days: readonly { fixed: string; on: string }[],
  hosts: readonly string[],
  each: number,
  had: ReadonlyMap<string, number> = new Map(),
): RotaDay[] {
  const count = new Map(hosts.map((h) => [h, had.get(h) ?? 0]))
  const last = new Map<string, number>()
  return days.map((d, i) => {
    const chosen = [...hosts]
      .sort((a, b) => (count.get(a) as number) - (count.get(b) as number) || (last.get(a) ?? -1) - (last.get(b) ?? -1) || hosts.indexOf(a) - hosts.indexOf(b))
      .slice(0, Math.min(each, hosts.length))
    for (const h of chosen) {
      count.set(h, (count.get(h) as number) + 1)
      last.set(h, i)
    }
    return { ...d, hosts: chosen }
  })
}
