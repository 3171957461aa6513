/** A form drawn from the action's own fields; what the server finds wrong stands beside the field. */

import { DeleteOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, type FormInstance, Input, InputNumber, Radio, Select, Switch, Upload } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { Field, FileView } from '../../kernel/wire.ts'
import { getJson, sendFile, wordsOf } from '../parts/api.ts'
import { limit } from '../parts/limit.ts'
import { DayBox } from './day.tsx'

type Errors = Record<string, string>

interface Place {
  form: FormInstance
  errors: Errors
  /** Where it stands in the whole form: as the server names what is wrong. */
  at?: (string | number)[]
  /** Where it stands in the list around it: antd puts the list's own name before. */
  row?: number
}

export function FieldsForm({ fields, ...place }: Place & { fields: Field[] }) {
  return (
    <>
      {fields.map((f) => (
        <OneField key={f.name} f={f} {...place} />
      ))}
    </>
  )
}

function OneField({ f, form, errors, at = [], row }: Place & { f: Field }) {
  const name = [...at, f.name]
  const watched = Form.useWatch(f.when ? [...at, f.when.field] : '__none', form)
  if (f.when && !f.when.in.includes(String(watched))) return null
  const wrong = errors[name.join('.')] ?? (f.widget === 'list' ? undefined : Object.entries(errors).find(([k]) => k.startsWith(`${name.join('.')}.`))?.[1])
  const shared = { ...(wrong ? { validateStatus: 'error' as const, help: wrong } : f.help ? { extra: f.help } : {}) }
  if (f.widget === 'list')
    return (
      <Form.Item label={f.label} required={f.required} {...shared}>
        <Form.List name={name}>
          {(rows, { add, remove }) => (
            <>
              {rows.map((r) => (
                <div key={r.key} className="dk-listrow">
                  {f.given && <GivenName f={f} form={form} at={[...name, r.name]} />}
                  <div className="dk-grid2">
                    <FieldsForm fields={(f.of ?? []).filter((x) => x.name !== f.given)} form={form} errors={errors} at={[...name, r.name]} row={r.name} />
                  </div>
                  {!f.given && (
                    <Button icon={<DeleteOutlined />} onClick={() => remove(r.name)}>
                      删去这一项
                    </Button>
                  )}
                </div>
              ))}
              {!f.given && (
                <Button icon={<PlusOutlined />} onClick={() => add({})} disabled={rows.length >= (f.max ?? 20)}>
                  加一项{f.label}
                </Button>
              )}
            </>
          )}
        </Form.List>
      </Form.Item>
    )
  return (
    <Form.Item
      name={row === undefined ? name : [row, f.name]}
      label={f.label}
      required={f.required}
      {...shared}
      valuePropName={f.widget === 'switch' ? 'checked' : 'value'}
    >
      <Widget f={f} />
    </Form.Item>
  )
}

/** What a row of a given list is about: read, not chosen. */
function GivenName({ f, form, at }: { f: Field; form: FormInstance; at: (string | number)[] }) {
  const value = form.getFieldValue([...at, f.given as string])
  return <p className="dk-given">{f.of?.find((x) => x.name === f.given)?.options?.find((o) => o.value === value)?.label ?? ''}</p>
}

/** antd hands `value` and `onChange` (and an id for the label) to whatever stands in a Form.Item. */
function Widget({ f, ...p }: { f: Field; id?: string; value?: unknown; onChange?: (v: unknown) => void }) {
  const any = p as Record<string, never>
  const options = f.options?.map((o) => ({ value: o.value, label: o.hint ? `${o.label}（${o.hint}）` : o.label }))
  switch (f.widget) {
    case 'textarea':
      return <Input.TextArea {...any} autoSize={{ minRows: f.rows ?? 3, maxRows: 24 }} showCount={(f.max ?? 0) >= 500} {...(f.max ? limit(f.max) : {})} />
    case 'number':
      return <InputNumber {...any} {...(f.min === undefined ? {} : { min: f.min })} {...(f.max === undefined ? {} : { max: f.max })} />
    case 'date':
      return <DayBox {...(p.id ? { id: p.id } : {})} value={p.value} {...(p.onChange ? { onChange: p.onChange } : {})} />
    case 'select':
      return <Select {...any} options={options ?? []} />
    case 'radio':
      return <Radio.Group {...any} options={options ?? []} />
    case 'checks':
      return <Checkbox.Group {...any} options={options ?? []} />
    case 'switch':
      return <Switch {...any} checked={(p as { checked?: boolean }).checked ?? false} checkedChildren="是" unCheckedChildren="否" />
    case 'unit':
    case 'units':
      return <Picker {...any} many={f.widget === 'units'} source="units" among={f.among ?? ''} />
    case 'deputies':
      return <Picker {...any} many source="deputies" among={f.among ?? ''} />
    case 'matter':
      return <Picker {...any} many={false} source="search" among={f.among ?? 'suggestion'} />
    case 'matters':
      return <Picker {...any} many source="search" among={f.among ?? 'suggestion'} />
    case 'seat':
      return <Picker {...any} many={false} source="seats" among={f.among ?? ''} />
    case 'place':
      return <Picker {...any} many={false} source="places" />
    case 'money':
      return <Input {...any} inputMode="decimal" suffix="万元" style={{ maxWidth: 220 }} />
    case 'link':
      return <Input {...any} inputMode="url" placeholder="https://" maxLength={550} />
    case 'files':
      return <Files value={p.value as string[] | undefined} onChange={p.onChange} />
    default:
      return <Input {...any} {...(f.max ? limit(f.max) : {})} />
  }
}

