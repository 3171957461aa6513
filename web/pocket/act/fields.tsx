/** One field of any action, drawn from the server's description. Native controls: they work with every keyboard, voice and reader. */
import { type ComponentProps, type ReactNode, useLayoutEffect, useRef } from 'react'
import { length } from '../../../kernel/characters.ts'
import type { Field } from '../../../kernel/wire.ts'
import { WarnIcon } from '../icons.tsx'
import { DayBox } from './day.tsx'
import { PeoplePick, PhotoPick, UnitPick } from './picks.tsx'

export interface FieldProps {
  field: Field
  /** Path of the field in the form: 'title', 'promises.0.item'. */
  path: string
  value: unknown
  onChange: (value: unknown, names?: Record<string, string>) => void
  names: Record<string, string>
  error?: string
  /** Shown under the field: checks while writing. */
  children?: ReactNode
}

export const isEmpty = (v: unknown): boolean => v === undefined || v === null || v === '' || (Array.isArray(v) && v.length === 0)

/** A field with `when` is there only while the other field says so. */
export function shown(f: Field, values: Record<string, unknown>): boolean {
  if (!f.when) return true
  const v = values[f.when.field]
  return f.when.in.some((x) => (Array.isArray(v) ? v.map(String).includes(x) : String(v) === x))
}

export function FieldBox(p: FieldProps) {
  const { field: f, path } = p
  const id = `f-${path}`
  const group = ['radio', 'checks', 'list', 'deputies', 'unit', 'units', 'files', 'span'].includes(f.widget)
  const label = (
    <>
      {f.label}
      {f.required && <span className="pk-must">（必填）</span>}
    </>
  )
  const below = (
    <>
      {p.error && (
        <p className="pk-wrong" id={`${id}-e`} role="alert">
          <WarnIcon />
          {p.error}
        </p>
      )}
      {p.children}
    </>
  )
  const help = f.help && (
    <p className="pk-help" id={`${id}-h`}>
      {f.help}
    </p>
  )
  if (f.widget === 'switch')
    return (
      <div className="pk-field">
        <label className="pk-switch" htmlFor={id} style={{ marginBottom: 0 }}>
          <span>{f.label}</span>
          <output>{p.value ? '是' : '否'}</output>
          <input
            id={id}
            type="checkbox"
            role="switch"
            aria-checked={p.value === true}
            aria-describedby={f.help ? `${id}-h` : undefined}
            checked={p.value === true}
            onChange={(e) => p.onChange(e.target.checked)}
          />
        </label>
        {help}
        {below}
      </div>
    )
  if (group)
    return (
      <fieldset className="pk-field" aria-describedby={f.help ? `${id}-h` : undefined}>
        <legend>{label}</legend>
        {help}
        <Control {...p} />
        {below}
      </fieldset>
    )
  return (
    <div className="pk-field">
      <label htmlFor={id}>{label}</label>
      {help}
      <Control {...p} />
      {below}
    </div>
  )
}

function Control(p: FieldProps) {
  const { field: f, path, value, onChange } = p
  const id = `f-${path}`
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value)
  const base = {
    id,
    className: 'pk-box',
    'aria-required': f.required,
    'aria-invalid': p.error ? true : undefined,
    'aria-describedby': [f.help && `${id}-h`, p.error && `${id}-e`].filter(Boolean).join(' ') || undefined,
  }
  const options = f.options ?? []
  switch (f.widget) {
    case 'textarea':
      return (
        <>
          <GrowingText {...base} rows={f.rows ?? 5} value={text} enterKeyHint="enter" onChange={(e) => onChange(e.target.value)} />
          <Counter text={text} max={f.max} />
        </>
      )
    case 'number':
      return (
        <input
          {...base}
          type="number"
          inputMode="decimal"
          min={f.min}
          max={f.max}
          value={text}
          onChange={(e) => onChange(e.target.value === '' ? undefined : Number(e.target.value))}
        />
      )
    case 'date':
      return <DayBox base={base} value={text} onChange={onChange} />
    case 'datetime':
      return <input {...base} type="datetime-local" value={text.slice(0, 16)} onChange={(e) => onChange(e.target.value || undefined)} />
    case 'select':
      return (
        <select {...base} value={text} onChange={(e) => onChange(e.target.value || undefined)}>
          <option value="">请选择</option>
          {options.map((o) => (
            <option key={o.value} value={o.value}>
              {o.label}
            </option>
          ))}
        </select>
      )
    case 'radio':
      return <Choices name={path} options={options} value={text} onChange={onChange} />
    case 'checks':
      return <Checks name={path} options={options} value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />
    case 'deputies':
      return <PeoplePick label={f.label} value={asList(value)} max={f.max} names={p.names} onChange={onChange} />
    case 'unit':
    case 'units':
      return (
        <UnitPick
          label={f.label}
          many={f.widget === 'units'}
          among={f.among}
          value={asList(value)}
          names={p.names}
          onChange={(v, n) => onChange(f.widget === 'units' ? v : (v[0] ?? undefined), n)}
        />
      )
    case 'files':
      return <PhotoPick value={asList(value)} names={p.names} max={f.max} onChange={onChange} />
    case 'span':
      return <SpanBox value={value} onChange={onChange} />
    case 'list':
      return <ListBox {...p} />
    default:
      return (
        <>
          {(f.max ?? 0) > 40 ? (
            // One line of a phone shows fifteen characters: a title is read whole while it is written.
            <GrowingText {...base} rows={2} value={text} enterKeyHint="next" onChange={(e) => onChange(e.target.value.replace(/\r?\n/g, ''))} />
          ) : (
            <input {...base} type="text" value={text} enterKeyHint="next" onChange={(e) => onChange(e.target.value)} />
          )}
          <Counter text={text} max={f.max} />
        </>
      )
  }
}

