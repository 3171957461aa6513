/** Numbered SQL files, forward only. Each is recorded with its hash; an old file that changed is refused, not run again. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { watch } from './watch.ts'

export const APP_ROLE = 'huying_app'
const FOLDER = path.join(import.meta.dirname, 'migrations')

export interface Migration {
  no: number
  name: string
  sql: string
  hash: string
}

/** The chain over the log is written by the sealer, as the tables' owner; the application only reads it. */
const READ_ONLY = ['event_block', 'event_seal', 'event_root', 'record_shape', 'record_pending', 'migration', 'reads', 'place', 'term', 'congress_session']

/** The application adds, and never changes. */
const APPEND_ONLY = [
  ...['event', 'matter_link', 'promise_change', 'contact_record', 'coordination', 'urging', 'contact_entry', 'station_activity', 'station_came'],
  ...['fund_payment', 'livelihood_candidate', 'assess_deduction', 'handling_note'],
]

/** Nothing is deleted but what has no history of its own: queues, drafts, sessions, what is worked out anew, and what an erasure takes. */
const DELETED = [
  ...['attachment', 'auth_account', 'auth_session', 'auth_two_factor', 'auth_user', 'auth_verification', 'calendar_day', 'citizen_message', 'citizen_photo'],
  ...[
    'duty',
    'duty_rota',
    'file',
    'file_gone',
    'guide_topic',
    'judgement',
    'known_device',
    'login_attempt',
    'nominee',
    'number_gone',
    'outbox',
    'phone_code',
    'promise',
    'reception_host',
    'request',
    'totp_used',
    'who_reason',
    'allowance',
  ],
  ...['reception_received', 'saved_view', 'topic', 'topic_decision', 'topic_member'],
]

/** @throws Error when two files bear the same number */
export function readMigrations(folder = FOLDER): Migration[] {
  const files = fs.readdirSync(folder).filter((f) => /^\d{4}_\w+\.sql$/.test(f))
  const all = files.sort().map((name) => {
    const sql = fs.readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { no: Number(name.slice(0, 4)), name, sql, hash: createHash('sha256').update(sql).digest('hex') }
  })
  const twice = all.find((m, i) => all[i - 1]?.no === m.no)
  if (twice) throw new Error(`数据库变更文件编号重复：${twice.name}。`)
  return all
}

/**
 * Brings the schema named first in the connection's search_path up to date and gives the application's role its rights there.
 * Safe when several processes call it at once.
 * @returns the names of the files run now
 * @throws Error in Chinese words: a changed old file, a database newer than the program, a missing right
 */
export async function migrate(owner: pg.Pool, folder?: string): Promise<string[]> {
  const migrations = readMigrations(folder)
  const client = await owner.connect()
  try {
    const lock = `hashtextextended('huying.migrate.' || current_schema(), 0)`
    await client.query(`select pg_advisory_lock(${lock})`)
    try {
      await makeRole(client)
      const run = await runNew(client, migrations)
      await watch(client)
      await grant(client)
      return run
    } finally {
      await client.query(`select pg_advisory_unlock(${lock})`)
    }
  } finally {
    client.release()
  }
}

