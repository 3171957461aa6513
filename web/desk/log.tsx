/** 办理日志: what an auditor reads. When, who, in which capacity, what kind of thing; never what it was about. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Table } from 'antd'
import { useState } from 'react'
import type { LogPage as Answer } from '../../kernel/wire-work.ts'
import { getJson } from '../parts/api.ts'
import { when } from './bits.tsx'

export function LogPage() {
  const [by, setBy] = useState('')
  const q = useInfiniteQuery({
    queryKey: ['log', by],
    queryFn: ({ pageParam }) => getJson<Answer>(`/api/log?by=${encodeURIComponent(by)}${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
  return (
    <section>
      <div className="dk-title">
        <h1>办理日志</h1>
        <span className="dk-soft">何时、谁、办了哪一类事；不含事项的内容。</span>
        <span className="dk-grow" />
        <Input.Search allowClear placeholder="办理人姓名" aria-label="办理人姓名" style={{ width: 220 }} onSearch={(v) => setBy(v.trim())} />
      </div>
      <Table
        rowKey="id"
        size="small"
        pagination={false}
        loading={q.isPending}
        dataSource={q.data?.pages.flatMap((p) => p.rows) ?? []}
        scroll={{ x: 640 }}
        locale={{ emptyText: by ? '没有这个人的办理' : '还没有办理' }}
        columns={[
          { title: '时间', width: 170, render: (_, x) => <span className="dk-nowrap">{when(x.at)}</span> },
          { title: '办理人', width: 140, dataIndex: 'who' },
          { title: '身份', width: 170, dataIndex: 'office' },
          { title: '事项种类', width: 150, dataIndex: 'what' },
          { title: '办理', dataIndex: 'action' },
        ]}
      />
      {q.hasNextPage && (
        <Button block style={{ marginTop: 8 }} loading={q.isFetchingNextPage} onClick={() => void q.fetchNextPage()}>
          更早的
        </Button>
      )}
    </section>
  )
}
