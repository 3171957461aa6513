/** Every rule of the house on one page: value, what it rests on, who reads it; the settings that they carry; the texts they rest on. */
import { type HouseRule, rulesOfHouse, type Setting } from '../../kernel/house-faults.ts'
import type { ProcessDef } from '../../kernel/process.ts'
import { SOURCES } from '../../kernel/sources.ts'
import { ruleWords } from '../rule-values.ts'
import { table } from './process-docs.ts'

export function rulesDoc(defs: readonly ProcessDef[], settings: Record<string, Setting>, readers: ReadonlyMap<string, readonly string[]>): string {
  const label = new Map(defs.map((d) => [d.name, d.label]))
  const row = ({ process, key, def }: HouseRule) => [
    `${label.get(process) ?? '全屋'} ${process}/${key}`,
    def.label,
    ruleWords(def, def.value),
    def.basis,
    (readers.get(`${process}/${key}`) ?? []).join('、'),
  ]
  const setting = ([key, s]: [string, Setting]) => [key, 'rule' in s ? s.rule.join('/') : '', 'waits' in s ? s.waits : '']
  const source = SOURCES.flatMap((s) =>
    s.articles
      ? Object.entries(s.articles).map(([n, text]) => [s.name, `第${n}条`, text, s.title])
      : (s.says ?? []).map((text) => [s.name, '原话', text, s.title]),
  )
  return `# 各地可调的规则\n\n规则的名字是「流程/键」；读它的地方由源码找出，没有人读的规则不能入库。\n\n${table(['规则', '含义', '默认', '依据', '谁在读'], rulesOfHouse(defs).map(row))}\n\n## 设置清单\n\n${table(['设置', '由哪条规则承担', '还没有的原因'], Object.entries(settings).map(setting))}\n\n## 依据的文本\n\n${table(['简称', '条款', '摘录', '全名'], source)}\n`
}
