/** The rules of a place: defaults in the process, overrides per place with a start date; the nearest place wins key by key. */
import type { ProcessDef, RuleValue } from './process.ts'

/** Rules of the house itself, the same for every process. */
export const HOUSE_RULES: ProcessDef['rules'] = {
  'clock.roll': {
    label: '期限最后一天遇休息日顺延到下一个工作日',
    kind: 'switch',
    value: true,
    basis: '民法典第二百零三条；本地沿用自然日的可关闭',
    group: '时钟',
  },
}

export interface RuleRow {
  place: string
  key: string
  validFrom: string
  value: RuleValue
}
export interface RuleInForce {
  value: RuleValue
  basis: string
  /** Null: the default. */
  place: string | null
  since: string | null
}
export interface RuleBook {
  get(key: string): RuleInForce
  value<T = RuleValue>(key: string): T
}

/**
 * @param rows overrides of the place and of those above it, any order
 * @param chain the place and those above it, nearest first
 * @param today a rule counts from its start date on
 */
export function ruleBook(process: Pick<ProcessDef, 'rules'>, rows: readonly RuleRow[], chain: readonly string[], today: string): RuleBook {
  const defs = { ...HOUSE_RULES, ...process.rules }
  const get = (key: string): RuleInForce => {
    const def = defs[key]
    if (!def) throw new Error(`没有这条规则：${key}`)
    for (const place of chain) {
      const own = rows.filter((r) => r.place === place && r.key === key && r.validFrom <= today)
      const last = own.sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0]
      if (last) return { value: last.value, basis: def.basis, place, since: last.validFrom }
    }
    return { value: def.value, basis: def.basis, place: null, since: null }
  }
  return { get, value: <T>(key: string) => get(key).value as T }
}
