/** 企业微信 text cards by the published server API (gettoken, message/send); the access token is kept until it ends or is refused. */
export interface Wecom {
  /** @throws Error without the person's account in its words */
  send(user: string, card: { title: string; description: string; url: string }): Promise<void>
}
interface Answer {
  errcode: number
  access_token?: string
  expires_in?: number
  invaliduser?: string
}
/** Told again that the token is none: 40014 not valid, 42001 ended. */
const STALE = [40014, 42001]

export function wecom(o: { corp: string; secret: string; agent: number; base?: string; timeout?: number }): Wecom {
  const base = o.base ?? 'https://qyapi.weixin.qq.com'
  let token: { value: string; until: number } | undefined
  const ask = async (path: string, init?: RequestInit): Promise<Answer> => {
    const r = await fetch(base + path, { ...init, redirect: 'error', signal: AbortSignal.timeout(o.timeout ?? 10_000) }).catch((e: Error) => {
      throw new Error(`企业微信连不上（${e.name}）`)
    })
    if (!r.ok) throw new Error(`企业微信拒绝（${r.status}）`)
    return (await r.json()) as Answer
  }
  const fresh = async (): Promise<string> => {
    const a = await ask(`/cgi-bin/gettoken?corpid=${encodeURIComponent(o.corp)}&corpsecret=${encodeURIComponent(o.secret)}`)
    if (a.errcode || !a.access_token) throw new Error(`企业微信不认本系统的凭证（${a.errcode}）`)
    token = { value: a.access_token, until: Date.now() + ((a.expires_in ?? 7200) - 300) * 1000 }
    return a.access_token
  }
  return {
    async send(user, card) {
      const body = JSON.stringify({ touser: user, msgtype: 'textcard', agentid: o.agent, textcard: { ...card, btntxt: '去办理' }, enable_duplicate_check: 1 })
      const post = (t: string) =>
        ask(`/cgi-bin/message/send?access_token=${encodeURIComponent(t)}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      let a = await post(token && token.until > Date.now() ? token.value : await fresh())
      if (STALE.includes(a.errcode)) a = await post(await fresh())
      if (a.errcode) throw new Error(`企业微信没有发出（${a.errcode}）`)
      if (a.invaliduser) throw new Error('企业微信里没有这个账号')
    },
  }
}

/** All three or none of them. @throws Error in words */
export function wecomFromEnv(env: NodeJS.ProcessEnv): Wecom | undefined {
  const { WECOM_CORP: corp, WECOM_SECRET: secret, WECOM_AGENT: agent, WECOM_URL: base } = env
  if (!corp && !secret && !agent) return undefined
  if (!corp || !secret || !Number(agent)) throw new Error('企业微信要同时设置 WECOM_CORP、WECOM_SECRET、WECOM_AGENT')
  return wecom({ corp, secret, agent: Number(agent), ...(base ? { base } : {}) })
}
