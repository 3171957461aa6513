import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Drawer, Empty } from 'antd'
import type { NoticeView } from '../../kernel/wire.ts'
import { getJson, postJson } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { useRefresh } from '../parts/use.ts'
import { when } from './bits.tsx'
import { useGo } from './link.tsx'

const KIND = { duty: '待办', news: '动态', warn: '提醒', late: '逾期' } as const

export function Notices({ open, onClose }: { open: boolean; onClose: () => void }) {
  const go = useGo()
  const refresh = useRefresh()
  const list = useInfiniteQuery({
    queryKey: ['notices'],
    enabled: open,
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      getJson<{ items: NoticeView[]; next: string | null }>(`/api/notices${pageParam ? `?after=${encodeURIComponent(pageParam)}` : ''}`),
    getNextPageParam: (p) => p.next,
  })
  const read = async (ids?: string[]) => {
    await postJson('/api/notices/read', { ids })
    await refresh()
  }
  const items = list.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Drawer open={open} onClose={onClose} title="消息" size={460} extra={<Button onClick={() => void read()}>全部已读</Button>}>
      {!list.isPending && items.length === 0 && <Empty description="还没有消息" />}
      <ul className="dk-notices">
        {items.map((n) => (
          <li key={n.id} className={n.read ? '' : 'dk-unread'}>
            <button
              type="button"
              onClick={() => {
                void read([n.id])
                onClose()
                if (n.matter) go(matterPath(n.process ?? 'suggestion', n.matter))
              }}
            >
              <b className={n.kind === 'late' ? 'dk-red' : ''}>{KIND[n.kind]}</b> {n.text}
              <small className="dk-soft">
                {when(n.at)} {!n.read && '未读'}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button block onClick={() => void list.fetchNextPage()}>
          再看一些
        </Button>
      )}
    </Drawer>
  )
}
