/** Choosing people, units and files: what is chosen stands above as chips, the search below. */
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useId, useRef, useState } from 'react'
import type { FileView } from '../../../kernel/wire.ts'
import { CameraIcon, CrossIcon } from '../icons.tsx'
import { getJson, sendFile, wordsOf } from '../net.ts'
import { useOnline } from '../online.ts'

const ask = <T,>(what: 'units' | 'deputies', ids: string[]) => getJson<T[]>(`/api/${what}?ids=${ids.map(encodeURIComponent).join(',')}`)
export const unitNames = async (ids: string[]): Promise<Record<string, string>> =>
  Object.fromEntries((await ask<{ id: string; name: string }>('units', ids)).map((r) => [r.id, r.name]))
const peopleNames = async (ids: string[]): Promise<Record<string, string>> =>
  Object.fromEntries((await ask<{ seat: string; name: string }>('deputies', ids)).map((r) => [r.seat, r.name]))

interface Row {
  id: string
  name: string
  note: string
}
type Change = (value: string[], names: Record<string, string>) => void

export function PeoplePick(p: { label: string; value: string[]; names: Record<string, string>; max?: number; onChange: Change; without?: string[] }) {
  return (
    <Pick
      {...p}
      many
      ask="输入姓名、代表团或代表证号查找"
      load={async (q) => {
        const rows = await getJson<{ seat: string; name: string; delegation: string | null; certificateNo: string | null }[]>(
          `/api/deputies?q=${encodeURIComponent(q)}`,
        )
        return rows
          .filter((r) => !p.without?.includes(r.seat))
          .map((r) => ({ id: r.seat, name: r.name, note: [r.delegation, r.certificateNo && `代表证号 ${r.certificateNo}`].filter(Boolean).join(' · ') }))
      }}
      source="deputies"
    />
  )
}

export function UnitPick(p: { label: string; among?: string | undefined; value: string[]; names: Record<string, string>; many: boolean; onChange: Change }) {
  return (
    <Pick
      {...p}
      ask="输入单位名称查找"
      load={async (q) => {
        const rows = await getJson<{ id: string; name: string; short: string | null; system: string | null }[]>(
          `/api/units?q=${encodeURIComponent(q)}${p.among ? `&among=${p.among}` : ''}`,
        )
        return rows.map((r) => ({ id: r.id, name: r.name, note: r.short ?? '' }))
      }}
      source="units"
    />
  )
}

