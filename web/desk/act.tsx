/** One act: its form in a drawer; the text is kept when the save fails, when the page is left, when somebody else was faster. */

import { Alert, App, Button, Drawer, Form, type FormInstance, Space } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { cut } from '../../kernel/characters.ts'
import type { Button as Act, ActResult, MatterView, Problem } from '../../kernel/wire.ts'
import { newKey, postJson, problemOf, wordsOf } from '../parts/api.ts'
import { besides, type Passage } from '../parts/beside.ts'
import { useLike } from '../parts/like.ts'
import { matterPath } from '../parts/paths.ts'
import { useRefresh } from '../parts/use.ts'
import { when } from './bits.tsx'
import { FieldsForm } from './fields.tsx'
import { Proposals } from './proposals.tsx'
import { ReplyChecks } from './reply-checks.tsx'

const draftKey = (m: string, b: Act) => `huying.form.${m}.${b.action}.${b.party ?? ''}`

function kept(key: string): Record<string, unknown> | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/** Acts that look at a reply before it goes on: one press sends it back with what the checks found. */
const JUDGED: Record<string, ((words: string) => object) | undefined> = {
  checkReply: (words) => ({ pass: 'no', comment: cut(words, 500) }),
  signReply: (words) => ({ pass: 'no', comment: cut(words, 500) }),
  returnReply: (words) => ({ reason: cut(words, 2000) }),
}
/** Acts that write one. */
const WRITTEN = ['saveReply', 'reply']

