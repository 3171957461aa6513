/** 统计与报告: every number a link to its rows; boards side by side; the annual report as text whose numbers lead on. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Button, Select, Table, Tabs } from 'antd'
import { getJson, seated } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { useMe } from '../parts/use.ts'
import { Loaded } from './bits.tsx'
import { A, useGo } from './link.tsx'
import { TopicsTile } from './topics.tsx'

interface Measured {
  code: string
  label: string
  definition: string
  group: string
  unit: string
  /** Null: not this reader's to see. */
  n: number | null
  of: number | null
  rate: string | null
}
interface Numbers {
  name: string
  from: string
  to: string
  measures: Measured[]
}
interface Board {
  name: string
  label: string
  by: 'unit' | 'delegation'
  columns: { label: string; code: string; of?: string }[]
  rows: { id: string; name: string; n: Record<string, number | null> }[]
  total: Record<string, number | null> | null
}
type Piece = string | { code: string; text: string }
interface Annual {
  title: string
  to: string
  sections: { heading: string; paragraphs: Piece[][] }[]
  tables: { title: string; head: string[]; rows: string[][] }[]
}
interface Overview {
  late: { unit: string; name: string; count: number }[]
  lateTotal: number
  week: { action: string; label: string; count: number }[]
  mine: { id: string; process: string; number: string; title: string; stateLabel: string; due: string | null }[]
}

/** The period in the address, and addresses that keep it. */
function usePeriod() {
  const params = new URLSearchParams(useLocation().searchStr)
  const session = params.get('session')
  const year = params.get('year')
  const month = params.get('month')
  const period = session ? `session=${session}` : month ? `month=${month}` : year ? `year=${year}` : ''
  const rows = (code: string, more = '') => `/report/rows?code=${code}${period && `&${period}`}${more}`
  return { params, period, session, year, rows }
}

export function ReportPage() {
  const go = useGo()
  const { params, period, session, year } = usePeriod()
  const office = useMe().data?.seat.office ?? ''
  const unit = office === 'unit_officer' || office === 'unit_leader'
  const periods = useQuery({
    queryKey: ['pick', 'periods'],
    queryFn: () => getJson<{ sessions: { id: string; name: string }[]; year: number }>('/api/report/periods'),
    staleTime: 600_000,
  })
  const at = (p: string, tab = params.get('tab') ?? '') => `/report?${[p, tab && `tab=${tab}`].filter(Boolean).join('&')}`
  const now = periods.data?.year ?? new Date().getFullYear()
  const tabs = [
    ...(unit ? [] : [{ key: 'numbers', label: '指标', children: <NumbersTab /> }]),
    { key: 'units', label: unit ? '本单位' : '承办单位', children: <BoardTab board="units" /> },
    ...(unit
      ? []
      : [
          { key: 'delegations', label: '代表团', children: <BoardTab board="delegations" /> },
          { key: 'annual', label: '年度报告', children: <AnnualTab /> },
        ]),
  ]
  return (
    <section>
      <div className="dk-title">
        <h1>统计与报告</h1>
        <Select
          aria-label="期间"
          style={{ minWidth: 320 }}
          value={session ?? `y${year ?? now}`}
          onChange={(v: string) => go(at(v.startsWith('y') ? `year=${v.slice(1)}` : `session=${v}`), true)}
          options={[
            ...[now, now - 1, now - 2].map((y) => ({ value: `y${y}`, label: `${y} 年` })),
            ...(periods.data?.sessions ?? []).map((s) => ({ value: s.id, label: s.name })),
          ]}
        />
      </div>
      {!unit && (params.get('tab') || 'numbers') === 'numbers' && <OverviewRow />}
      <Tabs activeKey={params.get('tab') || (tabs[0]?.key ?? '')} onChange={(k) => go(at(period, k), true)} items={tabs} destroyOnHidden />
    </section>
  )
}

