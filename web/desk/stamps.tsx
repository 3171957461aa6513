/** 印章和签名: what this seat keeps and may use; put in, lent and withdrawn by the head of the office and by whoever signs. */
import { useQuery } from '@tanstack/react-query'
import { App, Button, Modal, Select, Space } from 'antd'
import { useState } from 'react'
import { getJson, postJson, putJson, seated, wordsOf } from '../parts/api.ts'
import { useRefresh } from '../parts/use.ts'
import { Loaded, when } from './bits.tsx'
import { PutStamp } from './stamp-put.tsx'

export type Kind = 'seal' | 'signature'
export interface Named {
  seat: string
  name: string
  office: string
}
export interface Stamp {
  id: string
  kind: Kind
  label: string
  name: string
  title: string
  width: number
  height: number
  by: string
  at: string
  endedAt: string | null
  mine: boolean
  usable: boolean
  users: { seat: string; name: string }[]
  url: string
}
export interface Stamps {
  stamps: Stamp[]
  may: Record<Kind, boolean>
  organs: string[]
  name: string
  title: string
  people: Record<Kind, Named[]>
  sizes: Record<Kind, [number, number, number]>
}

export function StampsPage() {
  const q = useQuery({ queryKey: ['stamps'], queryFn: () => getJson<Stamps>('/api/stamps') })
  const [putting, setPutting] = useState<Kind>()
  return (
    <section>
      <Loaded q={q}>
        {(d) => {
          const used = d.stamps.filter((s) => !s.endedAt)
          const ended = d.stamps.filter((s) => s.endedAt)
          return (
            <>
              <div className="dk-title">
                <h1>印章和签名</h1>
                {d.may.seal && (
                  <Button type="primary" onClick={() => setPutting('seal')}>
                    录入印章
                  </Button>
                )}
                {d.may.signature && <Button onClick={() => setPutting('signature')}>录入我的签名</Button>}
              </div>
              <p className="dk-soft">
                编号印发文书时选用，印在 PDF 和 DOCX 的署名和日期上；用了哪一个、谁用的，记入事件日志。
                {!d.may.seal && !d.may.signature && '印章由单位负责人录入，并指定可以使用的人。'}
              </p>
              {used.length === 0 && <p className="dk-empty">{d.may.seal || d.may.signature ? '还没有录入。' : '没有您可以使用的印章和签名。'}</p>}
              <div className="dk-stamps">
                {used.map((s) => (
                  <Card key={s.id} s={s} people={d.people[s.kind]} />
                ))}
              </div>
              {ended.length > 0 && <Ended list={ended} />}
              {putting && <PutStamp kind={putting} d={d} onClose={() => setPutting(undefined)} />}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

function Card({ s, people }: { s: Stamp; people: Named[] }) {
  const refresh = useRefresh()
  const { message, modal } = App.useApp()
  const [editing, setEditing] = useState(false)
  const end = async () => {
    const content = '停用后不能再用在新的文书上；已经印发的文书不变。'
    if (!(await modal.confirm({ title: `停用${s.name}的${s.label}`, content, okText: '停用', cancelText: '先不办' }))) return
    try {
      await postJson(`/api/stamps/${s.id}/end`, {})
      message.success('已停用')
      await refresh()
    } catch (e) {
      message.error(wordsOf(e))
    }
  }
  return (
    <section className="dk-card" aria-label={`${s.name}${s.label}`}>
      <div className="dk-stampface">
        <img className="dk-stamp" src={seated(s.url)} alt={`${s.name}的${s.label}`} />
      </div>
      <h2>
        {s.label} · {s.name}
        {s.title && <small className="dk-soft"> {s.title}</small>}
      </h2>
      <p className="dk-soft">
        印出来{s.width === s.height ? `直径 ${s.width}` : ` ${s.width}×${s.height}`} 毫米；{s.by} {when(s.at)} 录入
      </p>
      {s.mine ? (
        <>
          <p>可以使用：{s.users.map((u) => u.name).join('、') || '没有指定任何人'}</p>
          <Space>
            <Button size="small" aria-label={`改可以使用的人：${s.name}${s.label}`} onClick={() => setEditing(true)}>
              改可以使用的人
            </Button>
            <Button size="small" danger aria-label={`停用：${s.name}${s.label}`} onClick={() => void end()}>
              停用
            </Button>
          </Space>
        </>
      ) : (
        <p>您可以在编号印发时使用。</p>
      )}
      {editing && <Users s={s} people={people} onClose={() => setEditing(false)} />}
    </section>
  )
}

function Users({ s, people, onClose }: { s: Stamp; people: Named[]; onClose: () => void }) {
  const refresh = useRefresh()
  const [users, setUsers] = useState(s.users.map((u) => u.seat))
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string>()
  // One who has left the office is struck off, not shown by a number.
  const known = users.filter((u) => people.some((p) => p.seat === u))
  const save = async () => {
    setBusy(true)
    try {
      await putJson(`/api/stamps/${s.id}`, { users: known })
      await refresh()
      onClose()
    } catch (e) {
      setWrong(wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal open title={`谁可以使用${s.name}的${s.label}`} okText="保存" cancelText="取消" confirmLoading={busy} onOk={() => void save()} onCancel={onClose}>
      <UserPick people={people} value={known} onChange={setUsers} />
      {wrong && (
        <p className="dk-red" role="alert">
          {wrong}
        </p>
      )}
    </Modal>
  )
}

export function UserPick(p: { people: Named[]; value?: string[]; onChange?: (v: string[]) => void; id?: string }) {
  return (
    <Select
      {...(p.id ? { id: p.id } : {})}
      aria-label="可以使用的人"
      mode="multiple"
      optionFilterProp="label"
      value={p.value ?? []}
      onChange={(v: string[]) => p.onChange?.(v)}
      options={p.people.map((x) => ({ value: x.seat, label: `${x.name}（${x.office}）` }))}
      placeholder="没有指定任何人"
      style={{ width: '100%' }}
    />
  )
}

function Ended({ list }: { list: Stamp[] }) {
  return (
    <section className="dk-card dk-papers">
      <h2>已停用</h2>
      <ul>
        {list.map((s) => (
          <li key={s.id}>
            <span>
              {s.label} · {s.name}
            </span>
            <small className="dk-soft">
              {s.by} {when(s.at)} 录入，{when(s.endedAt as string)} 停用
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
