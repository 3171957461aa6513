/** The rules of a place: defaults in the process, overrides per place with a start date; the nearest place wins key by key. */
import type { ProcessDef, RuleValue } from './process.ts'

/** Under which name the rules of the house itself are stored; no process has it. */
export const HOUSE = 'house'

/** Rules of the house itself, the same for every process. */
export const HOUSE_RULES: ProcessDef['rules'] = {
  'clock.roll': {
    label: '期限最后一天遇休息日顺延到下一个工作日',
    kind: 'switch',
    value: true,
    basis: '本地惯例：参照民法典第二百零三条；沿用自然日的可关闭',
    group: '时钟',
  },
  // The gate asks it of every act that must be a person's own, whatever process the act is in.
  'judge.strong': {
    label: '评价须经代表本人二次验证',
    kind: 'switch',
    value: false,
    basis: '评价由代表本人作出；影响评价的依法追责（重庆条例第三十八条）',
    group: '评价',
  },
}

export interface RuleRow {
  place: string
  /** The process whose rule it is, or {@link HOUSE}: two processes may call a rule alike. */
  process: string
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
export function ruleBook(process: Pick<ProcessDef, 'name' | 'rules'>, rows: readonly RuleRow[], chain: readonly string[], today: string): RuleBook {
  const get = (key: string): RuleInForce => {
    const owner = Object.hasOwn(HOUSE_RULES, key) ? HOUSE : process.name
    const def = owner === HOUSE ? HOUSE_RULES[key] : process.rules[key]
    if (!def) throw new Error(`没有这条规则：${key}`)
    for (const place of chain) {
      const own = rows.filter((r) => r.place === place && r.process === owner && r.key === key && r.validFrom <= today)
      const last = own.sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0]
      if (last) return { value: last.value, basis: def.basis, place, since: last.validFrom }
    }
    return { value: def.value, basis: def.basis, place: null, since: null }
  }
  return { get, value: <T>(key: string) => get(key).value as T }
}
