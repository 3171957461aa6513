/** What belongs to a matter beyond its paper: its process's own tables as cards (a table does not fit a phone), and where it came from and led to. */
import type { Cell, MatterView } from '../../../kernel/wire.ts'
import { matterPath } from '../../parts/paths.ts'
import { A, paths } from '../nav.tsx'
import { Section } from '../pieces.tsx'

export function Tables({ m }: { m: MatterView }) {
  // Who moves it stands in the list of deputies already.
  return m.sections
    .filter((s) => s.key !== 'people')
    .map((s) => (
      <Section key={s.key} title={s.title}>
        {s.text && (
          <p className="pk-card" style={{ whiteSpace: 'pre-wrap' }}>
            {s.text}
          </p>
        )}
        {s.rows.map((r, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
          <dl key={i} className="pk-card pk-paper">
            {r.map((c, k) =>
              (typeof c === 'string' ? c : c.text) ? (
                <div key={s.head[k] ?? k}>
                  <dt>{s.head[k]}</dt>
                  <dd>
                    <CellText c={c} head={s.head[k] ?? ''} />
                  </dd>
                </div>
              ) : null,
            )}
          </dl>
        ))}
      </Section>
    ))
}

function CellText({ c, head }: { c: Cell; head: string }) {
  const text = typeof c === 'string' ? c : c.text
  // An office telephone is there to be called.
  if (/电话$/.test(head) && /^[\d\s-]+$/.test(text))
    return (
      <a className="pk-link" href={`tel:${text.replace(/[^\d+]/g, '')}`}>
        {text}
      </a>
    )
  const to = typeof c === 'string' ? undefined : c.to
  if (!to) return text
  if (/^https?:\/\//.test(to))
    return (
      <a className="pk-link" href={to} target="_blank" rel="noopener noreferrer">
        {text}
      </a>
    )
  const id = /[0-9a-f-]{36}$/.exec(to)?.[0]
  return id ? (
    <A className="pk-link" to={paths.matter(id)}>
      {text}
    </A>
  ) : (
    text
  )
}

export function Links({ m }: { m: MatterView }) {
  if (m.links.length === 0) return null
  return (
    <Section title="来源与去向">
      <ul className="pk-card pk-list">
        {m.links.slice(0, 30).map((l) => (
          <li key={l.kind + matterPath(l.process, l.id)}>
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
