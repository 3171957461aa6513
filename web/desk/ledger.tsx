/** 承诺事项台账: what was promised, by whom, by when, and whether it was kept; every count is a filter. */
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Button, Select, Table } from 'antd'
import { getJson, seated } from '../parts/api.ts'
import { lights } from '../parts/tokens.ts'
import { Loaded } from './bits.tsx'
import { A, useGo } from './link.tsx'

interface Row {
  id: string
  matter: string
  number: string
  title: string
  unit: string
  unitName: string
  item: string
  measure: string
  owner: string
  madeOn: string
  firstDue: string
  dueOn: string
  state: string
  stateWords: string
  progress: string
  carried: boolean
  late: boolean
}
interface Ledger {
  counts: Record<'all' | 'kept' | 'late' | 'changed' | 'open' | 'carried', number>
  units: { id: string; name: string; count: number }[]
  rows: Row[]
}

const SHOW = [
  ['', '全部', 'all'],
  ['open', '未完成', 'open'],
  ['late', '逾期', 'late'],
  ['kept', '已兑现', 'kept'],
  ['changed', '变更', 'changed'],
  ['carried', '往年结转', 'carried'],
] as const

export function LedgerPage() {
  const go = useGo()
  const params = new URLSearchParams(useLocation().searchStr)
  const q = useQuery({ queryKey: ['ledger', params.toString()], queryFn: () => getJson<Ledger>(`/api/promises?${params}`), placeholderData: (old) => old })
  const to = (key: string, value: string | undefined) => {
    const p = new URLSearchParams(params)
    if (value) p.set(key, value)
    else p.delete(key)
    return `/ledger${p.size ? `?${p}` : ''}`
  }
  const year = new Date().getFullYear()
  return (
    <section>
      <Loaded q={q}>
        {(l) => (
          <>
            <div className="dk-title">
              <h1>承诺台账</h1>
              <nav aria-label="按状态筛选">
                {SHOW.map(([key, label, of]) => (
                  <A key={key} to={to('show', key)} className={`dk-pill ${(params.get('show') ?? '') === key ? 'dk-on' : ''}`}>
                    {label} <b className="dk-num">{l.counts[of]}</b>
                  </A>
                ))}
              </nav>
            </div>
            <div className="dk-filters">
              <Select
                aria-label="年度"
                placeholder="年度"
                allowClear
                style={{ width: 130 }}
                value={params.get('year') ?? undefined}
                onChange={(v) => go(to('year', v), true)}
                options={[year, year - 1, year - 2].map((y) => ({ value: String(y), label: `${y} 年在账` }))}
              />
              <Select
                aria-label="单位"
                placeholder="承诺单位"
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                style={{ minWidth: 220 }}
                value={params.get('unit') ?? undefined}
                onChange={(v) => go(to('unit', v), true)}
                options={l.units.map((u) => ({ value: u.id, label: `${u.name}（${u.count}）` }))}
              />
              <span className="dk-grow" />
              <Button href={seated(`/api/promises.xlsx?${params}`)}>导出 Excel</Button>
              <Button href={seated('/api/documents/preview.docx?template=promiseLedger')}>台账（Word）</Button>
              <Button onClick={() => print()}>打印</Button>
            </div>
            <Table<Row>
              rowKey="id"
              size="middle"
              dataSource={l.rows}
              pagination={l.rows.length > 100 ? { pageSize: 100 } : false}
              sticky
              scroll={{ x: 1000 }}
              locale={{ emptyText: '没有承诺事项。答复结果为“正在解决”的建议，单位的承诺会列在这里。' }}
              columns={[
                { title: '承诺单位', width: 170, render: (_, r) => r.unitName },
                {
                  title: '承诺事项',
                  render: (_, r) => (
                    <>
                      {r.item} {r.carried && <em className="dk-tag dk-tag-grey">往年结转</em>}
                      {r.measure && <small className="dk-soft dk-block">措施：{r.measure}</small>}
                      {r.progress && <small className="dk-soft dk-block">进展：{r.progress}</small>}
                    </>
                  ),
                },
                {
                  title: '建议',
                  width: 300,
                  render: (_, r) => (
                    <A to={`/suggestion/${r.matter}`}>
                      <span className="dk-soft">{r.number}</span> {r.title}
                    </A>
                  ),
                },
                {
                  title: '时限',
                  width: 130,
                  render: (_, r) => (
                    <span className="dk-nowrap">
                      {r.dueOn}
                      {r.firstDue !== r.dueOn && <small className="dk-soft dk-block">原定 {r.firstDue}</small>}
                    </span>
                  ),
                },
                {
                  title: '状态',
                  width: 120,
                  render: (_, r) => {
                    const l = lights[r.late ? 'red' : r.state === 'fulfilled' ? 'done' : r.state === 'changed' ? 'paused' : 'green']
                    return (
                      <span style={{ color: l.color }} className="dk-nowrap">
                        <span aria-hidden>{l.sign}</span> {r.stateWords}
                      </span>
                    )
                  },
                },
              ]}
            />
          </>
        )}
      </Loaded>
    </section>
  )
}
