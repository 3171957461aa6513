/** An action's input checked on the way in: by its own schema, then its days against today. */
import { addMonths, FIRST_DAY, isDay, LAST_DAY } from './day.ts'
import { dayFields } from './fields.ts'
import type { AnyInput } from './process.ts'
import { Refusal } from './refusal.ts'

/** @throws {Refusal} with words beside each field */
export function parseInput(schema: AnyInput | undefined, input: unknown, today: string): Record<string, unknown> {
  if (!schema) return {}
  const r = schema.safeParse(input ?? {})
  if (!r.success) throw Refusal.input(r.error)
  const data = r.data as Record<string, unknown>
  const fields = farDays(schema, data, today)
  if (Object.keys(fields).length > 0) throw new Refusal('input', '有几处需要改一下，请看标红的地方', { fields })
  return data
}

/** Days too far from today for what they are: a year typed wrong, not a plan. */
export function farDays(schema: AnyInput, data: Record<string, unknown>, today: string, at = ''): Record<string, string> {
  const out: Record<string, string> = {}
  for (const f of dayFields(schema)) {
    const value = data[f.name]
    if (f.of) {
      for (const [i, row] of (Array.isArray(value) ? value : []).entries())
        Object.assign(out, farDays(f.of, row as Record<string, unknown>, today, `${at}${f.name}.${i}.`))
      continue
    }
    if (!isDay(value)) continue
    const [first, last] = [shift(today, -f.back), shift(today, f.ahead)]
    if (f.ahead === 0 && value > today) out[at + f.name] = `${f.label}不能在今天之后，请改正`
    else if (value < first || value > last) out[at + f.name] = `${f.label}应在${words(first)}至${words(last)}之间，请检查年份`
  }
  return out
}

const words = (day: string) => `${+day.slice(0, 4)}年${+day.slice(5, 7)}月${+day.slice(8, 10)}日`

function shift(today: string, years: number): string {
  const year = +today.slice(0, 4) + years
  return year < +FIRST_DAY.slice(0, 4) ? FIRST_DAY : year > +LAST_DAY.slice(0, 4) ? LAST_DAY : addMonths(today, years * 12)
}
