/**
 * What guards the rows (policies, triggers, functions, views, constraints, grants), compared with what this program's own migrations make of
 * an empty schema: whoever owns the database can drop a policy or put a trigger to sleep and leave every row as it was.
 */
import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { APP_ROLE, migrate, readMigrations } from './migrate.ts'
import { openPools } from './open.ts'

/** Of the application's role itself: nothing beyond rows. */
const ROLE = `select '角色 ${APP_ROLE}' as what, concat_ws(' ', case when rolsuper then 'superuser' end, case when rolbypassrls then 'bypassrls' end, case when rolcreaterole then 'createrole' end,
    case when rolcreatedb then 'createdb' end, case when rolreplication then 'replication' end,
    (select string_agg(pg_get_userbyid(m.roleid)::text, ',' order by 1) from pg_auth_members m where m.member = r.oid)) as is from pg_roles r where rolname = '${APP_ROLE}'`

const HERE = 'current_schema()::regnamespace'
const RIGHTS = `'select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'`
/** Each its name for people and its text; a shape's number in a trigger's function tells the table's history and not what it does. */
const PARTS = [
  `select case c.relkind when 'v' then '视图 ' else '表 ' end || c.relname as what, concat_ws(' ', c.relrowsecurity, c.relforcerowsecurity, c.reloptions::text,
     case c.relkind when 'v' then pg_get_viewdef(c.oid, true) end) as is from pg_class c where c.relnamespace = ${HERE} and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
  `select '权限 ' || c.relname, concat_ws(' ', (select string_agg(r, ',' order by r) from unnest(array[${RIGHTS}]) r where has_table_privilege('${APP_ROLE}', c.oid, r)),
     (select string_agg(coalesce(nullif(pg_get_userbyid(a.grantee)::text, 'unknown (OID=0)'), 'public') || ':' || a.privilege_type, ',' order by 1) from aclexplode(c.relacl) a
       where a.grantee <> c.relowner and a.grantee is distinct from (select oid from pg_roles where rolname = '${APP_ROLE}')),
     (select string_agg(t.attname || t.attacl::text, ',' order by t.attname) from pg_attribute t where t.attrelid = c.oid and t.attacl is not null))
   from pg_class c where c.relnamespace = ${HERE} and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
  `select '策略 ' || c.relname || '.' || p.polname, concat_ws(' ', p.polpermissive, p.polcmd, p.polroles::text, pg_get_expr(p.polqual, c.oid), 'check', pg_get_expr(p.polwithcheck, c.oid))
   from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = ${HERE}`,
  `select '触发器 ' || c.relname || '.' || t.tgname, concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid, true)) from pg_trigger t join pg_class c on c.oid = t.tgrelid
   where c.relnamespace = ${HERE} and not t.tgisinternal`,
  `select '外键的触发器 ' || c.relname, count(*)::text || ' ' || string_agg(distinct t.tgenabled::text, '') from pg_trigger t join pg_class c on c.oid = t.tgrelid
   where c.relnamespace = ${HERE} and t.tgisinternal group by c.relname`,
  `select '函数 ' || p.oid::regprocedure::text, concat_ws(' ', p.prosecdef, p.provolatile, (select string_agg(case when x ~ '^search_path=' then 'search_path' else x end, ',') from unnest(p.proconfig) x),
     (p.proacl is not null)::text, pg_get_function_result(p.oid), regexp_replace(p.prosrc, 'E''\\\\t\\d+\\\\t''', 'N'))
   from pg_proc p where p.pronamespace = ${HERE} and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  `select '约束 ' || c.relname || '.' || k.conname, pg_get_constraintdef(k.oid, true) || k.convalidated from pg_constraint k join pg_class c on c.oid = k.conrelid
   where c.relnamespace = ${HERE} and k.contype in ('c', 'f', 'p', 'u', 'x')`,
  `select '索引 ' || i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid, 0, true) || i.indisvalid from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = ${HERE} and i.indisunique`,
  `select '规则 ' || c.relname || '.' || r.rulename, pg_get_ruledef(r.oid, true) from pg_rewrite r join pg_class c on c.oid = r.ev_class where c.relnamespace = ${HERE} and r.rulename <> '_RETURN'`,
  `select '模式里建东西的权利', has_schema_privilege('${APP_ROLE}', current_schema(), 'create')::text`,
]

async function guardsOf(client: Pick<pg.ClientBase, 'query'>): Promise<Map<string, string>> {
  const r = await client.query<{ what: string; is: string | null }>(PARTS.map((p) => `(${p})`).join(' union all '))
  return new Map(r.rows.map((x) => [x.what, x.is ?? '']))
}

interface Row {
  process: string
  office: string
  kind: string
  states: readonly string[]
}
export interface GuardReport {
  faults: string[]
  /** What could not be compared, in words. */
  unproven: string[]
}

/**
 * @param url of the owner, as of `Database`
 * @param reads what this program declares
 */
export async function checkGuards(owner: pg.Pool, url: string, reads: readonly Row[]): Promise<GuardReport> {
  const ours = readMigrations()
  const had = (await owner.query<{ no: number; name: string; hash: string }>('select no, name, hash from migration order by no')).rows
  if (had.at(-1)?.no !== ours.at(-1)?.no)
    return { faults: [], unproven: ['这个库还没有升级到本程序的版本：没有核对它的策略、触发器、函数和权限。请用正在运行的那个版本的程序核验'] }
  const faults = ours.filter((m) => !had.some((x) => x.no === m.no && x.hash === m.hash)).map((m) => `数据库变更 ${m.name} 的登记与程序不符`)
  const role = (await owner.query<{ what: string; is: string }>(ROLE)).rows[0]
  if (role?.is) faults.push(`${role.what} 多了权利：${role.is}`)
  faults.push(...(await readFaults(owner, reads)))
  const want = await blueprint(owner, url)
  if (!want) return { faults, unproven: ['没有核对策略、触发器、函数和权限：这个数据库账号不能建立用来对照的空模式'] }
  const is = await guardsOf(owner)
  for (const what of [...new Set([...want.keys(), ...is.keys()])].toSorted()) {
    if (want.get(what) === is.get(what)) continue
    faults.push(`数据库的${what} ${!is.has(what) ? '不见了' : want.has(what) ? '被改动过，或者停用了' : '不是程序建立的'}`)
  }
  return { faults, unproven: [] }
}

async function readFaults(owner: pg.Pool, reads: readonly Row[]): Promise<string[]> {
  const line = (r: Row) => `${r.process}/${r.office}/${r.kind}${r.states.length ? `/${r.states.join(',')}` : ''}`
  const want = new Set(reads.map(line))
  const is = new Set((await owner.query<Row>('select process, office, kind, states from reads')).rows.map(line))
  return [
    ...[...is].filter((x) => !want.has(x)).map((x) => `谁能看什么（表 reads）里的 ${x} 不是程序声明的`),
    ...[...want].filter((x) => !is.has(x)).map((x) => `谁能看什么（表 reads）里少了 ${x}`),
  ]
}

const PREFIX = 'huying_blueprint_'

/** The same of an empty schema in the same server, which words them alike; undefined where the account may not make one. */
async function blueprint(owner: pg.Pool, url: string): Promise<Map<string, string> | undefined> {
  const name = PREFIX + randomBytes(6).toString('hex')
  try {
    await owner.query(`create schema ${name}`)
  } catch (e) {
    if ((e as { code?: string }).code === '42501') return undefined
    throw e
  }
  const u = new URL(url)
  u.searchParams.set('options', `${u.searchParams.get('options') ?? ''} -c search_path=${name}`.trim())
  const empty = openPools(u.href)
  try {
    await migrate(empty.owner)
    return await guardsOf(empty.owner)
  } finally {
    await empty.end()
    await owner.query(`drop schema ${name} cascade`)
  }
}
