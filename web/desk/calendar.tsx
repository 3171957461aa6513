/** 设置 · 工作日历: a year as this place counts it; what is edited is the place's own layer. */

import { useQuery } from '@tanstack/react-query'
import { Alert, App, Calendar, Checkbox, Form, Input, Modal, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { YearView } from '../../kernel/wire-work.ts'
import { getJson, problemOf, putJson, wordsOf } from '../parts/api.ts'
import { limit } from '../parts/limit.ts'
import { useRefresh } from '../parts/use.ts'
import { Loaded } from './bits.tsx'

export function Year({ may }: { may: boolean }) {
  const [month, setMonth] = useState(dayjs())
  const q = useQuery({
    queryKey: ['calendar', month.year()],
    queryFn: () => getJson<YearView>(`/api/calendar?year=${month.year()}`),
    placeholderData: (old) => old,
  })
  const [edit, setEdit] = useState<string | null>(null)
  return (
    <Loaded q={q}>
      {(y) => (
        <>
          {y.loaded ? (
            <p className="dk-soft">
              {y.year}年：{y.source}。
            </p>
          ) : (
            <Alert type="warning" title={`${y.year}年的放假安排还没有载入，暂按法定节日放假、其余周一至周五为工作日计算`} />
          )}
          {may && <p className="dk-soft">点某一天可以修订。修订只管{y.place}和下级，不影响上级和别处；在走的期限自动重算，写明原因，并告诉有关的人。</p>}
          <Calendar
            value={month}
            validRange={[dayjs('2000-01-01'), dayjs('2100-12-31')]}
            onPanelChange={setMonth}
            onSelect={(d, info) => {
              setMonth(d)
              if (may && info.source === 'date') setEdit(d.format('YYYY-MM-DD'))
            }}
            cellRender={(d, info) => {
              if (info.type !== 'date') return null
              const x = y.days.find((e) => e.day === d.format('YYYY-MM-DD'))
              const weekend = d.day() === 0 || d.day() === 6
              const off = x && x.kind !== 'plain' ? x.kind === 'off' : weekend
              if (!x) return weekend ? <span className="dk-soft">休</span> : null
              return (
                <span className={off ? 'dk-red' : 'dk-green'} title={`${x.from}：${x.source}`}>
                  {off ? '休' : '班'} {x.name}
                  {x.own && '（本地）'}
                </span>
              )
            }}
          />
          {edit && <EditDay day={edit} year={y} onClose={() => setEdit(null)} />}
        </>
      )}
    </Loaded>
  )
}

function EditDay({ day, year, onClose }: { day: string; year: YearView; onClose: () => void }) {
  const now = year.days.find((d) => d.day === day)
  const whole = !year.loaded && +day.slice(0, 4) === year.year
  const [form] = Form.useForm()
  const [wrong, setWrong] = useState('')
  const refresh = useRefresh()
  const { message } = App.useApp()
  const save = async () => {
    const v = form.getFieldsValue()
    try {
      const { says } = await putJson<{ says: string }>('/api/calendar', {
        days: [{ day, kind: v.kind, name: v.name ?? '' }],
        note: v.note ?? '',
        ...(v.whole ? { year: year.year } : {}),
      })
      message.success(says)
      await refresh()
      onClose()
    } catch (e) {
      setWrong(Object.values(problemOf(e)?.fields ?? {})[0] ?? wordsOf(e))
    }
  }
  return (
    <Modal open title={`修订${dayjs(day).format('YYYY年M月D日')}`} onCancel={onClose} onOk={() => void save()} okText="保存" cancelText="取消">
      {wrong && <Alert type="error" title={wrong} />}
      {now && (
        <p className="dk-soft">
          现在按{now.from}：{now.source}。
        </p>
      )}
      <Form form={form} layout="vertical" initialValues={{ kind: now?.kind ?? 'plain', name: now?.name }}>
        <Form.Item name="kind" label="这一天">
          <Select
            options={[
              { value: 'off', label: '放假' },
              { value: 'work', label: '上班' },
              { value: 'plain', label: '按星期' },
              ...(now?.own ? [{ value: 'above', label: '撤销本地修订，按上级' }] : []),
            ]}
          />
        </Form.Item>
        <Form.Item name="name" label="名称">
          <Input {...limit(20)} placeholder="如：市庆日" />
        </Form.Item>
        <Form.Item name="note" label="依据" required>
          <Input {...limit(300)} />
        </Form.Item>
        {whole && (
          <Form.Item name="whole" valuePropName="checked" extra={`勾选以后，不再提示${year.year}年没有载入。`}>
            <Checkbox>{year.year}年的放假和调休已经全部录入</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
