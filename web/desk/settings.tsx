/** 设置: the numbers of the place, each with its article; the working calendar; the state of the record. */
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, InputNumber, Modal, Select, Space, Switch, Tabs } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { RuleView } from '../../kernel/wire.ts'
import { getJson, problemOf, putJson, wordsOf } from '../parts/api.ts'
import { useMe, useRefresh } from '../parts/use.ts'
import { Loaded, when } from './bits.tsx'
import { Year } from './calendar.tsx'
import { DayBox } from './day.tsx'

export function SettingsPage() {
  const me = useMe().data
  const may = ['daf_head', 'daf_staff'].includes(me?.seat.office ?? '')
  const tabs = [
    { key: 'rules', label: '本地规则', children: <Rules may={may} /> },
    { key: 'calendar', label: '工作日历', children: <Year may={['daf_head', 'sysadmin'].includes(me?.seat.office ?? '')} /> },
    ...(may || ['auditor', 'sysadmin'].includes(me?.seat.office ?? '') ? [{ key: 'record', label: '事件日志', children: <Record /> }] : []),
  ]
  return (
    <section>
      <div className="dk-title">
        <h1>设置</h1>
      </div>
      <Tabs items={tabs} />
    </section>
  )
}

function Rules({ may }: { may: boolean }) {
  const q = useQuery({ queryKey: ['rules'], queryFn: () => getJson<RuleView[]>('/api/rules') })
  const [edit, setEdit] = useState<RuleView | null>(null)
  return (
    <Loaded q={q}>
      {(rules) => (
        <>
          <p className="dk-soft">规则从生效之日起对新启动的期限起作用；已经在走的期限按启动时的规则计算。{!may && '只有代工委可以调整。'}</p>
          {[...new Set(rules.map((r) => r.group))].map((g) => (
            <section key={g} className="dk-card">
              <h2>{g}</h2>
              <table className="dk-table">
                <thead>
                  <tr>
                    <th>规则</th>
                    <th>现行</th>
                    <th>依据</th>
                    <th>来自</th>
                    {may && <th />}
                  </tr>
                </thead>
                <tbody>
                  {rules
                    .filter((r) => r.group === g)
                    .map((r) => (
                      <tr key={`${r.process}/${r.key}`}>
                        <td>{r.label}</td>
                        <td>
                          <b>{r.words}</b>
                        </td>
                        <td className="dk-soft">{r.basis}</td>
                        <td>
                          {r.from} {r.since && `（${r.since} 起）`}
                          {r.history.map((h) => (
                            <small key={h.from + h.value} className="dk-soft dk-block">
                              {h.from} 起 {h.value}：{h.by}，{h.note}
                            </small>
                          ))}
                        </td>
                        {may && (
                          <td>
                            <Button size="small" onClick={() => setEdit(r)} aria-label={`调整${r.label}`}>
                              调整
                            </Button>
                          </td>
                        )}
                      </tr>
                    ))}
                </tbody>
              </table>
            </section>
          ))}
          {edit && <EditRule r={edit} onClose={() => setEdit(null)} />}
        </>
      )}
    </Loaded>
  )
}

