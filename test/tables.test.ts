/**
 * Sideways reading and writing: each table either carries policies, or says here why it needs none; what the application may do past the
 * policies (functions with the owner's rights, views) is listed. A table that is added without a thought fails here.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from './database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())
const rows = async <T extends object>(sql: string): Promise<T[]> => (await db.owner.query<T>(sql)).rows

const LOGIN = '登录部件自己写，页面只问会话是谁'
const OWN = '每一处都按登录的人自己的编号问（person）'
const OWNER = '只有库的属主写，程序只读'
const QUEUE = '发送的队列，没有页面读它的行；数送达情况时按消息的地方数'
/** No policy, because … */
const OPEN: Record<string, string> = {
  auth_account: LOGIN,
  auth_session: LOGIN,
  auth_two_factor: LOGIN,
  auth_user: LOGIN,
  auth_verification: LOGIN,
  login_attempt: LOGIN,
  clock: '只和它的事项连着读，事项有策略',
  duty: '只和它的事项连着读，或者按自己的席位数',
  delivery: QUEUE,
  digest: QUEUE,
  outbox: QUEUE,
  root_letter: '寄给外面见证人的根，根本来公开',
  notice: OWN,
  push_subscription: OWN,
  saved_view: OWN,
  event_block: OWNER,
  event_root: OWNER,
  event_seal: OWNER,
  migration: OWNER,
  place: OWNER,
  term: OWNER,
  congress_session: OWNER,
  reads: OWNER,
  record_pending: OWNER,
  record_shape: OWNER,
  file: '只有散列、大小和类型，名字和归属在附件里',
  file_gone: '等待清除的散列',
  number_series: '计数器，办理时按事项的地方取号',
  person: '姓名人人可见；电话、出生等只有名册按席位的地方读写',
  seat: '谁在哪里任什么职，人人可见；只有名册按本地写',
  unit: '单位名称人人可见；职责清单按本地写',
  roster_import: '每一处都按导入的地方问',
  rule: '本地和上级的规则人人可见；按本地写',
  text_model: '学成的系数，没有原文',
}

test('each table has policies, or a reason to have none', async () => {
  const all = await rows<{ name: string; on: boolean; policies: number; place: boolean; said: string }>(
    `select c.relname as name, c.relrowsecurity as on, (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('place', 'matter') and not a.attisdropped) as place,
       (select coalesce(string_agg(concat(pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid)), ' '), '') from pg_policy p where p.polrelid = c.oid) as said
     from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') order by 1`,
  )
  expect(all.filter((t) => !t.on || t.policies === 0).map((t) => t.name)).toEqual(Object.keys(OPEN).toSorted())
  // A policy that looks neither at whose it is nor at who looks lets everybody through: of the calendar only, and only to read.
  expect(all.filter((t) => t.on && !/system|matter|place|person|seat|unit/.test(t.said)).map((t) => t.name)).toEqual(['calendar_version'])
  for (const t of all.filter((x) => x.on)) expect(/^\(?true\)?$/.test(t.said) && t.name !== 'calendar_version', t.name).toBe(false)
})

test('what only the owner writes the application cannot', async () => {
  const may = await rows<{ name: string }>(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
     and (has_table_privilege('huying_app', oid, 'insert') or has_table_privilege('huying_app', oid, 'update') or has_table_privilege('huying_app', oid, 'delete'))`,
  )
  const owners = Object.entries(OPEN).flatMap(([name, why]) => (why === OWNER ? [name] : []))
  expect(may.filter((x) => owners.includes(x.name))).toEqual([])
})

test('nothing can be written through a view, and each hides its own conditions from what is asked of it', async () => {
  const views = await rows<{ name: string; writes: number; barrier: boolean }>(
    `select relname as name, pg_relation_is_updatable(oid, true) as writes, coalesce('security_barrier=true' = any (reloptions), false) as barrier
     from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('v', 'm')`,
  )
  expect(views.length).toBeGreaterThan(15)
  expect(views.filter((v) => v.writes !== 0 || !v.barrier)).toEqual([])
})

/** Functions with the owner's rights: all that goes past the policies, with what keeps each within bounds. */
const DEFINERS: Record<string, string> = {
  'award_means(uuid,integer)': '写平均分：只由评优一步办理调用，只改那一轮的提名',
  'concern_became(uuid)': '公开的诉求变成了哪件公开的建议',
  'concern_chain(uuid)': '上下级诉求的来去，只有地方、状态和时间',
  'in_station(uuid)': '有没有进站，是或否',
  'my_below()': '从席位的登记得出，不听连接的设置',
  'my_linked()': '从席位的登记得出，不听连接的设置',
  'my_matters()': '从席位的登记得出，不听连接的设置',
  'my_open()': '从席位的登记得出，不听连接的设置',
  'my_place()': '从席位的登记得出，不听连接的设置',
  'my_places(text)': '从席位的登记得出，不听连接的设置',
  'my_reach(text)': '从席位的登记得出，不听连接的设置',
  'my_right(text)': '从席位的登记得出，不听连接的设置',
  'place_of_matter(uuid)': '只答地方的代码',
  'public_deputy_suggestion(uuid)': '公开的建议的编号',
  'public_deputy_work(uuid)': '公开页上的数',
  'public_judged(uuid)': '公开的评价有没有，是或否',
  'reception_visited(uuid)': '公开的接待里诉求的去向',
  'shown_suggestion(uuid)': '只答作者愿意公开的标题',
  'station_asked(uuid)': '公开页上的数',
  'station_entered(uuid)': '公开页上的数',
  'station_visited(uuid)': '公开页上的数',
  'text_found(tsquery,text)': '只在看的人读得到的地方里找，找到的再用他自己的权限读',
  'text_like(integer[],real[],text,text[],uuid,integer)': '同上',
  'text_like_shown(integer[],real[],text,text[],uuid,integer)': '只找作者愿意公开的标题',
  'text_size(text)': '几篇',
  'text_terms(text)': '词的散列各在几篇里',
}

test('functions with the owner’s rights are these, each bound to its own schema, and none but one writes', async () => {
  const all = await rows<{ name: string; path: boolean; volatile: boolean }>(
    `select p.oid::regprocedure::text as name, coalesce(array_to_string(proconfig, ' ') ~ 'search_path=', false) as path, provolatile = 'v' as volatile
     from pg_proc p where pronamespace = current_schema()::regnamespace and prosecdef order by 1`,
  )
  expect(all.map((f) => f.name).toSorted()).toEqual(Object.keys(DEFINERS).toSorted())
  expect(all.filter((f) => !f.path)).toEqual([])
  expect(all.filter((f) => f.volatile).map((f) => f.name)).toEqual(['award_means(uuid,integer)'])
})
