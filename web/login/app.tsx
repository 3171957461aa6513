/** The door: name or phone and password, then the second factor where one is set up; or a new password with the office's code. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Problem } from '../../kernel/wire.ts'
import { getJson, leave, postJson, problemOf, seated, wordsOf } from '../parts/api.ts'
import './login.css'

interface Demo {
  name: string
  who: string
  password: string
  office: string
  place: string
}

export default function Login({ problem }: { problem: Problem | null }) {
  const client = useQueryClient()
  const [who, setWho] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [second, setSecond] = useState(false)
  const [reset, setReset] = useState(false)
  const [fresh, setFresh] = useState('')
  const [done, setDone] = useState('')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<{ message: string; fields: Record<string, string> } | null>(null)
  const demo = useQuery({ queryKey: ['demo'], queryFn: () => getJson<Demo[]>('/api/login/demo'), staleTime: Number.POSITIVE_INFINITY })
  const providers = useQuery({
    queryKey: ['providers'],
    queryFn: () => getJson<{ id: string; label: string }[]>('/api/login/providers'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const back = new URLSearchParams(location.search).get('login')
  const unknown = back === 'unknown'

  async function enter(e: FormEvent, as = { who, password }) {
    e.preventDefault()
    setBusy(true)
    setWrong(null)
    try {
      if (reset && as.who === who) {
        await postJson('/api/login/reset/use', { who, code, fresh })
        again(false)
        return setDone('新密码已设好，请用它登录。')
      }
      const r = second ? await postJson<{ ok?: boolean }>('/api/login/second', { code }) : await postJson<{ ok?: boolean; second?: boolean }>('/api/login', as)
      if ('second' in r && r.second) setSecond(true)
      else {
        if (location.pathname === '/' || unknown) history.replaceState(null, '', '/')
        await client.resetQueries({ queryKey: ['me'] })
      }
    } catch (x) {
      setWrong({ message: wordsOf(x), fields: problemOf(x)?.fields ?? {} })
    } finally {
      setBusy(false)
    }
  }

  /** Another form on the same card: nothing typed into the one stays for the other, but the name. */
  function again(to: boolean) {
    setReset(to)
    setWrong(null)
    setDone('')
    setCode('')
    setPassword('')
    setFresh('')
  }

  return (
    <main className="door">
      <div className="door-card">
        <h1>呼应</h1>
        <p className="door-soft">人大代表工作平台</p>
        {problem?.error === 'forbidden' && (
          <p className="door-wrong" role="alert">
            {problem.message}{' '}
            <button type="button" onClick={() => void leave()}>
              换一个账号
            </button>
          </p>
        )}
        {back === 'again' && (
          <p className="door-wrong" role="alert">
            登录没有完成，请再试一次。
          </p>
        )}
        {unknown && (
          <p className="door-wrong" role="alert">
            统一身份认证里的您还没有和名册对上，请联系代工委核对手机号码。
          </p>
        )}
        <form onSubmit={(e) => void enter(e)} noValidate>
          {second ? (
            <Text
              label="动态口令"
              name="code"
              value={code}
              onChange={setCode}
              wrong={wrong?.fields.code}
              inputMode="numeric"
              autoComplete="one-time-code"
              help="打开手机上的验证器，输入 6 位数字；手机不在身边可用备用码"
            />
          ) : (
            <>
              <Text label="登录名、姓名或手机号" name="who" value={who} onChange={setWho} wrong={wrong?.fields.who} autoComplete="username" />
              {reset && (
                <>
                  <Text
                    label="重置码"
                    name="code"
                    value={code}
                    onChange={setCode}
                    wrong={wrong?.fields.code}
                    autoComplete="off"
                    help="代工委当面给的 12 位，24 小时内有效"
                  />
                  <Text
                    label="新密码"
                    name="fresh"
                    type="password"
                    value={fresh}
                    onChange={setFresh}
                    wrong={wrong?.fields.fresh}
                    autoComplete="new-password"
                    help="至少 10 位，有字母和数字"
                  />
                </>
              )}
              {!reset && (
                <Text
                  label="密码"
                  name="password"
                  type="password"
                  value={password}
                  onChange={setPassword}
                  wrong={wrong?.fields.password}
                  autoComplete="current-password"
                />
              )}
            </>
          )}
          {done && <p role="status">{done}</p>}
          {wrong && (
            <p className="door-wrong" role="alert">
              {wrong.message}
            </p>
          )}
          <button type="submit" className="door-main" disabled={busy}>
            {busy ? (reset ? '正在办理……' : '正在登录……') : second ? '验证' : reset ? '设新密码' : '登录'}
          </button>
          {second && (
            <button type="button" className="door-link" onClick={() => setSecond(false)}>
              返回
            </button>
          )}
          {!second && (
            <button type="button" className="door-link" onClick={() => again(!reset)}>
              {reset ? '返回登录' : '用重置码设新密码'}
            </button>
          )}
        </form>
        <a className="door-link" href="/g">
          公开查询（不用登录）
        </a>
        {providers.data?.map((p) => (
          <a key={p.id} className="door-other" href={seated(`/api/login/oidc/${p.id}`)}>
            用{p.label}登录
          </a>
        ))}
        {!!demo.data?.length && !second && (
          <section className="door-demo">
            <h2>演示账号（虚构城市，点一下即登录）</h2>
            <ul>
              {demo.data.map((d) => (
                <li key={d.who}>
                  <button type="button" disabled={busy} onClick={(e) => void enter(e, d)}>
                    <b>{d.name}</b>
                    <span>{d.office}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  )
}

function Text({
  label,
  wrong,
  help,
  onChange,
  ...rest
}: {
  label: string
  name: string
  value: string
  wrong?: string | undefined
  help?: string
  type?: string
  autoComplete?: string
  inputMode?: 'numeric'
  onChange: (v: string) => void
}) {
  const id = `door-${rest.name}`
  return (
    <div className="door-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} {...rest} onChange={(e) => onChange(e.target.value)} aria-invalid={!!wrong} aria-describedby={`${id}-x`} />
      <small id={`${id}-x`} className={wrong ? 'door-wrong' : 'door-soft'}>
        {wrong ?? help}
      </small>
    </div>
  )
}
