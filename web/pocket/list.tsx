/** 建议: those I lead or co-sign, and what others may read. The search and the tab live in the address. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { SearchBar } from 'antd-mobile'
import { useEffect, useState } from 'react'
import type { ListPage, ListRow } from '../../kernel/wire.ts'
import { ListIcon } from './icons.tsx'
import { Motions } from './motions.tsx'
import { A, paths, useNav } from './nav.tsx'
import { getJson } from './net.ts'
import { DueText, Empty, Loaded } from './pieces.tsx'
import { Page } from './shell.tsx'

const TABS = [
  { key: 'mine', label: '我的建议' },
  { key: 'all', label: '可查看的全部' },
  { key: 'motion', label: '我的议案' },
]

export function SuggestionsPage() {
  const nav = useNav()
  const here = new URLSearchParams(useLocation().searchStr)
  const tab = (['all', 'motion'] as const).find((t) => t === here.get('tab')) ?? 'mine'
  const q = here.get('q') ?? ''
  const [typed, setTyped] = useState(q)
  useEffect(() => {
    if (typed.trim() === q) return
    const t = setTimeout(() => nav.replace(url(tab, typed)), 500)
    return () => clearTimeout(t)
  }, [typed, q, tab, nav])

  const rows = useInfiniteQuery({
    queryKey: ['list', 'pocket', tab, q],
    queryFn: ({ pageParam }) => {
      const p = new URLSearchParams({ limit: '20', sort: 'new' })
      if (tab === 'mine') p.set('mine', 'yes')
      if (q) p.set('q', q)
      if (pageParam) p.set('after', pageParam)
      return getJson<ListPage>(`/api/suggestion?${p}`)
    },
    enabled: tab !== 'motion',
    initialPageParam: '',
    getNextPageParam: (p) => p.next,
    placeholderData: keepPreviousData,
  })
  return (
    <Page title={tab === 'motion' ? '议案' : '建议'} tab="list">
      <div className="pk-stack">
        <SearchBar
          placeholder="按案由、编号、内容查找"
          value={typed}
          onChange={setTyped}
          onSearch={(v) => nav.replace(url(tab, v))}
          style={{ '--height': 'var(--pk-touch)', '--background': '#ffffff' }}
        />
        <nav aria-label="范围" className="pk-choices pk-choices-three">
          {TABS.map((t) => (
            <A
              key={t.key}
              replace
              to={url(t.key, typed)}
              className={`pk-btn ${t.key === tab ? 'pk-btn-on' : ''}`}
              aria-current={t.key === tab ? 'page' : undefined}
              style={{ flex: 1 }}
            >
              {t.label}
            </A>
          ))}
        </nav>
        {tab === 'motion' ? (
          <Motions q={q} />
        ) : (
          <Loaded q={rows}>
            {(d) => {
              const list = d.pages.flatMap((p) => p.rows)
              const total = d.pages[0]?.total ?? 0
              if (list.length === 0) return <NoRows q={q} mine={tab === 'mine'} />
              return (
                <>
                  <p className="pk-soft pk-small" role="status">
                    共 {total > 1000 ? '1000+' : total} 件
                  </p>
                  <div>
                    {list.map((r) => (
                      <RowCard key={r.id} r={r} />
                    ))}
                  </div>
                </>
              )
            }}
          </Loaded>
        )}
        {tab !== 'motion' && rows.hasNextPage && (
          <button type="button" className="pk-btn pk-btn-wide" disabled={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
            {rows.isFetchingNextPage ? '正在打开…' : '再看一些'}
          </button>
        )}
      </div>
    </Page>
  )
}

function url(tab: string, q: string): string {
  const p = new URLSearchParams()
  if (tab !== 'mine') p.set('tab', tab)
  if (q.trim()) p.set('q', q.trim())
  const s = p.toString()
  return s ? `${paths.list}?${s}` : paths.list
}

function NoRows({ q, mine }: { q: string; mine: boolean }) {
  if (q)
    return (
      <Empty icon={<ListIcon />} title={`没有找到“${q}”`} text={mine ? '可以到“可查看的全部”里找找，或者换个写法。' : '换个写法试试，例如只写两个关键字。'} />
    )
  if (!mine) return <Empty icon={<ListIcon />} title="还没有公开的建议" text="其他代表的建议公开后，会出现在这里。" />
  return (
    <Empty icon={<ListIcon />} title="您还没有提过建议" text="从身边的一件事说起：什么情况，为什么，怎么办。">
      <A className="pk-btn pk-btn-main" to={paths.write()}>
        提一件建议
      </A>
    </Empty>
  )
}

function RowCard({ r }: { r: ListRow }) {
  return (
    <article className="pk-card">
      <A className="pk-title" style={{ display: 'block' }} to={paths.matter(r.id)}>
        {r.number && <span className="pk-name pk-soft">{r.number} </span>}
        {r.title || '（还没有写案由）'}
      </A>
      <p className="pk-row">
        <b>{r.stateLabel}</b>
        {r.key && <span className="pk-tag pk-key">重点</span>}
        {r.due && <DueText due={r.due} />}
      </p>
      <p className="pk-row pk-soft pk-small">
        {r.lead && (
          <span>
            领衔 <span className="pk-name">{r.lead}</span>
          </span>
        )}
        {r.cosigners > 0 && <span>联名 {r.cosigners} 人</span>}
        {r.units.map((u) => (
          <span key={u.role + u.name}>
            {u.name}（{u.stepLabel}）
          </span>
        ))}
      </p>
    </article>
  )
}
