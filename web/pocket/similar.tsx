/** What resembles a text, why, and what came of it. One that may be known but not opened is no link. */
import type { SimilarItem } from '../../kernel/wire-text.ts'
import { A, paths } from './nav.tsx'

export function SimilarRows({ list }: { list: readonly SimilarItem[] }) {
  return (
    <ul className="pk-list">
      {list.map((s) => {
        const words = (
          <span>
            {s.title}
            <small className="pk-soft" style={{ display: 'block' }}>
              {[s.label, s.year && `${s.year}年`, s.number, s.result, s.promises].filter(Boolean).join(' · ')}
            </small>
            <small className="pk-soft" style={{ display: 'block' }}>
              都写到：{s.words.slice(0, 4).join('、')}
              {s.elsewhere && '；说的不是同一个地方'}
            </small>
          </span>
        )
        return <li key={s.id + s.number + s.title}>{s.id ? <A to={paths.matter(s.id)}>{words}</A> : <div className="pk-row">{words}</div>}</li>
      })}
    </ul>
  )
}
