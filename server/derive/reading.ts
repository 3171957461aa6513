/** Who reads what, office by process, from the declarations: a change of it is a line in a diff. */
import { OFFICES, type Office, type ProcessDef, type Reads } from '../../kernel/process.ts'
import { HOUSE_READS, isNameless, toldAuthors } from '../../kernel/reads.ts'
import { table } from './process-docs.ts'

const HOUSE_WORDS: Record<keyof typeof HOUSE_READS, string> = {
  report: '统计、报告和本地文书',
  record: '设置和名册的变更记录',
  log: '办理日志（何时、谁、办了哪一类，没有内容）',
}

/** One cell, in words. */
export function readWords(r: Reads, office: Office, def?: Pick<ProcessDef, 'states'>): string {
  const has = (list: readonly Office[] | undefined) => !!list?.includes(office)
  const states = (s: readonly string[]) => s.map((x) => def?.states[x]?.label ?? x).join('、')
  const words = [
    has(r.all) && '全部',
    has(r.below) && '本级和下级全部',
    has(r.session) && '大会期间的',
    has(r.delegation) && '本代表团的',
    has(r.own) && '参与的',
    r.open && has(r.open.to) && `${states(r.open.states)}的`,
    r.linked && has(r.linked.to) && `与所参与的建议有关、${states(r.linked.states)}的`,
  ].filter(Boolean)
  return words.join('；') || '—'
}

export function readingMatrix(defs: readonly ProcessDef[]): string {
  const offices = Object.keys(OFFICES) as Office[]
  const head = ['', ...offices.map((o) => OFFICES[o])]
  const rows = [
    ...defs.map((d) => [d.label, ...offices.map((o) => readWords(d.reads, o, d))]),
    ...Object.entries(HOUSE_READS).map(([k, r]) => [HOUSE_WORDS[k as keyof typeof HOUSE_READS], ...offices.map((o) => readWords(r, o))]),
  ]
  const masks = offices.map((o) => [
    OFFICES[o],
    defs.some((d) => isNameless(d.reads, o)) ? '一律不告诉代表姓名' : defs.some((d) => toldAuthors(d.reads, o)) ? '看得到' : '看不到（本人是作者的除外）',
    defs.some((d) => (d.reads.judgements as readonly Office[] | undefined)?.includes(o)) ? '看得到' : '公布以后',
  ])
  return `# 谁能看什么

由各流程的声明（\`processes/*/process.ts\` 的 \`reads\`、\`kernel/reads.ts\`）生成；行级安全、菜单、实时推送和遮盖都照它办。
参与一件事项的人（参与方）总能看到那一件；草稿只有作者和受邀的人看得到；没有写明的一律看不到。除「本级和下级」外，只看本地的。

${table(head, rows)}

## 遮盖

${table(['身份', '身份保密的作者（姓名、代表团、证号）', '代表的评价'], masks)}
`
}
