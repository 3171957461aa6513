/** 联名: the whole text, then two buttons. */
import { useParams } from '@tanstack/react-router'
import { Dialog } from 'antd-mobile'
import type { MatterView } from '../../kernel/wire.ts'
import { Complaint, Gone } from './act/form.tsx'
import { useAct } from './act/send.ts'
import { Files } from './matter/files.tsx'
import { Sheet } from './matter/page.tsx'
import { Deputies } from './matter/parties.tsx'
import { useMatter } from './matter/use.ts'
import { paths, useNav } from './nav.tsx'
import { nounOf } from './nouns.ts'
import { DueText, Loaded } from './pieces.tsx'
import { Page } from './shell.tsx'

export function CosignPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const q = useMatter(id)
  if (!q.data)
    return (
      <Page title="联名" up={paths.today}>
        <Loaded q={q}>{() => null}</Loaded>
      </Page>
    )
  return q.data.buttons.some((b) => b.action === 'cosign') ? <Cosign m={q.data} /> : <Gone m={q.data} />
}

function Cosign({ m }: { m: MatterView }) {
  const nav = useNav()
  const yes = useAct(m.id, 'cosign')
  const no = useAct(m.id, 'declineCosign')
  const button = (a: string) => m.buttons.find((b) => b.action === a)
  const [sign, decline] = [button('cosign'), button('declineCosign')]
  const due = m.parties.find((p) => p.mine)?.due[0] ?? m.due
  const busy = yes.busy || no.busy
  const answer = async (agree: boolean) => {
    const b = agree ? sign : decline
    if (!b) return
    if (!agree && !(await Dialog.confirm({ content: `不参加这件${nounOf(m.process)}的联名吗？领衔代表会看到。`, confirmText: '不参加', cancelText: '再想想' })))
      return
    const r = await (agree ? yes : no).send({ version: m.version, party: b.party, input: {} })
    if (r) nav.replace(paths.thanks(m.id, b.action))
  }
  return (
    <Page
      title="请您联名"
      up={paths.today}
      foot={
        <>
          {decline && (
            <button type="button" className="pk-btn" disabled={busy || !!decline.why} onClick={() => void answer(false)}>
              不参加
            </button>
          )}
          <button type="button" className="pk-btn pk-btn-main" disabled={busy || !!sign?.why} onClick={() => void answer(true)}>
            {busy ? '正在提交…' : '同意联名'}
          </button>
        </>
      }
    >
      <p>
        <b className="pk-name">{m.lead?.name}</b> 代表邀请您一起提出这件{nounOf(m.process)}。请看过全文后再确认。
      </p>
      {due && (
        <p style={{ margin: '8px 0' }}>
          <DueText due={due} />
        </p>
      )}
      {sign?.why && <p className="pk-amber">现在不能联名：{sign.why}</p>}
      <h2 style={{ fontSize: '1.25rem', margin: '12px 0' }}>{m.title}</h2>
      <Sheet m={m} />
      <Files list={m.files} />
      <Deputies m={m} />
      <Complaint act={yes} />
      <Complaint act={no} />
    </Page>
  )
}
