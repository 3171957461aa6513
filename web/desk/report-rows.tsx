/** The rows behind one number, those that the reader may open, and how many more there are. */
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Table } from 'antd'
import { getJson } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { Loaded } from './bits.tsx'
import { A } from './link.tsx'

interface Rows {
  name: string
  label: string
  definition: string
  unit: string
  /** Without a matter: counted at a place below, whose matter it stays. */
  rows: { key: string; matter: string | null; process: string; number: string; title: string; stateLabel: string; unit: string; note: string }[]
  /** Persons: each is told by its note. */
  people: boolean
  /** Counted, but not this reader's to open. */
  unshown: number
}

export function ReportRowsPage() {
  const search = useLocation().searchStr.replace(/^\?/, '')
  const q = useQuery({ queryKey: ['rows', search], queryFn: () => getJson<Rows>(`/api/report/rows?${search}`) })
  return (
    <Loaded q={q}>
      {(r) => (
        <section>
          <div className="dk-title">
            <h1>
              {r.label} {r.rows.length + r.unshown} {r.unit}
            </h1>
            <span className="dk-soft">
              {r.name}。口径：{r.definition}。{r.unshown > 0 && `其中 ${r.unshown} ${r.unit}不向您显示。`}
            </span>
          </div>
          <Table
            rowKey="key"
            size="middle"
            dataSource={r.rows}
            pagination={r.rows.length > 200 ? { pageSize: 200 } : false}
            sticky
            locale={{ emptyText: '没有' }}
            columns={
              r.people
                ? [{ title: '姓名', dataIndex: 'note' }]
                : [
                    { title: '编号', width: 150, render: (_, x) => <span className="dk-nowrap">{x.number}</span> },
                    {
                      title: '标题',
                      render: (_, x) =>
                        x.matter ? <A to={matterPath(x.process, x.matter)}>{x.title}</A> : <span className="dk-soft">下级的，在本级只计数</span>,
                    },
                    ...(r.rows.some((x) => x.unit) ? [{ title: '单位', width: 200, dataIndex: 'unit' }] : []),
                    ...(r.rows.some((x) => x.note) ? [{ title: '说明', width: 260, dataIndex: 'note' }] : []),
                    { title: '状态', width: 120, dataIndex: 'stateLabel' },
                  ]
            }
          />
        </section>
      )}
    </Loaded>
  )
}