interface Choice {
  id?: string
  seat?: string
  name?: string
  delegation?: string
  certificateNo?: string
  number?: string
  plain?: string
  unit?: string
}
const choiceOf = (c: Choice) => ({
  value: c.seat ?? c.id ?? '',
  label: c.plain ? `${c.number} ${c.plain}` : `${c.name}${c.delegation || c.unit ? `（${c.delegation ?? c.unit}）` : ''}`,
})

/** Chosen from what there is, by name or pinyin; the server keeps the list. */
function Picker({
  many,
  source,
  among,
  value,
  onChange,
  id,
}: {
  many: boolean
  source: 'units' | 'deputies' | 'search' | 'seats' | 'places'
  among?: string
  value?: string | string[]
  onChange?: (v: unknown) => void
  id?: string
}) {
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const chosen = ([] as string[]).concat(value ?? [])
  const ask = async (params: string) => {
    const r = await getJson<Choice[] | { rows: Choice[] }>(
      `/api/${source}?${params}${among ? `&${source === 'seats' ? 'office' : 'among'}=${encodeURIComponent(among)}` : ''}`,
    )
    return (Array.isArray(r) ? r : r.rows).map(choiceOf)
  }
  const found = useQuery({
    queryKey: ['pick', source, among, q],
    queryFn: () => ask(`q=${encodeURIComponent(q)}`),
    enabled: source !== 'search' || q.length > 0,
    placeholderData: (old) => old,
  })
  const known = useQuery({
    queryKey: ['pick', source, among, 'ids', chosen.join()],
    queryFn: () => ask(`ids=${chosen.join(',')}`),
    enabled: chosen.length > 0,
    placeholderData: (old) => old,
  })
  const options = [...new Map([...(known.data ?? []), ...(found.data ?? [])].map((o) => [o.value, o])).values()]
  return (
    <Select
      {...(id ? { id } : {})}
      {...(many ? { mode: 'multiple' as const } : {})}
      value={value as never}
      onChange={(v) => {
        onChange?.(v)
        setTyped('')
      }}
      options={options}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      allowClear
      placeholder={source === 'search' ? '输入编号或标题查找' : '输入名称或拼音查找'}
      notFoundContent={found.isFetching ? '正在查找……' : '没有找到'}
      style={{ width: '100%' }}
    />
  )
}

function Files({ value = [], onChange }: { value?: string[] | undefined; onChange?: ((v: unknown) => void) | undefined }) {
  const [names, setNames] = useState<Record<string, string>>({})
  const { message } = App.useApp()
  return (
    <Upload
      multiple
      fileList={value.map((id) => ({ uid: id, name: names[id] ?? '已上传的附件', status: 'done' as const }))}
      onRemove={(f) => onChange?.(value.filter((id) => id !== f.uid))}
      customRequest={async ({ file, onSuccess, onError }) => {
        try {
          const f = await sendFile<FileView>(file as File, (file as File).name)
          setNames((n) => ({ ...n, [f.id]: f.name }))
          onChange?.([...value, f.id])
          onSuccess?.(f)
        } catch (e) {
          message.error(wordsOf(e))
          onError?.(e as Error)
        }
      }}
    >
      <Button icon={<UploadOutlined />}>上传文件</Button>
    </Upload>
  )
}
