/** 登录手机: changed by its owner, with the code sent to the new number; the old one is told. */
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { getJson, postJson, problemOf, wordsOf } from '../parts/api.ts'
import { useRefresh } from '../parts/use.ts'
import { Loaded } from './bits.tsx'
import { said } from './security-office.tsx'

interface Waiting {
  id: string
  channel: 'mobile' | 'email'
  label: string
  by: string
  to: string
}
interface Mine {
  phone: string | null
  open: Waiting[]
}

export function OwnPhone() {
  const q = useQuery({ queryKey: ['login-phone'], queryFn: () => getJson<Mine>('/api/me/login-channel') })
  const [open, setOpen] = useState(false)
  const [to, setTo] = useState('')
  const [code, setCode] = useState('')
  const [sent, setSent] = useState('')
  const [wrong, setWrong] = useState<{ message?: string; fields?: Record<string, string> }>({})
  const [busy, setBusy] = useState(false)
  const { message } = App.useApp()
  const refresh = useRefresh()
  const attempt = async (fn: () => Promise<void>) => {
    setBusy(true)
    setWrong({})
    try {
      await fn()
    } catch (e) {
      const fields = problemOf(e)?.fields
      setWrong(fields ? { fields } : { message: wordsOf(e) })
    } finally {
      setBusy(false)
      await refresh()
    }
  }
  const send = async (id: string) => {
    await postJson(`/api/me/login-channel/${id}/send`, {})
    setSent(id)
    setCode('')
  }
  const propose = () =>
    attempt(async () => {
      const { id } = await postJson<{ id: string | null }>('/api/me/login-channel', { to })
      if (!id) return setWrong({ fields: { to: '这就是您现在的登录手机' } })
      setOpen(false)
      await send(id)
    })
  const confirm = (id: string) =>
    attempt(async () => {
      await postJson(`/api/me/login-channel/${id}/confirm`, { code })
      message.success('登录手机已更换，其他设备上的登录已经结束')
      setOpen(false)
      setSent('')
      setTo('')
    })
  return (
    <section className="dk-card">
      <h2>登录手机</h2>
      <Loaded q={q}>
        {({ phone, open: waiting }) => {
          const mine = waiting.find((x) => x.channel === 'mobile')
          return (
            <>
              <p>
                {phone ?? '还没有登记'} <small className="dk-soft">登录、收验证码用。更换时验证码发到新号码，原号码会收到短信。</small>
              </p>
              {waiting
                .filter((x) => x.channel === 'email')
                .map((x) => (
                  <p key={x.id} className="dk-soft">
                    {x.by}申请把您的邮箱换成 {x.to}，等另一位工作人员核准。
                  </p>
                ))}
              {wrong.message && <Alert type="error" title={wrong.message} />}
              <Form layout="vertical" component="div" style={{ maxWidth: 420 }}>
                {mine && (
                  <>
                    <p>
                      申请换成 {mine.to}（{mine.by}提出）。{sent === mine.id ? '验证码已发到新号码。' : '向新号码发一条验证码，填在这里就换成了。'}
                    </p>
                    {sent === mine.id && (
                      <Form.Item label="新号码收到的 6 位验证码" htmlFor="phone-code" {...said(wrong.fields?.code)}>
                        <Input
                          id="phone-code"
                          value={code}
                          inputMode="numeric"
                          autoComplete="one-time-code"
                          maxLength={6}
                          onChange={(e) => setCode(e.target.value)}
                        />
                      </Form.Item>
                    )}
                    {sent === mine.id && (
                      <Button type="primary" loading={busy} onClick={() => void confirm(mine.id)}>
                        确认更换
                      </Button>
                    )}{' '}
                    <Button loading={busy} onClick={() => void attempt(() => send(mine.id))}>
                      {sent === mine.id ? '重新发送' : '发送验证码'}
                    </Button>{' '}
                  </>
                )}
                {open ? (
                  <>
                    <Form.Item label="新手机号码" htmlFor="phone-to" {...said(wrong.fields?.to)}>
                      <Input id="phone-to" value={to} inputMode="tel" autoComplete="tel" maxLength={20} onChange={(e) => setTo(e.target.value)} />
                    </Form.Item>
                    <Button type="primary" loading={busy} onClick={() => void propose()}>
                      发送验证码
                    </Button>{' '}
                    <Button onClick={() => setOpen(false)}>取消</Button>
                  </>
                ) : (
                  <Button onClick={() => setOpen(true)}>{mine ? '换成别的号码' : phone ? '更换' : '登记'}</Button>
                )}
              </Form>
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
