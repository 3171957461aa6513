/** Falsifying the present: whatever the owner of the database changes past the acts is named, with its matter and its table. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { COVERED, EXCLUDED } from '../database/covered.ts'
import { writing } from '../database/read.ts'
import { GOOD, handedOver, replied, type Story, story } from '../test/story.ts'
import { recordPlaceEvent } from './act.ts'
import { keepBooks } from './baseline.ts'
import { SYSTEM } from './process.ts'
import { proofKey, proveWith, UNKEYED } from './proof.ts'
import { blockHash, eventHash, GENESIS, publishRoot, seal } from './record.ts'
import { signerOf, type Trusted } from './signer.ts'
import { type VerifyReport, verify } from './verify.ts'

const KEY = proofKey('a-secret-of-the-house-kept-elsewhere')
const SIGNER = signerOf('a-secret-of-the-house-kept-elsewhere')
const TRUSTED: Trusted[] = [{ id: SIGNER.id, publicKey: SIGNER.publicKey, from: 1 }]

let s: Story
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })
beforeEach(async () => {
  proveWith(KEY)
  s = await story('2026-03-10')
  await keepBooks(s.db.owner, s.now)
})
afterEach(async () => {
  proveWith(UNKEYED)
  await s.end()
})

/** As the owner of the tables who has switched the triggers and references off. */
async function tamper(...sql: string[]) {
  const c = await s.db.owner.connect()
  await c.query('set session_replication_role = replica')
  try {
    for (const q of sql) await c.query(q)
  } finally {
    await c.query('set session_replication_role = default')
    c.release()
  }
}
/** What a copy was made of, but for columns that the database reckons itself. */
async function back(table: string, from: string): Promise<string[]> {
  const [x] = await s.rows<{ c: string }>(
    `select string_agg(quote_ident(attname), ', ') as c from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  return [`delete from "${table}"`, `insert into "${table}" (${x?.c}) overriding system value select ${x?.c} from "${from}"`]
}
const check = (): Promise<VerifyReport> => verify(s.db.owner, { keys: [KEY], trusted: TRUSTED })
/** Into one block: other tests' transactions on the same server may still be running, and sealing waits for them. */
async function sealAll(signer = SIGNER) {
  const settled = `select coalesce(bool_and(xid < pg_snapshot_xmin(pg_current_snapshot())), true) as yes from event`
  await expect.poll(async () => (await s.rows<{ yes: boolean }>(settled))[0]?.yes, { timeout: 60_000 }).toBe(true)
  await seal(s.db.owner, s.now, signer)
}

/** Replied to, judged, with a promise: a matter that has something in most tables. */
async function whole() {
  await handedOver(s)
  await replied(s, { code: 'B', promises: [{ item: '建成公交首末站', measure: '', dueOn: '2026-12-31', owner: '规划科' }] })
  await s.as('李秀兰').does('judge', GOOD)
  await sealAll()
  expect(await check()).toMatchObject({ ok: true, faults: [], unsealed: 0 })
}

test('each row that is changed, removed, put in or put back is named by matter and table, and nothing else is', async () => {
  await whole()
  const m = s.matter
  const [seat] = await s.rows<{ id: string }>(`select s.id from seat s join person p on p.id = s.person where p.name = '吴海涛'`)
  const changes: [table: string, sql: string, what?: string][] = [
    ['judgement', `update judgement set result = '不满意', comment = '编造'`],
    ['promise', `update promise set due_on = due_on + 365`],
    ['promise', `delete from promise`, '不见了'],
    ['clock', `update clock set due_on = due_on + 30 where stopped_at is null`],
    ['reply', `update reply set body = '二、不予办理。'`],
    ['matter', `update matter set title = '关于别的事的建议' where id = '${m}'`],
    ['matter', `update matter set state = 'draft' where id = '${m}'`],
    ['party', `update party set unit = (select id from unit where name = '市教育局') where role = 'main'`],
    ['contact_record', `update contact_record set opinion = '没有意见'`],
    ['duty', `insert into duty (matter, action, holder, since) values ('${m}', 'judge', 'seat:x', now())`],
    [
      'clock',
      `insert into clock select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'stopped_at', now()))).* from clock c limit 1`,
      '不是经办理加进来的',
    ],
    ['seat', `update seat set office = 'daf_head' where id = '${seat?.id}'`],
    ['seat', `update seat set reads_down = true where id = '${seat?.id}'`],
    [
      'seat',
      `insert into seat select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'office', 'daf_staff'))).* from seat t where id = '${seat?.id}'`,
      '不是经办理加进来的',
    ],
    ['unit', `update unit set active = false where name = '市教育局'`],
    ['person', `update person set mobile = '13900000000' where name = '吴海涛'`],
    ['calendar_day', `update calendar_day set kind = 'work' where day = (select min(day) from calendar_day)`],
  ]
  for (const [table, sql, what = '被改动过'] of changes) {
    await tamper(`create table kept as select * from ${table}`, sql)
    const r = await check()
    const house = COVERED[table]?.matter === undefined
    expect(r.faults.length, sql).toBeGreaterThan(0)
    for (const f of r.faults) expect(f, sql).toMatch(new RegExp(`^${house ? '这座房子' : `事项 ${m}`}.*（表 ${table}，行 .*）${what}`))
    await tamper(...(await back(table, 'kept')), 'drop table kept')
  }
  expect((await check()).faults, '改回去以后').toEqual([])
}, 180_000)

test('a removed row that is put back, and an older state of a row with its older event, are found', async () => {
  await handedOver(s)
  await tamper(`create table kept as select * from party where role = 'main'`)
  await s.as('吴海涛').does('signFor')
  await sealAll()
  await tamper(`delete from party where role = 'main'`, `insert into party select * from kept`)
  expect((await check()).faults).toEqual([expect.stringMatching(/参与方（表 party，行 .*）被改动过/)])
})

test('a rule that was set is vouched for by its event; changed by hand it is named', async () => {
  await writing(s.db.pool, async (c) => {
    await c.query(`insert into rule (place, process, key, valid_from, value) values ('990300', 'suggestion', 'clock.reply', '2026-01-01', '[60, "WD"]')`)
    await recordPlaceEvent(c, { process: 'house', place: '990300', action: 'setRule', actor: { ...SYSTEM, place: '990300' }, at: s.now, says: '王敏调整规则' })
  })
  expect((await check()).faults).toEqual([])
  await tamper(`update rule set value = '[360, "WD"]'`)
  expect((await check()).faults).toEqual([
    expect.stringMatching(/规则（表 rule，行 990300\/suggestion\/clock.reply\/2026-01-01）被改动过，最后一次办理是.*王敏调整规则/),
  ])
})

test('event text, an event lost in the middle or at the end, one put in, a new order and the table of roots are each named', async () => {
  await whole()
  await publishRoot(s.db.owner, '2026-03-10', s.now)
  const tables = ['event', 'event_seal', 'event_block', 'event_root']
  await tamper(...tables.map((t) => `create table kept_${t} as select * from ${t}`))
  const [reg] = await s.rows<{ id: string }>(`select id from event where action = 'register'`)
  const last = `(select id from event where matter = '${s.matter}' order by seq desc limit 1)`
  const all: [string, RegExp][] = [
    [`update event set says = '编造' where id = '${reg?.id}'`, new RegExp(`事件 ${reg?.id}（.*编造） 的内容被改动过`)],
    [`delete from event where id = '${reg?.id}'`, new RegExp(`第 1 块里的事件 ${reg?.id} 不见了`)],
    [`delete from event where id = ${last}`, /第 1 块里的事件 .* 不见了/],
    [`delete from event_seal where event = ${last}; delete from event where id = ${last}`, /第 1 块应有/],
    [`update event set seq = seq + 1 where id = ${last}`, /的内容被改动过/],
    [
      `insert into event select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'seq', 99))).* from event e where id = '${reg?.id}'`,
      /的内容被改动过/,
    ],
    [
      `update event_seal set position = -position - 1 where position < 2; update event_seal set position = position + 2 where position < 0`,
      /第 1 块的指纹不符/,
    ],
    [`update event_root set hash = '\\x00'`, /2026-03-10 公布的根与现在的链不符/],
    [`update event_block set signature = null, signer = null`, /第 1 块没有签名/],
  ]
  for (const [sql, named] of all) {
    await tamper(sql)
    expect((await check()).faults.join('\n'), sql).toMatch(named)
    await tamper(...tables.toReversed().map((t) => `delete from ${t}`), ...tables.map((t) => `insert into ${t} select * from kept_${t}`))
  }
  expect((await check()).faults, '改回去以后').toEqual([])
}, 120_000)

test('an event without a seal that is rewritten with a hash that fits still has to leave the rows it left', async () => {
  await whole()
  await s
    .as('王敏')
    .does('assess', {})
    .catch(() => undefined)
  const [e] = await s.rows<{ id: string }>(`select id from event where action = 'judge'`)
  // The digests of one row taken out, and the hash made to fit: the block no longer does.
  await tamper(`update event set rows = jsonb_set(rows, '{of}', '[]') where id = '${e?.id}'`)
  expect((await check()).faults.join('\n')).toMatch(new RegExp(`事件 ${e?.id}`))
})

test('the whole chain written anew, with other rows and hashes that all fit, is betrayed by its signatures', async () => {
  await whole()
  await tamper(`update event set says = '编造' where action = 'register'`)
  const columns = `id, matter, seq, process, place, action, from_state as "fromState", to_state as "toState", party, by_party as "byParty", by_person as "byPerson", by_seat as "bySeat",
    by_office as "byOffice", by_name as "byName", at, says, data, rows`
  const events = await s.rows<Parameters<typeof eventHash>[0]>(`select ${columns} from event join event_seal on event = id order by position`)
  const hashes = events.map(eventHash)
  const [b] = await s.rows<{ sealed_at: Date }>('select sealed_at from event_block')
  const forged = blockHash(GENESIS, 1, b?.sealed_at as Date, hashes)
  const thief = signerOf('somebody-else-who-owns-the-tables')
  for (const [i, e] of events.entries()) await tamper(`update event set hash = '\\x${hashes[i]?.toString('hex')}' where id = '${e.id}'`)
  const sign = (id: string, sig: Buffer) =>
    tamper(`update event_block set hash = '\\x${forged.toString('hex')}', signer = '${id}', signature = '\\x${sig.toString('hex')}'`)
  await sign(thief.id, thief.sign(1, forged))
  expect((await check()).faults).toEqual([`第 1 块不是用当时的密钥（${SIGNER.id}）签的，签的是 ${thief.id}`])
  await sign(SIGNER.id, thief.sign(1, forged))
  expect((await check()).faults).toEqual(['第 1 块的签名不符：块被改写过'])
  // Whoever has no trusted key is told that nothing was proved.
  expect((await verify(s.db.owner, { keys: [KEY] })).unproven.join('\n')).toContain('有 1 块没有签名可以核对')
})

test('the last events and their rows set back together are found only by a root from outside, and the report says so', async () => {
  await handedOver(s)
  await sealAll()
  const tables = (await s.rows<{ t: string }>(`select relname as t from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace`)).map(
    (r) => r.t,
  )
  await tamper(...tables.map((t) => `create table "old_${t}" as select * from "${t}"`))
  await s.as('吴海涛').does('signFor')
  await sealAll()
  const root = await publishRoot(s.db.owner, '2026-03-10', s.now)
  if (!root) throw new Error('no root')
  for (const t of tables) await tamper(...(await back(t, `old_${t}`)))
  const blind = await check()
  expect(blind).toMatchObject({ ok: true })
  expect(blind.unproven.join('\n')).toContain('没有给外存的根')
  expect((await verify(s.db.owner, { keys: [KEY], trusted: TRUSTED, roots: [root] })).broken).toBe('外存的 2026-03-10 的根与现在的链不符（第 2 块不见了）')
})

test('keys change: old digests and signatures still count, each for its time; without the old secret nothing is passed off as proved', async () => {
  await handedOver(s)
  await sealAll()
  const [next, signer] = [proofKey('the-next-secret-of-this-house-0001'), signerOf('the-next-secret-of-this-house-0001')]
  proveWith(next)
  await s.as('吴海涛').does('signFor')
  await sealAll(signer)
  const trusted = [...TRUSTED, { id: signer.id, publicKey: signer.publicKey, from: 2 }]
  expect(await verify(s.db.owner, { keys: [next, KEY], trusted })).toMatchObject({ ok: true })
  expect((await verify(s.db.owner, { keys: [next], trusted })).faults).toEqual([expect.stringMatching(/行的指纹是用别的密钥（[0-9a-f]{8}）做的/)])
  // The retired key may not sign what comes after it.
  const [b] = await s.rows<{ hash: Buffer }>('select hash from event_block where no = 2')
  await tamper(`update event_block set signer = '${SIGNER.id}', signature = '\\x${SIGNER.sign(2, b?.hash as Buffer).toString('hex')}' where no = 2`)
  expect((await verify(s.db.owner, { keys: [next, KEY], trusted })).faults).toEqual([`第 2 块不是用当时的密钥（${signer.id}）签的，签的是 ${SIGNER.id}`])
})

test('a digest gives nothing away: the same judgement under another key is another digest, and no bare hash of a row is kept', async () => {
  await whole()
  const [e] = await s.rows<{ rows: { of: [string, string, number, string][] } }>(`select rows from event where action = 'judge'`)
  const kept = e?.rows.of.find(([t]) => t === 'judgement')?.[3]
  const [j] = await s.rows<{ hex: string; b64: string }>(
    `select encode(h, 'hex') as hex, translate(encode(h, 'base64'), '+/', '-_') as b64 from (select sha256(convert_to(to_jsonb(r)::text, 'UTF8')) as h from judgement r) x`,
  )
  expect(kept).toHaveLength(22)
  expect(j?.b64.startsWith(kept as string)).toBe(false)
  const [row] = await s.rows<{ recipient: string }>('select recipient from judgement')
  expect(KEY.digest('judgement', row?.recipient as string, j?.hex as string)).toBe(kept)
  expect(UNKEYED.digest('judgement', row?.recipient as string, j?.hex as string)).not.toBe(kept)
})

test('a column added later leaves old digests good, and is vouched for from the next act on; a row rewritten by a migration is recorded as such', async () => {
  const { migrate } = await import('../database/migrate.ts')
  await handedOver(s)
  await s.db.owner.query(`alter table matter add column mood text not null default 'fair'`)
  await migrate(s.db.owner)
  expect((await check()).faults).toEqual([])
  await s.as('吴海涛').does('signFor')
  expect((await check()).faults).toEqual([])
  await tamper(`update matter set mood = 'foul'`)
  expect((await check()).faults).toEqual([expect.stringContaining('表 matter')])
})

test('rows older than the digests are said to be unproven, then put on the books once: what comes in by hand after that is found', async () => {
  await s.end()
  s = await story('2026-03-10')
  await tamper(`update event set rows = null`)
  expect((await check()).unproven.join('\n')).toMatch(/有 \d+ 行早于指纹（.*seat.*）/)
  await keepBooks(s.db.owner, s.now)
  const events = await s.rows('select id from event')
  await keepBooks(s.db.owner, s.now)
  expect(await s.rows('select id from event')).toHaveLength(events.length)
  expect((await check()).unproven.join('\n')).not.toContain('早于指纹')
})

test('every table is either covered or left out with a reason, and no list names a table that is not there', async () => {
  const tables = (
    await s.rows<{ t: string }>(`select relname::text as t from pg_class where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace`)
  ).map((r) => r.t)
  const known = [...Object.keys(COVERED), ...Object.keys(EXCLUDED)]
  expect(tables.filter((t) => !known.includes(t))).toEqual([])
  expect(known.filter((t) => !tables.includes(t))).toEqual([])
  expect(known.filter((t, i) => known.indexOf(t) !== i)).toEqual([])
  for (const [t, why] of Object.entries(EXCLUDED)) expect(why.length, t).toBeGreaterThan(4)
  // And each covered table has its triggers, but for those taken whole.
  const watched = await s.rows<{ t: string; n: number }>(
    `select c.relname::text as t, count(*)::int as n from pg_trigger g join pg_class c on c.oid = g.tgrelid where g.tgname like 'record\\_%' and g.tgenabled = 'O' group by 1`,
  )
  expect(
    watched
      .filter((w) => w.n === 3)
      .map((w) => w.t)
      .toSorted(),
  ).toEqual(
    Object.entries(COVERED)
      .filter(([, c]) => !c.whole)
      .map(([t]) => t)
      .toSorted(),
  )
})