function OverviewRow() {
  const q = useQuery({ queryKey: ['overview'], queryFn: () => getJson<Overview>('/api/report/overview') })
  const government = useMe().data?.seat.office === 'gov_office'
  if (!q.data) return null
  const { late, lateTotal, week, mine } = q.data
  const each = late.reduce((n, u) => n + u.count, 0)
  return (
    <div className="dk-three">
      <section className="dk-card">
        <h2>
          <A to="/suggestion?light=unit">现在单位逾期 {lateTotal} 件</A>
        </h2>
        {late.length === 0 && <p className="dk-soft">没有单位逾期。</p>}
        {late.map((u) => (
          <p key={u.unit} className="dk-line">
            <A to={`/suggestion?unit=${u.unit}&light=unit`}>{u.name}</A> <b className="dk-num">{u.count}</b>
          </p>
        ))}
        {each > lateTotal && <p className="dk-soft">一件有两个单位逾期的，各单位都算，合计 {each} 件次。</p>}
      </section>
      <section className="dk-card">
        <h2>近七天</h2>
        {week.length === 0 && <p className="dk-soft">没有动静。</p>}
        {week.map((w) => (
          <p key={w.action} className="dk-line">
            {w.label} <b className="dk-num">{w.count}</b>
          </p>
        ))}
      </section>
      <section className="dk-card">
        <h2>我领衔或联系的重点件</h2>
        {mine.length === 0 && <p className="dk-soft">没有。</p>}
        {mine.slice(0, 6).map((m) => (
          <p key={m.id} className="dk-line">
            <A to={matterPath(m.process, m.id)}>
              {m.number} {m.title}
            </A>{' '}
            <small className="dk-soft dk-nowrap">{m.due && `应于 ${m.due}`}</small>
          </p>
        ))}
      </section>
      {!government && <TopicsTile />}
    </div>
  )
}

function NumbersTab() {
  const { period, rows } = usePeriod()
  const q = useQuery({ queryKey: ['report', period], queryFn: () => getJson<Numbers>(`/api/report?${period}`), placeholderData: keepPreviousData })
  return (
    <Loaded q={q}>
      {(r) => (
        <>
          <p className="dk-soft">
            {r.name}，{r.from} 至 {r.to}。点任一数字看是哪些；率的分母写在后面。
          </p>
          <div className="dk-measures">
            {[...new Set(r.measures.map((m) => m.group))].map((g) => (
              <section key={g} className="dk-card">
                <h2>{g}</h2>
                <table className="dk-table">
                  <tbody>
                    {r.measures
                      .filter((m) => m.group === g)
                      .map((m) => (
                        <tr key={m.code}>
                          <td>
                            {m.label}
                            <small className="dk-soft dk-block">{m.definition}</small>
                          </td>
                          <td className="dk-nowrap dk-right">
                            {m.n === null ? (
                              <span className="dk-soft">不向您显示</span>
                            ) : (
                              <A to={rows(m.code)}>
                                <b className="dk-num">{m.n}</b> {m.unit}
                              </A>
                            )}
                            {m.rate !== null && (
                              <small className="dk-soft dk-block">
                                {m.rate}（共 {m.of}）
                              </small>
                            )}
                          </td>
                        </tr>
                      ))}
                  </tbody>
                </table>
              </section>
            ))}
          </div>
        </>
      )}
    </Loaded>
  )
}

/** As the server says it: half a tenth rounds up. */
function percent(n: number, of: number): string {
  if (of === 0) return '—'
  const tenths = Math.floor((n * 2000 + of) / (of * 2))
  return tenths % 10 === 0 ? `${tenths / 10}%` : `${Math.floor(tenths / 10)}.${tenths % 10}%`
}

