/** What belongs to a matter beyond its paper: its process's own tables, and the matters it came from and led to. */
import type { Cell, MatterView } from '../../kernel/wire.ts'
import { matterPath } from '../parts/paths.ts'
import { lights } from '../parts/tokens.ts'
import { A } from './link.tsx'

export function Sections({ m }: { m: MatterView }) {
  return m.sections.map((s) => (
    <section key={s.key} className="dk-card">
      <h2>{s.title}</h2>
      {s.text && <p className="dk-text">{s.text}</p>}
      {s.rows.length > 0 && (
        <div className="dk-wide">
          <table className="dk-table">
            <thead>
              <tr>
                {s.head.map((h) => (
                  <th key={h}>{h}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {s.rows.map((r, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
                <tr key={i}>
                  {r.map((c, k) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                    <td key={k}>
                      <CellText c={c} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  ))
}

function CellText({ c }: { c: Cell }) {
  if (typeof c === 'string') return c
  const l = c.light && lights[c.light]
  return (
    <>
      {l && (
        <span aria-hidden style={{ color: l.color }}>
          {l.sign}{' '}
        </span>
      )}
      {c.to?.startsWith('http') ? (
        <a href={c.to} target="_blank" rel="noopener noreferrer">
          {c.text}
        </a>
      ) : c.to ? (
        <A to={c.to}>{c.text}</A>
      ) : (
        c.text
      )}
    </>
  )
}

export function Links({ m }: { m: MatterView }) {
  if (m.links.length === 0) return null
  return (
    <section className="dk-card">
      <h2>来源与去向</h2>
      <ul>
        {m.links.slice(0, 60).map((l) => (
          <li key={l.kind + l.id}>
            <span className="dk-soft">
              {l.back ? '来自' : '去向'} · {l.processLabel}
            </span>{' '}
            <A to={matterPath(l.process, l.id)}>
              {l.number} {l.title}
            </A>{' '}
            <small className="dk-soft">{l.stateLabel}</small>
          </li>
        ))}
      </ul>
      {m.links.length > 60 && <p className="dk-soft">只列出前 60 件，共 {m.links.length} 件。</p>}
    </section>
  )
}
