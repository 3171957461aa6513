/** The process's own tables as cards (a table does not fit a phone), and where the matter came from and led to. */
import type { MatterView } from '../../../kernel/wire.ts'
import { A, paths } from '../nav.tsx'
import { Section } from '../pieces.tsx'

export function Tables({ m }: { m: MatterView }) {
  // Who moves it stands in the list of deputies already.
  return m.sections
    .filter((s) => s.key !== 'people')
    .map((s) => (
      <Section key={s.key} title={s.title}>
        {s.text && <p className="pk-card">{s.text}</p>}
        {s.rows.map((r, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
          <dl key={i} className="pk-card pk-facts">
            {r.map((c, k) => {
              const text = typeof c === 'string' ? c : c.text
              return text ? (
                <div key={s.head[k] ?? k}>
                  <dt>{s.head[k]}</dt>
                  <dd>{text}</dd>
                </div>
              ) : null
            })}
          </dl>
        ))}
      </Section>
    ))
}

export function Links({ m }: { m: MatterView }) {
  if (m.links.length === 0) return null
  return (
    <Section title="来源与去向">
      <ul className="pk-card pk-list">
        {m.links.slice(0, 30).map((l) => (
          <li key={l.kind + l.id}>
            <A to={paths.matter(l.id)}>
              <span>
                {l.number} {l.title}
                <small className="pk-soft" style={{ display: 'block' }}>
                  {l.back ? '来自' : '去向'} · {l.processLabel} · {l.stateLabel}
                </small>
              </span>
            </A>
          </li>
        ))}
      </ul>
    </Section>
  )
}
