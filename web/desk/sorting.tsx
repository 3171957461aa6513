/** 分类提示: how often it was right, counted over decisions it had not learned from; and what each unit answers for. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { App, Button, Input, Table } from 'antd'
import { useState } from 'react'
import type { SortingTask, UnitDuties } from '../../kernel/wire-text.ts'
import { getJson, putJson, wordsOf } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { useMe } from '../parts/use.ts'
import { Loaded, when } from './bits.tsx'
import { A } from './link.tsx'

const percent = (n: number, of: number) => (of === 0 ? '—' : `${((n * 100) / of).toFixed(1)}%`)
const EDITORS = ['daf_staff', 'daf_head', 'gov_office']

export function SortingPage() {
  const q = useQuery({ queryKey: ['sorting'], queryFn: () => getJson<SortingTask[]>('/api/sorting') })
  return (
    <section>
      <div className="dk-title">
        <h1>分类提示</h1>
        <span className="dk-soft">立案、交办时给出三个提示和理由；每晚从您们当天的决定里重新学习。下面只数当时还没有学过的决定。</span>
      </div>
      <Loaded q={q}>{(tasks) => tasks.map((t) => <TaskHits key={t.task} t={t} />)}</Loaded>
      <Duties />
    </section>
  )
}

function TaskHits({ t }: { t: SortingTask }) {
  const rows = (m: SortingTask['hits'][number], hit?: string) => `/sorting/rows?task=${t.task}&version=${m.version}&month=${m.month}${hit ? `&hit=${hit}` : ''}`
  return (
    <section className="dk-card">
      <h2>{t.label}</h2>
      <p className="dk-soft">
        {t.version > 0
          ? `第 ${t.version} 版，${when(t.trainedAt as string)}学成：${t.items} 件，${t.labels} 种`
          : '决定还太少（至少二十件、两种），现在只按职责清单和相似的件提示。'}
      </p>
      <Table
        scroll={{ x: 560 }}
        rowKey={(x) => `${x.version}/${x.month}`}
        size="small"
        pagination={{ pageSize: 12, hideOnSinglePage: true }}
        dataSource={t.hits}
        locale={{ emptyText: '还没有可以核对的决定，今晚学习之后再来看' }}
        columns={[
          { title: '月份', dataIndex: 'month' },
          { title: '版本', render: (_, x) => (x.version === 0 ? '未学习' : `第 ${x.version} 版`) },
          { title: '决定', align: 'right', render: (_, x) => <A to={rows(x)}>{x.n}</A> },
          {
            title: '第一个就是',
            align: 'right',
            render: (_, x) => (
              <A to={rows(x, '1')}>
                {x.top1}（{percent(x.top1, x.n)}）
              </A>
            ),
          },
          {
            title: '三个里有',
            align: 'right',
            render: (_, x) => (
              <A to={rows(x, '3')}>
                {x.top3}（{percent(x.top3, x.n)}）
              </A>
            ),
          },
          { title: '没有说中', align: 'right', render: (_, x) => <A to={rows(x, 'no')}>{x.n - x.top3}</A> },
        ]}
      />
    </section>
  )
}

function Duties() {
  const office = useMe().data?.seat.office ?? ''
  const q = useQuery({ queryKey: ['duties'], queryFn: () => getJson<UnitDuties[]>('/api/duties') })
  const [edited, setEdited] = useState<Record<string, string>>({})
  const { message } = App.useApp()
  const client = useQueryClient()
  const save = async (u: UnitDuties) => {
    try {
      const r = await putJson<{ says: string }>(`/api/duties/${u.id}`, { duties: edited[u.id] })
      message.success(r.says)
      setEdited(({ [u.id]: _, ...rest }) => rest)
      await client.invalidateQueries({ queryKey: ['duties'] })
    } catch (e) {
      message.error(wordsOf(e))
    }
  }
  return (
    <section className="dk-card" id="duties">
      <h2>职责清单</h2>
      <p className="dk-soft">办过的件少的单位，按这里写的职责提示。写具体的事项词，如：公交、出租车、公路养护。</p>
      <Loaded q={q}>
        {(units) => (
          <Table
            rowKey="id"
            size="small"
            pagination={false}
            dataSource={units}
            columns={[
              { title: '单位', dataIndex: 'name', width: 220 },
              { title: '办过', width: 80, align: 'right', render: (_, u) => <A to={`/suggestion?unit=${u.id}`}>{u.handled}</A> },
              {
                title: '职责',
                render: (_, u) => (
                  <Input.TextArea
                    aria-label={`${u.name}的职责`}
                    autoSize={{ minRows: 1, maxRows: 6 }}
                    value={edited[u.id] ?? u.duties}
                    readOnly={!EDITORS.includes(office)}
                    onChange={(e) => setEdited({ ...edited, [u.id]: e.target.value })}
                  />
                ),
              },
              {
                title: '',
                width: 90,
                render: (_, u) => u.id in edited && edited[u.id] !== u.duties && <Button onClick={() => void save(u)}>保存</Button>,
              },
            ]}
          />
        )}
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
  version: number
  on: string
  hit: number
  ranked: string[]
  chosen: string[]
}

/** The decisions behind one number. */
export function SortingRowsPage() {
  const p = new URLSearchParams(useLocation().searchStr)
  const task = p.get('task') ?? ''
  p.delete('task')
  const q = useQuery({ queryKey: ['sorting', task, p.toString()], queryFn: () => getJson<{ label: string; rows: Row[] }>(`/api/sorting/${task}?${p}`) })
  return (
    <section>
      <Loaded q={q}>
        {(d) => (
          <>
            <div className="dk-title">
              <h1>{d.label}：提示和决定</h1>
              <A to="/sorting">返回</A>
            </div>
            <Table
              rowKey="key"
              size="small"
              pagination={{ pageSize: 50, hideOnSinglePage: true }}
              dataSource={d.rows.map((x, key) => ({ ...x, key }))}
              columns={[
                { title: '决定日期', dataIndex: 'on', width: 120 },
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
                { title: '提示（依次）', render: (_, x) => x.ranked.join('、') || '没有提示' },
                { title: '定为', render: (_, x) => x.chosen.join('、') },
                { title: '结果', width: 110, render: (_, x) => (x.hit === 0 ? <span className="dk-amber">▲ 没有说中</span> : `第 ${x.hit} 个`) },
              ]}
            />
          </>
        )}
      </Loaded>
    </section>
  )
}
