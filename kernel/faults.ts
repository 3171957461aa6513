/**
 * Closed by construction: what is wrong with a process, in words. A process with a fault does not start.
 *
 * The main rule is *no state without an owner and a clock*: every state that is neither a private draft nor final has
 * somebody with a duty there, due by a clock that runs there. The same holds for every step of a party that is not idle.
 */
import { fieldsOf } from './fields.ts'
import { type AnyInput, type Arrow, actionsIn, arrowsOf, many, NEW, OFFICES, type ProcessDef } from './process.ts'
import { readFaults } from './reads.ts'

const SENTENCE = new Set(['actor', 'party', 'no', 'title'])

export function faults(p: ProcessDef): string[] {
  const found: string[] = []
  const bad = (text: string) => found.push(`${p.name}: ${text}`)
  const open = Object.keys(p.states).filter((s) => !p.states[s]?.private && !p.states[s]?.final && !p.states[s]?.retired)
  const arrows = Object.keys(p.states).flatMap((state) =>
    actionsIn(p, state).flatMap((action) => arrowsOf(p, state, action).map((arrow) => ({ state, action, arrow }))),
  )

  names(p, bad)
  for (const text of readFaults(p)) bad(text)
  for (const { state, action, arrow } of arrows) arrowFaults(p, state, action, arrow, bad)

  // no state without an owner and a clock
  for (const state of open) {
    const duties = arrows.filter((a) => a.state === state && a.arrow.duty && a.arrow.by.some((w) => w !== 'system'))
    if (duties.length === 0) bad(`环节「${state}」没有责任人（没有任何带 duty 的动作）`)
    else if (!duties.some((d) => p.clocks[d.arrow.duty as string]?.states.includes(state))) bad(`环节「${state}」没有在走的时钟`)
  }
  for (const [role, def] of Object.entries(p.parties))
    for (const [step, s] of Object.entries(def.steps)) {
      if (s.idle) continue
      const owned = arrows.some(
        ({ state, arrow }) =>
          arrow.duty && concerns(p, arrow, role, step) && p.clocks[arrow.duty]?.states.includes(state) && clockRunsAt(p, arrow.duty, role, step),
      )
      if (!owned) bad(`参与方「${role}」的步骤「${step}」没有责任人和时钟`)
    }

  // a state nobody reaches, an action nobody may take
  const begun = Object.keys(p.flow[NEW] ?? {}).flatMap((action) => arrowsOf(p, NEW, action).flatMap((a) => many(a.to)))
  const reached = new Set([p.start, ...begun, ...arrows.flatMap((a) => many(a.arrow.to))])
  for (const s of Object.keys(p.states)) if (!reached.has(s) && !p.states[s]?.retired) bad(`环节「${s}」到不了`)
  for (const [name, a] of Object.entries(p.actions)) if (a.creates && arrowsOf(p, NEW, name).length === 0) bad(`动作「${name}」没有人可以办`)
  for (const [name, a] of Object.entries(p.actions))
    if (!a.creates && !arrows.some((x) => x.action === name && x.arrow.by.length > 0)) bad(`动作「${name}」没有人可以办`)
  for (const s of open) if (!arrows.some((a) => a.state === s && many(a.arrow.to).some((t) => t !== s))) bad(`环节「${s}」出不去`)

  for (const [name, c] of Object.entries(p.clocks)) {
    if (!c.states.some((s) => reached.has(s) && !p.states[s]?.final)) bad(`时钟「${name}」永远不会启动`)
    if (open.every((s) => c.states.includes(s)) && Object.values(p.states).every((s) => !s.final) && !c.steps) bad(`时钟「${name}」永远不会停止`)
    for (const s of c.states) if (p.states[s]?.final) bad(`时钟「${name}」在终结环节「${s}」还在走，永远不会停止`)
    for (const state of c.states)
      if (!arrowsOf(p, state, c.late).some((a) => a.by.includes('system'))) bad(`时钟「${name}」的逾期动作「${c.late}」在「${state}」不许系统办理`)
    const rules = typeof c.rule === 'string' ? [c.rule] : (c.rules ?? [])
    if (rules.length === 0 && !(c.until && c.basis)) bad(`时钟「${name}」没有写明规则`)
    for (const r of rules) if (p.rules[r]?.kind !== 'span') bad(`时钟「${name}」的规则「${r}」不是时限`)
  }
  return found
}