function Pick(p: {
  label: string
  value: string[]
  names: Record<string, string>
  many: boolean
  max?: number
  ask: string
  source: string
  among?: string | undefined
  load: (q: string) => Promise<Row[]>
  onChange: Change
}) {
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const online = useOnline()
  const id = useId()
  const found = useQuery({ queryKey: ['pick', p.source, p.among, q], queryFn: () => p.load(q), staleTime: 60_000, enabled: q.length > 0 })
  // What the system filled in comes as ids only.
  const unknown = p.value.filter((v) => !p.names[v])
  const told = useQuery({
    queryKey: ['pick', 'names', p.source, unknown],
    queryFn: () => (p.source === 'units' ? unitNames(unknown) : peopleNames(unknown)),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: unknown.length > 0,
  })
  const nameOf = (v: string) => p.names[v] ?? told.data?.[v]
  const rows = (found.data ?? []).filter((r) => !p.value.includes(r.id)).slice(0, 30)
  const full = p.max !== undefined && p.value.length >= p.max
  const add = (r: Row) => {
    p.onChange(p.many ? [...p.value, r.id] : [r.id], { [r.id]: r.name })
    setTyped('')
  }
  return (
    <div className="pk-stack">
      {p.value.length > 0 && (
        <ul className="pk-chips" aria-label={`已选${p.label}`}>
          {p.value.map((v) => (
            <li className="pk-chip" key={v}>
              <span className={p.source === 'deputies' ? 'pk-name' : ''}>{nameOf(v) ?? '已选'}</span>
              <button
                type="button"
                aria-label={`去掉${nameOf(v) ?? ''}`}
                onClick={() =>
                  p.onChange(
                    p.value.filter((x) => x !== v),
                    {},
                  )
                }
              >
                <CrossIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      {full ? (
        <p className="pk-soft">已达上限 {p.max}。</p>
      ) : (
        <input
          className="pk-box"
          type="search"
          id={id}
          aria-label={`${p.label}：${p.ask}`}
          placeholder={p.ask}
          value={typed}
          enterKeyHint="search"
          autoComplete="off"
          onChange={(e) => setTyped(e.target.value)}
        />
      )}
      {!online && typed && <p className="pk-soft">现在没有网络，联网后才能查找。其他内容可以先写。</p>}
      {found.error && online ? <p className="pk-red">{wordsOf(found.error)}</p> : null}
      {q && found.data && <p className="pk-hide" role="status">{`找到 ${rows.length} 个`}</p>}
      {q && found.data && rows.length === 0 && <p className="pk-soft">没有找到“{q}”，换个写法试试。</p>}
      {q && rows.length > 0 && (
        <ul className="pk-list">
          {rows.map((r) => (
            <li key={r.id}>
              <button type="button" onClick={() => add(r)}>
                <span>
                  <b className={p.source === 'deputies' ? 'pk-name' : ''}>{r.name}</b>
                  {r.note && <span className="pk-soft pk-small"> {r.note}</span>}
                </span>
                <span className="pk-tag">选</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

export interface Shot {
  key: string
  name: string
  url: string | null
  note?: string
}

/** Thumbnails and the button; where the bytes go is the caller's affair. */
export function Photos(p: {
  shots: Shot[]
  onAdd: (files: File[]) => void
  onDrop: (key: string) => void
  busy?: boolean
  max?: number
  children?: ReactNode
}) {
  const box = useRef<HTMLInputElement>(null)
  return (
    <div className="pk-stack">
      {p.shots.length > 0 && (
        <ul className="pk-photos">
          {p.shots.map((s) => (
            <li className="pk-photo" key={s.key}>
              {s.url ? <img src={s.url} alt={s.name} /> : <span className="pk-small">{s.name}</span>}
              {s.note && <small>{s.note}</small>}
              <button type="button" aria-label={`去掉${s.name}`} onClick={() => p.onDrop(s.key)}>
                <CrossIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      {(p.max === undefined || p.shots.length < p.max) && (
        <>
          <input
            ref={box}
            type="file"
            multiple
            hidden
            accept="image/*,.pdf,.doc,.docx,.wps,.xls,.xlsx"
            aria-label="选择照片或文件"
            onChange={(e) => {
              p.onAdd([...(e.target.files ?? [])])
              e.target.value = ''
            }}
          />
          <button type="button" className="pk-btn pk-btn-wide" disabled={p.busy} onClick={() => box.current?.click()}>
            <CameraIcon />
            {p.busy ? '正在上传…' : '拍照片或选文件'}
          </button>
        </>
      )}
      {p.children}
    </div>
  )
}

/** Uploads at once: for forms that need the network anyway. */
export function PhotoPick(p: { value: string[]; names: Record<string, string>; max?: number; onChange: Change }) {
  const [views, setViews] = useState<Record<string, FileView>>({})
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const add = async (files: File[]) => {
    setBusy(true)
    setTrouble(null)
    let value = p.value
    for (const f of files) {
      try {
        const v = await sendFile(f, f.name)
        setViews((x) => ({ ...x, [v.id]: v }))
        value = [...value, v.id]
        p.onChange(value, { [v.id]: v.name })
      } catch (e) {
        setTrouble(`“${f.name}”没有传上去：${wordsOf(e)}`)
      }
    }
    setBusy(false)
  }
  return (
    <Photos
      shots={p.value.map((id) => ({ key: id, name: p.names[id] ?? views[id]?.name ?? '附件', url: views[id]?.thumb ?? null }))}
      busy={busy}
      max={p.max}
      onAdd={(f) => void add(f)}
      onDrop={(k) =>
        p.onChange(
          p.value.filter((x) => x !== k),
          {},
        )
      }
    >
      {trouble && (
        <p className="pk-red" role="alert">
          {trouble}
        </p>
      )}
    </Photos>
  )
}
