/** Accounts come from the office, never from a sign-up form. A person without one (imported, or known to the identity provider only) has no password at all. */

import type pg from 'pg'
import { phoneDigits } from '../../kernel/characters.ts'
import { hashPassword } from './auth.ts'

export interface NewAccount {
  person: string
  login: string
}

/** One hash for all: for the invented city only, where the password is printed anyway. */
export async function createAccounts(owner: pg.Pool, list: NewAccount[], password: string): Promise<void> {
  const known = await hashPassword(password)
  await owner.query(
    `with x as (select * from jsonb_to_recordset($1) as x(person text, login text)),
       u as (insert into auth_user (id, name, email, username, "displayUsername") select x.person, p.name, x.person || '@huying.invalid', lower(x.login), x.login from x join person p on p.id::text = x.person
         on conflict (id) do nothing returning id)
     insert into auth_account (id, "accountId", "providerId", "userId", password) select gen_random_uuid()::text, u.id, 'credential', u.id, $2 from u`,
    [JSON.stringify(list), known],
  )
}

/** What is typed at the login page (login name, phone number, or a name borne by one person only) → login name. */
export async function loginName(pool: pg.Pool, who: string): Promise<string | undefined> {
  const r = await pool.query({
    name: 'login-name',
    text: `select u.username from auth_user u where u.username = lower($1)
      union all select u.username from person p join auth_user u on u.id = p.id::text where p.mobile = $2
      union all select min(u.username) from person p join auth_user u on u.id = p.id::text where p.name_key = name_fold($1) having count(*) = 1 limit 1`,
    values: [who.trim(), phoneDigits(who)],
  })
  return r.rows[0]?.username ?? undefined
}
