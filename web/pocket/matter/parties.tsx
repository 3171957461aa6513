import type { MatterView, PartyView } from '../../../kernel/wire.ts'
import { nounOf } from '../nouns.ts'
import { DueText, Section } from '../pieces.tsx'
import { WhyLink } from './clocks.tsx'

export function Units({ m }: { m: MatterView }) {
  const units = m.parties.filter((p) => p.kind === 'unit' && !p.left)
  if (units.length === 0) return null
  return (
    <Section title={m.process === 'motion' ? '委员会和办理机关' : m.process === 'suggestion' ? '承办单位' : '有关单位'}>
      {units.map((p) => (
        <div key={p.id} className="pk-card">
          <p>
            <span className="pk-tag">{p.roleLabel}</span> <b>{p.name}</b>
          </p>
          <p>
            {p.stepLabel}
            {p.round > 1 && `（第 ${p.round} 次办理）`}
          </p>
          {p.due.map((d) => (
            <p key={d.id} className="pk-row">
              <DueText due={d} /> <WhyLink clock={d.id} />
            </p>
          ))}
          {p.notes.map((n) => (
            <p key={n.label} className="pk-small">
              <span className="pk-soft">{n.label}:</span>
              {n.text}
            </p>
          ))}
        </div>
      ))}
    </Section>
  )
}

/** Lead and co-signers with what they said. A recipient of a reply is shown with the reply, not here. */
export function Deputies({ m }: { m: MatterView }) {
  const list = [...(m.lead ? [m.lead] : []), ...m.parties.filter((p) => p.kind === 'deputy' && p.role !== 'recipient' && p.id !== m.lead?.id && !p.left)]
  if (list.length === 0) return null
  return (
    <Section title={['suggestion', 'motion'].includes(m.process) ? `提出${nounOf(m.process)}的代表` : '代表'}>
      <PeopleList list={list} />
    </Section>
  )
}

export function PeopleList({ list }: { list: PartyView[] }) {
  return (
    <ul className="pk-card pk-list">
      {list.map((p) => (
        <li key={p.id} className="pk-spread" style={{ padding: '8px 0' }}>
          <span>
            <b className="pk-name">{p.name}</b>
            {p.mine && <span className="pk-soft">（我）</span>}
            {p.notes.map((n) => (
              <small key={n.label} className="pk-soft" style={{ display: 'block' }}>
                {n.text}
              </small>
            ))}
          </span>
          <span className="pk-name pk-soft">{p.stepLabel}</span>
        </li>
      ))}
    </ul>
  )
}
