/** A rule's value checked on the way in and put into words on the way out. */
import { spanWords } from '../kernel/calendar.ts'
import type { RuleDef, RuleValue, Span, SpanUnit } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'

const bad = (text: string) => new Refusal('input', '这个值不能用', { fields: { value: text } })

/** Five years: a limit beyond is a slip of the finger, and no sum may leave the days the house reckons in. */
const MOST: Record<SpanUnit, number> = { WD: 1250, DAY: 1830, MONTH: 60 }

/** @throws {Refusal} beside the field `value` */
export function ruleValue(d: RuleDef, v: unknown): RuleValue {
  const within = (n: unknown) => typeof n === 'number' && Number.isInteger(n) && n >= (d.min ?? 0) && n <= (d.max ?? 9999)
  const range = `请填 ${d.min ?? 0} 到 ${d.max ?? 9999} 的整数`
  switch (d.kind) {
    case 'span':
      if (!Array.isArray(v) || v.length !== 2 || !within(v[0]) || !['WD', 'DAY', 'MONTH'].includes(v[1])) throw bad(`${range}，并选择工作日、日或月`)
      if (v[0] > MOST[v[1] as SpanUnit]) throw bad(`期限不能超过五年：最多 ${MOST.WD} 个工作日、${MOST.DAY} 日或 ${MOST.MONTH} 个月`)
      return v as unknown as Span
    case 'number':
      if (!within(v)) throw bad(range)
      return v as number
    case 'switch':
      if (typeof v !== 'boolean') throw bad('请选择开或关')
      return v
    case 'choice':
      if (typeof v !== 'string' || !d.options?.[v]) throw bad('请在列出的选项中选择')
      return v
    case 'list':
      if (!Array.isArray(v) || v.some((x) => typeof x !== 'string' || x.length > 40)) throw bad('请逐项填写')
      if (d.options && v.some((x) => !Object.hasOwn(d.options as object, x))) throw bad(`请在列出的选项中选择：${Object.values(d.options).join('、')}`)
      if (new Set(v).size !== v.length) throw bad('有的项重复了')
      return v as string[]
    case 'table':
      if (
        !Array.isArray(v) ||
        v.length === 0 ||
        v.some((r) => !Array.isArray(r) || r.length !== 2 || r.some((x) => typeof x !== 'string' || !x.trim() || x.length > 60))
      )
        throw bad('每行填写代号和含义')
      if (new Set(v.map((r) => r[0])).size !== v.length) throw bad('代号不能重复')
      if (d.options && Object.keys(d.options).some((k) => !v.some((r) => r[0] === k))) throw bad(`每一行都要填写：${Object.values(d.options).join('、')}`)
      if (d.options && v.length > Object.keys(d.options).length) throw bad(`只能填写这几行：${Object.values(d.options).join('、')}`)
      if (d.unit && v.some((r) => !/^\d{1,4}$/.test(r[1]) || !within(Number(r[1])))) throw bad(range)
      return v as [string, string][]
    case 'text':
      if (typeof v !== 'string' || v.length > 500) throw bad('请填写 500 字以内')
      return v
  }
}

export function ruleWords(d: RuleDef, v: unknown): string {
  switch (d.kind) {
    case 'span':
      return spanWords(v as Span)
    case 'switch':
      return v ? '是' : '否'
    case 'choice':
      return d.options?.[v as string] ?? String(v)
    case 'list':
      return (v as string[]).map((x) => d.options?.[x] ?? x).join('、') || '（没有填写）'
    case 'table':
      return (v as [string, string][]).map(([k, x]) => `${d.options?.[k] ?? k} ${x}${d.unit ?? ''}`).join('；')
    default:
      return String(v)
  }
}
