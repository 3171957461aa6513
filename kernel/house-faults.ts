/** What is wrong with the house as a whole, which no process can see of itself: rules that clash, rest on nothing, or shape nothing. */
import type { ProcessDef, RuleDef } from './process.ts'
import { HOUSE, HOUSE_RULES } from './rules.ts'
import { SOURCES } from './sources.ts'

/** Local practice, said plainly. */
const LOCAL = ['本地惯例', '外地做法']
const CITED = /([\u4e00-\u9fa5]{2,12}?(?:法|法典|条例|规定|办法|规则))((?:、?第[一二三四五六七八九十百]+条)+)/g

/** What is wrong with the words that name a source. */
export function basisFaults(text: string): string[] {
  const found: string[] = []
  const local = LOCAL.some((w) => text.includes(w))
  let named = local
  for (const [, name = '', articles = ''] of text.matchAll(CITED)) {
    const source = SOURCES.find((s) => s.articles && name.endsWith(s.name))
    if (!source) {
      // A law whose text is not in the table may be spoken of, where the rule is said to be local practice all the same.
      if (!local) found.push(`「${name}」不在已有的法规文本里`)
      continue
    }
    named = true
    for (const [, n = ''] of articles.matchAll(/第([一二三四五六七八九十百]+)条/g))
      if (!source.articles?.[n]) found.push(`「${source.name}第${n}条」没有摘录，不能作为依据`)
  }
  for (const s of SOURCES.filter((x) => x.says && text.includes(x.name))) {
    named = true
    const quoted = [...text.slice(text.indexOf(s.name)).matchAll(/「([^」]+)」/g)].map((m) => m[1] as string)
    if (!quoted.some((q) => s.says?.some((x) => x.includes(q)))) found.push(`「${s.name}」的原文里没有所引的话，请用「」摘录原文`)
  }
  if (!named) found.push('没有写明出处：法规的条文、各地报告的原话，或者「本地惯例」')
  return found
}

/** Entries that people would read in the code's own words; a place's letters (甲, A) are no code words. */
const codeWords = (d: RuleDef): string[] =>
  (d.kind === 'list' || d.kind === 'table' ? (d.value as readonly (string | readonly string[])[]).map((x) => String(typeof x === 'string' ? x : x[0])) : [])
    .concat(d.kind === 'choice' ? [String(d.value)] : [])
    .filter((x) => /^[A-Za-z]{2,}$/.test(x) && !d.options?.[x])

/** One setting of the specification and the rule that carries it, or why there is none yet. */
export type Setting = { rule: readonly [process: string, key: string] } | { waits: string }

export interface HouseRule {
  process: string
  key: string
  def: RuleDef
}
export const rulesOfHouse = (defs: readonly ProcessDef[]): HouseRule[] =>
  [{ name: HOUSE, rules: HOUSE_RULES }, ...defs].flatMap((d) => Object.entries(d.rules).map(([key, def]) => ({ process: d.name, key, def })))

/**
 * @param settings every setting that the specification asks a place to be able to make
 * @param readers where each rule is read (`process/key`); left out where there is no source to look through
 */
export function houseFaults(defs: readonly ProcessDef[], settings: Record<string, Setting>, readers?: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const all = rulesOfHouse(defs)
  if (defs.some((d) => d.name === HOUSE)) found.push(`流程不能叫「${HOUSE}」：这是全屋规则的名字`)
  for (const d of defs)
    for (const key of Object.keys(d.rules)) if (Object.hasOwn(HOUSE_RULES, key)) found.push(`${d.name}: 规则「${key}」与全屋规则同名，读不到`)
  const clocked = new Set(
    defs.flatMap((d) =>
      Object.values(d.clocks).flatMap((c) => (c.until ? [] : typeof c.rule === 'string' ? [c.rule] : (c.rules ?? [])).map((key) => `${d.name}/${key}`)),
    ),
  )
  for (const { process, key, def } of all) {
    const where = `${process}: 规则「${key}」`
    for (const w of codeWords(def)) found.push(`${where}会把代码里的词「${w}」给人看，请用 options 写明中文`)
    for (const f of basisFaults(def.basis)) found.push(`${where}的依据「${def.basis}」${f}`)
    if (readers && !readers.get(`${process}/${key}`)?.length && !clocked.has(`${process}/${key}`)) found.push(`${where}没有任何代码读它：改了也不起作用`)
  }
  for (const d of defs) {
    for (const [name, c] of Object.entries(d.clocks))
      for (const f of c.basis ? basisFaults(c.basis) : []) found.push(`${d.name}: 时钟「${name}」的依据「${c.basis}」${f}`)
    for (const [name, a] of Object.entries(d.actions))
      for (const f of a.basis ? basisFaults(a.basis) : []) found.push(`${d.name}: 动作「${name}」的依据「${a.basis}」${f}`)
    for (const [state, row] of Object.entries(d.flow))
      for (const [action, arrow] of Object.entries(row))
        for (const a of [arrow].flat())
          for (const f of a.basis ? basisFaults(a.basis) : []) found.push(`${d.name}: 「${state}」→「${action}」的依据「${a.basis}」${f}`)
  }
  for (const [key, s] of Object.entries(settings)) {
    if ('waits' in s) {
      if (s.waits.length < 8) found.push(`设置「${key}」没有规则，也没有说明为什么`)
    } else if (!all.some((r) => r.process === s.rule[0] && r.key === s.rule[1])) found.push(`设置「${key}」的规则「${s.rule.join('/')}」不存在`)
  }
  return found
}