function names(p: ProcessDef, bad: (t: string) => void) {
  if (!p.states[p.start]) bad(`起点「${p.start}」不存在`)
  for (const [s, def] of Object.entries(p.states)) if (!p.stages.includes(def.stage)) bad(`环节「${s}」的阶段「${def.stage}」不存在`)
  for (const state of Object.keys(p.flow)) if (state !== '*' && state !== NEW && !p.states[state]) bad(`流程表里的环节「${state}」不存在`)
  for (const row of Object.values(p.flow)) for (const a of Object.keys(row)) if (!p.actions[a]) bad(`流程表里的动作「${a}」不存在`)
  for (const [name, a] of Object.entries(p.actions)) {
    const known = new Set([...SENTENCE, ...(a.also ?? []), ...Object.keys(a.input?.shape ?? {})])
    for (const text of [a.says, ...(a.tells ?? []).map((t) => t.text)])
      for (const [, field] of text.matchAll(/\{(\w+)\}/g)) {
        if (!known.has(field as string)) bad(`动作「${name}」的句子提到不存在的字段 {${field}}`)
        if (a.secret?.includes(field as string)) bad(`动作「${name}」的句子泄露保密字段 {${field}}`)
      }
    for (const f of wordless(a.input)) bad(`动作「${name}」的字段「${f}」没有中文名称`)
    for (const s of a.secret ?? []) if (!a.input?.shape[s]) bad(`动作「${name}」的保密字段「${s}」不存在`)
  }
  for (const [name, c] of Object.entries(p.clocks)) {
    for (const s of c.states) if (!p.states[s]) bad(`时钟「${name}」的环节「${s}」不存在`)
    if (!p.actions[c.late]) bad(`时钟「${name}」的逾期动作「${c.late}」不存在`)
    if (c.of !== 'matter')
      for (const role of c.of)
        for (const step of [...(c.steps ?? []), ...(c.paused ?? [])])
          if (!c.of.some((r) => p.parties[r]?.steps[step])) bad(`时钟「${name}」的步骤「${step}」不属于「${role}」`)
  }
}

const HAN = /\p{Script=Han}/u
/** Fields, and choices of fields, that a person would read in the code's own words. */
function wordless(input: AnyInput | undefined): string[] {
  return fieldsOf(input).flatMap((f) => [
    ...(HAN.test(f.label) ? [] : [f.name]),
    ...(f.options ?? []).filter((o) => o.label === o.value && /[a-z]/.test(o.label)).map((o) => `${f.name}:${o.value}`),
    ...(f.of ?? []).filter((g) => !HAN.test(g.label)).map((g) => `${f.name}.${g.name}`),
  ])
}

function arrowFaults(p: ProcessDef, state: string, action: string, a: Arrow, bad: (t: string) => void) {
  const where = `「${state}」→「${action}」`
  for (const t of many(a.to)) if (!p.states[t]) bad(`${where} 通向不存在的环节「${t}」`)
  for (const w of a.by) {
    const [role, office] = w.split(':')
    const ok =
      w === 'system' ||
      w === 'citizen' ||
      w in OFFICES ||
      (role && p.parties[role] && (office === undefined ? p.parties[role].kind !== 'unit' : office in OFFICES))
    if (!ok) bad(`${where} 的办理人「${w}」不存在`)
  }
  const roles = rolesOf(p, a)
  // The office would have to choose between a leader and a committee to write down what neither is asked about.
  if (!a.on && roles.length > 1 && a.by.some((w) => w in OFFICES && !(w in p.parties)))
    bad(`${where} 把工作机构和几种参与方写在一个箭头里，工作机构会办不了，请分成两个箭头`)
  for (const r of a.on ?? []) if (!p.parties[r]) bad(`${where} 的参与方「${r}」不存在`)
  for (const s of [...(a.from ?? []), ...many(a.step)]) if (!roles.some((r) => p.parties[r]?.steps[s])) bad(`${where} 的步骤「${s}」不存在`)
  if (a.duty && !p.clocks[a.duty]) bad(`${where} 的时钟「${a.duty}」不存在`)
}

/** Party roles an arrow is about: those it names, or those its own actors hold. */
export function rolesOf(p: ProcessDef, a: Arrow): string[] {
  if (a.on) return [...a.on]
  return [...new Set(a.by.map((w) => w.split(':')[0] as string).filter((r) => p.parties[r]))]
}

function concerns(p: ProcessDef, a: Arrow, role: string, step: string): boolean {
  return rolesOf(p, a).includes(role) && (!a.from || a.from.includes(step))
}

function clockRunsAt(p: ProcessDef, clock: string, role: string, step: string): boolean {
  const c = p.clocks[clock]
  return !!c && (c.of === 'matter' || (c.of.includes(role) && (!c.steps || c.steps.includes(step) || !!c.paused?.includes(step))))
}