function EditRule({ r, onClose }: { r: RuleView; onClose: () => void }) {
  const [form] = Form.useForm()
  const [wrong, setWrong] = useState<{ message: string; fields: Record<string, string> } | null>(null)
  const { message } = App.useApp()
  const refresh = useRefresh()
  const save = async () => {
    const v = form.getFieldsValue(true)
    try {
      const { says } = await putJson<{ says: string }>(`/api/rules/${r.process}/${r.key}`, {
        value: fromForm(r, v),
        from: v.from,
        note: v.note,
      })
      message.success(says)
      await refresh()
      onClose()
    } catch (e) {
      setWrong({ message: wordsOf(e), fields: problemOf(e)?.fields ?? {} })
    }
  }
  const state = (f: string) => (wrong?.fields[f] ? { validateStatus: 'error' as const, help: wrong.fields[f] } : {})
  return (
    <Modal open title={`调整：${r.label}`} onCancel={onClose} onOk={() => void save()} okText="保存" cancelText="取消">
      {wrong && <Alert type="error" title={wrong.message} />}
      <p className="dk-soft">{r.basis}</p>
      <Form form={form} layout="vertical" initialValues={{ ...toForm(r), from: dayjs().format('YYYY-MM-DD') }}>
        <Form.Item label="改为" required {...state('value')}>
          <RuleInput r={r} />
        </Form.Item>
        <Form.Item name="from" label="生效日期" required {...state('from')}>
          <DayBox />
        </Form.Item>
        <Form.Item name="note" label="调整的依据" required {...state('note')}>
          <Input placeholder="如：市人大常委会主任会议 2026 年第 12 次会议决定" maxLength={300} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

const toForm = (r: RuleView): Record<string, unknown> =>
  r.kind === 'span'
    ? { n: (r.value as [number, string])[0], unit: (r.value as [number, string])[1] }
    : {
        value: r.kind === 'table' ? (r.value as string[][]).map((x) => x.join(' ')).join('\n') : r.kind === 'list' ? (r.value as string[]).join('、') : r.value,
      }

function fromForm(r: RuleView, v: Record<string, unknown>): unknown {
  if (r.kind === 'span') return [v.n, v.unit]
  if (r.kind === 'table')
    return String(v.value)
      .split('\n')
      .map((l) => l.trim())
      .filter(Boolean)
      .map((l) => [l.split(/\s+/)[0], l.split(/\s+/).slice(1).join(' ')])
  if (r.kind === 'list')
    return String(v.value)
      .split(/[、,，\s]+/)
      .filter(Boolean)
  return v.value
}

function RuleInput({ r }: { r: RuleView }) {
  if (r.kind === 'span')
    return (
      <Space.Compact>
        <Form.Item name="n" noStyle>
          <InputNumber aria-label="数" min={r.min ?? 1} />
        </Form.Item>
        <Form.Item name="unit" noStyle>
          <Select
            aria-label="单位"
            options={[
              { value: 'WD', label: '个工作日' },
              { value: 'DAY', label: '日' },
              { value: 'MONTH', label: '个月' },
            ]}
            style={{ width: 120 }}
          />
        </Form.Item>
      </Space.Compact>
    )
  return (
    <Form.Item name="value" noStyle valuePropName={r.kind === 'switch' ? 'checked' : 'value'}>
      {r.kind === 'switch' ? (
        <Switch checkedChildren="是" unCheckedChildren="否" />
      ) : r.kind === 'number' ? (
        <InputNumber aria-label="数" />
      ) : r.kind === 'choice' ? (
        <Select options={Object.entries(r.options ?? {}).map(([value, label]) => ({ value, label }))} />
      ) : (
        <Input.TextArea autoSize aria-label="值" />
      )}
    </Form.Item>
  )
}

function Record() {
  const q = useQuery({
    queryKey: ['record'],
    queryFn: () =>
      getJson<{ events: number; blocks: number; unsealed: number; sealedAt: string | null; root: { day: string; hash: string } | null }>('/api/record'),
  })
  return (
    <Loaded q={q}>
      {(r) => (
        <section className="dk-card">
          <h2>事件日志只能追加，封进哈希链</h2>
          <dl className="dk-facts">
            <div>
              <dt>事件</dt>
              <dd>{r.events} 条</dd>
            </div>
            <div>
              <dt>已封存</dt>
              <dd>
                {r.blocks} 块{r.sealedAt && `，最近 ${when(r.sealedAt)}`}
              </dd>
            </div>
            <div>
              <dt>待封存</dt>
              <dd>{r.unsealed} 条</dd>
            </div>
            <div>
              <dt>最近公布的根</dt>
              <dd className="dk-hash">{r.root ? `${r.root.day} ${r.root.hash}` : '还没有公布'}</dd>
            </div>
          </dl>
          <p className="dk-soft">管理员可以运行 npm run verify 逐条核验，任何改动都会被指出。</p>
        </section>
      )}
    </Loaded>
  )
}
