/** 单位考核: two schemes side by side; every grade and every point leads to the rows behind it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Button, Input, Modal, Select, Table, Tabs } from 'antd'
import { useState } from 'react'
import { getJson, newKey, postJson, problemOf, seated, wordsOf } from '../parts/api.ts'
import { useMe } from '../parts/use.ts'
import { Loaded } from './bits.tsx'
import { A, useGo } from './link.tsx'

interface Evidence {
  label: string
  code: string
  n: number
  of: number
  rate: string
}
interface Test {
  label: string
  grade?: string | null
  points?: number
  worth?: number
  evidence: Evidence[]
  note?: string
  unshown?: true
}
interface Assessed {
  unit: string
  name: string
  graded: { tests: Test[]; grade: string | null }
  deducted: { tests: Test[]; points: number | null; worth: number }
  unshown?: true
}
interface Answer {
  year: number
  name: string
  rules: Record<string, number>
  rows: Assessed[]
}

const points = (thousandths: number | undefined) => String((thousandths ?? 0) / 1000)
const UNSHOWN = <small className="dk-soft">不向您显示</small>
const GRADES: Record<string, string> = { 良好: 'dk-green', 合格: '', 不合格: 'dk-red' }

export function AssessPage() {
  const go = useGo()
  const params = new URLSearchParams(useLocation().searchStr)
  const now = new Date().getFullYear()
  const year = Number(params.get('year')) || now
  const tab = params.get('tab') || 'graded'
  const office = useMe().data?.seat.office ?? ''
  const [deduct, setDeduct] = useState<Assessed>()
  const q = useQuery({ queryKey: ['assess', year], queryFn: () => getJson<Answer>(`/api/assess?year=${year}`), placeholderData: keepPreviousData })
  const rows = (code: string, unit: string) => `/report/rows?code=${code}&year=${year}&unit=${unit}`
  const evidence = (t: Test, unit: string) =>
    t.evidence.map((e) => (
      <small key={e.code} className="dk-block">
        <A to={rows(e.code, unit)}>
          {e.label} {e.n}/{e.of}
        </A>
      </small>
    ))
  const mayDeduct = office === 'daf_staff' || office === 'daf_head'
  const table = (a: Answer, kind: 'graded' | 'deducted') => (
    <Table
      rowKey="unit"
      size="small"
      pagination={false}
      dataSource={a.rows}
      {...(a.rows.length > 0 ? { scroll: { x: 900 } } : {})}
      locale={{ emptyText: '这一年还没有可以考核的办理数据' }}
      columns={[
        { title: '承办单位', dataIndex: 'name', fixed: 'left', width: 180 },
        {
          title: kind === 'graded' ? '等次' : '得分',
          width: 90,
          sorter: (x: Assessed, y: Assessed) =>
            kind === 'graded' ? (x.graded.grade ?? '').localeCompare(y.graded.grade ?? '') : (x.deducted.points ?? 0) - (y.deducted.points ?? 0),
          render: (_: unknown, r: Assessed) =>
            r.unshown ? (
              UNSHOWN
            ) : kind === 'graded' ? (
              <b className={GRADES[r.graded.grade ?? ''] ?? ''}>{r.graded.grade ?? '—'}</b>
            ) : (
              <b className="dk-num">
                {points(r.deducted.points ?? 0)}
                <small className="dk-soft"> / {points(r.deducted.worth)}</small>
              </b>
            ),
        },
        ...(a.rows[0]?.[kind].tests ?? []).map((head, i) => ({
          title: kind === 'graded' ? head.label : `${head.label}（${points(head.worth)}）`,
          width: 170,
          render: (_: unknown, r: Assessed) => {
            const t = r[kind].tests[i] as Test
            return (
              <>
                {t.unshown ? (
                  UNSHOWN
                ) : kind === 'graded' ? (
                  <span className={GRADES[t.grade ?? ''] ?? ''}>{t.grade ?? '没有数据'}</span>
                ) : (
                  <span className="dk-num">{points(t.points)}</span>
                )}
                {evidence(t, r.unit)}
                {t.note && <small className="dk-block dk-soft">{t.note}</small>}
                {kind === 'deducted' && i === 0 && mayDeduct && (
                  <Button size="small" type="link" style={{ paddingBlock: 0 }} onClick={() => setDeduct(r)} aria-label={`登记${r.name}扣分`}>
                    登记扣分
                  </Button>
                )}
              </>
            )
          },
        })),
      ]}
    />
  )
  return (
    <section>
      <div className="dk-title">
        <h1>单位考核</h1>
        <Select
          aria-label="年度"
          value={year}
          onChange={(v: number) => go(`/assess?year=${v}&tab=${tab}`, true)}
          options={[now, now - 1, now - 2].map((y) => ({ value: y, label: `${y} 年` }))}
        />
        <span className="dk-grow" />
        <Button href={seated(`/api/assess/xlsx?year=${year}`)}>导出 Excel</Button>
        <Button onClick={() => print()}>打印</Button>
      </div>
      <Loaded q={q}>
        {(a) => (
          <>
            <Tabs
              activeKey={tab}
              onChange={(k) => go(`/assess?year=${year}&tab=${k}`, true)}
              items={[
                {
                  key: 'graded',
                  label: '等次制',
                  children: (
                    <>
                      <p className="dk-soft">
                        按时签收{a.rules.signGood}%为良好、{a.rules.signPass}%为合格；三个月内答复达到{a.rules.replyGood}%且无逾期为良好，无逾期为合格；满意达到
                        {a.rules.satisfiedGood}%且无不满意为良好，无不满意为合格。有一项不合格即不合格，两项以上良好为良好。数值可在规则设置中修改。
                      </p>
                      {table(a, 'graded')}
                    </>
                  ),
                },
                {
                  key: 'deducted',
                  label: '扣分制',
                  children: (
                    <>
                      <p className="dk-soft">
                        各项从满分往下扣：时限按逾期比例扣，质量按沟通率（目标{a.rules.aimContacted}%）和满意率（目标{a.rules.aimSatisfied}
                        %）的差距扣；领导和制度由代工委按事实登记。分值可在规则设置中修改。
                      </p>
                      {table(a, 'deducted')}
                    </>
                  ),
                },
              ]}
            />
            {deduct && (
              <Deduct
                of={deduct}
                year={year}
                close={(done) => {
                  setDeduct(undefined)
                  if (done) void q.refetch()
                }}
              />
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

function Deduct({ of, year, close }: { of: Assessed; year: number; close: (done: boolean) => void }) {
  const [key] = useState(newKey)
  const [value, setValue] = useState('')
  const [reason, setReason] = useState(of.deducted.tests[0]?.note ?? '')
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await postJson('/api/assess/deduction', { key, year, unit: of.unit, points: value, reason })
      close(true)
    } catch (e) {
      setWrong(problemOf(e)?.fields ?? { reason: wordsOf(e) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={`${of.name}：领导和制度扣分`}
      onCancel={() => close(false)}
      onOk={() => void save()}
      okText="保存"
      cancelText="取消"
      confirmLoading={busy}
    >
      <label className="dk-block" htmlFor="assess-points">
        扣几分（共 {points(of.deducted.tests[0]?.worth)} 分；不扣填 0）
      </label>
      <Input id="assess-points" inputMode="decimal" value={value} onChange={(e) => setValue(e.target.value)} status={wrong.points ? 'error' : ''} />
      {wrong.points && <p className="dk-red">{wrong.points}</p>}
      <label className="dk-block" htmlFor="assess-reason" style={{ marginTop: 16 }}>
        事实
      </label>
      <Input.TextArea id="assess-reason" rows={3} value={reason} onChange={(e) => setReason(e.target.value)} status={wrong.reason ? 'error' : ''} />
      {wrong.reason && <p className="dk-red">{wrong.reason}</p>}
    </Modal>
  )
}
