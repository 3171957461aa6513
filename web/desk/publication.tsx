/** 建议公开: what waits for a decision, one dialog for each, and those without anything to decide at once. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { App, Button, Checkbox, Table } from 'antd'
import { useState } from 'react'
import type { BulkItem } from '../../kernel/wire.ts'
import { getJson, newKey, postJson, seated, wordsOf } from '../parts/api.ts'
import { useRefresh } from '../parts/use.ts'
import { A, useGo } from './link.tsx'
import { ReviewDialog } from './review.tsx'
import './publication.css'

export const PUBLICATION_PATH = '/publication'
type Show = 'todo' | 'published' | 'withheld' | 'hidden'
const TABS: Record<Show, string> = { todo: '待审核', published: '已公开', withheld: '不予公开', hidden: '已撤下' }
const REASONS: Record<string, string> = {
  STATE_SECRET: '国家秘密',
  BUSINESS_SECRET: '商业秘密',
  PRIVACY: '个人隐私',
  DEPUTY_OBJECTS: '代表认为不宜公开',
  OTHER: '其他',
}

interface Row {
  id: string
  number: string
  title: string
  stateLabel: string
  lead: string
  units: string[]
  repliedOn: string | null
  mayPublish: boolean
  confidential: boolean
  waits: 'undecided' | 'newReply' | null
  findings: number
  decision: { state: Show; on: string; code: string | null; reason: string } | null
}
interface Queue {
  counts: Record<Show, number>
  rows: Row[]
  next: string | null
}
/** Nothing for a person to decide: no finding, and the deputy agrees. */
const plain = (r: Row) => r.findings === 0 && r.mayPublish

export function PublicationPage() {
  const go = useGo()
  const params = new URLSearchParams(useLocation().searchStr)
  const show = (Object.keys(TABS).includes(params.get('show') ?? '') ? params.get('show') : 'todo') as Show
  const item = params.get('item')
  const [chosen, setChosen] = useState<string[]>([])
  const to = (id: string | null) => {
    const p = new URLSearchParams(show === 'todo' ? {} : { show })
    if (id) p.set('item', id)
    go(`${PUBLICATION_PATH}${p.size ? `?${p}` : ''}`, true)
  }
  const q = useInfiniteQuery({
    queryKey: ['publication', show],
    initialPageParam: '',
    getNextPageParam: (p: Queue) => p.next,
    queryFn: ({ pageParam }) => getJson<Queue>(`/api/publication/queue?show=${show}${pageParam ? `&after=${pageParam}` : ''}`),
  })
  const rows = q.data?.pages.flatMap((p) => p.rows) ?? []
  const counts = q.data?.pages[0]?.counts
  const next = (id: string) => {
    const at = rows.findIndex((r) => r.id === id)
    return rows[at + 1]?.id ?? rows.find((r) => r.id !== id)?.id ?? null
  }
  return (
    <section>
      <div className="dk-title">
        <h1>建议公开</h1>
        <nav aria-label="按决定筛选">
          {(Object.keys(TABS) as Show[]).map((k) => (
            <A
              key={k}
              to={k === 'todo' ? PUBLICATION_PATH : `${PUBLICATION_PATH}?show=${k}`}
              className={`dk-pill ${show === k ? 'dk-on' : ''}`}
              aria-current={show === k ? 'page' : undefined}
              onClick={() => setChosen([])}
            >
              {TABS[k]} <b className="dk-num">{counts?.[k] ?? ''}</b>
            </A>
          ))}
        </nav>
      </div>
      <p className="dk-soft">
        已经答复、还没有决定是否公开的，和公开之后又有新答复的，都在待审核里。公开后的样子见 <a href="/g">公开页面</a>；本年公开目录：
        <a href={seated('/api/documents/preview.docx?template=publicList')}>Word</a>、<a href={seated('/api/documents/preview.pdf?template=publicList')}>PDF</a>
        。
      </p>
      {show === 'todo' && <Bulk rows={rows} chosen={chosen} onDone={() => setChosen([])} />}
      {q.error && (
        <p className="dk-empty" role="alert">
          {wordsOf(q.error)}
        </p>
      )}
      <Table<Row>
        rowKey="id"
        size="middle"
        dataSource={rows}
        loading={q.isPending}
        pagination={false}
        scroll={{ x: 900 }}
        locale={{ emptyText: show === 'todo' ? '没有等待审核的建议' : '这一类还没有' }}
        {...(show === 'todo'
          ? {
              rowSelection: {
                selectedRowKeys: chosen,
                onChange: (k) => setChosen(k as string[]),
                getCheckboxProps: (r: Row) => ({ disabled: !plain(r), 'aria-label': plain(r) ? `选择${r.number}` : `${r.number}须逐件审核` }),
              },
            }
          : {})}
        columns={[
          { title: '编号', width: 160, render: (_, r) => <span className="dk-nowrap">{r.number}</span> },
          {
            title: '标题',
            render: (_, r) => (
              <>
                <A to={`/suggestion/${r.id}`}>{r.title}</A>
                {r.confidential && <em className="dk-tag">身份保密</em>}
                {!r.mayPublish && <em className="dk-tag">代表不同意公开</em>}
                {r.waits === 'newReply' && <em className="dk-tag">有新答复</em>}
              </>
            ),
          },
          { title: '领衔代表', width: 96, render: (_, r) => <span className="dk-name">{r.lead}</span> },
          { title: '主办单位', width: 190, render: (_, r) => r.units.join('、') },
          {
            title: show === 'todo' ? '最近答复' : '决定',
            width: 190,
            render: (_, r) => (r.decision && show !== 'todo' ? <Decision d={r.decision} /> : (r.repliedOn ?? '尚未答复')),
          },
          ...(show === 'todo'
            ? [
                {
                  title: '个人信息提示',
                  width: 116,
                  render: (_: unknown, r: Row) =>
                    r.findings > 0 ? <span className="dk-amber dk-nowrap">▲ {r.findings} 处</span> : <span className="dk-green dk-nowrap">✓ 没有</span>,
                },
              ]
            : []),
          {
            title: '办理',
            width: 88,
            render: (_, r) => (
              <Button onClick={() => to(r.id)} aria-label={`审核${r.number}`}>
                {show === 'todo' ? '审核' : '查看'}
              </Button>
            ),
          },
        ]}
      />
      {q.hasNextPage && (
        <Button block loading={q.isFetchingNextPage} onClick={() => void q.fetchNextPage()} style={{ marginTop: 16 }}>
          再看一些
        </Button>
      )}
      {item && <ReviewDialog key={item} id={item} onClose={() => to(null)} onDone={() => to(show === 'todo' ? next(item) : null)} />}
    </section>
  )
}

