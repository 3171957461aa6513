import { useQuery } from '@tanstack/react-query'
import { Empty, Input, Modal } from 'antd'
import { type KeyboardEvent, useDeferredValue, useState } from 'react'
import { getJson } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { useGo } from './link.tsx'

interface Hit {
  process: string
  id: string
  number: string
  title: string
  stateLabel: string
  snippet: string
}

/** Ctrl-K: by number or words of the title; arrows and Enter. */
export function SearchBox({ onClose }: { onClose: () => void }) {
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(q.trim())
  const go = useGo()
  const hits = useQuery({
    queryKey: ['pick', 'search', asked],
    queryFn: () => getJson<{ rows: Hit[] }>(`/api/search?q=${encodeURIComponent(asked)}`),
    enabled: asked.length > 0,
  })
  const rows = hits.data?.rows ?? []
  const open = (h: Hit | undefined) => {
    if (!h) return
    onClose()
    go(matterPath(h.process, h.id))
  }
  const key = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown') setAt((n) => Math.min(n + 1, rows.length - 1))
    else if (e.key === 'ArrowUp') setAt((n) => Math.max(n - 1, 0))
    else if (e.key === 'Enter' && !e.nativeEvent.isComposing) open(rows[at])
    else return
    e.preventDefault()
  }
  return (
    <Modal open title="查找" footer={null} onCancel={onClose} destroyOnHidden width={640}>
      <Input
        autoFocus
        size="large"
        value={q}
        placeholder="编号或标题里的字，如：45、公交"
        aria-label="查找事项"
        onChange={(e) => {
          setQ(e.target.value)
          setAt(0)
        }}
        onKeyDown={key}
      />
      <ul className="dk-hits">
        {rows.map((h, i) => (
          <li key={h.id}>
            <button type="button" className={i === at ? 'dk-on' : ''} onClick={() => open(h)}>
              <span className="dk-soft">{h.number}</span> {h.title}
              <small className="dk-soft">
                {h.stateLabel} {h.snippet}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {asked && !hits.isFetching && rows.length === 0 && (
        <Empty description="没有找到。换个写法试试，例如只写两个关键字" image={Empty.PRESENTED_IMAGE_SIMPLE} />
      )}
    </Modal>
  )
}
