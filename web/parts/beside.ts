/** What a decision is about, in the order in which it is read: the same beside the form on the desk and above it on the phone. */
import type { Button, MatterView } from '../../kernel/wire.ts'

export interface Passage {
  title: string
  text: string
}

/** Acts that are about a reply; about how it was judged. */
const REPLY = ['checkReply', 'signReply', 'sendReply', 'returnReply', 'judge', 'enterPaper', 'orderRedo', 'explain', 'callPanel', 'settlePanel', 'scoreCase']
const JUDGED = ['orderRedo', 'explain', 'callPanel', 'settlePanel']

export function besides(m: MatterView, b: Pick<Button, 'action' | 'party'>): Passage[] {
  const out: Passage[] = []
  const add = (title: string, ...lines: (string | null | undefined | false)[]) => {
    const text = lines.filter(Boolean).join('\n')
    if (text) out.push({ title, text })
  }
  const p = m.parties.find((x) => x.id === b.party)
  // A deputy judges the reply of the unit on which he hangs.
  const of = p?.ref ?? (p?.kind === 'unit' ? p.id : null)
  if (p && p.notes.length > 0) add(`${p.name}：${p.stepLabel}`, ...p.notes.map((n) => `${n.label}：${n.text}`))
  if (JUDGED.includes(b.action))
    for (const j of m.judgements)
      add(
        `${j.deputy}对${j.unit}的评价${j.round > 1 ? `（第 ${j.round} 次）` : ''}`,
        `办理态度${j.attitude}，办理结果${j.result}；${j.solved}；${j.adopted}`,
        j.comment,
      )
  if (REPLY.includes(b.action))
    for (const r of last(m.replies.filter((x) => !of || x.party === of)))
      add(
        `${r.unit}的答复${r.round > 1 ? `（第 ${r.round} 次）` : ''}`,
        `${r.docNo} 结果 ${r.code} ${r.codeLabel}`,
        r.body,
        r.solved && `已落实：${r.solved}`,
        r.planned && `计划落实：${r.planned}`,
        r.coOpinions && `会办意见：${r.coOpinions}`,
        ...m.promises.filter((x) => x.party === r.party && !r.deliveredAt).map((x) => `承诺：${x.item}，${x.dueOn}前`),
      )
  add(m.title, ...m.sheet.filter((s) => s.long).map((s) => `${s.label}\n${s.text}`))
  return out
}

/** The newest of each unit. */
const last = (list: MatterView['replies']): MatterView['replies'] => list.filter((r) => !list.some((x) => x.party === r.party && x.round > r.round))
