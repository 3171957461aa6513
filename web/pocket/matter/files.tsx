import { ImageViewer } from 'antd-mobile'
import type { FileView } from '../../../kernel/wire.ts'
import { seated } from '../net.ts'
import { Section } from '../pieces.tsx'

export function Files({ list, title = '附件' }: { list: FileView[]; title?: string }) {
  if (list.length === 0) return null
  const pictures = list.filter((f) => f.thumb)
  const rest = list.filter((f) => !f.thumb)
  const show = (i: number) => ImageViewer.Multi.show({ images: pictures.map((f) => seated(f.url)), defaultIndex: i })
  return (
    <Section title={title}>
      <div className="pk-card">
        {pictures.length > 0 && (
          <ul className="pk-photos">
            {pictures.map((f, i) => (
              <li key={f.id} className="pk-photo">
                <button type="button" className="pk-photo-open" aria-label={`放大看 ${f.name}`} onClick={() => show(i)}>
                  <img src={seated(f.thumb ?? f.url)} alt={f.name} />
                </button>
              </li>
            ))}
          </ul>
        )}
        {rest.length > 0 && (
          <ul className="pk-list">
            {rest.map((f) => (
              <li key={f.id}>
                <a href={seated(f.url)} download={f.name}>
                  <span>{f.name}</span>
                  <span className="pk-soft pk-name">{size(f.size)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  )
}

const size = (n: number): string => (n < 1024 * 1024 ? `${Math.max(1, Math.round(n / 1024))} KB` : `${(n / 1024 / 1024).toFixed(1)} MB`)
