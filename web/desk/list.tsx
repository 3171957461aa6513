/** The list: filters in the address, keyset pages, many at once, export by the same filters. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Button, Dropdown, Input, Select, Table, type TableColumnsType } from 'antd'
import { useEffect, useState } from 'react'
import type { ListRow, ListPage as Page } from '../../kernel/wire.ts'
import { getJson, seated } from '../parts/api.ts'
import { DueText } from '../parts/due.tsx'
import { BulkDialog } from './bulk.tsx'
import { A, useGo } from './link.tsx'

interface Facet {
  value: string
  label: string
  count: number
}
type Facets = Record<'stages' | 'states' | 'categories' | 'units' | 'delegations' | 'sessions' | 'lights', Facet[]>

const COLUMNS: Record<string, { title: string; width?: number; cell: (r: ListRow) => React.ReactNode }> = {
  number: { title: '编号', width: 140, cell: (r) => <span className="dk-nowrap">{r.number || <span className="dk-soft">未编号</span>}</span> },
  title: {
    title: '标题',
    cell: (r) => (
      <A to={`/suggestion/${r.id}`}>
        {r.title} {r.key && <em className="dk-tag">重点</em>}
      </A>
    ),
  },
  lead: {
    title: '领衔代表',
    width: 110,
    cell: (r) => (
      <span className="dk-name">
        {r.lead}
        {r.cosigners > 0 && <small className="dk-soft"> 等{r.cosigners + 1}人</small>}
      </span>
    ),
  },
  delegation: { title: '代表团', width: 130, cell: (r) => r.delegation },
  category: { title: '类别', width: 120, cell: (r) => r.category },
  units: {
    title: '承办单位',
    width: 216,
    cell: (r) =>
      r.units.map((u) => (
        <div key={u.role + u.name} className="dk-nowrap">
          {u.role === 'co' && <span className="dk-soft">会办 </span>}
          {u.name} <small className="dk-soft">{u.stepLabel}</small>
        </div>
      )),
  },
  state: { title: '状态', width: 120, cell: (r) => r.stateLabel },
  due: {
    title: '期限',
    width: 236,
    cell: (r) =>
      r.due ? (
        <>
          <span className="dk-soft dk-block">{r.due.label}</span>
          <DueText due={r.due} />
        </>
      ) : (
        ''
      ),
  },
}
const SHOWN = ['number', 'title', 'lead', 'units', 'state', 'due']
const KEPT = 'huying.columns.suggestion'
/** Bulk acts that make sense from a list; the preview says which of the chosen allow it. */
const BULK = [
  { action: 'signOff', label: '审签' },
  { action: 'handOver', label: '按方案交办' },
  { action: 'signFor', label: '签收' },
  { action: 'nameHandlers', label: '明确承办人员' },
  { action: 'acceptPreAssign', label: '同意承办' },
  { action: 'proposeKey', label: '提名重点督办' },
]