/** As tall as its text: a letter is not read through a slot. */
function GrowingText(p: ComponentProps<'textarea'>) {
  const box = useRef<HTMLTextAreaElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const el = box.current
    if (!el) return
    el.style.height = 'auto'
    el.style.height = `${el.scrollHeight + 2}px`
  }, [p.value])
  return <textarea ref={box} {...p} />
}

const asList = (v: unknown): string[] => (Array.isArray(v) ? v.map(String) : typeof v === 'string' && v ? [v] : [])

/** Limits are told while writing and never cut a text off. */
function Counter({ text, max }: { text: string; max?: number }) {
  const n = length(text)
  if (!max || n < max * 0.7) return null
  const over = n > max
  return <p className={`pk-counter ${over ? 'pk-red' : ''}`}>{over ? `超出 ${n - max} 字（最多 ${max} 字）` : `${n} / ${max} 字`}</p>
}

export function Choices(p: {
  name: string
  options: { value: string; label: string; hint?: string }[]
  value: string
  onChange: (v: string) => void
  three?: boolean
  describe?: string
}) {
  const long = p.options.some((o) => o.label.length > 7 || o.hint)
  return (
    <div className={`pk-choices ${p.three ? 'pk-choices-three' : long ? 'pk-choices-long' : ''}`}>
      {p.options.map((o) => (
        <label key={o.value}>
          <input type="radio" name={p.name} value={o.value} checked={p.value === o.value} onChange={() => p.onChange(o.value)} aria-describedby={p.describe} />
          <span>
            <span>
              {o.label}
              {o.hint && <small className="pk-soft"> {o.hint}</small>}
            </span>
          </span>
        </label>
      ))}
    </div>
  )
}

function Checks(p: { name: string; options: { value: string; label: string; hint?: string }[]; value: string[]; onChange: (v: string[]) => void }) {
  const long = p.options.some((o) => o.label.length > 7 || o.hint)
  return (
    <div className={`pk-choices ${long ? 'pk-choices-long' : ''}`}>
      {p.options.map((o) => {
        const on = p.value.includes(o.value)
        return (
          <label key={o.value}>
            <input type="checkbox" name={p.name} checked={on} onChange={() => p.onChange(on ? p.value.filter((v) => v !== o.value) : [...p.value, o.value])} />
            <span>{o.label}</span>
          </label>
        )
      })}
    </div>
  )
}

const UNITS = [
  { value: 'WD', label: '工作日' },
  { value: 'DAY', label: '日' },
  { value: 'MONTH', label: '个月' },
]
function SpanBox({ value, onChange }: { value: unknown; onChange: (v: unknown) => void }) {
  const [n, unit] = Array.isArray(value) ? (value as [number, string]) : [undefined, 'WD']
  return (
    <div className="pk-row" style={{ flexWrap: 'nowrap' }}>
      <input
        className="pk-box"
        type="number"
        inputMode="numeric"
        min={1}
        aria-label="数量"
        value={n ?? ''}
        onChange={(e) => onChange([Number(e.target.value), unit])}
      />
      <select className="pk-box" aria-label="单位" value={unit} onChange={(e) => onChange([n ?? 1, e.target.value])}>
        {UNITS.map((u) => (
          <option key={u.value} value={u.value}>
            {u.label}
          </option>
        ))}
      </select>
    </div>
  )
}

function ListBox(p: FieldProps) {
  const rows = Array.isArray(p.value) ? (p.value as Record<string, unknown>[]) : []
  const of = p.field.of ?? []
  const put = (i: number, name: string, v: unknown, names?: Record<string, string>) =>
    p.onChange(
      rows.map((r, j) => (j === i ? { ...r, [name]: v } : r)),
      names,
    )
  return (
    <div className="pk-stack">
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity
        <div className="pk-card" key={i} style={{ border: '1px solid var(--pk-line)' }}>
          <div className="pk-spread">
            <b>第 {i + 1} 项</b>
            <button type="button" className="pk-btn pk-btn-bare" onClick={() => p.onChange(rows.filter((_, j) => j !== i))}>
              删去<span className="pk-hide">第 {i + 1} 项</span>
            </button>
          </div>
          {of
            .filter((f) => shown(f, row))
            .map((f) => (
              <FieldBox
                key={f.name}
                field={f}
                path={`${p.path}.${i}.${f.name}`}
                value={row[f.name]}
                names={p.names}
                onChange={(v, n) => put(i, f.name, v, n)}
              />
            ))}
        </div>
      ))}
      <button type="button" className="pk-btn pk-btn-wide" onClick={() => p.onChange([...rows, {}])}>
        添加一项
      </button>
    </div>
  )
}
