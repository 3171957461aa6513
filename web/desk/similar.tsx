/** Beside a matter: what resembles it and why; and where an outside model is connected, words drafted by it to be copied. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { SimilarList } from '../../kernel/wire-text.ts'
import { getJson, postJson, wordsOf } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { useMe } from '../parts/use.ts'
import { A } from './link.tsx'

const DRAFTERS = ['daf_staff', 'daf_head', 'motion_group', 'gov_office']

/** Only where an outside model is connected: what it says is shown to be copied, never put anywhere. */
export function Drafting({ id }: { id: string }) {
  const office = useMe().data?.seat.office ?? ''
  const on = useQuery({ queryKey: ['drafting'], queryFn: () => getJson<{ on: boolean }>('/api/drafting'), staleTime: Number.POSITIVE_INFINITY })
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState(false)
  if (!on.data?.on || !DRAFTERS.includes(office)) return null
  const ask = async (kind: 'summary' | 'subject') => {
    setBusy(true)
    setWords(await postJson<{ words: string }>(`/api/matter/${id}/drafting`, { kind }).then((r) => r.words, wordsOf))
    setBusy(false)
  }
  return (
    <section className="dk-card">
      <h2>外部模型起草</h2>
      <Button size="small" loading={busy} onClick={() => void ask('summary')}>
        摘要
      </Button>{' '}
      <Button size="small" loading={busy} onClick={() => void ask('subject')}>
        标题
      </Button>
      {words && (
        <p className="dk-text" role="status">
          {words}
        </p>
      )}
      <small className="dk-soft">只供参考。有个人信息的、保密的不交出去；每次交出都有记录。</small>
    </section>
  )
}

const BANDS = { same: '很可能是同一件', look: '请看一看', faint: '' }

/** What resembles it, why, and what came of it; the faint ones on request. */
export function Similar({ id }: { id: string }) {
  const [all, setAll] = useState(false)
  const q = useQuery({ queryKey: ['similar', id], queryFn: () => getJson<SimilarList>(`/api/matter/${id}/similar`), staleTime: 60_000 })
  if (!q.data?.items.length) return null
  const near = q.data.items.filter((s) => s.band !== 'faint')
  const shown = all ? q.data.items : near
  return (
    <section className="dk-card dk-similar">
      <h2>相似的建议和诉求</h2>
      {q.data.history && <p className="dk-amber">▲ {q.data.history}</p>}
      {shown.length === 0 && <p className="dk-soft">没有很像的。</p>}
      <ul>
        {shown.map((s) => (
          <li key={s.id + s.number + s.title}>
            {s.id ? (
              <A to={matterPath(s.process, s.id)}>
                {s.number || '未编号'}《{s.title}》
              </A>
            ) : (
              `${s.number}《${s.title}》`
            )}
            <small className="dk-soft dk-block">
              {[BANDS[s.band], s.label, s.year && `${s.year}年`, s.result || s.stateLabel, s.promises].filter(Boolean).join(' · ')}
            </small>
            <small className="dk-soft dk-block">
              都写到：{s.words.join('、')}
              {s.places.length > 0 && `；同在 ${s.places.join('、')}`}
              {s.elsewhere && '；说的不是同一个地方'}
            </small>
          </li>
        ))}
      </ul>
      {near.length < q.data.items.length && (
        <Button type="link" size="small" onClick={() => setAll(!all)}>
          {all ? '只看很像的' : `还有 ${q.data.items.length - near.length} 件略有相似`}
        </Button>
      )}
    </section>
  )
}
