/** Notices: what has happened with the matters one takes part in. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NoticeView } from '../../kernel/wire.ts'
import { NextIcon } from './icons.tsx'
import { A, paths } from './nav.tsx'
import { getJson, postJson } from './net.ts'
import { Loaded, when } from './pieces.tsx'
import { Page } from './shell.tsx'

interface Notices {
  items: NoticeView[]
  next: string | null
}

export const useNotices = () => useQuery({ queryKey: ['notices', 'first'], queryFn: () => getJson<Notices>('/api/notices') })

const KIND: Record<NoticeView['kind'], { word: string; tone: string }> = {
  duty: { word: '待办', tone: 'pk-key' },
  news: { word: '进展', tone: 'pk-green' },
  warn: { word: '提醒', tone: 'pk-amber' },
  late: { word: '逾期', tone: 'pk-red' },
}

export function NoticeRows({ items }: { items: NoticeView[] }) {
  const client = useQueryClient()
  if (items.length === 0) return <p className="pk-soft">还没有动态。</p>
  const read = (n: NoticeView) => {
    if (!n.read)
      void postJson('/api/notices/read', { ids: [n.id] }).then(
        () => Promise.all([client.invalidateQueries({ queryKey: ['notices'] }), client.invalidateQueries({ queryKey: ['me'] })]),
        () => undefined,
      )
  }
  return (
    <ul className="pk-card pk-list">
      {items.map((n) => {
        const body = (
          <span>
            <span className="pk-row pk-small">
              <span className={`pk-tag ${KIND[n.kind].tone}`}>{KIND[n.kind].word}</span>
              <span className="pk-soft">{when(n.at)}</span>
              {!n.read && <b className="pk-key">未读</b>}
            </span>
            <span style={{ display: 'block' }}>{n.text}</span>
          </span>
        )
        return (
          <li key={n.id}>
            {n.matter ? (
              <A to={paths.matter(n.matter)} onClick={() => read(n)}>
                {body}
                <NextIcon />
              </A>
            ) : (
              <button type="button" onClick={() => read(n)}>
                {body}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

export function NoticesPage() {
  const client = useQueryClient()
  const q = useInfiniteQuery({
    queryKey: ['notices', 'all'],
    queryFn: ({ pageParam }) => getJson<Notices>(`/api/notices${pageParam ? `?after=${encodeURIComponent(pageParam)}` : ''}`),
    initialPageParam: '',
    getNextPageParam: (p) => p.next,
  })
  const all = useMutation({
    mutationFn: () => postJson('/api/notices/read', {}),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ['notices'] }), client.invalidateQueries({ queryKey: ['me'] })]),
  })
  return (
    <Page
      title="动态"
      up={paths.today}
      right={
        <button type="button" className="pk-btn pk-btn-bare" disabled={all.isPending} onClick={() => all.mutate()}>
          全部已读
        </button>
      }
    >
      <Loaded q={q}>{(d) => <NoticeRows items={d.pages.flatMap((p) => p.items)} />}</Loaded>
      {q.hasNextPage && (
        <button type="button" className="pk-btn pk-btn-wide" disabled={q.isFetchingNextPage} onClick={() => void q.fetchNextPage()}>
          {q.isFetchingNextPage ? '正在打开…' : '再看早些的'}
        </button>
      )}
    </Page>
  )
}