/** Whether others asked the same already, while it is being entered. */
function Like({ form }: { form: FormInstance }) {
  const said = (x: unknown) => (typeof x === 'string' ? x : '')
  const like = useLike(said(Form.useWatch('title', form)), said(Form.useWatch('content', form)), true)
  const near = like?.items.filter((x) => x.band !== 'faint') ?? []
  if (near.length === 0) return null
  return (
    <section className="dk-checks dk-similar" aria-label="相似">
      <h3>
        有 {near.length} 件相似的{like?.history && `，${like.history}`}
      </h3>
      <ul>
        {near.map((s) => (
          <li key={s.id + s.number + s.title}>
            {s.id ? (
              <a href={matterPath(s.process, s.id)} target="_blank" rel="noreferrer">
                {s.number || '未编号'}《{s.title}》
              </a>
            ) : (
              `${s.number}《${s.title}》`
            )}
            <small className="dk-soft dk-block">
              {[s.label, s.year && `${s.year}年`, s.result || s.stateLabel, `都写到：${s.words.join('、')}`].filter(Boolean).join(' · ')}
              {s.elsewhere && '；说的不是同一个地方'}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The draft as it stands in the form, checked when asked for. */
function DraftChecks({ matter, party, values }: { matter: string; party: string | null; values: () => Record<string, unknown> }) {
  const [asked, setAsked] = useState<Record<string, unknown> | null>(null)
  const { attachments: _, ...reply } = asked ?? {}
  return (
    <div>
      <Button onClick={() => setAsked({ ...values() })}>{asked ? '改过了，再检查一次' : '先检查一下答复'}</Button>
      {asked && (
        <div ref={(el) => el?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })}>
          <ReplyChecks matter={matter} party={party} reply={reply} />
        </div>
      )}
    </div>
  )
}

export function ActDrawer({ matter, button, onClose }: { matter: MatterView; button: Act; onClose: () => void }) {
  return (
    <FormDrawer
      to={`/api/${matter.process}/${matter.id}/${button.action}`}
      of={matter.id}
      from={matter.version}
      button={button}
      beside={besides(matter, button)}
      onClose={onClose}
    />
  )
}

/** The form that makes a new matter. */
export function NewDrawer({ process, button, onClose, onDone }: { process: string; button: Act; onClose: () => void; onDone: (id: string) => void }) {
  return <FormDrawer to={`/api/${process}`} of={`new.${process}`} button={button} onClose={onClose} onDone={(r) => onDone(r.matter)} />
}

interface FormProps {
  to: string
  /** What the kept text belongs to. */
  of: string
  /** The version the page was drawn from; none for a new matter. */
  from?: number
  button: Act
  /** What it is about. */
  beside?: Passage[]
  onClose: () => void
  onDone?: (r: ActResult) => void
}

function FormDrawer({ to, of, from, button, beside = [], onClose, onDone }: FormProps) {
  const [form] = Form.useForm()
  const store = draftKey(of, button)
  // Sent, and no answer came before the page was loaded anew: the same request again, so that it is done once.
  const [key, setKey] = useState(() => sessionStorage.getItem(`${store}/sent`) ?? newKey())
  const [version, setVersion] = useState(from)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [lost, setLost] = useState('')
  const { message } = App.useApp()
  const refresh = useRefresh()
  const draft = useMemo(() => kept(store), [store])
  const errors = problem?.fields ?? {}

  useEffect(() => {
    const first = Object.keys(errors)[0]
    if (first)
      form.scrollToField(
        first.split('.').map((x) => (/^\d+$/.test(x) ? +x : x)),
        { block: 'center', focus: true },
      )
  }, [errors, form])

  const submit = async () => {
    setBusy(true)
    setLost('')
    sessionStorage.setItem(`${store}/sent`, key)
    try {
      const r = await postJson<ActResult>(to, {
        key,
        ...(version === undefined ? { action: button.action } : { version }),
        party: button.party,
        input: form.getFieldsValue(true),
      })
      sessionStorage.removeItem(store)
      sessionStorage.removeItem(`${store}/sent`)
      message.success(r.says)
      onClose()
      await refresh()
      onDone?.(r)
    } catch (e) {
      const p = problemOf(e)
      setProblem(p)
      if (p) {
        sessionStorage.removeItem(`${store}/sent`)
        setKey(newKey())
      } else setLost(wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  const reread = async () => {
    await refresh()
    setVersion(problem?.since?.at(-1)?.seq ?? version)
    setProblem(null)
  }
  return (
    <Drawer
      open
      // No mask: what is decided on stays readable, beside the form and on the page.
      mask={false}
      size={beside.length > 0 ? 'min(1160px, 96vw)' : 720}
      title={`${button.label}${button.partyName ? `（${button.partyName}）` : ''}`}
      onClose={onClose}
      footer={
        <Space>
          <Button type="primary" danger={button.danger} loading={busy} onClick={() => void submit()}>
            {button.label}
          </Button>
          <Button onClick={onClose}>先不办</Button>
          {draft && <span className="dk-soft">已恢复上次没有提交的内容</span>}
        </Space>
      }
    >
      <div className={beside.length > 0 ? 'dk-beside' : ''}>
        {beside.length > 0 && (
          <section className="dk-beside-text" aria-label="所办事项的内容">
            {beside.map((x) => (
              <div key={x.title + x.text}>
                <h3>{x.title}</h3>
                <p className="dk-text">{x.text}</p>
              </div>
            ))}
          </section>
        )}
        <div>
          {problem?.error === 'stale' ? (
            <Alert
              type="warning"
              title={problem.message}
              description={
                <>
                  <ul>
                    {problem.since?.map((e) => (
                      <li key={e.id}>
                        {when(e.at)} {e.says}
                      </li>
                    ))}
                  </ul>
                  <Button onClick={() => void reread()}>我看过了，继续办理</Button>
                </>
              }
            />
          ) : (
            problem && <Alert type="error" title={problem.message} />
          )}
          {lost && <Alert type="error" title={lost} />}
          {button.confirm && <p className="dk-soft">{button.confirm}</p>}
          <Form
            form={form}
            layout="vertical"
            scrollToFirstError
            initialValues={{ ...button.initial, ...draft }}
            onValuesChange={() => {
              sessionStorage.setItem(store, JSON.stringify(form.getFieldsValue(true)))
              if (problem?.fields) setProblem({ ...problem, fields: {} })
            }}
          >
            {from !== undefined && <Proposals matter={of} fields={button.fields} form={form} />}
            {from !== undefined && JUDGED[button.action] && (
              <ReplyChecks
                matter={of}
                party={button.party}
                use="按检查结果退回"
                onUse={(words) => {
                  form.setFieldsValue(JUDGED[button.action]?.(words))
                  void submit()
                }}
              />
            )}
            <FieldsForm fields={button.fields} form={form} errors={errors} />
            {from === undefined && button.fields.some((f) => f.name === 'content') && <Like form={form} />}
            {from !== undefined && WRITTEN.includes(button.action) && <DraftChecks matter={of} party={button.party} values={() => form.getFieldsValue(true)} />}
          </Form>
        </div>
      </div>
    </Drawer>
  )
}
