/**
 * 承办单位考核: two published schemes, computed from the same measures as every board, with what a place sets by itself.
 *
 * 等次制 (深圳市2007年考核办法): three tests, each 良好 / 合格 / 不合格; any 不合格 makes the whole 不合格, two 良好 without one make it 良好.
 * 扣分制 (凤阳县办法): four items of fixed worth from which points are deducted. Its source gives the worth of the four items; how many points a
 * shortfall costs is ours: in proportion to the shortfall. What no row can show (领导和制度) is deducted by the office with a reason.
 */
import type pg from 'pg'
import { board, type Period, percent } from './count.ts'
import { mayCount } from './measures.ts'

export type Grade = '良好' | '合格' | '不合格'
/** Numbers that a place sets in its rules. Shares in per cent, worths in tenths of a point. */
export interface AssessRules {
  signGood: number
  signPass: number
  replyGood: number
  satisfiedGood: number
  worthLeading: number
  worthTime: number
  worthQuality: number
  worthTogether: number
  aimContacted: number
  aimSatisfied: number
}
/** A part and its whole, by code: the rows lie behind them. */
export interface Evidence {
  label: string
  code: string
  n: number
  of: number
  rate: string
}
export interface Test {
  label: string
  /** 等次制. */
  grade?: Grade | null
  /** 扣分制: points left and points at most, in thousandths. */
  points?: number
  worth?: number
  evidence: Evidence[]
  note?: string
  /** It rests on a number that is not this reader's to see. */
  unshown?: true
}
export interface Assessed {
  unit: string
  name: string
  graded: { tests: Test[]; grade: Grade | null }
  deducted: { tests: Test[]; points: number | null; worth: number }
  /** So does the whole. */
  unshown?: true
}
export interface Deduction {
  unit: string
  /** Thousandths of a point. */
  points: number
  reason: string
}

const CODES = [
  'ok_sign',
  'due_sign',
  'quick_reply',
  'ok_reply',
  'due_reply',
  'sat_final',
  'sat_final_wide',
  'sat_final_returned',
  'asg_contacted',
  'asg_main',
  'ok_opinion',
  'due_opinion',
] as const
type N = Record<(typeof CODES)[number], number>

/** At least so many per cent, in integers. */
const atLeast = (n: number, of: number, percents: number) => n * 100 >= of * percents

/** @returns null where there was nothing to assess */
export function signGrade(n: N, r: AssessRules): Grade | null {
  if (n.due_sign === 0) return null
  return atLeast(n.ok_sign, n.due_sign, r.signGood) ? '良好' : atLeast(n.ok_sign, n.due_sign, r.signPass) ? '合格' : '不合格'
}
/** 良好: enough within three months and none late; 合格: none late (an extension granted counts as in time). */
export function replyGrade(n: N, r: AssessRules): Grade | null {
  if (n.due_reply === 0) return null
  if (n.ok_reply < n.due_reply) return '不合格'
  return atLeast(n.quick_reply, n.due_reply, r.replyGood) ? '良好' : '合格'
}
export function satisfiedGrade(n: N, r: AssessRules): Grade | null {
  if (n.sat_final_returned === 0) return null
  if (n.sat_final_wide < n.sat_final_returned) return '不合格'
  return atLeast(n.sat_final, n.sat_final_returned, r.satisfiedGood) ? '良好' : '合格'
}
/** Any 不合格 → 不合格; two 良好 or more → 良好; what could not be tested counts for neither. */
export function overallGrade(grades: readonly (Grade | null)[]): Grade | null {
  const known = grades.filter((g) => g !== null)
  if (known.length === 0) return null
  if (known.includes('不合格')) return '不合格'
  return known.filter((g) => g === '良好').length >= 2 ? '良好' : '合格'
}

/** What is left of a worth (tenths of a point) when the share falls short of the aim (per cent); thousandths of a point, rounded down. */
export const leftOf = (worth: number, n: number, of: number, aim: number): number =>
  of === 0 || atLeast(n, of, aim) ? worth * 100 : Math.floor((worth * 100 * n * 100) / (of * aim))

