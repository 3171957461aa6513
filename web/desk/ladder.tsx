/** 督办阶梯: unit by unit what is late, which rung it has reached, which the rules propose; people choose and act on many at once. */

import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Input, Modal, Radio } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { ActResult, BulkItem } from '../../kernel/wire.ts'
import { getJson, newKey, postJson, problemOf, seated, wordsOf } from '../parts/api.ts'
import { limit } from '../parts/limit.ts'
import { useMe, useRefresh } from '../parts/use.ts'
import { Loaded } from './bits.tsx'
import { DayBox } from './day.tsx'
import { A, useGo } from './link.tsx'

type Rung = 'reminder' | 'phone' | 'letter' | 'onsite' | 'interview' | 'hung' | 'ordered' | 'criticised' | 'list'
interface Item {
  matter: string
  party: string
  number: string
  title: string
  role: 'main' | 'co'
  clockLabel: string
  dueOn: string
  days: number
  calls: number
  drafted: number
  sent: number
  reached: Rung
  next: Rung
  why: string
}
interface Unit {
  unit: string
  name: string
  items: Item[]
  reached: Rung
  next: Rung
  counts: { late: number; phone: number; drafted: number; letter: number }
}
interface Ladder {
  rungs: Record<Rung, string>
  contact: string
  units: Unit[]
}

/** What stands open: a form for the chosen items of one unit (a letter, a visit) or of several (the phone register). */
type Doing = { what: 'phone' | 'letter' | 'visit' | 'hang'; units: Unit[] }

