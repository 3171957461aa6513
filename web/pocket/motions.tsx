/** 我的议案: those I lead, co-sign or was asked to co-sign. */
import { useInfiniteQuery } from '@tanstack/react-query'
import type { WorkPage } from '../../kernel/wire.ts'
import { ListIcon } from './icons.tsx'
import { A, paths } from './nav.tsx'
import { getJson } from './net.ts'
import { DueText, Empty, Loaded } from './pieces.tsx'

export function Motions({ q }: { q: string }) {
  const rows = useInfiniteQuery({
    queryKey: ['list', 'pocket', 'motion', q],
    queryFn: ({ pageParam }) => {
      const p = new URLSearchParams({ limit: '20', mine: 'yes' })
      if (q) p.set('q', q)
      if (pageParam) p.set('after', pageParam)
      return getJson<WorkPage>(`/api/motion?${p}`)
    },
    initialPageParam: '',
    getNextPageParam: (p) => p.next,
  })
  return (
    <>
      <A className="pk-btn pk-btn-wide" to={paths.begin('motion')}>
        提议案
      </A>
      <Loaded q={rows}>
        {(d) => {
          const list = d.pages.flatMap((p) => p.rows)
          if (list.length === 0)
            return <Empty icon={<ListIcon />} title={q ? `没有找到“${q}”` : '您还没有提过议案'} text="议案须有案由、案据和方案，并由法定人数的代表联名。" />
          return (
            <div>
              {list.map((r) => (
                <article key={r.id} className="pk-card">
                  <A className="pk-title" style={{ display: 'block' }} to={paths.matter(r.id)}>
                    {r.number && <span className="pk-name pk-soft">{r.number} </span>}
                    {r.title || '（还没有写案由）'}
                  </A>
                  <p className="pk-row">
                    <b>{r.stateLabel}</b>
                    {r.due && <DueText due={r.due} />}
                  </p>
                  <p className="pk-row pk-soft pk-small">
                    {r.units.map((u) => (
                      <span key={u.role + u.name}>
                        {u.name}（{u.stepLabel}）
                      </span>
                    ))}
                  </p>
                </article>
              ))}
            </div>
          )
        }}
      </Loaded>
      {rows.hasNextPage && (
        <button type="button" className="pk-btn pk-btn-wide" disabled={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          {rows.isFetchingNextPage ? '正在打开…' : '再看一些'}
        </button>
      )}
    </>
  )
}
