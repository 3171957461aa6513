/** 提建议 in three screens. The screen stands in the address, so that "back" turns one page and loses nothing. */
import { useLocation, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Me } from '../../../kernel/wire.ts'
import { useMe } from '../../parts/use.ts'
import { FieldBox } from '../act/fields.tsx'
import { Complaint } from '../act/form.tsx'
import { OtherKinds } from '../act/new.tsx'
import { useAct } from '../act/send.ts'
import { useMatter } from '../matter/use.ts'
import { A, paths, useNav } from '../nav.tsx'
import { useOnline } from '../online.ts'
import { Loaded } from '../pieces.tsx'
import { Page } from '../shell.tsx'
import { Clashes } from './clash.tsx'
import { dropDraft, isDirty, readDraft } from './drafts.ts'
import { lackingFields, type SheetForm, useSheetForm, wireOf } from './form.ts'
import { cosigners, Join } from './join.tsx'
import { useOpened } from './open.ts'
import { Review } from './review.tsx'
import { Say, useCheck } from './say.tsx'
import { DraftState } from './state.tsx'
import { syncDraft } from './sync.ts'
import { useDraft } from './useDraft.ts'

const STEPS = ['说清楚', '谁一起提', '核对提交']

export function WritePage() {
  const { key } = useParams({ strict: false }) as { key: string }
  const me = useMe()
  const form = useSheetForm(me.data?.seat.id)
  const opened = useOpened(key, me.data?.seat.id, form.data)
  if (!me.data || !form.data || !opened.key)
    return (
      <Page title="提建议" up={paths.today}>
        {opened.error ? <p className="pk-card">{opened.error}</p> : <Loaded q={form}>{() => <p role="status">正在打开…</p>}</Loaded>}
      </Page>
    )
  return <Editor key={opened.key} draftKey={opened.key} at={key} form={form.data} me={me.data} />
}

function Editor({ draftKey, at, form, me }: { draftKey: string; at: string; form: SheetForm; me: Me }) {
  const nav = useNav()
  const online = useOnline()
  const step = Math.min(3, Math.max(1, Number(new URLSearchParams(useLocation().searchStr).get('step') ?? 1)))
  const url = (n: number) => `${paths.write(at)}${n > 1 ? `?step=${n}` : ''}`
  const edit = useDraft(draftKey)
  const d = edit.draft
  const check = useCheck(d)
  const matter = useMatter(d?.matter ?? '')
  const m = d?.matter ? matter.data : undefined
  const asked = cosigners(m)
  const inviting = (d?.invite.length ?? 0) > 0
  const action = inviting ? 'inviteCosigners' : 'submit'
  const submit = useAct(d?.matter ?? '', 'submit')
  const invite = useAct(d?.matter ?? '', 'inviteCosigners')
  const act = inviting ? invite : submit
  const [waitNot, setWaitNot] = useState(false)
  const [busy, setBusy] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new screen starts at its top
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [step])

  // Leaving the page is a good moment to send what has been written.
  useEffect(() => () => void syncDraft(draftKey, wireOf(form)), [draftKey, form])

  if (edit.missing)
    return (
      <Page title="提建议" up={paths.today}>
        <p className="pk-card">这份草稿已经提交或删除。</p>
      </Page>
    )
  if (!d)
    return (
      <Page title="提建议" up={paths.today}>
        {null}
      </Page>
    )

  const submitting = m?.buttons.find((b) => b.action === 'submit')
  const waitField = submitting?.fields.find((f) => f.name === 'waitNot')
  const pending = asked.some((p) => p.step === 'asked')

  const finish = async () => {
    const lack = lackingFields(form, d)
    if (lack.length > 0) return act.complain('还有没写完的地方，见上面的“还差”', {})
    if (!navigator.onLine) return act.complain('现在没有网络。内容已保存在手机里，联网后再点一次。', {})
    setBusy(true)
    try {
      await syncDraft(draftKey, wireOf(form), true)
      const now = await readDraft(draftKey)
      if (!now?.matter || isDirty(now) || now.clashes.length > 0) return act.complain(now?.trouble ?? '草稿还没有送到服务器，请稍后再点一次。', {})
      const input = inviting ? { deputies: now.invite } : waitField && pending ? { waitNot } : {}
      const r = await act.send({ version: now.version ?? undefined, party: m?.buttons.find((b) => b.action === action)?.party, input }, now.matter)
      if (!r) return
      await dropDraft(draftKey)
      nav.replace(paths.thanks(now.matter, action))
    } finally {
      setBusy(false)
    }
  }

  const foot =
    step < 3 ? (
      <>
        {step > 1 && (
          <button type="button" className="pk-btn" onClick={() => nav.back(url(step - 1))}>
            上一步
          </button>
        )}
        <A className="pk-btn pk-btn-main" to={url(step + 1)}>
          下一步：{STEPS[step]}
        </A>
      </>
    ) : (
      <>
        <button type="button" className="pk-btn" onClick={() => nav.back(url(2))}>
          上一步
        </button>
        <button type="button" className="pk-btn pk-btn-main" disabled={busy || act.busy} onClick={() => void finish()}>
          {busy || act.busy ? '正在提交…' : inviting ? `邀请 ${d.invite.length} 位联名` : '提交建议'}
        </button>
      </>
    )

  return (
    <Page title={d.state === 'returned' ? '修改建议' : '提建议'} up={paths.today} foot={foot}>
      <ol className="pk-steps" aria-label="步骤">
        {STEPS.map((s, i) => (
          <li key={s} className={i + 1 < step ? 'pk-done' : ''} aria-current={i + 1 === step ? 'step' : undefined}>
            {i + 1} {s}
          </li>
        ))}
      </ol>
      {step === 1 && !d.matter && <OtherKinds />}
      <DraftState d={d} online={online} m={m} />
      <Clashes form={form} edit={edit} />
      {step === 1 && <Say form={form} edit={edit} check={check} errors={{}} />}
      {step === 2 && <Join form={form} edit={edit} matter={m} self={me.seat.id} errors={{}} />}
      {step === 3 && (
        <>
          <Review form={form} d={d} me={me} matter={m} check={check} step={url} />
          {inviting && <p className="pk-card">点“邀请 {d.invite.length} 位联名”后，由他们看全文确认。确认后再由您提交；也可以不等未确认的代表。</p>}
          {!inviting && submitting?.confirm && (
            <p className="pk-card pk-amber" role="note">
              {submitting.confirm}
            </p>
          )}
          {!inviting && pending && (
            <div className="pk-card">
              <p>还有 {asked.filter((p) => p.step === 'asked').length} 位代表没有确认联名。</p>
              {waitField && (
                <FieldBox field={waitField} path="waitNot" value={waitNot} names={{}} error={act.fields.waitNot} onChange={(v) => setWaitNot(v === true)} />
              )}
            </div>
          )}
          <Complaint act={act} />
        </>
      )}
    </Page>
  )
}
