/** 代表名册: find, export, import. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Alert, Button, Input, Table } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { RosterPage as Page, RosterEntry } from '../../kernel/wire-roster.ts'
import { getJson, seated, wordsOf } from '../parts/api.ts'
import { RosterImport } from './roster-import.tsx'

export function RosterPage() {
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const [importing, setImporting] = useState(false)
  const list = useInfiniteQuery({
    queryKey: ['roster', q],
    initialPageParam: '',
    getNextPageParam: (p: Page) => p.next,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => getJson<Page>(`/api/roster?q=${encodeURIComponent(q)}${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`),
  })
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? []
  return (
    <section>
      <div className="dk-title">
        <h1>代表名册</h1>
        <span className="dk-soft">共 {list.data?.pages[0]?.total ?? 0} 位</span>
      </div>
      <div className="dk-filters">
        <Input.Search
          aria-label="查找代表"
          placeholder="姓名、拼音或代表证号"
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          allowClear
          style={{ width: 260 }}
        />
        <span className="dk-grow" />
        <Button onClick={() => setImporting(true)}>从 Excel 导入</Button>
        <Button href={seated('/api/roster.xlsx')}>导出 Excel</Button>
      </div>
      {list.error && <Alert type="error" title={wordsOf(list.error)} />}
      <Table
        rowKey="seat"
        size="middle"
        dataSource={rows}
        loading={list.isPending}
        pagination={false}
        sticky
        scroll={{ x: 1100 }}
        locale={{ emptyText: q ? '没有找到这位代表' : '名册是空的，可以从 Excel 导入' }}
        columns={[
          { title: '姓名', dataIndex: 'name', width: 150, render: (n: string) => <b className="dk-name">{n}</b> },
          { title: '性别', dataIndex: 'sex', width: 70 },
          { title: '出生年月', width: 110, render: (_: unknown, r: RosterEntry) => r.birth?.slice(0, 7) ?? '' },
          { title: '民族', dataIndex: 'ethnicity', width: 90 },
          { title: '代表团', dataIndex: 'delegation', width: 150 },
          { title: '代表证号', dataIndex: 'certificateNo', width: 120 },
          { title: '工作单位和职务', render: (_: unknown, r: RosterEntry) => `${r.employer ?? ''} ${r.post ?? ''}` },
          { title: '结构', width: 180, render: (_: unknown, r: RosterEntry) => r.tags.join('、') },
          { title: '状态', dataIndex: 'stateLabel', width: 90 },
        ]}
      />
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()} style={{ marginTop: 16 }}>
          再看一些
        </Button>
      )}
      {importing && <RosterImport onClose={() => setImporting(false)} />}
    </section>
  )
}
