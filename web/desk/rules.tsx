/** The rules of the place: looked for by any word, folded by the work they belong to, each with its article and where its value comes from. */

import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Collapse, Form, Input, InputNumber, Modal, Select, Space, Switch } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { RuleView } from '../../kernel/wire.ts'
import { getJson, problemOf, putJson, wordsOf } from '../parts/api.ts'
import { limit } from '../parts/limit.ts'
import { useRefresh } from '../parts/use.ts'
import { Loaded } from './bits.tsx'
import { DayBox } from './day.tsx'

const nameOf = (r: RuleView) => `${r.process}/${r.key}`
/** Set here or above, be it only from a later day on. */
const own = (r: RuleView) => r.from !== '默认' || r.history.length > 0
/** Every word asked for stands somewhere in the rule. */
const has = (r: RuleView, words: string[]) =>
  words.every((w) => [r.label, r.basis, r.words, r.group, r.processLabel, r.from].some((x) => x.toLowerCase().includes(w)))

export function Rules({ may }: { may: boolean }) {
  const q = useQuery({ queryKey: ['rules'], queryFn: () => getJson<RuleView[]>('/api/rules') })
  const [edit, setEdit] = useState<RuleView | null>(null)
  const [ask, setAsk] = useState('')
  const [only, setOnly] = useState(false)
  const [open, setOpen] = useState<string[]>([])
  const words = ask.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const looking = words.length > 0 || only
  return (
    <Loaded q={q}>
      {(rules) => {
        const found = rules.filter((r) => has(r, words) && (!only || own(r)))
        const groups = [...new Set(found.map((r) => r.process))].map((p) => found.filter((r) => r.process === p))
        return (
          <>
            <p className="dk-soft">规则从生效之日起对新启动的期限起作用；已经在走的期限按启动时的规则计算。{!may && '只有代工委可以调整。'}</p>
            <search className="dk-rules-ask">
              <Input.Search
                aria-label="查找规则"
                placeholder="查找规则，如：退回、联名、面复、重庆条例"
                allowClear
                value={ask}
                onChange={(e) => setAsk(e.target.value)}
                style={{ maxWidth: 420 }}
              />
              <Space>
                <Switch aria-label="只看本地调整过的" checked={only} onChange={setOnly} />
                只看本地调整过的
              </Space>
              <span className="dk-soft" role="status">
                {looking ? `找到 ${found.length} 条` : `共 ${rules.length} 条`}
              </span>
            </search>
            {found.length === 0 && <p className="dk-card">没有符合的规则，请换一个词，或者关掉“只看本地调整过的”。</p>}
            <Collapse
              activeKey={looking ? groups.map((g) => g[0]?.process ?? '') : open}
              onChange={(k) => setOpen([k].flat())}
              items={groups.map((g) => ({
                key: g[0]?.process ?? '',
                label: (
                  <>
                    <b>{g[0]?.processLabel}</b>{' '}
                    <span className="dk-soft">
                      {g.length} 条{g.some(own) && `，本地调整过 ${g.filter(own).length} 条`}
                    </span>
                  </>
                ),
                children: <Table rules={g} may={may} onEdit={setEdit} />,
              }))}
            />
            {edit && <EditRule r={edit} onClose={() => setEdit(null)} />}
          </>
        )
      }}
    </Loaded>
  )
}

function Table({ rules, may, onEdit }: { rules: RuleView[]; may: boolean; onEdit: (r: RuleView) => void }) {
  return [...new Set(rules.map((r) => r.group))].map((g) => (
    <section key={g}>
      {new Set(rules.map((r) => r.group)).size > 1 && <h3>{g}</h3>}
      <div className="dk-scroll">
        <table className="dk-table">
          <thead>
            <tr>
              <th style={{ width: '22%' }}>规则</th>
              <th style={{ width: '20%' }}>现行</th>
              <th>依据</th>
              <th style={{ minWidth: 120 }}>来自</th>
              {may && <th />}
            </tr>
          </thead>
          <tbody>
            {rules
              .filter((r) => r.group === g)
              .map((r) => (
                <tr key={nameOf(r)}>
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
                      <Button size="small" onClick={() => onEdit(r)} aria-label={`调整${r.label}`}>
                        调整
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </section>
  ))
}

function EditRule({ r, onClose }: { r: RuleView; onClose: () => void }) {
  const [form] = Form.useForm()
  const [wrong, setWrong] = useState<{ message: string; fields: Record<string, string> } | null>(null)
  const { message } = App.useApp()
  const refresh = useRefresh()
  const save = async () => {
    const v = form.getFieldsValue(true)
    try {
      const { says } = await putJson<{ says: string }>(`/api/rules/${nameOf(r)}`, {
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
          <Input placeholder="如：市人大常委会主任会议 2026 年第 12 次会议决定" {...limit(300)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

const isRows = (r: RuleView) => r.kind === 'table' && !!r.options
const isPicks = (r: RuleView) => r.kind === 'list' && !!r.options

/** A list is written with 、 between its entries, a table as one row a line; fixed rows and entries have a field or a choice each. */
function toForm(r: RuleView): Record<string, unknown> {
  if (r.kind === 'span') return { n: (r.value as [number, string])[0], unit: (r.value as [number, string])[1] }
  if (isRows(r)) return { rows: Object.fromEntries((r.value as [string, string][]).map(([k, v]) => [k, r.unit ? Number(v) : v])) }
  if (r.kind === 'table') return { value: (r.value as string[][]).map((x) => x.join(' ')).join('\n') }
  if (r.kind === 'list' && !r.options) return { value: (r.value as string[]).join('、') }
  return { value: r.value }
}

function fromForm(r: RuleView, v: Record<string, unknown>): unknown {
  if (r.kind === 'span') return [v.n, v.unit]
  if (isRows(r)) return Object.keys(r.options ?? {}).map((k) => [k, String((v.rows as Record<string, unknown>)?.[k] ?? '')])
  if (r.kind === 'table')
    return String(v.value)
      .split('\n')
      .map((l) => l.trim())
      .filter(Boolean)
      .map((l) => [l.split(/\s+/)[0], l.split(/\s+/).slice(1).join(' ')])
  if (r.kind === 'list' && !r.options)
    return String(v.value)
      .split(/[、,，\n]+/)
      .map((x) => x.trim())
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
  if (isRows(r))
    return (
      <div className="dk-rule-rows">
        {Object.entries(r.options ?? {}).map(([k, label]) => (
          <Form.Item key={k} name={['rows', k]} label={label} layout="horizontal" labelCol={{ flex: '120px' }} wrapperCol={{ flex: 'auto' }} labelAlign="left">
            {r.unit ? <InputNumber min={r.min ?? 0} suffix={r.unit} /> : <Input {...limit(60)} />}
          </Form.Item>
        ))}
      </div>
    )
  return (
    <Form.Item name="value" noStyle valuePropName={r.kind === 'switch' ? 'checked' : 'value'}>
      {r.kind === 'switch' ? (
        <Switch checkedChildren="是" unCheckedChildren="否" />
      ) : r.kind === 'number' ? (
        <InputNumber aria-label="数" min={r.min ?? 0} />
      ) : isPicks(r) ? (
        <Select mode="multiple" options={Object.entries(r.options ?? {}).map(([value, label]) => ({ value, label }))} />
      ) : r.kind === 'choice' ? (
        <Select options={Object.entries(r.options ?? {}).map(([value, label]) => ({ value, label }))} />
      ) : (
        <Input.TextArea autoSize aria-label="值" />
      )}
    </Form.Item>
  )
}
