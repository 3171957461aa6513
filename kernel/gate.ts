/**
 * One gate, two readers: the function that refuses the request also draws the button, with the same words.
 */

import { rolesOf } from './faults.ts'
import { type Actor, type Arrow, actionsIn, arrowsOf, NEW, OFFICES, type Office, type Party, type ProcessDef, type View } from './process.ts'
import { readsMatter } from './reads.ts'

export type Verdict =
  | { ok: true; arrow: Arrow; party: Party | undefined }
  /** `related`: the act is this actor's business, only not now; a page then shows the button with the reason. */
  | { ok: false; why: string; related: boolean; party: Party | undefined; passed?: boolean }

/** Does `who` (see `Who` in process.ts) mean this actor, in this matter? For a party role: as which parties. */
function asParties(p: ProcessDef, view: View, who: string): Party[] {
  const [role, office] = who.split(':') as [string, string | undefined]
  const def = p.parties[role]
  const a = view.actor
  if (!def || a.kind === 'system') return []
  return view.parties.filter((x) => {
    if (x.role !== role) return false
    if (a.kind === 'citizen' || def.kind === 'citizen') return x.citizen !== null && x.citizen === a.citizen
    return def.kind !== 'unit' ? x.seat !== null && x.seat === a.seat : x.unit !== null && x.unit === a.unit && a.office === (office ?? a.office)
  })
}

export function holdsOffice(p: Pick<ProcessDef, 'reads'>, view: Pick<View, 'matter'>, a: Actor, who: string): boolean {
  if (who === 'system' || who === 'citizen') return a.kind === who
  const m = view.matter
  if (a.kind !== 'seat' || a.office !== who || a.place !== m.place) return false
  if (who === 'delegation_officer' && (a.delegation === null || a.delegation !== m.delegation)) return false
  // Nobody acts on what he does not see: the motion group on an item of the recess, say.
  return m.state === NEW || readsMatter(p.reads, who, { ...m, private: false }, a.delegation)
}

/** The words for those who may: '代工委工作人员、议案组'. */
export function whoWords(p: ProcessDef, by: readonly string[]): string {
  const words = by
    .filter((w) => w !== 'system')
    .map((w) => {
      if (w === 'citizen') return '群众'
      const [role, office] = w.split(':') as [string, Office | undefined]
      const party = p.parties[role]?.label
      return party ? party + (office ? OFFICES[office].replace('承办单位', '') : '') : OFFICES[w as Office]
    })
  return [...new Set(words)].join('、') || '系统'
}

/**
 * @param partyId which party the act is about, where an office acts on one of several
 */
export function gate(p: ProcessDef, view: View, action: string, partyId?: string | null): Verdict {
  const def = p.actions[action]
  const label = def?.label ?? action
  const arrows = arrowsOf(p, view.matter.state, action)
  if (!def || arrows.length === 0)
    return { ok: false, related: false, party: undefined, why: `「${p.states[view.matter.state]?.label}」环节不能办理「${label}」` }

  let refusal: Verdict | undefined
  let weight = -1
  // What can be mended (a missing record, say) is worth more to the reader than where the party stands.
  const refuse = (why: string, party?: Party, w = 0, passed = false) => {
    if (w <= weight) return
    weight = w
    refusal = { ok: false, related: true, why, party, passed }
  }
  for (const arrow of arrows) {
    const about = rolesOf(p, arrow)
    const office = arrow.by.some((w) => !((w.split(':')[0] as string) in p.parties) && holdsOffice(p, view, view.actor, w))
    const own = arrow.by.flatMap((w) => asParties(p, view, w))
    if ((!office && own.length === 0) || (about.length === 0 && arrow.when && !arrow.when(view))) continue
    // An office acts on any party the arrow is about; a party acts on its own, or on the parties named by `on`.
    const pool = about.length === 0 ? [] : office || arrow.on ? view.parties.filter((x) => about.includes(x.role)) : own
    const named = partyId ? pool.filter((x) => x.id === partyId) : pool
    if (about.length === 0) {
      const v = judge(p, { ...view, party: own[0] }, action, arrow, own[0])
      if (v.ok) return v
      refuse(v.why, v.party, 1)
      continue
    }
    if (named.length === 0) {
      refuse(partyId ? '这一方已经不在本件的办理之列' : `没有可以办理「${label}」的${about.map((r) => p.parties[r]?.label).join('、')}`)
      continue
    }
    const fit = named.filter((x) => (!arrow.from || arrow.from.includes(x.step)) && (!arrow.when || arrow.when({ ...view, party: x })))
    if (fit.length === 0) {
      const x = named[0] as Party
      refuse(`${x.name}目前是「${p.parties[x.role]?.steps[x.step]?.label ?? x.step}」，不能办理「${label}」`, x, 0, behind(p, x, arrow.from ?? []))
      continue
    }
    if (fit.length > 1 && !partyId && office) {
      refuse('有多个办理对象，请先选定一个')
      continue
    }
    for (const x of fit) {
      const v = judge(p, { ...view, party: x }, action, arrow, x)
      if (v.ok) return v
      refuse(v.why, x, 1)
    }
  }
  if (refusal) return refusal
  return { ok: false, related: false, party: undefined, why: `「${label}」由${whoWords(p, [...new Set(arrows.flatMap((a) => a.by))])}办理` }
}

/** The party stands beyond every step from which the act could be done: it is over, not yet to come. */
function behind(p: ProcessDef, x: Party, from: readonly string[]): boolean {
  const steps = Object.keys(p.parties[x.role]?.steps ?? {})
  return from.length > 0 && from.every((f) => steps.indexOf(f) < steps.indexOf(x.step))
}

function judge(p: ProcessDef, view: View, action: string, arrow: Arrow, party: Party | undefined): Verdict & { why: string } {
  const def = p.actions[action]
  const why = def?.needs?.(view)
  if (why) return { ok: false, related: true, why, party }
  if (def?.personal && view.rule('judge.strong') === true && !view.actor.strong)
    return { ok: false, related: true, party, why: '本项须由代表本人完成二次验证后办理，请先在「登录与安全」里验证' }
  return { ok: true, arrow, party, why: '' }
}

export interface Choice {
  action: string
  verdict: Verdict
}

/** Every act that is this actor's business in the matter's present state, done ones left out: one entry an act and party. */
export function choices(p: ProcessDef, view: View): Choice[] {
  return actionsIn(p, view.matter.state)
    .filter((a) => !p.actions[a]?.inner)
    .flatMap((action) => {
      const arrows = arrowsOf(p, view.matter.state, action)
      const onParties = arrows.some((a) => a.on || a.by.some((w) => holdsOffice(p, view, view.actor, w)))
      const roles = new Set(arrows.flatMap((a) => rolesOf(p, a)))
      const candidates: (string | null)[] =
        onParties && roles.size > 0
          ? view.parties
              .filter((x) => roles.has(x.role) && arrows.some((a) => (!a.from || a.from.includes(x.step)) && (!a.when || a.when({ ...view, party: x }))))
              .map((x) => x.id)
          : [null]
      // An office whose own arrow is about nobody acts although a party of another's arrow is not there (a reception day without a station).
      if (candidates.length === 0 && arrows.some((a) => rolesOf(p, a).length === 0 && a.by.some((w) => holdsOffice(p, view, view.actor, w))))
        candidates.push(null)
      return candidates.map((id) => ({ action, verdict: gate(p, view, action, id) })).filter((c) => c.verdict.ok || (c.verdict.related && !c.verdict.passed))
    })
}