function BoardTab({ board }: { board: string }) {
  const { period, rows } = usePeriod()
  const q = useQuery({
    queryKey: ['board', board, period],
    queryFn: () => getJson<Board>(`/api/report/board/${board}?${period}`),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded q={q}>
      {(b) => {
        const cell = (c: Board['columns'][number], n: Record<string, number | null>, id?: string) => {
          if (n[c.code] === null) return <small className="dk-soft">不向您显示</small>
          const part = n[c.code] ?? 0
          if (c.of && !n[c.of]) return <span className="dk-soft">—</span>
          if (!c.of && part === 0) return <span className="dk-soft">0</span>
          return (
            <A to={rows(c.code, id ? `&${b.by}=${id}` : '')} title={c.of ? `${part} / ${n[c.of]}` : undefined}>
              {c.of ? percent(part, n[c.of] ?? 0) : part}
            </A>
          )
        }
        return (
          <>
            <div className="dk-filters">
              <span className="dk-soft">
                {b.name}，{b.rows.length} 个{b.label}。率旁的分子分母指上去可见。
              </span>
              <span className="dk-grow" />
              <Button href={seated(`/api/report/board/${board}/xlsx?${period}`)}>导出 Excel</Button>
              <Button onClick={() => print()}>打印</Button>
            </div>
            <Table
              rowKey="id"
              size="small"
              pagination={false}
              sticky
              dataSource={b.rows}
              scroll={{ x: 160 + b.columns.length * 76 }}
              locale={{ emptyText: '这个期间还没有数据' }}
              columns={[
                { title: b.label, dataIndex: 'name', fixed: 'left', width: 160 },
                ...b.columns.map((c) => ({
                  title: c.label,
                  width: 76,
                  align: 'right' as const,
                  render: (_: unknown, r: Board['rows'][number]) => cell(c, r.n, r.id),
                  sorter: (x: Board['rows'][number], y: Board['rows'][number]) =>
                    (x.n[c.code] ?? 0) / (c.of ? (x.n[c.of] ?? 0) || 1 : 1) - (y.n[c.code] ?? 0) / (c.of ? (y.n[c.of] ?? 0) || 1 : 1),
                })),
              ]}
              summary={() =>
                b.total && (
                  <Table.Summary.Row>
                    <Table.Summary.Cell index={0}>
                      <b>合计</b>
                    </Table.Summary.Cell>
                    {b.columns.map((c, i) => (
                      <Table.Summary.Cell key={c.code} index={i + 1} align="right">
                        <b>{cell(c, b.total ?? {})}</b>
                      </Table.Summary.Cell>
                    ))}
                  </Table.Summary.Row>
                )
              }
            />
          </>
        )
      }}
    </Loaded>
  )
}

function AnnualTab() {
  const { period, rows } = usePeriod()
  const q = useQuery({ queryKey: ['annual', period], queryFn: () => getJson<Annual>(`/api/report/annual?${period}`), placeholderData: keepPreviousData })
  return (
    <Loaded q={q}>
      {(a) => (
        <>
          <div className="dk-filters">
            <span className="dk-soft">正文由数据写成，每个数字点开就是明细。</span>
            <span className="dk-grow" />
            <Button href={seated(`/api/documents/preview.docx?template=annualReport&${period}`)}>下载 Word</Button>
            <Button href={seated(`/api/documents/preview.pdf?template=annualReport&${period}`)} target="_blank">
              PDF
            </Button>
            <Button onClick={() => print()}>打印</Button>
          </div>
          <article className="dk-card dk-paper">
            <h2 className="dk-paper-title">{a.title}</h2>
            <p>{a.to}：</p>
            {a.sections.map((s) => (
              <section key={s.heading}>
                <h3>{s.heading}</h3>
                {s.paragraphs.map((p, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name
                  <p key={i} className="dk-indent">
                    {p.map((x, k) =>
                      typeof x === 'string' ? (
                        x
                      ) : (
                        // biome-ignore lint/suspicious/noArrayIndexKey: the same number may stand twice
                        <A key={k} to={rows(x.code)}>
                          {x.text}
                        </A>
                      ),
                    )}
                  </p>
                ))}
              </section>
            ))}
            {a.tables
              .filter((t) => t.rows.length > 0)
              .map((t) => (
                <section key={t.title}>
                  <h3>{t.title}</h3>
                  <div className="dk-wide">
                    <table className="dk-table dk-small">
                      <thead>
                        <tr>
                          {t.head.map((h) => (
                            <th key={h}>{h}</th>
                          ))}
                        </tr>
                      </thead>
                      <tbody>
                        {t.rows.map((r) => (
                          <tr key={r.join('|')}>
                            {r.map((c, k) => (
                              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                              <td key={k}>{c}</td>
                            ))}
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                </section>
              ))}
          </article>
        </>
      )}
    </Loaded>
  )
}
