/** The passages of a suggestion that would become public, each with what the privacy guard points at. */
import { findPrivate, mask, type PrivateFinding } from '../../text/privacy.ts'

export interface ReplySource {
  id: string
  unit: string
  round: number
  docNo: string
  code: string
  codeLabel: string
  body: string
  solved: string
  planned: string
  disclosure: 'public' | 'withheld'
  withheldReason: string
  deliveredOn: string
  promises: { id: string; item: string; measure: string; dueOn: string }[]
}
export interface Passage {
  /** 'title', 'situation', 'proposals', `<reply>/body`, `<reply>/promise/<id>/item` … */
  key: string
  label: string
  text: string
  findings: Finding[]
}
/** `key` is the passage and the place in it: what `mask` and `keep` are made of. */
export type Finding = PrivateFinding & { key: string }

export interface SheetTexts {
  title: string
  situation: string
  proposals: string
}

function passage(key: string, label: string, text: string, authors: readonly string[]): Passage[] {
  if (!text) return []
  return [{ key, label, text, findings: findPrivate(text, { authors }).map((f) => ({ ...f, key: `${key}@${f.from}-${f.to}` })) }]
}

/** @param authors names (and certificate numbers) of everybody who asked; found as kind `author` */
export function passagesOf(t: SheetTexts, replies: readonly ReplySource[], authors: readonly string[]): Passage[] {
  const of = (key: string, label: string, text: string) => passage(key, label, text, authors)
  return [
    ...of('title', '标题', t.title),
    ...of('situation', '情况和问题', t.situation),
    ...of('proposals', '具体建议', t.proposals),
    ...replies.flatMap((r) => {
      const who = `${r.unit}的答复${r.round > 1 ? `（第${r.round}次）` : ''}`
      return [
        ...of(`${r.id}/docNo`, `${who}：文号`, r.docNo),
        ...of(`${r.id}/body`, who, r.body),
        ...of(`${r.id}/solved`, `${who}：已落实事项`, r.solved),
        ...of(`${r.id}/planned`, `${who}：计划落实事项`, r.planned),
        ...r.promises.flatMap((p) => [
          ...of(`${r.id}/promise/${p.id}/item`, `${r.unit}承诺的事项`, p.item),
          ...of(`${r.id}/promise/${p.id}/measure`, `${r.unit}承诺的措施`, p.measure),
        ]),
      ]
    }),
  ]
}

/** Findings about which somebody has to decide: an author's name is no question where names are shown, and always masked where not. */
export const openFindings = (list: readonly Passage[]): Finding[] => list.flatMap((p) => p.findings.filter((f) => f.kind !== 'author'))

/** The text as it will be read: chosen findings and, where names are not shown, every author's name. */
export function released(p: Passage, chosen: ReadonlySet<string>, showNames: boolean): string {
  return mask(
    p.text,
    p.findings.filter((f) => (f.kind === 'author' ? !showNames : chosen.has(f.key))),
  )
}
