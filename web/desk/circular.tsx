/** 社情民意月报: the month's numbers, units ranked, who has not reported; printed as a circular in one click. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Button, Input, Table } from 'antd'
import { getJson, seated } from '../parts/api.ts'
import { Loaded } from './bits.tsx'
import { A, useGo } from './link.tsx'

interface Count {
  code: string
  n: number
  of: number | null
  rate: string | null
}
interface Circular {
  month: string
  counts: { month: Count[]; year: Count[] }
  labels: Record<string, string>
  units: { id: string; name: string; given: number; due: number; closed: number; late: number; rate: string; least: boolean }[]
  threshold: number
  byChannel: { label: string; n: number }[]
  byCategory: { label: string; n: number }[]
  duty: { each: number; deputies: number; reported: number; missing: string[] }
}

export function CircularPage() {
  const go = useGo()
  const asked = new URLSearchParams(useLocation().searchStr).get('month') ?? ''
  const q = useQuery({
    queryKey: ['circular', asked],
    queryFn: () => getJson<Circular>(`/api/circular${asked && `?month=${asked}`}`),
    placeholderData: keepPreviousData,
  })
  return (
    <section>
      <Loaded q={q}>
        {(c) => {
          const year = c.month.slice(0, 4)
          const to = (code: string, period: string, more = '') => `/report/rows?code=${code}&${period}${more}`
          const paper = (kind: string) => seated(`/api/documents/preview.${kind}?template=concernCircular&month=${c.month}`)
          const counted = (list: Count[], code: string) => list.find((x) => x.code === code)
          return (
            <>
              <div className="dk-title">
                <h1>社情民意月报</h1>
                <Input
                  type="month"
                  aria-label="月份"
                  value={c.month}
                  max={new Date().toISOString().slice(0, 7)}
                  onChange={(e) => e.target.value && go(`/circular?month=${e.target.value}`)}
                  style={{ width: 180 }}
                />
                <Button type="primary" onClick={() => window.open(paper('pdf'), '_blank', 'noopener')}>
                  打印通报
                </Button>
                <Button href={paper('docx')}>通报（Word）</Button>
              </div>
              <Table
                rowKey="code"
                size="small"
                pagination={false}
                dataSource={c.counts.month}
                columns={[
                  { title: '指标', render: (_, x) => c.labels[x.code] },
                  {
                    title: '本月',
                    render: (_, x) => (
                      <A to={to(x.code, `month=${c.month}`)}>
                        {x.n}
                        {x.rate && x.of ? `（${x.rate}）` : ''}
                      </A>
                    ),
                  },
                  {
                    title: '今年以来',
                    render: (_, x) => {
                      const y = counted(c.counts.year, x.code)
                      return (
                        <A to={to(x.code, `year=${year}`)}>
                          {y?.n}
                          {y?.rate && y.of ? `（${y.rate}）` : ''}
                        </A>
                      )
                    },
                  },
                ]}
              />
              <h2>承办单位办结情况（今年以来）</h2>
              <Table
                rowKey="id"
                size="small"
                pagination={false}
                dataSource={c.units}
                locale={{ emptyText: '今年以来没有交单位办理的诉求' }}
                columns={[
                  { title: '位次', width: 70, render: (_, __, i) => i + 1 },
                  { title: '单位', dataIndex: 'name' },
                  { title: '承办', render: (_, u) => <A to={to('ss_unit', `year=${year}`, `&unit=${u.id}`)}>{u.given}</A> },
                  { title: '应办结', render: (_, u) => <A to={to('ss_unit_due', `year=${year}`, `&unit=${u.id}`)}>{u.due}</A> },
                  { title: '逾期', render: (_, u) => <A to={to('ss_unit_late', `year=${year}`, `&unit=${u.id}`)}>{u.late}</A> },
                  { title: '办结', render: (_, u) => <A to={to('ss_unit_closed', `year=${year}`, `&unit=${u.id}`)}>{u.closed}</A> },
                  {
                    title: '办结率',
                    render: (_, u) =>
                      u.least ? (
                        <b className="dk-red">
                          ▲ {u.rate}，低于 {c.threshold}%
                        </b>
                      ) : (
                        u.rate
                      ),
                  },
                ]}
              />
              <h2>本月来路和类别</h2>
              <p>{c.byChannel.map((x) => `${x.label} ${x.n}`).join('，') || '本月没有收到诉求。'}</p>
              <p>{c.byCategory.map((x) => `${x.label} ${x.n}`).join('，')}</p>
              <h2>代表报送</h2>
              <p>
                应报送 {c.duty.deputies} 位，本月报送满 {c.duty.each} 条的 {c.duty.reported} 位。只作提示，不计分。
              </p>
              {c.duty.missing.length > 0 && (
                <details>
                  <summary>本月还没有报送的 {c.duty.missing.length} 位</summary>
                  <p>{c.duty.missing.join('、')}</p>
                </details>
              )}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