export async function assess(client: pg.ClientBase, p: Period, r: AssessRules, deductions: readonly Deduction[]): Promise<Assessed[]> {
  const { rows } = await board(client, p, 'unit', CODES)
  return rows
    .filter((u) => CODES.some((c) => u.n[c] !== 0))
    .map((u) => {
      const n = u.n as N
      const e = (label: string, code: keyof N, of: keyof N): Evidence => ({ label, code, n: n[code], of: n[of], rate: percent(n[code], n[of]) })
      const grades: Test[] = [
        { label: '签收', grade: signGrade(n, r), evidence: [e('按时签收', 'ok_sign', 'due_sign')] },
        { label: '答复时限', grade: replyGrade(n, r), evidence: [e('三个月内答复', 'quick_reply', 'due_reply'), e('按时答复', 'ok_reply', 'due_reply')] },
        {
          label: '代表满意',
          grade: satisfiedGrade(n, r),
          evidence: [e('满意', 'sat_final', 'sat_final_returned'), e('满意和基本满意', 'sat_final_wide', 'sat_final_returned')],
        },
      ]
      const hand = deductions.find((d) => d.unit === u.id)
      // Two halves: an odd tenth stays with the first.
      const [half, rest] = [Math.ceil(r.worthQuality / 2), Math.floor(r.worthQuality / 2)]
      const items: Test[] = [
        {
          label: '领导和制度',
          worth: r.worthLeading * 100,
          points: Math.max(0, r.worthLeading * 100 - (hand?.points ?? 0)),
          evidence: [],
          ...(hand ? { note: hand.reason } : {}),
        },
        {
          label: '办理时限',
          worth: r.worthTime * 100,
          points: leftOf(r.worthTime, n.ok_sign + n.ok_reply, n.due_sign + n.due_reply, 100),
          evidence: [e('按时签收', 'ok_sign', 'due_sign'), e('按时答复', 'ok_reply', 'due_reply')],
        },
        {
          label: '办理质量',
          worth: r.worthQuality * 100,
          points: leftOf(half, n.asg_contacted, n.asg_main, r.aimContacted) + leftOf(rest, n.sat_final_wide, n.sat_final_returned, r.aimSatisfied),
          evidence: [e('沟通率', 'asg_contacted', 'asg_main'), e('满意和基本满意', 'sat_final_wide', 'sat_final_returned')],
        },
        {
          label: '配合会办',
          worth: r.worthTogether * 100,
          points: leftOf(r.worthTogether, n.ok_opinion, n.due_opinion, 100),
          evidence: [e('按时提出会办意见', 'ok_opinion', 'due_opinion')],
        },
      ]
      const sum = (f: (t: Test) => number | undefined) => items.reduce((a, t) => a + (f(t) ?? 0), 0)
      return {
        unit: u.id,
        name: u.name,
        graded: { tests: grades, grade: overallGrade(grades.map((g) => g.grade ?? null)) },
        deducted: { tests: items, points: sum((t) => t.points), worth: sum((t) => t.worth) },
      }
    })
}

/** What rests on sealed numbers, and every sum of it, is said to be unshown: a grade would tell what the numbers are. */
export function assessedTo(office: string, rows: Assessed[]): Assessed[] {
  const hide = (t: Test): Test =>
    t.evidence.every((e) => mayCount(e.code, office)) ? t : { label: t.label, ...(t.worth ? { worth: t.worth } : {}), evidence: [], unshown: true }
  return rows.map((r) => {
    const [graded, deducted] = [r.graded.tests.map(hide), r.deducted.tests.map(hide)]
    if (![...graded, ...deducted].some((t) => t.unshown)) return r
    return { ...r, graded: { tests: graded, grade: null }, deducted: { ...r.deducted, tests: deducted, points: null }, unshown: true }
  })
}
