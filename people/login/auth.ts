/** better-auth, set up for the house: users are persons, names and passwords only from the office, sessions in PostgreSQL. */
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { genericOAuth, twoFactor, username } from 'better-auth/plugins'
import type pg from 'pg'
import { Refusal } from '../../kernel/refusal.ts'
import { type OidcProvider, oidcConfig } from './oidc.ts'

/** OWASP's floor for argon2id; measured 11 ms a verification here. */
const ARGON = { algorithm: 2 /* argon2id */, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const AT_ONCE = 2
const WAITING_MOST = 50

let running = 0
const waiting: (() => void)[] = []

/** A login storm may not starve the pages: two verifications at a time, fifty in the queue, then 'busy'. */
async function queued<T>(fn: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_MOST) throw new Refusal('busy', '登录的人太多了，请过一会儿再试')
    await new Promise<void>((go) => waiting.push(go))
  }
  running++
  try {
    return await fn()
  } finally {
    running--
    waiting.shift()?.()
  }
}

export const hashPassword = (password: string): Promise<string> => queued(() => hash(password, ARGON))

export interface LoginOptions {
  pool: pg.Pool
  secret: string
  baseURL: string
  provider?: OidcProvider | undefined
}

export function createAuth(o: LoginOptions) {
  return betterAuth({
    secret: o.secret,
    baseURL: o.baseURL,
    basePath: '/api/login/oidc',
    database: o.pool,
    telemetry: { enabled: false },
    logger: { level: 'error' },
    user: { modelName: 'auth_user' },
    session: {
      modelName: 'auth_session',
      expiresIn: 30 * 86_400,
      updateAge: 3600,
      additionalFields: { strong: { type: 'boolean', required: false, defaultValue: false, input: false } },
    },
    account: { modelName: 'auth_account', accountLinking: { enabled: false }, storeStateStrategy: 'database' },
    verification: { modelName: 'auth_verification' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: ({ hash: known, password }) => queued(() => verify(known, password)) },
    },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'huying',
      useSecureCookies: o.baseURL.startsWith('https'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 60, usernameValidator: () => true }),
      twoFactor({ issuer: '呼应', schema: { twoFactor: { modelName: 'auth_two_factor' } } }),
      ...(o.provider ? [genericOAuth({ config: [oidcConfig(o.provider, o.pool)] })] : []),
    ],
  })
}
export type Auth = ReturnType<typeof createAuth>
