/** 答复质量: how the replies sent in a year fared under each check, unit by unit; every number opens its replies. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import type { ReplyStats } from '../../kernel/wire-text.ts'
import { getJson } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { Loaded } from './bits.tsx'
import { A, useGo } from './link.tsx'

export function RepliesPage() {
  const go = useGo()
  const asked = new URLSearchParams(useLocation().searchStr).get('year') ?? ''
  const q = useQuery({
    queryKey: ['replies', asked],
    queryFn: () => getJson<ReplyStats>(`/api/replies${asked && `?year=${asked}`}`),
    placeholderData: keepPreviousData,
  })
  return (
    <section>
      <Loaded q={q}>
        {(s) => {
          const to = (unit: string, more = '') => `/replies/rows?year=${s.year}&unit=${unit}${more}`
          return (
            <>
              <div className="dk-title">
                <h1>答复质量 {s.year} 年</h1>
                <Button onClick={() => go(`/replies?year=${s.year - 1}`)}>上一年</Button>
                <Button onClick={() => go(`/replies?year=${s.year + 1}`)}>下一年</Button>
              </div>
              <p className="dk-soft">答复送出那天的检查结果：■ 应当修改，▲ 请看一看。检查只是提示，不合成分数，不排名次。</p>
              <Table
                rowKey="id"
                size="small"
                pagination={false}
                dataSource={s.units}
                scroll={{ x: 400 + s.checks.length * 92 }}
                sticky
                locale={{ emptyText: '这一年还没有送出答复' }}
                columns={[
                  { title: '单位', dataIndex: 'name', width: 200, fixed: 'left' },
                  { title: '答复', width: 70, align: 'right', render: (_, u) => <A to={to(u.id)}>{u.n}</A> },
                  {
                    title: '退回补正',
                    width: 90,
                    align: 'right',
                    render: (_, u) => (u.returned > 0 ? <A to={to(u.id, '&level=returned')}>{u.returned}</A> : ''),
                  },
                  ...s.checks.map((c) => ({
                    title: c.label,
                    width: 92,
                    render: (_: unknown, u: ReplyStats['units'][number]) => {
                      const n = u.checks[c.key]
                      return (
                        <>
                          {!!n?.fail && (
                            <A to={to(u.id, `&check=${c.key}&level=fail`)}>
                              <span className="dk-red">■ {n.fail}</span>
                            </A>
                          )}{' '}
                          {!!n?.warn && (
                            <A to={to(u.id, `&check=${c.key}&level=warn`)}>
                              <span className="dk-amber">▲ {n.warn}</span>
                            </A>
                          )}
                        </>
                      )
                    },
                  })),
                ]}
              />
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

interface Row {
  /** Null: counted, but not this reader's to open. */
  id: string | null
  process: string
  number: string
  title: string
  round: number
  on: string
  returned: string | null
}

/** The replies behind one number. */
const LEVELS = { warn: '▲ 请看一看', fail: '■ 应当修改', returned: '退回补正' }

export function ReplyRowsPage() {
  const search = useLocation().searchStr
  const p = new URLSearchParams(search)
  const stats = useQuery({ queryKey: ['replies', p.get('year') ?? ''], queryFn: () => getJson<ReplyStats>(`/api/replies?year=${p.get('year') ?? ''}`) })
  const words = [
    stats.data?.units.find((u) => u.id === p.get('unit'))?.name,
    `${p.get('year')} 年`,
    stats.data?.checks.find((c) => c.key === p.get('check'))?.label,
    LEVELS[p.get('level') as keyof typeof LEVELS],
  ]
  const q = useQuery({ queryKey: ['replies', 'rows', search], queryFn: () => getJson<Row[]>(`/api/replies/rows${search}`) })
  return (
    <section>
      <div className="dk-title">
        <h1>答复：{words.filter(Boolean).join(' · ')}</h1>
        <A to="/replies">返回</A>
      </div>
      <Loaded q={q}>
        {(rows) => (
          <Table
            rowKey="key"
            size="small"
            pagination={{ pageSize: 50, hideOnSinglePage: true }}
            dataSource={rows.map((x, key) => ({ ...x, key }))}
            columns={[
              { title: '送出', dataIndex: 'on', width: 120 },
              {
                title: '事项',
                render: (_, x) =>
                  x.id ? (
                    <A to={matterPath(x.process, x.id)}>
                      {x.number} {x.title}
                    </A>
                  ) : (
                    <span className="dk-soft">{x.title}</span>
                  ),
              },
              { title: '第几次', dataIndex: 'round', width: 90 },
              { title: '退回补正', dataIndex: 'returned', width: 120 },
            ]}
          />
        )}
      </Loaded>
    </section>
  )
}
