/** 专项资金: the year's account on top, a tile map of the counties with its table beside it, every sum a way to its projects. */

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Alert, App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { getJson, problemOf, putJson, seated, wordsOf } from '../parts/api.ts'
import { limit } from '../parts/limit.ts'
import { useMe, useRefresh } from '../parts/use.ts'
import { Loaded } from './bits.tsx'
import { A, useGo } from './link.tsx'

interface Sum {
  asked: string
  approvedCity: string
  approvedCounty: string
  approved: string
  paid: string
  count: number
  beneficiaries: number
}
interface Summary {
  year: number
  budget: { city: string; county: string }
  left: { city: string; county: string }
  total: Sum
  byArea: (Sum & { code: string; name: string })[]
  byState: (Sum & { state: string; label: string })[]
}

export function FundPage() {
  const go = useGo()
  const params = new URLSearchParams(useLocation().searchStr)
  const now = new Date().getFullYear()
  const year = Number(params.get('year') ?? now)
  const q = useQuery({ queryKey: ['fund', year], queryFn: () => getJson<Summary>(`/api/fund/summary?year=${year}`), placeholderData: keepPreviousData })
  const head = useMe().data?.seat.office === 'daf_head'
  const [editing, setEditing] = useState(false)
  return (
    <section>
      <div className="dk-title">
        <h1>专项资金</h1>
        <Select
          aria-label="年度"
          value={year}
          onChange={(v) => go(`/fund?year=${v}`, true)}
          options={[now + 1, now, now - 1, now - 2].map((y) => ({ value: y, label: `${y} 年` }))}
        />
        <span className="dk-grow" />
        {head && <Button onClick={() => setEditing(true)}>设定预算</Button>}
        <Button href={seated(`/api/documents/preview.docx?template=fundPlan&year=${year}`)}>安排方案（Word）</Button>
        <Button onClick={() => go(`/of/fund?year=${year}`)}>项目清单</Button>
      </div>
      <Loaded q={q}>
        {(s) => (
          <>
            <div className="dk-three">
              <section className="dk-card">
                <h2>预算 {plus(s.budget.city, s.budget.county)} 万元</h2>
                <p className="dk-line">
                  市级 {s.budget.city}，还可安排 <b className="dk-num">{s.left.city}</b>
                </p>
                <p className="dk-line">
                  县级 {s.budget.county}，还可安排 <b className="dk-num">{s.left.county}</b>
                </p>
              </section>
              <section className="dk-card">
                <h2>
                  <A to={`/of/fund?year=${year}`}>
                    批准 {s.total.approved} 万元 · {s.total.count} 个项目
                  </A>
                </h2>
                <p className="dk-line">
                  市级 <b className="dk-num">{s.total.approvedCity}</b>
                </p>
                <p className="dk-line">
                  县级 <b className="dk-num">{s.total.approvedCounty}</b>
                </p>
              </section>
              <section className="dk-card">
                <h2>已拨付 {s.total.paid} 万元</h2>
                <p className="dk-line">
                  申请总额 <b className="dk-num">{s.total.asked}</b>
                </p>
                <p className="dk-line">
                  受益人数 <b className="dk-num">{s.total.beneficiaries}</b>
                </p>
              </section>
            </div>
            <div className="dk-cols">
              <section className="dk-card">
                <h2>按实施地</h2>
                <Tiles areas={s.byArea} />
                <SumTable rows={s.byArea.map((a) => ({ key: a.code, ...a }))} total={s.total} head="县（市、区）" />
              </section>
              <section className="dk-card">
                <h2>按环节</h2>
                <SumTable
                  rows={s.byState.map((a) => ({ key: a.state, name: a.label, to: `/of/fund?year=${year}&state=${a.state}`, ...a }))}
                  total={s.total}
                  head="环节"
                  short
                />
              </section>
            </div>
            {editing && <Budget s={s} onClose={() => setEditing(false)} />}
          </>
        )}
      </Loaded>
    </section>
  )
}

/** Two amounts added without a float: both have at most four decimals. */
function plus(a: string, b: string): string {
  const units = (x: string) => {
    const [whole = '0', part = ''] = x.split('.')
    return BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0'))
  }
  const sum = units(a) + units(b)
  const part = String(sum % 10_000n)
    .padStart(4, '0')
    .replace(/0+$/, '')
  return `${sum / 10_000n}${part ? `.${part}` : ''}`
}

/** A schematic map: one tile a county, the darker the more money; the table below says the same. */
function Tiles({ areas }: { areas: Summary['byArea'] }) {
  const most = Math.max(1, ...areas.map((a) => Number(a.approved)))
  return (
    <ul className="dk-tiles" aria-hidden>
      {areas.map((a) => {
        const share = Number(a.approved) / most
        return (
          <li key={a.code} style={{ background: `rgba(176, 34, 42, ${(0.06 + share * 0.6).toFixed(2)})`, color: share > 0.6 ? '#fff' : undefined }}>
            {a.name}
            <b>{a.approved}</b>
          </li>
        )
      })}
    </ul>
  )
}

function SumTable({ rows, total, head, short }: { rows: (Sum & { key: string; name: string; to?: string })[]; total: Sum; head: string; short?: boolean }) {
  return (
    <div className="dk-wide">
      <table className="dk-table">
        <thead>
          <tr>
            <th>{head}</th>
            <th className="dk-right">项目</th>
            {!short && <th className="dk-right">申请</th>}
            <th className="dk-right">批准</th>
            <th className="dk-right">拨付</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.key}>
              <td>{r.to ? <A to={r.to}>{r.name}</A> : r.name}</td>
              <td className="dk-right">{r.count}</td>
              {!short && <td className="dk-right">{r.asked}</td>}
              <td className="dk-right">{r.approved}</td>
              <td className="dk-right">{r.paid}</td>
            </tr>
          ))}
          <tr>
            <td>
              <b>合计</b>
            </td>
            <td className="dk-right">
              <b>{total.count}</b>
            </td>
            {!short && (
              <td className="dk-right">
                <b>{total.asked}</b>
              </td>
            )}
            <td className="dk-right">
              <b>{total.approved}</b>
            </td>
            <td className="dk-right">
              <b>{total.paid}</b>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="dk-soft">单位：万元</p>
    </div>
  )
}

function Budget({ s, onClose }: { s: Summary; onClose: () => void }) {
  const [form] = Form.useForm()
  const [wrong, setWrong] = useState<{ message: string; fields: Record<string, string> } | null>(null)
  const { message } = App.useApp()
  const refresh = useRefresh()
  const save = async () => {
    try {
      const { says } = await putJson<{ says: string }>('/api/fund/budget', { year: s.year, ...form.getFieldsValue() })
      message.success(says)
      await refresh()
      onClose()
    } catch (e) {
      setWrong({ message: wordsOf(e), fields: problemOf(e)?.fields ?? {} })
    }
  }
  const state = (f: string) => (wrong?.fields[f] ? { validateStatus: 'error' as const, help: wrong.fields[f] } : {})
  return (
    <Modal open title={`${s.year} 年专项资金预算`} onCancel={onClose} onOk={() => void save()} okText="保存" cancelText="取消">
      {wrong && <Alert type="error" title={wrong.message} />}
      <Form form={form} layout="vertical" initialValues={{ city: s.budget.city, county: s.budget.county }}>
        <Form.Item name="city" label="市级预算（万元）" required {...state('city')}>
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="county" label="县级预算（万元）" required {...state('county')}>
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="note" label="依据" required {...state('note')}>
          <Input {...limit(300)} placeholder="如：市人大常委会第五十次主任会议" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
