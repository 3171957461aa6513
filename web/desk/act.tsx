/** One act: its form in a drawer; the text is kept when the save fails, when the page is left, when somebody else was faster. */
import { Alert, App, Button, Drawer, Form, Space } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import type { Button as Act, ActResult, MatterView, Problem } from '../../kernel/wire.ts'
import { newKey, postJson, problemOf, wordsOf } from '../parts/api.ts'
import { useRefresh } from '../parts/use.ts'
import { when } from './bits.tsx'
import { FieldsForm } from './fields.tsx'

const draftKey = (m: string, b: Act) => `huying.form.${m}.${b.action}.${b.party ?? ''}`

function kept(key: string): Record<string, unknown> | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

export function ActDrawer({ matter, button, onClose }: { matter: MatterView; button: Act; onClose: () => void }) {
  return <FormDrawer to={`/api/${matter.process}/${matter.id}/${button.action}`} of={matter.id} from={matter.version} button={button} onClose={onClose} />
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
  onClose: () => void
  onDone?: (r: ActResult) => void
}

function FormDrawer({ to, of, from, button, onClose, onDone }: FormProps) {
  const [form] = Form.useForm()
  const [key, setKey] = useState(newKey)
  const [version, setVersion] = useState(from)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [lost, setLost] = useState('')
  const { message } = App.useApp()
  const refresh = useRefresh()
  const store = draftKey(of, button)
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
    try {
      const r = await postJson<ActResult>(to, {
        key,
        ...(version === undefined ? { action: button.action } : { version }),
        party: button.party,
        input: form.getFieldsValue(true),
      })
      sessionStorage.removeItem(store)
      message.success(r.says)
      onClose()
      await refresh()
      onDone?.(r)
    } catch (e) {
      const p = problemOf(e)
      setProblem(p)
      if (p) setKey(newKey())
      else setLost(wordsOf(e))
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
      size={720}
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
        <FieldsForm fields={button.fields} form={form} errors={errors} />
      </Form>
    </Drawer>
  )
}