export function ListPage() {
  const go = useGo()
  const search = useLocation().searchStr
  const params = new URLSearchParams(search)
  const [typed, setTyped] = useState(params.get('q') ?? '')
  const [chosen, setChosen] = useState<string[]>([])
  const [bulk, setBulk] = useState<(typeof BULK)[number] | null>(null)
  const [columns, setColumns] = useState<string[]>(() => JSON.parse(localStorage.getItem(KEPT) ?? 'null') ?? SHOWN)
  const query = params.toString()
  const set = (key: string, value: string | undefined) => {
    const p = new URLSearchParams(search)
    if (value) p.set(key, value)
    else p.delete(key)
    go(`/suggestion${p.size ? `?${p}` : ''}`, true)
  }
  useEffect(() => {
    if (typed.trim() === (params.get('q') ?? '')) return
    const t = setTimeout(() => set('q', typed.trim()), 400)
    return () => clearTimeout(t)
  })
  const list = useInfiniteQuery({
    queryKey: ['list', query],
    initialPageParam: '',
    getNextPageParam: (p: Page) => p.next,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => getJson<Page>(`/api/suggestion?${query}${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`),
  })
  const facets = useQuery({ queryKey: ['facets', query], queryFn: () => getJson<Facets>(`/api/suggestion/facets?${query}`), placeholderData: (old) => old })
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  const f = facets.data
  const pick = (key: string, label: string, of: Facet[] | undefined) => (
    <Select
      key={key}
      aria-label={label}
      placeholder={label}
      allowClear
      mode="multiple"
      maxTagCount={1}
      style={{ minWidth: 150 }}
      value={params.get(key)?.split(',').filter(Boolean) ?? []}
      onChange={(v) => set(key, v.join(','))}
      options={(of ?? []).map((x) => ({ value: x.value, label: `${x.label}（${x.count}）` }))}
      optionFilterProp="label"
    />
  )
  const shown: TableColumnsType<ListRow> = columns
    .filter((c) => COLUMNS[c])
    .map((c) => ({ key: c, title: COLUMNS[c]?.title, width: COLUMNS[c]?.width, render: (_: unknown, r: ListRow) => COLUMNS[c]?.cell(r) }))
  return (
    <section>
      <div className="dk-title">
        <h1>建议</h1>
        <nav aria-label="按环节筛选">
          {f?.stages.map((s) => (
            <A key={s.value} to={`/suggestion?${toggled(params, 'stage', s.value)}`} className={`dk-pill ${params.get('stage') === s.value ? 'dk-on' : ''}`}>
              {s.label} <b className="dk-num">{s.count}</b>
            </A>
          ))}
          {f?.lights.map((s) => (
            <A key={s.value} to={`/suggestion?${toggled(params, 'light', s.value)}`} className={`dk-pill ${params.get('light') === s.value ? 'dk-on' : ''}`}>
              {s.label} <b className="dk-num">{s.count}</b>
            </A>
          ))}
        </nav>
      </div>
      <div className="dk-filters">
        <Input.Search
          aria-label="按编号或标题查找"
          placeholder="编号、标题或内容"
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          allowClear
          style={{ width: 220 }}
        />
        {pick('state', '状态', f?.states)}
        {pick('unit', '承办单位', f?.units)}
        {pick('delegation', '代表团', f?.delegations)}
        {pick('category', '类别', f?.categories)}
        {pick('session', '会次', f?.sessions)}
        <Select
          aria-label="排序"
          value={params.get('sort') ?? 'new'}
          onChange={(v) => set('sort', v === 'new' ? undefined : v)}
          options={[
            { value: 'new', label: '最近变化在前' },
            { value: 'due', label: '先到期在前' },
            { value: 'no', label: '按编号' },
          ]}
          style={{ width: 140 }}
        />
        <Button type={params.get('key') ? 'primary' : 'default'} ghost={!!params.get('key')} onClick={() => set('key', params.get('key') ? undefined : 'yes')}>
          只看重点
        </Button>
        {params.size > 0 && (
          <Button
            onClick={() => {
              setTyped('')
              go('/suggestion', true)
            }}
          >
            清除筛选
          </Button>
        )}
        <span className="dk-grow" />
        <Dropdown
          trigger={['click']}
          menu={{
            items: Object.entries(COLUMNS).map(([k, c]) => ({ key: k, label: `${columns.includes(k) ? '☑' : '☐'} ${c.title}` })),
            onClick: ({ key }) => {
              const next = columns.includes(key) ? columns.filter((c) => c !== key) : Object.keys(COLUMNS).filter((c) => c === key || columns.includes(c))
              setColumns(next)
              localStorage.setItem(KEPT, JSON.stringify(next))
            },
          }}
        >
          <Button>列</Button>
        </Dropdown>
        <Button href={seated(`/api/suggestion.xlsx?${query}`)}>导出 Excel</Button>
        <Button onClick={() => print()}>打印</Button>
      </div>
      {chosen.length > 0 && (
        <div className="dk-bulk" role="status">
          已选 {chosen.length} 件
          {BULK.map((b) => (
            <Button key={b.action} onClick={() => setBulk(b)}>
              {b.label}
            </Button>
          ))}
          <Button onClick={() => setChosen([])}>取消选择</Button>
        </div>
      )}
      <p className="dk-soft" role="status">
        共 {total > 1000 ? '1000+' : total} 件
      </p>
      <Table
        rowKey="id"
        size="middle"
        dataSource={rows}
        columns={shown}
        loading={list.isPending}
        pagination={false}
        sticky={{ offsetHeader: 0 }}
        rowSelection={{ selectedRowKeys: chosen, onChange: (k) => setChosen(k as string[]) }}
        locale={{ emptyText: params.size > 0 ? '没有符合条件的建议，可以清除筛选再看' : '还没有建议' }}
        scroll={{ x: 960 }}
      />
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()} style={{ marginTop: 16 }}>
          再看 50 件
        </Button>
      )}
      {bulk && (
        <BulkDialog
          {...bulk}
          ids={chosen}
          onClose={() => {
            setBulk(null)
            setChosen([])
          }}
        />
      )}
    </section>
  )
}

function toggled(params: URLSearchParams, key: string, value: string): string {
  const p = new URLSearchParams(params)
  if (p.get(key) === value) p.delete(key)
  else p.set(key, value)
  return p.toString()
}