function Decision({ d }: { d: NonNullable<Row['decision']> }) {
  return (
    <>
      <span className="dk-nowrap">{d.on}</span>
      {d.code && <span className="dk-block">{REASONS[d.code]}</span>}
      {d.reason && <small className="dk-soft dk-block">{d.reason}</small>}
    </>
  )
}

function Bulk({ rows, chosen, onDone }: { rows: Row[]; chosen: string[]; onDone: () => void }) {
  const refresh = useRefresh()
  const { message, modal } = App.useApp()
  const [names, setNames] = useState(true)
  const [busy, setBusy] = useState(false)
  const able = rows.filter(plain)
  const ids = chosen.length > 0 ? chosen : able.map((r) => r.id)
  const run = async () => {
    if (
      !(await modal.confirm({
        title: `公开 ${ids.length} 件`,
        content: '公开后任何人不用登录就能看到标题、正文、承办单位、答复和承诺事项。',
        okText: '公开',
        cancelText: '先不办',
      }))
    )
      return
    setBusy(true)
    try {
      const secret = new Set(rows.filter((r) => r.confidential).map((r) => r.id))
      const results: BulkItem[] = []
      // A confidential author's name is never shown, whatever is chosen for the others.
      for (const [part, showNames] of [
        [ids.filter((i) => !secret.has(i)), names],
        [ids.filter((i) => secret.has(i)), false],
      ] as const)
        if (part.length > 0)
          results.push(...(await postJson<{ results: BulkItem[] }>('/api/suggestion/bulk/publish', { key: newKey(), ids: part, input: { showNames } })).results)
      const failed = results.filter((r) => !r.ok)
      if (failed.length === 0) message.success(`已公开 ${results.length} 件`)
      else
        modal.warning({
          title: `${results.length - failed.length} 件已公开，${failed.length} 件没有办成`,
          content: failed.map((f) => (
            <p key={f.id}>
              {f.number}：{Object.values(f.error?.fields ?? {})[0] ?? f.error?.message}
            </p>
          )),
        })
      onDone()
    } catch (e) {
      message.error(wordsOf(e))
    } finally {
      setBusy(false)
      await refresh()
    }
  }
  if (able.length === 0) return null
  return (
    <div className="dk-bulk">
      <span>{chosen.length > 0 ? `已选 ${chosen.length} 件` : `${able.length} 件没有个人信息提示，代表也同意公开`}</span>
      <Checkbox checked={names} onChange={(e) => setNames(e.target.checked)}>
        公开代表姓名（身份保密的除外）
      </Checkbox>
      <Button type="primary" loading={busy} onClick={() => void run()}>
        {chosen.length > 0 ? `公开选中的 ${chosen.length} 件` : `公开这 ${able.length} 件`}
      </Button>
    </div>
  )
}
