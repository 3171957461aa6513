/** Login through a real OpenID provider on loopback: authorization code, PKCE, the whole way there and back. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../../test/serve.ts'
import { IDS } from '../demo/people.ts'

let s: Served
let idp: Server
let issuer = ''
/** Who sits at the provider's login page. */
let claims: Record<string, unknown> = {}

const freePort = () =>
  new Promise<number>((done) => {
    const x = createServer().listen(0, '127.0.0.1', () => {
      const { port } = x.address() as AddressInfo
      x.close(() => done(port))
    })
  })

beforeAll(async () => {
  const [own, theirs] = [await freePort(), await freePort()]
  issuer = `http://127.0.0.1:${theirs}`
  const base = `http://127.0.0.1:${own}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'huying',
        client_secret: 'a-secret-of-the-test',
        redirect_uris: [`${base}/api/login/oidc/callback/oidc`],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    claims: { openid: ['sub'], phone: ['phone_number', 'phone_number_verified'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub, ...claims }) }),
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['test'] },
  })
  idp = provider.listen(theirs, '127.0.0.1')
  s = await serve(['王敏'], undefined, {
    base,
    port: own,
    provider: { id: 'oidc', label: '政务统一认证', issuer, clientId: 'huying', clientSecret: 'a-secret-of-the-test' },
  })
})
afterAll(async () => {
  await s.end()
  idp.close()
})

/** A browser's part: follows redirects by hand, keeps cookies per host, logs in at the provider as `sub`, agrees. */
async function through(sub: string, more: { stopAtCallback?: boolean; jars?: Map<string, Map<string, string>> } = {}): Promise<{ at: string; cookie: string }> {
  const jars = more.jars ?? new Map<string, Map<string, string>>()
  const go = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const jar = jars.get(new URL(url).host) ?? new Map<string, string>()
    jars.set(new URL(url).host, jar)
    const r = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as object), cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') },
    })
    for (const c of r.headers.getSetCookie()) {
      const [pair = ''] = c.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return r
  }
  let url = `${s.base}/api/login/oidc/oidc`
  for (let i = 0; i < 15; i++) {
    const r = await go(url)
    const next = r.headers.get('location')
    if (next) {
      url = new URL(next, url).href
      if (new URL(url).origin === s.base && (more.stopAtCallback || !url.includes('/callback/')))
        return { at: url, cookie: [...(jars.get(new URL(s.base).host) ?? [])].map(([k, v]) => `${k}=${v}`).join('; ') }
      continue
    }
    const page = await r.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? 'login'
    const done = await go(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ prompt, login: sub, password: 'x' }),
    })
    url = new URL(done.headers.get('location') ?? '', url).href
  }
  throw new Error(`没有走回来：${url}`)
}
const me = (cookie: string) => fetch(`${s.base}/api/me`, { headers: { cookie } })

test('the door names the provider', async () => {
  expect(await (await fetch(`${s.base}/api/login/providers`)).json()).toEqual([{ id: 'oidc', label: '政务统一认证' }])
})

test('first bound by a verified phone number, then by the provider’s own subject', async () => {
  const phone = (await s.story.db.owner.query('select mobile from person where id = $1', [IDS.person.wuhaitao])).rows[0].mobile
  claims = { phone_number: `+86${phone}`, phone_number_verified: true }
  const first = await through('subject-of-wu')
  expect((await (await me(first.cookie)).json()).person.name).toBe('吴海涛')
  claims = {}
  expect((await (await me((await through('subject-of-wu')).cookie)).json()).person.name).toBe('吴海涛')
  // No password came with it.
  expect((await s.story.db.owner.query('select password from auth_account where "userId" = $1', [IDS.person.wuhaitao])).rows).toEqual([{ password: null }])
})

test('an unverified phone, a familiar name or e-mail bind nobody; the unknown are told so', async () => {
  const phone = (await s.story.db.owner.query('select mobile from person where id = $1', [IDS.person.hejing])).rows[0].mobile
  for (const c of [
    { phone_number: phone, phone_number_verified: false },
    { name: '何静', email: `${IDS.person.wangmin}@huying.invalid`, email_verified: true },
    {},
  ]) {
    claims = c
    const r = await through(`stranger-${JSON.stringify(c).length}`)
    expect(r.at).toContain('login=unknown')
    expect((await me(r.cookie)).status).toBe(401)
  }
})

test('a second subject with the same phone number does not take over whom the first is bound to', async () => {
  const phone = (await s.story.db.owner.query('select mobile from person where id = $1', [IDS.person.shenjie])).rows[0].mobile
  claims = { phone_number: phone, phone_number_verified: true }
  expect((await me((await through('subject-of-shen')).cookie)).status).toBe(200)
  const other = await through('who-got-the-number-later')
  expect(other.at).toContain('login=unknown')
  expect((await me(other.cookie)).status).toBe(401)
})

test('neither does a subject change persons when its number does', async () => {
  const phone = (await s.story.db.owner.query('select mobile from person where id = $1', [IDS.person.linbo])).rows[0].mobile
  claims = { phone_number: phone, phone_number_verified: true }
  const r = await through('subject-of-shen')
  expect((await (await me(r.cookie)).json()).person.name).toBe('沈洁')
  expect(await s.story.rows('select 1 from auth_user where id = $1', [IDS.person.linbo])).toEqual([])
})

test('the way back belongs to the browser that set out, and is gone once', async () => {
  claims = {}
  const jars = new Map<string, Map<string, string>>()
  const { at, cookie } = await through('subject-of-shen', { stopAtCallback: true, jars })
  const back = (url: string, cookie = '') => fetch(url, { redirect: 'manual', headers: { cookie } })
  const opened = (r: Response) => r.headers.getSetCookie().some((c) => /session_token=[^;]{10,}/.test(c))
  const forged = new URL(at)
  forged.searchParams.set('state', 'of-my-own-making-0123456789abcdef')
  for (const r of [await back(at), await back(at, 'huying.state=x'), await back(forged.href, cookie)]) {
    expect(opened(r)).toBe(false)
    expect(r.headers.get('location')).toBe('/?login=again')
  }
  const { at: fresh, cookie: mine } = await through('subject-of-shen', { stopAtCallback: true })
  expect(opened(await back(fresh, mine))).toBe(true)
  expect(opened(await back(fresh, mine))).toBe(false)
})

test('an address to go on to cannot be slipped in', async () => {
  const r = await fetch(`${s.base}/api/login/oidc/oidc?callbackURL=https://elsewhere.invalid/&redirect_uri=https://elsewhere.invalid/`, { redirect: 'manual' })
  const to = new URL(r.headers.get('location') ?? '')
  expect(to.origin).toBe(issuer)
  expect(Object.fromEntries(to.searchParams)).toMatchObject({
    redirect_uri: `${s.base}/api/login/oidc/callback/oidc`,
    code_challenge_method: 'S256',
    response_type: 'code',
  })
  expect((await fetch(`${s.base}/api/login/oidc/another`, { redirect: 'manual' })).status).toBe(422)
})
