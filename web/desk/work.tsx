/** The list of any kind of matter: stages as filters, many at once, a new one, the workbook. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useLocation, useParams } from '@tanstack/react-router'
import { Button, Input, Table, type TableColumnsType } from 'antd'
import { useEffect, useState } from 'react'
import type { Button as Act, WorkPage as Page, ProcessInfo, WorkRow } from '../../kernel/wire.ts'
import { getJson, seated } from '../parts/api.ts'
import { DueText } from '../parts/due.tsx'
import { useKinds } from '../parts/use.ts'
import { NewDrawer } from './act.tsx'
import { Loaded } from './bits.tsx'
import { BulkDialog } from './bulk.tsx'
import { A, useGo } from './link.tsx'

export function WorkPage() {
  const { process } = useParams({ strict: false }) as { process: string }
  const kinds = useKinds()
  return (
    <Loaded q={kinds}>
      {(all) => {
        const kind = all.find((k) => k.name === process)
        return kind ? <Work key={process} kind={kind} /> : <p className="dk-empty">您当前的身份不办理这一类事项。</p>
      }}
    </Loaded>
  )
}

function Work({ kind }: { kind: ProcessInfo }) {
  const go = useGo()
  const search = useLocation().searchStr
  const params = new URLSearchParams(search)
  const query = params.toString()
  const [typed, setTyped] = useState(params.get('q') ?? '')
  const [chosen, setChosen] = useState<string[]>([])
  const [bulk, setBulk] = useState<{ action: string; label: string } | null>(null)
  const [making, setMaking] = useState<string | null>(null)
  const at = `/of/${kind.name}`
  const set = (key: string, value: string | undefined) => {
    const p = new URLSearchParams(search)
    if (value && p.get(key) !== value) p.set(key, value)
    else p.delete(key)
    go(`${at}${p.size ? `?${p}` : ''}`, true)
  }
  useEffect(() => {
    if (typed.trim() === (params.get('q') ?? '')) return
    const t = setTimeout(() => set('q', typed.trim()), 400)
    return () => clearTimeout(t)
  })
  const list = useInfiniteQuery({
    queryKey: ['work', kind.name, query],
    initialPageParam: '',
    getNextPageParam: (p: Page) => p.next,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => getJson<Page>(`/api/${kind.name}?${query}${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`),
  })
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? []
  const pill = (key: 'stage' | 'light' | 'filter', s: Page['stages'][number]) => (
    <button
      key={key + s.value}
      type="button"
      aria-pressed={params.get(key) === s.value}
      className={`dk-pill ${params.get(key) === s.value ? 'dk-on' : ''}`}
      onClick={() => set(key, s.value)}
    >
      {s.label} <b className="dk-num">{s.count}</b>
    </button>
  )
  return (
    <section>
      <div className="dk-title">
        <h1>{kind.label}</h1>
        <div className="dk-pills">
          {first?.stages.map((s) => pill('stage', s))}
          {first?.lights.map((s) => pill('light', s))}
          {first?.filters.map((s) => pill('filter', s))}
        </div>
      </div>
      <div className="dk-filters">
        <Input.Search
          aria-label="按编号或标题查找"
          placeholder="编号、标题或内容"
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          allowClear
          style={{ width: 240 }}
        />
        {params.size > 0 && (
          <Button
            onClick={() => {
              setTyped('')
              go(at, true)
            }}
          >
            清除筛选
          </Button>
        )}
        <span className="dk-grow" />
        {kind.beginsAt && (
          <Button type="primary" onClick={() => kind.beginsAt && go(kind.beginsAt.to)}>
            {kind.beginsAt.label}
          </Button>
        )}
        {kind.creates.map((c, i) => (
          <Button key={c.action} type={i === 0 ? 'primary' : 'default'} onClick={() => setMaking(c.action)}>
            {c.label}
          </Button>
        ))}
        {kind.name === 'station' && kind.creates.length > 0 && <Button onClick={() => go('/stations/import')}>批量登记</Button>}
        <Button href={seated(`/api/${kind.name}.xlsx?${query}`)}>导出 Excel</Button>
        <Button onClick={() => print()}>打印</Button>
      </div>
      {chosen.length > 0 && (
        <div className="dk-bulk" role="status">
          已选 {chosen.length} 件
          {kind.bulk.map((b) => (
            <Button key={b.action} onClick={() => setBulk(b)}>
              {b.label}
            </Button>
          ))}
          <Button onClick={() => setChosen([])}>取消选择</Button>
        </div>
      )}
      <p className="dk-soft" role="status">
        共 {first?.total ?? 0} 件
      </p>
      <Table
        rowKey="id"
        size="middle"
        dataSource={rows}
        columns={columnsOf(kind.name, first?.columns ?? [])}
        loading={list.isPending}
        pagination={false}
        {...(kind.bulk.length > 0 ? { rowSelection: { selectedRowKeys: chosen, onChange: (k: unknown[]) => setChosen(k as string[]) } } : {})}
        locale={{ emptyText: params.size > 0 ? '没有符合条件的，可以清除筛选再看' : `还没有${kind.label}` }}
        // Wider with more columns; an empty table that scrolls could not be reached by the keyboard.
        {...(rows.length > 0 ? { sticky: true, scroll: { x: 850 + (first?.columns.length ?? 0) * 92 } } : {})}
      />
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()} style={{ marginTop: 16 }}>
          再看 50 件
        </Button>
      )}
      {bulk && (
        <BulkDialog
          process={kind.name}
          {...bulk}
          ids={chosen}
          onClose={() => {
            setBulk(null)
            setChosen([])
          }}
        />
      )}
      {making && <Making process={kind.name} action={making} onClose={() => setMaking(null)} onDone={(id) => go(`${at}/${id}`)} />}
    </section>
  )
}

function columnsOf(process: string, more: string[]): TableColumnsType<WorkRow> {
  return [
    { title: '编号', width: 146, render: (_, r) => <span className="dk-nowrap">{r.number || <span className="dk-soft">未编号</span>}</span> },
    {
      title: '标题',
      render: (_, r) => (
        <A to={`/of/${process}/${r.id}`}>
          {r.title} {r.key && <em className="dk-tag">重点</em>}
        </A>
      ),
    },
    ...more.map((title, i) => ({ title, width: 92, render: (_: unknown, r: WorkRow) => r.cells[i] })),
    {
      title: '单位',
      width: 150,
      render: (_, r) => (
        <>
          {r.units.slice(0, 3).map((u) => (
            <div key={u.role + u.name}>
              {u.name} <small className="dk-soft">{u.stepLabel}</small>
            </div>
          ))}
          {r.units.length > 3 && <small className="dk-soft">等 {r.units.length} 个</small>}
        </>
      ),
    },
    { title: '状态', width: 104, render: (_, r) => r.stateLabel },
    {
      title: '期限',
      width: 220,
      render: (_, r) =>
        r.due && (
          <>
            <span className="dk-soft dk-block">{r.due.label}</span>
            <DueText due={r.due} />
          </>
        ),
    },
  ]
}

function Making({ process, action, onClose, onDone }: { process: string; action: string; onClose: () => void; onDone: (id: string) => void }) {
  const q = useQuery({ queryKey: ['pick', 'new', process, action], queryFn: () => getJson<Act>(`/api/${process}/new?action=${action}`), staleTime: 0 })
  return q.data ? <NewDrawer process={process} button={q.data} onClose={onClose} onDone={onDone} /> : null
}
