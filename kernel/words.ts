/**
 * Form fields with their words: each builder is a Zod schema whose `meta` says how it is shown and whose errors say, in Chinese,
 * what to do. `kernel/fields.ts` reads them back for desk, phone and OpenAPI.
 */
import { z } from 'zod'
import { clean, cleanLine, length, phoneDigits } from './characters.ts'
import { isDay, NO_DAY } from './day.ts'

export interface FieldMeta {
  label: string
  widget: string
  help?: string
  rows?: number
  max?: number
  min?: number
  options?: Record<string, string>
  when?: { field: string; in: string[] }
  /** Of a list whose rows the system fills in: the field that names a row. */
  given?: string
  /** Options are filled in by the server for the matter at hand. */
  dynamic?: true
  [more: string]: unknown
}

type More = Partial<Omit<FieldMeta, 'label' | 'widget'>>

const meta = <T extends z.ZodType>(s: T, m: FieldMeta): T => s.meta(m as unknown as Record<string, unknown>) as T

/** Words as typed: cleaned at the door, on one line unless they have rows, limited in characters as people count them. */
const words = (s: z.ZodString, most: number, tooMany: string, rows?: unknown) =>
  s
    .overwrite(rows ? clean : cleanLine)
    .trim()
    .superRefine((v, c) => {
      if (length(v) > most) c.addIssue({ code: 'custom', message: tooMany })
    })
// The one limit that JSON Schema can state.
const wordsMeta = (label: string, m: More & { max: number }): FieldMeta => ({ label, widget: m.rows ? 'textarea' : 'text', maxLength: m.max, ...m })
/** Accents and blanks alone are no word. */
const SEEN = /[^\p{M}\p{Z}\s]/u

/** For a route's own fields. */
export const typed = (most: number, tooMany = `最多 ${most} 字，请精简`, rows?: unknown) => words(z.string(), most, tooMany, rows)

export const text = (label: string, m: More & { max: number }) =>
  meta(
    words(z.string({ error: `请填写${label}` }), m.max, `${label}最多 ${m.max} 字，请精简`, m.rows)
      .min(1, `请填写${label}`)
      .refine((v) => SEEN.test(v), `请填写${label}`),
    wordsMeta(label, m),
  )

/** May be left empty; then ''. */
export const maybe = (label: string, m: More & { max: number }) =>
  meta(typed(m.max, `${label}最多 ${m.max} 字，请精简`, m.rows), wordsMeta(label, m)).default('')

/** A mobile number however it was typed or pasted (+86, blanks, dashes, full width), kept as its eleven digits; may be left empty. */
export const mobile = (label: string, m: More = {}) =>
  meta(
    z
      .string()
      .overwrite(phoneDigits)
      .regex(/^(1\d{10})?$/, '手机号码应为 11 位数字'),
    { label, widget: 'text', ...m },
  ).default('')

export const choice = <const O extends Record<string, string>>(label: string, options: O, m: More = {}) =>
  meta(z.enum(Object.keys(options) as [keyof O & string, ...(keyof O & string)[]], { error: `请选择${label}` }), {
    label,
    widget: Object.keys(options).length > 5 ? 'select' : 'radio',
    options,
    ...m,
  })

export const yes = (label: string, m: More = {}) => meta(z.boolean(), { label, widget: 'switch', ...m }).default(false)

const uuid = (label: string) => z.string({ error: `请选择${label}` }).regex(/^[0-9a-f-]{36}$/, `请选择${label}`)

export const oneUnit = (label: string, m: More = {}) => meta(uuid(label), { label, widget: 'unit', ...m })
export const maybeUnit = (label: string, m: More = {}) => meta(uuid(label), { label, widget: 'unit', ...m }).optional()
export const units = (label: string, m: More & { max?: number } = {}) =>
  meta(z.array(uuid(label)).max(m.max ?? 20, `${label}最多 ${m.max ?? 20} 个`), { label, widget: 'units', ...m }).default([])
export const deputies = (label: string, m: More = {}) =>
  meta(z.array(uuid(label)).min(1, `请至少选一位${label}`).max(100, `${label}最多 100 位`), { label, widget: 'deputies', ...m })
/** May be left empty. */
export const someDeputies = (label: string, m: More = {}) =>
  meta(z.array(uuid(label)).max(100, `${label}最多 100 位`), { label, widget: 'deputies', ...m }).default([])
