/** What the office does for others' logins: resets a password, opens a locked one, gives the second word to a changed telephone. */
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { getJson, postJson, problemOf, wordsOf } from '../parts/api.ts'
import { useRefresh } from '../parts/use.ts'
import { Loaded, when } from './bits.tsx'

export const said = (words: string | undefined) => (words ? { validateStatus: 'error' as const, help: words } : {})

interface Locked {
  person: string
  name: string
  until: string
}
interface Change {
  id: string
  label: string
  name: string
  by: string
  to: string
}

/** What the office does for others: opens a locked login, gives the second word to a changed telephone. */
export function SecurityOffice() {
  const locked = useQuery({ queryKey: ['locked'], queryFn: () => getJson<Locked[]>('/api/login/locked') })
  const changes = useQuery({ queryKey: ['channels'], queryFn: () => getJson<Change[]>('/api/login/channels') })
  const refresh = useRefresh()
  const [whom, setWhom] = useState<Locked | null>(null)
  const [why, setWhy] = useState('')
  const [wrong, setWrong] = useState('')
  const { message } = App.useApp()
  const send = async (path: string, body: object, done: string) => {
    try {
      await postJson(path, body)
      message.success(done)
      setWhom(null)
      setWhy('')
      setWrong('')
    } catch (e) {
      const field = problemOf(e)?.fields?.why
      setWrong(field ?? '')
      if (!field) message.error(wordsOf(e))
    }
    await refresh()
  }
  return (
    <>
      <ResetPassword />
      <section className="dk-card">
        <h2>被锁定的登录</h2>
        <p className="dk-soft">连续输错密码的，半小时后自动解开；本人来电的，核对身份后可以马上解开。</p>
        <Loaded q={locked}>
          {(list) =>
            list.length === 0 ? (
              <p className="dk-soft">现在没有被锁定的。</p>
            ) : (
              <ul className="dk-sessions">
                {list.map((x) => (
                  <li key={x.person}>
                    <span>
                      {x.name} <small className="dk-soft">锁到 {when(x.until)}</small>
                    </span>
                    <Button onClick={() => setWhom(x)}>解锁</Button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <section className="dk-card">
        <h2>等第二人核准的登录手机更换</h2>
        <Loaded q={changes}>
          {(list) =>
            list.length === 0 ? (
              <p className="dk-soft">现在没有要核准的。</p>
            ) : (
              <ul className="dk-sessions">
                {list.map((x) => (
                  <li key={x.id}>
                    <span>
                      {x.name}：{x.label}换成 {x.to} <small className="dk-soft">{x.by}提出</small>
                    </span>
                    <span className="dk-nowrap">
                      <Button onClick={() => void send(`/api/login/channels/${x.id}/approve`, {}, '已核准')}>核准</Button>{' '}
                      <Button onClick={() => void send(`/api/login/channels/${x.id}/refuse`, {}, '已退回')}>不同意</Button>
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <Modal
        open={whom !== null}
        title={`为${whom?.name ?? ''}解锁`}
        okText="解锁"
        cancelText="取消"
        onCancel={() => {
          setWhom(null)
          setWrong('')
        }}
        onOk={() => void send('/api/login/unlock', { person: whom?.person, why }, '已解锁，已告诉本人')}
      >
        <Form layout="vertical" component={false}>
          <Form.Item label="缘由（会记录在案）" htmlFor="unlock-why" {...said(wrong)}>
            <Input id="unlock-why" value={why} maxLength={100} placeholder="如：本人来电，已核对身份" onChange={(e) => setWhy(e.target.value)} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}

interface Somebody {
  person: string
  name: string
  offices: string[]
  why: string | null
}
interface Given {
  name: string
  code: string
  until: string
}

function ResetPassword() {
  const [open, setOpen] = useState(false)
  const [q, setQ] = useState('')
  const [person, setPerson] = useState<string>()
  const [why, setWhy] = useState('')
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const [given, setGiven] = useState<Given | null>(null)
  const people = useQuery({
    queryKey: ['resettable', q],
    queryFn: () => getJson<Somebody[]>(`/api/login/resettable?q=${encodeURIComponent(q)}`),
    enabled: open,
    placeholderData: (before) => before,
  })
  const { message } = App.useApp()
  const close = () => {
    setOpen(false)
    setGiven(null)
    setPerson(undefined)
    setWhy('')
    setQ('')
    setWrong({})
  }
  const give = async () => {
    setBusy(true)
    setWrong({})
    try {
      setGiven(await postJson<Given>('/api/login/reset', { person, why }))
    } catch (e) {
      setWrong(problemOf(e)?.fields ?? {})
      if (!problemOf(e)?.fields) message.error(wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="dk-card">
      <h2>重置密码</h2>
      <p className="dk-soft">忘了密码的，或者第一次登录还没有密码的：当面核对身份，给一个重置码，本人用它自己设新密码。</p>
      <Button onClick={() => setOpen(true)}>为一个人重置密码</Button>
      <Modal
        open={open}
        title="重置密码"
        onCancel={close}
        okText={given ? '已交给本人' : '重置'}
        cancelText="取消"
        confirmLoading={busy}
        onOk={() => (given ? close() : void give())}
        {...(given ? { cancelButtonProps: { style: { display: 'none' } } } : {})}
        mask={{ closable: false }}
      >
        {given ? (
          <>
            <p>请把重置码当面交给{given.name}，不要经短信、微信转发。关上以后不再显示。</p>
            <p>
              <code className="dk-secret" style={{ fontSize: 24 }}>
                {given.code}
              </code>
            </p>
            <p className="dk-soft">
              {when(given.until)}以前有效，只能用一次。在登录页点「用重置码设新密码」。{given.name}的登录都已结束，原来的密码不能再用；已告诉本人。
            </p>
          </>
        ) : (
          <Form layout="vertical" component={false}>
            <Form.Item label="谁" htmlFor="reset-who" {...said(wrong.person)}>
              <Select
                id="reset-who"
                showSearch={{ filterOption: false, onSearch: setQ }}
                placeholder="输入姓名或手机号查找"
                {...(person ? { value: person } : {})}
                onChange={(x) => {
                  setPerson(x)
                  setWrong({})
                }}
                notFoundContent="本地没有这个人"
                options={(people.data ?? []).map((p) => ({
                  value: p.person,
                  disabled: p.why !== null,
                  label: `${p.name}（${p.offices.join('、')}）${p.why ? `：${p.why}` : ''}`,
                }))}
              />
            </Form.Item>
            <Form.Item label="怎样核对了身份（会记录在案）" htmlFor="reset-why" {...said(wrong.why)}>
              <Input id="reset-why" value={why} maxLength={100} placeholder="如：本人持代表证到场" onChange={(e) => setWhy(e.target.value)} />
            </Form.Item>
            <p className="dk-soft">重置以后，此人的登录马上都结束，原来的密码不能再用。</p>
          </Form>
        )}
      </Modal>
    </section>
  )
}
