import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Button, Empty, Input, Modal } from 'antd'
import { type KeyboardEvent, useDeferredValue, useEffect, useState } from 'react'
import type { NameHit, SearchPage as Page, Piece, SearchHit } from '../../kernel/wire-text.ts'
import { getJson } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { A, useGo } from './link.tsx'

type Found = Page & { names: NameHit[] }
const KINDS = { deputy: '代表', unit: '单位', station: '联络站' }
const totalOf = (p: Pick<Page, 'total' | 'capped'>) => (p.capped ? `${Math.min(p.total, 1000)}+` : String(p.total))

export function Marked({ pieces }: { pieces: readonly Piece[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, never moved
  return pieces.map((p, i) => (p.hit ? <mark key={i}>{p.text}</mark> : <span key={i}>{p.text}</span>))
}

/** Public pages are the server's own: a plain link, not the desk's. */
const outside = (to: string) => to.startsWith('/g/')

/** Ctrl-K: matters by number or any of their words, deputies and units by name or initials; arrows and Enter. */
export function SearchBox({ onClose }: { onClose: () => void }) {
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(q.trim())
  const go = useGo()
  const hits = useQuery({
    queryKey: ['pick', 'search', asked],
    queryFn: () => getJson<Found>(`/api/search?q=${encodeURIComponent(asked)}`),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  })
  const page = asked ? hits.data : undefined
  const rows: { key: string; to: string; body: React.ReactNode }[] = [
    ...(page?.names ?? []).map((n) => ({
      key: n.to,
      to: n.to,
      body: <Name n={n} />,
    })),
    ...(page?.rows ?? []).map((h) => ({ key: h.id, to: matterPath(h.process, h.id), body: <Hit h={h} /> })),
  ]
  const open = (to: string | undefined) => {
    if (!to) return
    onClose()
    if (outside(to)) window.open(to, '_blank', 'noopener')
    else go(to)
  }
  const key = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown') setAt((n) => Math.min(n + 1, rows.length - 1))
    else if (e.key === 'ArrowUp') setAt((n) => Math.max(n - 1, 0))
    else if (e.key === 'Enter' && !e.nativeEvent.isComposing) open(rows[at]?.to)
    else return
    e.preventDefault()
  }
  return (
    <Modal open title="查找" footer={null} onCancel={onClose} destroyOnHidden width={720}>
      <Input
        autoFocus
        size="large"
        value={q}
        placeholder="编号、标题和内容里的字，代表和单位的名字或首字母，如：45、公交、lxl"
        aria-label="查找事项"
        onChange={(e) => {
          setQ(e.target.value)
          setAt(0)
        }}
        onKeyDown={key}
      />
      {page?.loose && <p className="dk-soft">没有同时写到这些字的，下面是写到其中几个字的。</p>}
      <ul className="dk-hits">
        {rows.map((r, i) => (
          <li key={r.key}>
            <button type="button" className={i === at ? 'dk-on' : ''} onClick={() => open(r.to)}>
              {r.body}
            </button>
          </li>
        ))}
      </ul>
      {page && rows.length > 0 && (
        <p className="dk-soft">
          共 {totalOf(page)} 件{' '}
          <Button type="link" size="small" onClick={() => open(`/search?q=${encodeURIComponent(asked)}`)}>
            全部结果和筛选
          </Button>
        </p>
      )}
      {page && !hits.isFetching && rows.length === 0 && <Empty description="没有找到。换个写法试试，例如只写两个关键字" image={Empty.PRESENTED_IMAGE_SIMPLE} />}
    </Modal>
  )
}

function Name({ n }: { n: NameHit }) {
  return (
    <>
      <span className="dk-tag dk-tag-grey">{KINDS[n.kind]}</span> {n.name} <span className="dk-soft">{n.note}</span>
    </>
  )
}

function Hit({ h }: { h: SearchHit }) {
  return (
    <>
      <span className="dk-soft">{h.number}</span> <Marked pieces={h.title} />
      <small className="dk-soft">
        {h.stateLabel} {h.about}
      </small>
      {h.snippet.length > 0 && (
        <small className="dk-soft dk-block">
          <Marked pieces={h.snippet} />
        </small>
      )}
    </>
  )
}

/** All of what was found, by kind and year; the address can be sent to a colleague. */
export function SearchPage() {
  const go = useGo()
  const search = useLocation().searchStr
  const params = new URLSearchParams(search)
  const q = params.get('q') ?? ''
  const [typed, setTyped] = useState(q)
  // The address may change from outside: Ctrl-K, back and forward.
  useEffect(() => setTyped(q), [q])
  const set = (key: string, value: string) => {
    const p = new URLSearchParams(search)
    if (value && p.get(key) !== value) p.set(key, value)
    else p.delete(key)
    go(`/search?${p}`, true)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed sends it on
  useEffect(() => {
    if (typed.trim() === q) return
    const t = setTimeout(() => {
      const p = new URLSearchParams(search)
      p.set('q', typed.trim())
      go(`/search?${p}`, true)
    }, 300)
    return () => clearTimeout(t)
  }, [typed])
  const found = useInfiniteQuery({
    queryKey: ['list', 'search', params.toString()],
    initialPageParam: 0,
    getNextPageParam: (p: Found) => p.next,
    queryFn: ({ pageParam }) => getJson<Found>(`/api/search?${params}${pageParam ? `&from=${pageParam}` : ''}`),
    placeholderData: keepPreviousData,
    enabled: q !== '',
  })
  const first = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((p) => p.rows) ?? []
  const pills = (key: string, label: string, of: Page['years']) => (
    <nav aria-label={label} className="dk-pills">
      {of.map((x) => (
        <button key={x.value} type="button" className={`dk-pill ${params.get(key) === x.value ? 'dk-on' : ''}`} onClick={() => set(key, x.value)}>
          {x.label} <b className="dk-num">{x.count}</b>
        </button>
      ))}
    </nav>
  )
  return (
    <section>
      <div className="dk-title">
        <h1>查找</h1>
        <Input.Search
          aria-label="查找"
          placeholder="编号、标题和内容里的字"
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          allowClear
          style={{ maxWidth: 480 }}
        />
      </div>
      {first && q && (
        <>
          <div className="dk-filters">
            {pills('among', '按种类筛选', first.processes)}
            {first.years.length > 1 && pills('year', '按年份筛选', first.years)}
          </div>
          <p role="status" className="dk-soft">
            {first.loose && '没有同时写到这些字的，下面是写到其中几个字的。'}共 {totalOf(first)} 件{first.capped && '，只列最近的一千件，请再加一个字'}
          </p>
          {first.names.length > 0 && (
            <ul className="dk-hits dk-card">
              {first.names.map((n) => (
                <li key={n.to}>
                  {outside(n.to) ? (
                    <a href={n.to}>
                      <Name n={n} />
                    </a>
                  ) : (
                    <A to={n.to}>
                      <Name n={n} />
                    </A>
                  )}
                </li>
              ))}
            </ul>
          )}
          <ul className="dk-hits dk-card">
            {rows.map((h) => (
              <li key={h.id}>
                <A to={matterPath(h.process, h.id)}>
                  <Hit h={h} />
                </A>
              </li>
            ))}
          </ul>
          {rows.length === 0 && first.names.length === 0 && (
            <Empty description="没有找到。换个写法试试，例如只写两个关键字" image={Empty.PRESENTED_IMAGE_SIMPLE} />
          )}
          {found.hasNextPage && (
            <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看 20 件
            </Button>
          )}
        </>
      )}
    </section>
  )
}