async function runNew(client: pg.ClientBase, migrations: Migration[]): Promise<string[]> {
  await client.query('create table if not exists migration (no int primary key, name text not null, hash text not null, at timestamptz not null default now())')
  const { rows } = await client.query<{ no: number; name: string; hash: string }>('select no, name, hash from migration order by no')
  const last = rows.at(-1)?.no ?? 0
  for (const r of rows) {
    const m = migrations.find((x) => x.no === r.no)
    if (!m) throw new Error(`数据库比程序新：其中有本程序没有的变更 ${r.name}。请升级程序，不要用旧版程序打开这个数据库。`)
    if (m.hash !== r.hash) throw new Error(`数据库变更文件 ${m.name} 在执行之后被改动过。请恢复原文件，把新的改动写成下一个编号的文件。`)
  }
  const fresh = migrations.filter((m) => !rows.some((r) => r.no === m.no))
  for (const m of fresh) {
    if (m.no < last) throw new Error(`数据库变更文件 ${m.name} 的编号小于已经执行过的 ${last}。请改用更大的编号。`)
    await client.query('begin')
    try {
      await client.query(m.sql)
      await keepTouched(client, m.name)
      await client.query('insert into migration (no, name, hash) values ($1, $2, $3)', [m.no, m.name, m.hash])
      await client.query('commit')
    } catch (e) {
      await client.query('rollback')
      const { message, position } = e as { message: string; position?: string }
      const line = position ? `第 ${m.sql.slice(0, Number(position)).split('\n').length} 行：` : ''
      throw new Error(`执行数据库变更 ${m.name} 失败：${line}${message}`, { cause: e })
    }
  }
  return fresh.map((m) => m.name)
}

/** What a migration rewrote in covered rows waits for the house to record it (`kernel/baseline.ts`). */
async function keepTouched(client: pg.ClientBase, name: string): Promise<void> {
  const { rows } = await client.query<{ touched: string | null }>(`select current_setting('huying.touched', true) as touched`)
  if (!rows[0]?.touched) return
  await client.query(
    `insert into record_pending (tbl, row, why) select split_part(x, E'\\t', 1), split_part(x, E'\\t', 2), $2 from regexp_split_to_table($1, E'\\n') x where x <> '' on conflict do nothing`,
    [rows[0].touched, name],
  )
}

/** Roles belong to the whole server, so another database may be making the same one at this moment. */
async function makeRole(client: pg.ClientBase): Promise<void> {
  const state = await client.query<{ me: string; known: boolean; member: boolean }>(
    `select current_user as me, r.oid is not null as known, coalesce(pg_has_role(current_user, r.oid, 'MEMBER'), false) as member
     from (select 1) one left join pg_roles r on r.rolname = $1`,
    [APP_ROLE],
  )
  const { me, known, member } = state.rows[0] ?? { me: '', known: false, member: false }
  const refused = (e: { code?: string }) => {
    if (e.code === '42710' || e.code === '23505') return
    if (e.code !== '42501') throw e
    throw new Error(`数据库账号 ${me} 无权建立角色 ${APP_ROLE}。请数据库管理员执行:create role ${APP_ROLE} nologin; grant ${APP_ROLE} to "${me}";`)
  }
  if (!known) await client.query(`create role ${APP_ROLE} nologin`).catch(refused)
  if (!member) await client.query(`grant ${APP_ROLE} to current_user`).catch(refused)
}

/** The least that works, given anew at every start: a right that was slipped in is taken away again. */
async function grant(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ s: string; tables: string[] }>(
    `select quote_ident(current_schema()) as s, array_agg(c.relname::text) as tables from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')`,
  )
  const { s: schema, tables } = rows[0] as { s: string; tables: string[] }
  const those = (names: string[]) => names.filter((n) => tables.includes(n))
  const say = (verb: string, names: string[]) => (those(names).length > 0 ? `${verb} on ${those(names).join(', ')}` : '')
  const all = `all tables in schema ${schema}`
  await client.query(
    [
      'begin',
      `grant usage on schema ${schema} to ${APP_ROLE}`,
      `revoke create on schema ${schema} from ${APP_ROLE}`,
      `revoke all on ${all} from ${APP_ROLE}`,
      `grant select, insert, update on ${all} to ${APP_ROLE}`,
      `${say('revoke insert, update', READ_ONLY)} from ${APP_ROLE}`,
      ...(those(APPEND_ONLY).length > 0 ? [`${say('revoke update', APPEND_ONLY)} from ${APP_ROLE}`] : []),
      ...(those(DELETED).length > 0 ? [`${say('grant delete', DELETED)} to ${APP_ROLE}`] : []),
      `grant usage, select on all sequences in schema ${schema} to ${APP_ROLE}`,
      'commit',
    ].join(';\n'),
  )
}