export const files = (label: string, m: More = {}) => meta(z.array(uuid(label)).max(20, `${label}最多 20 个`), { label, widget: 'files', ...m }).default([])
export const matterRef = (label: string, m: More = {}) => meta(uuid(label), { label, widget: 'matter', ...m })
/** One of the matter's own things (a promise, a unit's party), listed by the server. */
export const pick = (label: string, m: More = {}) => meta(uuid(label), { label, widget: 'select', dynamic: true, ...m })
export const picks = (label: string, m: More = {}) => meta(z.array(uuid(label)).min(1, `请选择${label}`), { label, widget: 'checks', dynamic: true, ...m })

/** Years before and after today that a day may lie; a thing that has happened lies in the past. Checked where today is known: kernel/input.ts. */
export interface DayMore extends More {
  back?: number
  ahead?: number
}
const AROUND = { back: 20, ahead: 5 }

/** A real day as text, for queries and bodies without a form: 'x', '2027-02-29' and '9999-12-31' are refused in words. */
export const dayText = (missing = '请选择日期') => z.string({ error: missing }).min(1, missing).refine(isDay, NO_DAY).meta({ format: 'date' })
const dayField = (label: string, m: DayMore) => meta(dayText(`请选择${label}`), { label, widget: 'date', ...AROUND, ...m })
export const day = (label: string, m: DayMore = {}) => dayField(label, m)
/** A day on which something has happened: not after today. */
export const pastDay = (label: string, m: DayMore = {}) => dayField(label, { ahead: 0, ...m })
/** A day by which something is to be done. */
export const dueDay = (label: string, m: DayMore = {}) => dayField(label, { ahead: 10, ...m })
/** May be left out. */
export const maybeDay = (label: string, m: DayMore = {}) => dayField(label, m).optional()

/** A month in a query. */
export const monthText = z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, '月份应形如 2026-03')
/** A year in a query or body. */
export const yearNumber = z.coerce
  .number({ error: '年份应为四位数字' })
  .int('年份应为四位数字')
  .min(2000, '年份应在 2000 至 2100 之间')
  .max(2100, '年份应在 2000 至 2100 之间')

export const whole = (label: string, m: More & { min: number; max: number }) =>
  meta(
    z
      .number({ error: `请填写${label}` })
      .int(`${label}应为整数`)
      .min(m.min, `${label}不小于 ${m.min}`)
      .max(m.max, `${label}不大于 ${m.max}`),
    { label, widget: 'number', ...m },
  )

/** Amounts of money in 万元, to four decimals (the yuan), kept as text: never a float. */
export const money = (label: string, m: More = {}) =>
  meta(
    z
      .string({ error: `请填写${label}` })
      .overwrite((v) => cleanLine(v).normalize('NFKC'))
      .trim()
      .regex(/^(0|[1-9]\d{0,7})(\.\d{1,4})?$/, `${label}请填写万元数，最多四位小数`),
    { label, widget: 'money', ...m },
  )
/** Several matters of one process. */
export const matterRefs = (label: string, among: string, m: More & { max?: number } = {}) =>
  meta(z.array(uuid(label)).max(m.max ?? 500, `${label}一次最多 ${m.max ?? 500} 件`), { label, widget: 'matters', among, ...m }).default([])
/** Somebody in a post of this place. */
export const oneSeat = (label: string, office: string, m: More = {}) => meta(uuid(label), { label, widget: 'seat', among: office, ...m })
/** A place below one's own, by its code (GB/T 2260, 10114). */
export const onePlace = (label: string, m: More = {}) =>
  meta(z.string({ error: `请选择${label}` }).regex(/^\d{6}(\d{3})?$/, `请选择${label}`), { label, widget: 'place', ...m })
/** May be left empty. */
export const maybePlace = (label: string, m: More = {}) => onePlace(label, m).optional()
/** An address on the web; other schemes than http(s) are refused. */
export const webLink = (label: string, m: More = {}) =>
  meta(
    z
      .string()
      .overwrite(cleanLine)
      .trim()
      .max(500, `${label}最多 500 字`)
      .regex(/^(https?:\/\/[^\s"'<>]+)?$/, `${label}请填写以 http:// 或 https:// 开头的网址`),
    { label, widget: 'link', ...m },
  ).default('')
export const list = <T extends z.ZodObject>(label: string, of: T, m: More & { max: number }) =>
  meta(z.array(of).max(m.max, `${label}最多 ${m.max} 项`), { label, widget: 'list', ...m }).default([])
