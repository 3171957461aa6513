/** What follows from a process's declaration: permission matrix, state diagram, clocks and rules, as Markdown. */
import { spanWords } from '../../kernel/calendar.ts'
import { rolesOf } from '../../kernel/faults.ts'
import { whoWords } from '../../kernel/gate.ts'
import { type Arrow, arrowsOf, many, NEW, OFFICES, type ProcessDef, type Span } from '../../kernel/process.ts'
import { ruleWords } from '../rule-values.ts'

const cell = (s: string) => s.replaceAll('|', '\\|').replaceAll('\n', ' ')
export const table = (head: string[], rows: string[][]) =>
  [`| ${head.join(' | ')} |`, `|${head.map(() => ' --- |').join('')}`, ...rows.map((r) => `| ${r.map(cell).join(' | ')} |`)].join('\n')

interface Line {
  state: string
  action: string
  arrow: Arrow
}

export function linesOf(p: ProcessDef): Line[] {
  const all = (state: string, row: ProcessDef['flow'][string] | undefined) =>
    Object.entries(row ?? {}).flatMap(([action, a]) => (Array.isArray(a) ? (a as readonly Arrow[]) : [a as Arrow]).map((arrow) => ({ state, action, arrow })))
  return [...all(NEW, p.flow[NEW]), ...Object.keys(p.states).flatMap((s) => all(s, p.flow[s])), ...all('*', p.flow['*'])]
}

const stateWords = (p: ProcessDef, s: string) => (s === NEW ? '（新建）' : s === '*' ? '（任一在办环节）' : (p.states[s]?.label ?? s))
const stepWords = (p: ProcessDef, a: Arrow, steps: readonly string[]) =>
  steps
    .map(
      (s) =>
        rolesOf(p, a)
          .map((r) => p.parties[r]?.steps[s]?.label)
          .find(Boolean) ?? s,
    )
    .join('、')

export function matrix(p: ProcessDef): string {
  const who = new Map<string, string>()
  for (const l of linesOf(p)) for (const w of l.arrow.by) who.set(w, w === 'system' ? '系统' : whoWords(p, [w]))
  const columns = [...who.keys()].sort((a, b) => Number(a in OFFICES) - Number(b in OFFICES))
  const keys = [...new Set(linesOf(p).map((l) => `${l.state}/${l.action}`))]
  const rows = keys.map((k) => {
    const [state, action] = k.split('/') as [string, string]
    const arrows = linesOf(p).filter((l) => l.state === state && l.action === action)
    return [
      stateWords(p, state),
      p.actions[action]?.label ?? action,
      ...columns.map((c) => (arrows.some((l) => l.arrow.by.includes(c)) ? (arrows.some((l) => l.arrow.by.includes(c) && l.arrow.duty) ? '● 待办' : '○') : '')),
    ]
  })
  return `# ${p.label}：谁在哪个环节可以办什么\n\n● 是待办（有时限）,○ 可以办。没有写明的一律不可以。\n\n${table(['环节', '办理', ...columns.map((c) => who.get(c) as string)], rows)}\n`
}

export function flowTable(p: ProcessDef): string {
  const rows = linesOf(p).map(({ state, action, arrow }) => [
    stateWords(p, state),
    p.actions[action]?.label ?? action,
    arrow.by.includes('system') ? '系统' : whoWords(p, arrow.by),
    arrow.from ? stepWords(p, arrow, arrow.from) : '',
    arrow.step ? stepWords(p, arrow, many(arrow.step)) : '',
    many(arrow.to)
      .map((t) => stateWords(p, t))
      .join('、'),
    arrow.duty ? (p.clocks[arrow.duty]?.label ?? '') : '',
    arrow.basis ?? '',
  ])
  const clocks = Object.values(p.clocks).map((c) => [
    c.label,
    c.of === 'matter' ? '本件' : c.of.map((r) => p.parties[r]?.label).join('、'),
    c.basis ?? (typeof c.rule === 'string' ? [c.rule] : (c.rules ?? [])).map((r) => `${spanWords(p.rules[r]?.value as Span)}(${p.rules[r]?.basis})`).join(';'),
    c.states.map((s) => stateWords(p, s)).join('、'),
    p.actions[c.late]?.label ?? c.late,
  ])
  const rules = Object.entries(p.rules).map(([k, r]) => [k, r.label, ruleWords(r, r.value), r.basis])
  return `# ${p.label}：流程表\n\n${table(['环节', '办理', '谁', '那一方从', '那一方到', '通向', '期限', '依据'], rows)}\n\n## 时钟\n\n${table(['时钟', '属于', '时限和依据', '走在', '逾期'], clocks)}\n\n## 各地可调的规则\n\n${table(['键', '规则', '默认', '依据'], rules)}\n`
}

export function diagram(p: ProcessDef): string {
  const arrows = new Map<string, Set<string>>()
  const add = (from: string, to: string, label: string) => {
    const k = `${from} --> ${to}`
    arrows.set(k, (arrows.get(k) ?? new Set()).add(label))
  }
  for (const { state, action, arrow } of linesOf(p)) {
    if (state === '*') continue
    for (const to of many(arrow.to)) add(state === NEW ? '[*]' : state, to, p.actions[action]?.label ?? action)
  }
  const finals = Object.entries(p.states)
    .filter(([, s]) => s.final)
    .map(([k]) => `  ${k} --> [*]`)
  const names = Object.entries(p.states).map(([k, s]) => `  state "${s.label}" as ${k}`)
  const parties = Object.entries(p.parties)
    .filter(([, d]) => Object.keys(d.steps).length > 1)
    .map(([role, d]) => {
      const steps = new Set<string>()
      for (const state of Object.keys(p.states))
        for (const action of Object.keys({ ...p.flow[state], ...p.flow['*'] }))
          for (const a of arrowsOf(p, state, action)) {
            if (!rolesOf(p, a).includes(role)) continue
            for (const f of a.from ?? [])
              for (const t of many(a.step)) if (d.steps[f] && d.steps[t] && f !== t) steps.add(`  ${f} --> ${t}: ${p.actions[action]?.label}`)
          }
      return `## ${d.label}的步骤\n\n\`\`\`mermaid\nstateDiagram-v2\n${Object.entries(d.steps)
        .map(([k, s]) => `  state "${s.label}" as ${k}`)
        .join('\n')}\n  [*] --> ${d.first}\n${[...steps].sort().join('\n')}\n\`\`\`\n`
    })
  return `# ${p.label}：状态图\n\n\`\`\`mermaid\nstateDiagram-v2\n${[...names, ...[...arrows].map(([k, v]) => `  ${k}: ${[...v].join(' / ')}`), ...finals].join('\n')}\n\`\`\`\n\n${parties.join('\n')}`
}
