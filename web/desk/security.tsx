/** 登录与安全: devices, second factor, password. Serves the phone as well. */
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { getJson, postJson, problemOf, wordsOf } from '../parts/api.ts'
import { useMe, useRefresh } from '../parts/use.ts'
import { Loaded, when } from './bits.tsx'
import { SecurityOffice } from './security-office.tsx'
import { OwnPhone } from './security-phone.tsx'

interface Session {
  id: string
  device: string | null
  ip: string | null
  at: string
  current: boolean
}

export function SecurityPage() {
  const me = useMe().data
  const q = useQuery({ queryKey: ['sessions'], queryFn: () => getJson<Session[]>('/api/login/sessions') })
  const refresh = useRefresh()
  const { message } = App.useApp()
  const end = async (path: string) => {
    try {
      await postJson(path, {})
      message.success('已结束')
    } catch (e) {
      message.error(wordsOf(e))
    }
    await refresh()
  }
  return (
    <section className="dk-narrow">
      <div className="dk-title">
        <h1>登录与安全</h1>
        {me?.face === 'pocket' && <a href="/m/mine">返回</a>}
      </div>
      <section className="dk-card">
        <h2>登录着的设备</h2>
        <Loaded q={q}>
          {(list) => (
            <>
              <ul className="dk-sessions">
                {list.map((s) => (
                  <li key={s.id}>
                    <span>
                      {device(s.device)}{' '}
                      <small className="dk-soft">
                        {s.ip} · {when(s.at)}
                      </small>
                    </span>
                    {s.current ? (
                      <em className="dk-tag dk-tag-grey">本机</em>
                    ) : (
                      <Button onClick={() => void end(`/api/login/sessions/${s.id}/end`)}>结束</Button>
                    )}
                  </li>
                ))}
              </ul>
              {list.length > 1 && <Button onClick={() => void end('/api/login/sessions/end-others')}>结束其他所有登录</Button>}
            </>
          )}
        </Loaded>
      </section>
      <SecondFactor on={!!me?.twoFactor} strong={!!me?.strong} />
      <Password />
      <OwnPhone />
      {(me?.seat?.office === 'daf_staff' || me?.seat?.office === 'daf_head') && <SecurityOffice />}
    </section>
  )
}

const device = (ua: string | null): string => {
  if (!ua) return '未知设备'
  const os = /iPhone|iPad/.test(ua)
    ? '苹果手机'
    : /Android/.test(ua)
      ? '安卓手机'
      : /Windows/.test(ua)
        ? 'Windows 电脑'
        : /Mac OS/.test(ua)
          ? '苹果电脑'
          : /Linux/.test(ua)
            ? 'Linux 电脑'
            : '其他设备'
  const app = /MicroMessenger/.test(ua)
    ? '微信'
    : /Edg\//.test(ua)
      ? 'Edge'
      : /Firefox/.test(ua)
        ? 'Firefox'
        : /Chrome/.test(ua)
          ? 'Chrome'
          : /Safari/.test(ua)
            ? 'Safari'
            : '浏览器'
  return `${os} ${app}`
}

function SecondFactor({ on, strong }: { on: boolean; strong: boolean }) {
  const [form] = Form.useForm()
  const [made, setMade] = useState<{ secret: string; backup: string[] } | null>(null)
  const [wrong, setWrong] = useState('')
  const { message } = App.useApp()
  const refresh = useRefresh()
  const attempt = async (fn: () => Promise<unknown>, done?: string) => {
    setWrong('')
    try {
      await fn()
      if (done) message.success(done)
      await refresh()
    } catch (e) {
      setWrong(problemOf(e)?.fields ? (Object.values(problemOf(e)?.fields ?? {})[0] ?? '') : wordsOf(e))
    }
  }
  const v = () => form.getFieldsValue() as { password: string; code: string }
  return (
    <section className="dk-card">
      <h2>二次验证（动态口令）</h2>
      <p className="dk-soft">
        {on ? (strong ? '已开启，本次登录已经验证。' : '已开启，本次登录还没有验证。') : '没有开启。开启后登录时还要输入手机验证器上的 6 位数字。'}
      </p>
      {wrong && <Alert type="error" title={wrong} />}
      <Form form={form} layout="vertical" style={{ maxWidth: 420 }}>
        {!made && !(on && !strong) && (
          <Form.Item name="password" label="登录密码">
            <Input.Password autoComplete="current-password" />
          </Form.Item>
        )}
        {!on && !made && (
          <Button
            onClick={() =>
              void attempt(async () => setMade(await postJson<{ secret: string; backup: string[] }>('/api/login/totp/start', { password: v().password })))
            }
          >
            开启
          </Button>
        )}
        {on && strong && (
          <Button danger onClick={() => void attempt(() => postJson('/api/login/totp/off', { password: v().password }), '已关闭')}>
            关闭
          </Button>
        )}
        {(made || (on && !strong)) && (
          <>
            {made && (
              <>
                <p>
                  在手机验证器里新增一项，选择「手动输入密钥」：<code className="dk-secret">{made.secret}</code>
                </p>
                <p>
                  备用码（每个只能用一次，请抄下收好）：<code className="dk-secret">{made.backup.join(' ')}</code>
                </p>
              </>
            )}
            <Form.Item name="code" label="手机上显示的 6 位数字">
              <Input inputMode="numeric" autoComplete="one-time-code" />
            </Form.Item>
            <Button
              type="primary"
              onClick={() =>
                void attempt(
                  async () => {
                    await postJson(made ? '/api/login/totp/confirm' : '/api/login/second', { code: v().code })
                    setMade(null)
                  },
                  made ? '二次验证已开启' : '已验证',
                )
              }
            >
              {made ? '确认开启' : '验证'}
            </Button>
          </>
        )}
      </Form>
    </section>
  )
}

function Password() {
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm()
  const [fields, setFields] = useState<Record<string, string>>({})
  const [wrong, setWrong] = useState('')
  const { message } = App.useApp()
  const save = async () => {
    setWrong('')
    try {
      await postJson('/api/login/password', form.getFieldsValue())
      message.success('密码已修改，其他设备上的登录已经结束')
      form.resetFields()
      setOpen(false)
    } catch (e) {
      setFields(problemOf(e)?.fields ?? {})
      setWrong(wordsOf(e))
    }
  }
  const state = (f: string) => (fields[f] ? { validateStatus: 'error' as const, help: fields[f] } : {})
  return (
    <section className="dk-card">
      <h2>密码</h2>
      <Button onClick={() => setOpen(true)}>修改密码</Button>
      <Modal open={open} title="修改密码" onCancel={() => setOpen(false)} onOk={() => void save()} okText="修改" cancelText="取消">
        {wrong && <Alert type="error" title={wrong} />}
        <Form form={form} layout="vertical">
          <Form.Item name="old" label="原密码" {...state('old')}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Form.Item name="fresh" label="新密码（至少 10 位，有字母和数字）" {...state('fresh')}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        </Form>
      </Modal>
    </section>
  )
}
