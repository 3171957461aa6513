/** 文书目录: papers about the whole place, to be printed for a year or a session; papers of one matter are on its own page. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { getJson } from '../parts/api.ts'
import { Loaded } from './bits.tsx'
import { PaperLinks } from './papers.tsx'

interface PlacePapers {
  papers: { template: string; label: string }[]
  sessions: { id: string; name: string }[]
}

export function PlacePapersPage() {
  const now = new Date().getFullYear()
  const [span, setSpan] = useState(`year=${now}`)
  const q = useQuery({ queryKey: ['place-papers'], queryFn: () => getJson<PlacePapers>('/api/documents/place') })
  return (
    <section>
      <Loaded q={q}>
        {(d) => (
          <>
            <div className="dk-title">
              <h1>文书目录</h1>
              <Select
                aria-label="年度或会议"
                value={span}
                onChange={setSpan}
                style={{ minWidth: 260 }}
                options={[
                  ...[now, now - 1, now - 2].map((y) => ({ value: `year=${y}`, label: `${y} 年` })),
                  ...d.sessions.map((s) => ({ value: `session=${s.id}`, label: s.name })),
                ]}
              />
            </div>
            <p className="dk-soft">这里是全地方的清单和报告，按所选的年度或会议统计。一件事项的文书，在这件事项页面的「文书」里。</p>
            <section className="dk-card dk-papers dk-directory">
              <ul>
                {d.papers.map((p) => {
                  const at = (kind: string) => `/api/documents/preview.${kind}?template=${p.template}&${span}`
                  return (
                    <li key={p.template}>
                      <span>{p.label}</span>
                      <PaperLinks docx={at('docx')} pdf={at('pdf')} name={p.label} />
                    </li>
                  )
                })}
              </ul>
            </section>
          </>
        )}
      </Loaded>
    </section>
  )
}
