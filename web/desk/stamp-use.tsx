/** What goes with the issuing of a paper: a seal and a signature out of those that this seat may use, and what is to be known before. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Modal, Select } from 'antd'
import { useState } from 'react'
import { getJson, problemOf, seated, wordsOf } from '../parts/api.ts'
import { A } from './link.tsx'

interface Usable {
  id: string
  kind: 'seal' | 'signature'
  name: string
}
interface Use {
  room: { seal: string | null; signature: boolean }
  stamps: Usable[]
}
export interface Chosen {
  seal: string | null
  signature: string | null
}

const NO_SEAL = '不用电子印章，打印后盖章'

/** @param query names the paper; @param issue throws when it is refused: what was chosen stays */
export function IssueDialog(p: {
  name: string
  numbered: boolean
  signs: string | undefined
  query: string
  issue: (c: Chosen) => Promise<void>
  onClose: () => void
}) {
  const q = useQuery({ queryKey: ['stamps-for', p.query], queryFn: () => getJson<Use>(`/api/documents/stamps?${p.query}`), retry: false, staleTime: 0 })
  const [given, setGiven] = useState<Partial<Chosen>>({})
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<{ words?: string; fields: Record<string, string> }>({ fields: {} })
  const of = (kind: Usable['kind']) => q.data?.stamps.filter((s) => s.kind === kind) ?? []
  const chosen = (kind: Usable['kind']) => given[kind] ?? null
  const choose = (c: Partial<Chosen>) => {
    setGiven({ ...given, ...c })
    setWrong({ fields: {} })
  }
  const ok = async () => {
    // Kept for good, with a seal or without: that is said, not forgotten.
    if (given.seal === undefined && of('seal').length > 0) return setWrong({ fields: { seal: `请选择印章，或者选「${NO_SEAL}」` } })
    setBusy(true)
    setWrong({ fields: {} })
    try {
      await p.issue({ seal: chosen('seal'), signature: chosen('signature') })
    } catch (e) {
      const fields = problemOf(e)?.fields ?? {}
      setWrong({ fields, ...(fields.seal || fields.signature ? {} : { words: wordsOf(e) }) })
      await q.refetch()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={`编号印发：${p.name}`}
      okText="编号印发"
      cancelText="先不办"
      onOk={() => void ok()}
      okButtonProps={{ loading: busy, disabled: q.isPending }}
      onCancel={p.onClose}
      width={560}
    >
      {p.signs && <Alert type="warning" showIcon title={p.signs} style={{ marginBottom: 12 }} />}
      {wrong.words && <Alert type="error" showIcon title={wrong.words} style={{ marginBottom: 12 }} />}
      <p>{p.numbered ? '印发后编号、留存，不能删除；有误时另发更正。' : '印发后留存，不能删除。'}</p>
      <Form layout="vertical">
        {q.data?.room.seal && (
          <Pick
            label={`印章（${q.data.room.seal}）`}
            none={NO_SEAL}
            missing="没有您可以使用的印章。"
            list={of('seal')}
            value={given.seal === null ? '' : given.seal}
            error={wrong.fields.seal}
            onChange={(seal) => choose({ seal })}
          />
        )}
        {q.data?.room.signature && of('signature').length > 0 && (
          <Pick
            label="签名"
            none="不用签名"
            missing=""
            list={of('signature')}
            value={given.signature ?? ''}
            error={wrong.fields.signature}
            onChange={(signature) => choose({ signature })}
          />
        )}
      </Form>
    </Modal>
  )
}

function Pick(p: {
  label: string
  none: string
  missing: string
  list: Usable[]
  value: string | undefined
  error: string | undefined
  onChange: (id: string | null) => void
}) {
  const picture = p.list.find((s) => s.id === p.value)
  return (
    <Form.Item label={p.label} validateStatus={p.error ? 'error' : ''} help={p.error}>
      {p.list.length === 0 ? (
        <span className="dk-soft">
          {p.missing}
          打印后盖章，或者请单位负责人在「<A to="/stamps">印章和签名</A>」里录入并指定您使用。
        </span>
      ) : (
        <span className="dk-stamppick">
          <Select
            aria-label={p.label}
            placeholder="请选择"
            value={p.value}
            onChange={(x) => p.onChange(x || null)}
            options={[{ value: '', label: p.none }, ...p.list.map((s) => ({ value: s.id, label: s.name }))]}
          />
          {picture && (
            <img className="dk-stamp" src={seated(`/api/stamp/${picture.id}.png`)} alt={`${picture.name}的${picture.kind === 'seal' ? '印章' : '签名'}`} />
          )}
        </span>
      )}
    </Form.Item>
  )
}
