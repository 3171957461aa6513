/**
 * Login through a city's or province's own identity provider (OpenID Connect, authorization code with PKCE).
 * A login binds to a person by the provider's stable subject; the first time by a phone number that the provider says is verified.
 * Never by name, never by e-mail: a published integration that took the first person of the same name is the warning.
 */
import type { GenericOAuthConfig } from 'better-auth/plugins'
import type pg from 'pg'

export interface OidcProvider {
  id: string
  label: string
  issuer: string
  clientId: string
  clientSecret: string
}

export function providerFromEnv(env: NodeJS.ProcessEnv): OidcProvider | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_LABEL: label = '统一身份认证' } = env
  return issuer && clientId && clientSecret ? { id: 'oidc', label, issuer, clientId, clientSecret } : undefined
}

export function oidcConfig(p: OidcProvider, pool: pg.Pool): GenericOAuthConfig {
  return {
    providerId: p.id,
    clientId: p.clientId,
    clientSecret: p.clientSecret,
    discoveryUrl: `${p.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    scopes: ['openid', 'phone'],
    pkce: true,
    disableSignUp: true,
    disableImplicitSignUp: true,
    mapProfileToUser: async (profile) => {
      const claims = profile as Record<string, unknown>
      const sub = String(claims.sub ?? claims.id ?? '')
      await bind(pool, p.id, sub, claims)
      // The address is never used: people have no e-mail login here. The library wants one.
      return { email: `${encodeURIComponent(sub)}@oidc.invalid`, emailVerified: false, name: '' }
    },
  }
}

async function bind(pool: pg.Pool, provider: string, sub: string, claims: Record<string, unknown>): Promise<void> {
  if (!sub || claims.phone_number_verified !== true || typeof claims.phone_number !== 'string') return
  const phone = claims.phone_number.replace(/^\+?86[- ]?/, '').replace(/\D/g, '')
  if (!/^1\d{10}$/.test(phone)) return
  await pool.query(
    `with p as (select id::text as id, name from person where mobile = $3 and not exists (
         select from auth_account a where a."providerId" = $1 and (a."accountId" = $2 or a."userId" = person.id::text))),
       u as (insert into auth_user (id, name, email) select id, name, id || '@huying.invalid' from p on conflict (id) do nothing)
     insert into auth_account (id, "accountId", "providerId", "userId") select gen_random_uuid()::text, $2, $1, p.id from p on conflict ("providerId", "accountId") do nothing`,
    [provider, sub, phone],
  )
}
