/** Where the draft stands: on the phone, on its way, on the server; why it was returned. */
import { Dialog } from 'antd-mobile'
import type { MatterView } from '../../../kernel/wire.ts'
import { paths, useNav } from '../nav.tsx'
import { type Draft, dropDraft, isDirty } from './drafts.ts'

export function stateWords(d: Draft, online: boolean): string {
  if (d.clashes.length > 0) return '有两份不同的内容，请选用一份'
  if (!isDirty(d)) return d.matter ? '已同步到服务器' : '写下的内容随时保存在手机里'
  if (d.trouble) return `保存在手机里，还没有同步：${d.trouble}`
  if (d.lacks.length > 0) return `保存在手机里，写完必填项后同步（还差：${d.lacks.join('、')}）`
  return online ? '保存在手机里，稍后自动同步' : '保存在手机里，联网后自动同步'
}

export function DraftState({ d, online, m }: { d: Draft; online: boolean; m: MatterView | undefined }) {
  const nav = useNav()
  const returned =
    m?.state === 'returned' ? (m.sheet.find((r) => r.label === '退回修改')?.text ?? m.timeline.find((t) => t.action === 'returnToDeputy')?.says) : undefined
  const drop = async () => {
    const words = d.matter ? '删去手机里还没同步的修改？服务器上的那一份不变。' : '删去这份草稿？删后找不回来。'
    if (!(await Dialog.confirm({ content: words, confirmText: '删去', cancelText: '留着' }))) return
    await dropDraft(d.key)
    nav.replace(d.matter ? paths.matter(d.matter) : paths.today)
  }
  return (
    <>
      <div className="pk-spread" style={{ margin: '8px 0' }}>
        <p className={`pk-small ${d.trouble ? 'pk-amber' : 'pk-soft'}`} role="status">
          {stateWords(d, online)}
        </p>
        {(!d.matter || isDirty(d)) && (
          <button type="button" className="pk-link pk-name" onClick={() => void drop()}>
            删去
          </button>
        )}
      </div>
      {returned && (
        <div className="pk-card" role="note">
          <b>请修改</b>
          <p className="pk-say">{returned}</p>
        </div>
      )}
    </>
  )
}
