/** 我该做什么: the buttons of the matter in one place, the reason under each that cannot be pressed. */
import type { Button, MatterView } from '../../../kernel/wire.ts'
import { A, actPath } from '../nav.tsx'

/** 同意 and 不参加 stand on one page, so do 修改 and 提交: one button leads there. */
const TWIN: Record<string, string> = { declineCosign: 'cosign', saveDraft: 'submit', inviteCosigners: 'submit' }
/** Other kinds of matter have a page for each, but for the two answers to an invitation. */
const twinOf = (m: MatterView, action: string): string | undefined => (m.process === 'suggestion' || action === 'declineCosign' ? TWIN[action] : undefined)
const WORDS: Record<string, string> = { cosign: '看看并确认是否联名', judge: '看答复，作评价' }

function words(m: MatterView, b: Button): string {
  if (b.action === 'submit' && m.process === 'suggestion')
    return m.state === 'returned' ? '修改后重新提交' : m.state === 'cosigning' ? '看联名情况，修改或提交' : '继续写，写完提交'
  return WORDS[b.action] ?? b.label
}

/** What I have done already is said, not shown as a button that cannot be pressed. */
const DONE: Record<string, { role: string; step: string; text: string }> = {
  judge: { role: 'recipient', step: 'judged', text: '您已作出评价。' },
  cosign: { role: 'cosigner', step: 'signed', text: '您已同意联名。' },
}
const doneWords = (m: MatterView, b: Button): string | undefined => {
  const d = DONE[b.action]
  return b.why && d && m.parties.some((p) => p.mine && p.role === d.role && p.step === d.step && (!b.party || p.id === b.party)) ? d.text : undefined
}

export function DutyBox({ m }: { m: MatterView }) {
  const own = m.buttons.filter((b) => !(twinOf(m, b.action) && m.buttons.some((x) => x.action === twinOf(m, b.action))))
  if (own.length === 0) return null
  const first = own.filter((b) => b.primary || b.action === 'submit')
  const more = own.filter((b) => !first.includes(b))
  const open = first.some((b) => opens(m, b))
  return (
    <section aria-label="我该做什么" className="pk-card" style={{ marginTop: 16 }}>
      <h2>{open ? '我该做什么' : own.every((b) => doneWords(m, b)) ? '我办过的' : '我可以做什么'}</h2>
      {[...first, ...more].map((b) => (
        <One key={`${b.action}${b.party}`} m={m} b={b} main={first.includes(b)} />
      ))}
    </section>
  )
}

/** A draft that cannot be submitted yet can still be gone on with. */
const opens = (m: MatterView, b: Button): boolean => !b.why || (b.action === 'submit' && m.process === 'suggestion')

function One({ m, b, main }: { m: MatterView; b: Button; main: boolean }) {
  const done = doneWords(m, b)
  if (done) return <p className="pk-green">{done}</p>
  const label = b.partyName && !['judge', 'cosign', 'submit'].includes(b.action) ? `${words(m, b)}（${b.partyName}）` : words(m, b)
  const cls = `pk-btn pk-btn-wide ${b.danger ? 'pk-btn-danger' : main ? 'pk-btn-main' : ''}`
  if (opens(m, b))
    return (
      <A className={cls} to={actPath(m.process, m.id, b.action, b.party)}>
        {label}
      </A>
    )
  const id = `why-${b.action}-${b.party ?? ''}`
  return (
    <div>
      <button type="button" className="pk-btn pk-btn-wide" disabled aria-describedby={id}>
        {label}
      </button>
      <p id={id} className="pk-amber" style={{ marginTop: 4 }}>
        现在不能办：{b.why}
      </p>
    </div>
  )
}