export function LadderPage() {
  const q = useQuery({ queryKey: ['ladder'], queryFn: () => getJson<Ladder>('/api/ladder') })
  const office = useMe().data?.seat.office ?? ''
  const [chosen, setChosen] = useState<string[]>([])
  const [doing, setDoing] = useState<Doing | null>(null)
  const may = { phone: ['daf_staff', 'daf_head', 'gov_office'].includes(office), letter: ['daf_staff', 'daf_head'].includes(office) }
  return (
    <section>
      <div className="dk-title">
        <h1>督办阶梯</h1>
        <span className="dk-soft">系统催办 → 电话 → 督办函 → 现场督办 → 约谈 → 挂号督办 → 限期改正 → 通报批评 → 移送清单。规则建议，由人决定。</span>
        <span className="dk-grow" />
        <Button href={seated('/api/documents/preview.docx?template=callRegister')}>电话督办登记表（Word）</Button>
      </div>
      <Loaded q={q}>
        {(l) => {
          const of = (ids: string[]): Unit[] =>
            l.units.map((u) => ({ ...u, items: u.items.filter((i) => ids.includes(i.party)) })).filter((u) => u.items.length > 0)
          const picked = of(chosen)
          const all = l.units.flatMap((u) => u.items)
          const toggle = (ids: string[], on: boolean) => setChosen(on ? [...new Set([...chosen, ...ids])] : chosen.filter((x) => !ids.includes(x)))
          return (
            <>
              {all.length > 0 && (
                <p>
                  <A to="/suggestion?light=unit">现在单位逾期 {new Set(all.map((i) => i.matter)).size} 件</A>
                  <span className="dk-soft">
                    ，{l.units.length} 个单位 {all.length} 件次；等机关答复、等代表评价的不算单位逾期。
                  </span>
                </p>
              )}
              <div className="dk-ladder">
                {(Object.keys(l.rungs) as Rung[]).map((r) => (
                  <button key={r} type="button" className="dk-pill" onClick={() => setChosen(all.filter((i) => i.next === r).map((i) => i.party))}>
                    {r === 'reminder' ? '仅系统催办' : `建议${l.rungs[r]}`} <b className="dk-num">{all.filter((i) => i.next === r).length}</b>
                  </button>
                ))}
              </div>
              {picked.length > 0 && (
                <div className="dk-bulk" role="status">
                  已选 {picked.length} 个单位 {chosen.length} 件
                  {may.phone && (
                    <Button type="primary" onClick={() => setDoing({ what: 'phone', units: picked })}>
                      登记电话督办
                    </Button>
                  )}
                  {may.letter && (
                    <>
                      <Button onClick={() => setDoing({ what: 'letter', units: picked })}>拟督办函</Button>
                      <Button onClick={() => setDoing({ what: 'visit', units: picked })}>现场督办或约谈</Button>
                      <Button onClick={() => setDoing({ what: 'hang', units: picked })}>挂号督办</Button>
                    </>
                  )}
                  <Button onClick={() => setChosen([])}>取消选择</Button>
                </div>
              )}
              {l.units.length === 0 && <p className="dk-empty">没有逾期的事项。单位都在期限之内。</p>}
              {l.units.map((u) => (
                <section key={u.unit} className="dk-card">
                  <h2>
                    <Checkbox
                      checked={u.items.every((i) => chosen.includes(i.party))}
                      indeterminate={u.items.some((i) => chosen.includes(i.party)) && !u.items.every((i) => chosen.includes(i.party))}
                      onChange={(e) =>
                        toggle(
                          u.items.map((i) => i.party),
                          e.target.checked,
                        )
                      }
                    >
                      {u.name}
                    </Checkbox>{' '}
                    <A to={`/suggestion?unit=${u.unit}&light=unit`}>逾期 {u.counts.late} 件</A>
                    <span className="dk-soft">
                      {' '}
                      · 已电话 {u.counts.phone} 件 · 拟函待签发 {u.counts.drafted} 件 · 已发函 {u.counts.letter} 件 · 建议：{l.rungs[u.next]}
                    </span>
                  </h2>
                  <div className="dk-wide">
                    <table className="dk-table">
                      <thead>
                        <tr>
                          <th aria-label="选择" />
                          <th>建议</th>
                          <th>逾期事项</th>
                          <th>已到</th>
                          <th>建议下一步</th>
                        </tr>
                      </thead>
                      <tbody>
                        {u.items.map((i) => (
                          <tr key={i.party}>
                            <td>
                              <Checkbox
                                aria-label={`选择 ${i.number} ${i.title}`}
                                checked={chosen.includes(i.party)}
                                onChange={(e) => toggle([i.party], e.target.checked)}
                              />
                            </td>
                            <td>
                              <A to={`/suggestion/${i.matter}`}>
                                <span className="dk-soft dk-nowrap">{i.number}</span> {i.title}
                              </A>
                              {i.role === 'co' && <small className="dk-soft"> 会办</small>}
                            </td>
                            <td className="dk-nowrap">
                              <span className="dk-red">
                                ■ {i.clockLabel} 逾期 {i.days} 天
                              </span>
                              <small className="dk-soft dk-block">应于 {i.dueOn}</small>
                            </td>
                            <td className="dk-nowrap">
                              {l.rungs[i.reached]}
                              {i.calls > 0 && <small className="dk-soft"> 电话 {i.calls} 次</small>}
                              {i.drafted > 0 && <small className="dk-soft dk-block">督办函待签发 {i.drafted} 份</small>}
                              {i.sent > 0 && <small className="dk-soft dk-block">已发函 {i.sent} 份</small>}
                            </td>
                            <td>
                              <b>{i.next === i.reached && i.next !== 'phone' ? '等待结果' : l.rungs[i.next]}</b>
                              <small className="dk-soft dk-block">{i.why}</small>
                            </td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                </section>
              ))}
              {doing && (
                <Climb
                  doing={doing}
                  contact={l.contact}
                  onClose={(done) => {
                    setDoing(null)
                    if (done) setChosen([])
                  }}
                />
              )}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

const TITLE = { phone: '登记电话督办', letter: '拟督办函', visit: '安排现场督办或约谈', hang: '挂号督办' }

const words = (day: string) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')

/** The letter's demand, begun with the facts that the ladder knows. */
const demandOf = (units: Unit[]): string =>
  [
    '请于收函之日起十个工作日内，逐件书面答复办理情况、逾期原因和办结时限。',
    ...(units.length === 1
      ? (units[0]?.items ?? []).map((i) => `${i.number}《${i.title}》：${i.clockLabel}应于${words(i.dueOn)}前办理，已逾期${i.days}天；`)
      : []),
  ].join('\n')

function Climb({ doing, contact, onClose }: { doing: Doing; contact: string; onClose: (done: boolean) => void }) {
  const [form] = Form.useForm()
  const [keys] = useState(() => doing.units.map(() => newKey()))
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<{ message: string; fields: Record<string, string> } | null>(null)
  const { message } = App.useApp()
  const refresh = useRefresh()
  const go = useGo()
  const open = doing.units.flatMap((u) => u.items).filter((i) => i.drafted + i.sent > 0)
  const drafted = open.filter((i) => i.drafted > 0).length
  const count = doing.units.reduce((n, u) => n + u.items.length, 0)
  const send = async () => {
    setBusy(true)
    setWrong(null)
    const v = form.getFieldsValue()
    try {
      if (doing.what === 'phone') {
        const items = doing.units.flatMap((u) => u.items.map(({ matter, party }) => ({ matter, party })))
        const { results } = await postJson<{ results: BulkItem[] }>('/api/ladder/phone', { key: keys[0], items, ...v })
        const failed = results.filter((r) => !r.ok)
        if (failed.length > 0) message.warning(`${results.length - failed.length} 件已登记，${failed.length} 件没有办成：${failed[0]?.error?.message}`)
        else message.success(`已登记 ${results.length} 件`)
      } else
        for (const [i, u] of doing.units.entries()) {
          const items = u.items.map((x) => x.party)
          const [process, action] = { letter: ['letter', 'draftLetter'], visit: ['interview', 'arrange'], hang: ['correction', 'hang'] }[doing.what] as [
            string,
            string,
          ]
          const input = { ...v, unit: u.unit, items, ...(v.heldOn ? { heldOn: v.heldOn } : {}) }
          const r = await postJson<ActResult>(`/api/${process}`, { key: keys[i], action, input })
          message.success(r.says)
        }
      await refresh()
      onClose(true)
      if (doing.what !== 'phone') go({ letter: '/of/letter', visit: '/of/interview', hang: '/of/correction' }[doing.what])
    } catch (e) {
      setWrong({ message: wordsOf(e), fields: problemOf(e)?.fields ?? {} })
    } finally {
      setBusy(false)
    }
  }
  const state = (f: string) => (wrong?.fields[f] ? { validateStatus: 'error' as const, help: wrong.fields[f] } : {})
  return (
    <Modal
      open
      width={640}
      title={`${TITLE[doing.what]}：${doing.units.length} 个单位 ${count} 件`}
      onCancel={() => onClose(false)}
      onOk={() => void send()}
      okText="确定"
      cancelText="先不办"
      confirmLoading={busy}
    >
      {wrong && <Alert type="error" title={wrong.message} />}
      <p className="dk-soft">{doing.units.map((u) => `${u.name}（${u.items.length}）`).join('、')}</p>
      {doing.what === 'letter' && doing.units.length > 1 && <p className="dk-soft">每个单位一份函，由代工委负责人签发时编号。</p>}
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          kind: 'onsite',
          heldOn: dayjs().add(3, 'day').format('YYYY-MM-DD'),
          ...(doing.what === 'letter' ? { demand: demandOf(doing.units), contact } : {}),
        }}
      >
        {doing.what === 'phone' && (
          <>
            <Form.Item name="person" label="对方姓名、职务" required {...state('person')}>
              <Input {...limit(60)} />
            </Form.Item>
            <Form.Item name="note" label="督办内容" required {...state('note')}>
              <Input.TextArea autoSize={{ minRows: 2 }} {...limit(300)} />
            </Form.Item>
            <Form.Item name="answer" label="对方答复" {...state('answer')}>
              <Input.TextArea autoSize={{ minRows: 2 }} {...limit(500)} />
            </Form.Item>
          </>
        )}
        {doing.what === 'letter' && (
          <>
            <Form.Item name="demand" label="督办要求" required {...state('demand')}>
              <Input.TextArea autoSize={{ minRows: 4 }} {...limit(2000)} placeholder="请于收函之日起十个工作日内逐件书面答复办理情况、原因和办结时限。" />
            </Form.Item>
            <Form.Item name="contact" label="联系人和电话（办公）" required {...state('contact')}>
              <Input {...limit(60)} />
            </Form.Item>
            {(open.length > 0 || wrong?.fields.again) && (
              <>
                <Alert
                  type="warning"
                  title={`${open.map((i) => i.number).join('、')}已经拟过或者发过督办函${drafted > 0 ? `，其中 ${drafted} 件还在等签发` : ''}。`}
                  style={{ marginBottom: 12 }}
                />
                <Form.Item name="again" valuePropName="checked" {...state('again')}>
                  <Checkbox>仍要另拟一份</Checkbox>
                </Form.Item>
              </>
            )}
          </>
        )}
        {doing.what === 'hang' && (
          <>
            <Form.Item name="until" label="办结时限" required {...state('until')}>
              <DayBox />
            </Form.Item>
            <Form.Item name="demand" label="督办要求" required {...state('demand')}>
              <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
            </Form.Item>
          </>
        )}
        {doing.what === 'visit' && (
          <>
            <Form.Item name="kind" label="形式" required {...state('kind')}>
              <Radio.Group
                options={[
                  { value: 'onsite', label: '现场督办' },
                  { value: 'interview', label: '约谈' },
                ]}
              />
            </Form.Item>
            <Form.Item name="heldOn" label="日期" required {...state('heldOn')}>
              <DayBox />
            </Form.Item>
            <Form.Item name="place" label="地点" required {...state('place')}>
              <Input {...limit(60)} />
            </Form.Item>
            <Form.Item name="leader" label="主持领导" required {...state('leader')}>
              <Input {...limit(60)} />
            </Form.Item>
          </>
        )}
      </Form>
    </Modal>
  )
}
