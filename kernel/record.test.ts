/** Trying to falsify the record: each way of doing it must be seen and named. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writing } from '../database/read.ts'
import { handedOver, type Story, story } from '../test/story.ts'
import { recordPlaceEvent } from './act.ts'
import { SYSTEM } from './process.ts'
import { blockHash, canonicalJson, createSealer, eventHash, GENESIS, publishRoot, seal } from './record.ts'
import { verify } from './verify.ts'

const PLACE = '990300'

describe('canonical JSON', () => {
  test('keys in the order of their UTF-16 units, numbers as ECMAScript writes them, what is undefined left out', () => {
    expect(canonicalJson({ b: [1e21, 0.1, -0, 1.0], a: '城东', 10: null, 9: undefined, Z: { '😀': 1, '\ufb33': 2 } })).toBe(
      '{"10":null,"Z":{"😀":1,"\ufb33":2},"a":"城东","b":[1e+21,0.1,0,1]}',
    )
    expect(canonicalJson([undefined, new Date(0), Number.NaN])).toBe('[null,"1970-01-01T00:00:00.000Z",null]')
  })

  test('neither the order of keys nor the case of ids changes the hash, and every column does', () => {
    const id = randomUUID()
    const e = {
      ...{ id, matter: id, seq: 1, process: 'p', place: PLACE, action: 'a', fromState: null, toState: 's', party: null, byParty: null },
      ...{ byPerson: id, bySeat: null, byOffice: 'deputy', byName: '李秀兰', at: new Date(0), says: '说', data: { a: 1, b: { c: 2, d: 3 } } },
    }
    const hash = eventHash(e)
    expect(eventHash({ ...e, id: id.toUpperCase(), data: { b: { d: 3, c: 2 }, a: 1 } })).toEqual(hash)
    for (const k of Object.keys(e) as (keyof typeof e)[]) {
      const other = { seq: 2, at: new Date(1), data: {} }[k as string] ?? `${e[k]}x`
      expect(eventHash({ ...e, [k]: other }), k).not.toEqual(hash)
    }
  })
})

describe('the record of a place', () => {
  let s: Story
  beforeEach(async () => {
    s = await story('2026-03-10')
  })
  afterEach(() => s.end())

  /** As the owner of the tables who has switched the triggers and references off. */
  const tamper = async (...sql: string[]) => {
    const c = await s.db.owner.connect()
    await c.query('set session_replication_role = replica')
    for (const q of sql) await c.query(q)
    await c.query('set session_replication_role = default')
    c.release()
  }
  /** Four events in block 1, one in block 2. */
  const sealed = async () => {
    await handedOver(s)
    await seal(s.db.owner, s.now)
    await s.as('吴海涛').does('signFor')
    await seal(s.db.owner, s.now)
  }
  const check = () => verify(s.db.owner)
  const place = (says: string, data: Record<string, unknown> = {}) => ({
    key: randomUUID(),
    process: 'x',
    place: PLACE,
    action: 'any',
    actor: { ...SYSTEM, place: PLACE },
    at: s.now,
    says,
    data,
  })

  test('untouched it is verified; nothing is sealed twice; the application may check it, too', async () => {
    await sealed()
    expect(await seal(s.db.owner, s.now)).toBe(0)
    expect(await check()).toMatchObject({ ok: true, blocks: 2, events: 5, unsealed: 0, broken: null, faults: [] })
    expect(await verify(s.db.pool)).toMatchObject({ ok: true, events: 5 })
  })

  test('one changed letter names the event, in every column', async () => {
    await sealed()
    const id = (await s.rows<{ id: string }>(`select id from event where action = 'signFor'`))[0]?.id as string
    const changes = [
      `says = replace(says, '签收', '拒收')`,
      `data = data || '{"x": 1}'`,
      `at = at + interval '1 microsecond'`,
      `by_name = '吴海滔'`,
      `by_person = gen_random_uuid()`,
      `by_seat = null`,
      `by_office = 'unit_leader'`,
      `by_party = null`,
      `party = null`,
      `from_state = 'draft'`,
      `to_state = 'closed'`,
      `action = 'assign'`,
      `process = 'motion'`,
      `place = '990000'`,
    ]
    await tamper('create table kept as select * from event')
    for (const change of changes) {
      await tamper(`update event set ${change} where id = '${id}'`)
      const r = await check()
      expect(r.broken, change).toMatch(new RegExp(`事件 ${id}（2026年3月10日.*的内容被改动过`))
      expect(r.faults, change).toHaveLength(1)
      await tamper(`delete from event where id = '${id}'`, `insert into event select * from kept where id = '${id}'`)
    }
    expect((await check()).ok).toBe(true)
  })

  test('a changed event whose hash is made to fit breaks its block', async () => {
    await sealed()
    const hash = eventHash({ ...(await contentOf('register')), says: '编造' }).toString('hex')
    await tamper(`update event set says = '编造', hash = '\\x${hash}' where action = 'register'`)
    expect((await check()).broken).toMatch(/第 1 块的指纹不符/)
  })

  test('a removed event, a swapped order, a lost block, a changed time and a changed root are each seen', async () => {
    await sealed()
    await publishRoot(s.db.owner, '2026-03-10', s.now)
    const broken = async (change: string, undo: string) => {
      await tamper(change)
      const r = await check()
      await tamper(undo)
      expect(await check()).toMatchObject({ ok: true })
      return r.broken
    }
    await tamper(
      'create table kept as select * from event',
      'create table blocks as select * from event_block',
      'create table seals as select * from event_seal',
    )
    const swap = (block: number) => `update event_seal set position = case position when 1 then 2 when 2 then 1 else position end where block = ${block}`
    await tamper('alter table event_seal drop constraint event_seal_block_position_key')
    expect(await broken(swap(1), swap(1))).toMatch(/第 1 块的指纹不符：事件的次序/)
    expect(
      await broken(
        `update event_block set sealed_at = sealed_at - interval '1 day' where no = 2`,
        `update event_block set sealed_at = sealed_at + interval '1 day' where no = 2`,
      ),
    ).toMatch(/第 2 块的指纹不符/)
    expect(
      await broken(`update event_root set hash = '\\x00'`, `update event_root set hash = (select hash from event_block order by no desc limit 1)`),
    ).toMatch(/2026-03-10 公布的根/)
    expect(await broken('delete from event_block where no = 1', 'insert into event_block select * from blocks where no = 1')).toMatch(/第 1 块不见了/)
    const id = (await contentOf('register')).id
    expect(await broken(`delete from event where id = '${id}'`, `insert into event select * from kept where id = '${id}'`)).toMatch(
      `第 1 块里的事件 ${id} 不见了`,
    )
    expect(await broken(`delete from event_seal where event = '${id}'`, `insert into event_seal select * from seals where event = '${id}'`)).toMatch(
      /第 1 块应有 4 条事件，现有 3 条/,
    )
  })

  test('an event removed before it was sealed leaves a gap in its matter', async () => {
    await handedOver(s)
    await tamper(`delete from event where action = 'register'`)
    expect((await check()).broken).toBe(`事项 ${s.matter} 应有 4 条事件，现有 3 条`)
  })

  test('who rewrites the whole chain is found out by a root kept elsewhere', async () => {
    await sealed()
    const root = await publishRoot(s.db.owner, '2026-03-10', s.now)
    if (!root) throw new Error('no root')
    expect(await publishRoot(s.db.owner, '2026-03-10', s.now)).toEqual(root)
    expect(await verify(s.db.owner, { roots: [root] })).toMatchObject({ ok: true })
    const e = await contentOf('signFor')
    const hash = eventHash({ ...e, says: '编造' })
    const [b1, b2] = await s.rows<{ hash: Buffer; sealed_at: Date }>('select * from event_block order by no')
    const forged = blockHash(b1?.hash as Buffer, 2, b2?.sealed_at as Date, [hash]).toString('hex')
    await tamper(
      `update event set says = '编造', hash = '\\x${hash.toString('hex')}' where action = 'signFor'`,
      `update event_block set hash = '\\x${forged}' where no = 2`,
      `update event_root set hash = '\\x${forged}'`,
    )
    expect((await check()).ok).toBe(true)
    expect((await verify(s.db.owner, { roots: [root] })).broken).toMatch(/外存的 2026-03-10 的根与现在的链不符（第 2 块被改写过）/)
  })

  test('a root holds what was sealed by the end of its day', async () => {
    expect(await publishRoot(s.db.owner, '2026-03-10', s.now)).toBeNull()
    await sealed()
    await writing(s.db.pool, (c) => recordPlaceEvent(c, place('次日的一条')))
    await seal(s.db.owner, new Date('2026-03-11T00:00:00+08:00'))
    expect(await publishRoot(s.db.owner, '2026-03-10', s.now)).toMatchObject({ day: '2026-03-10', block: 2 })
    expect(await publishRoot(s.db.owner, '2026-03-11', s.now)).toMatchObject({ day: '2026-03-11', block: 3 })
  })

  test('an event still in flight is neither sealed nor skipped, and does not let later ones pass it unseen', async () => {
    const sealer = createSealer(s.db.owner)
    const c = await s.db.pool.connect()
    await c.query('begin')
    await c.query(`select set_config('huying.system', 'on', true)`)
    await recordPlaceEvent(c, place('慢的一条'))
    await handedOver(s)
    expect(await sealer(s.now)).toBe(0)
    await c.query('commit')
    c.release()
    expect(await sealer(s.now)).toBe(5)
    expect(await check()).toMatchObject({ ok: true, events: 5, unsealed: 0 })
  })

  test('events restored from another server, numbered beyond this one, are sealed, and so are those after them', async () => {
    await handedOver(s)
    await tamper(`update event set xid = '900000000000' where action in ('register', 'assign')`)
    const sealer = createSealer(s.db.owner)
    expect(await sealer(s.now)).toBe(4)
    await s.as('吴海涛').does('signFor')
    expect(await sealer(s.now)).toBe(1)
    expect(await check()).toMatchObject({ ok: true, unsealed: 0, blocks: 2 })
  })

  test('sealers in parallel seal each event once', async () => {
    await handedOver(s)
    const n = await Promise.all(Array.from({ length: 8 }, () => seal(s.db.owner, s.now)))
    expect(n.reduce((a, b) => a + b)).toBe(4)
    expect(await check()).toMatchObject({ ok: true, unsealed: 0 })
  })

  test('the application can neither change nor remove what is recorded, and the owner only with the triggers off', async () => {
    await sealed()
    await publishRoot(s.db.owner, '2026-03-10', s.now)
    for (const [table, column] of [
      ['event', 'says'],
      ['event_block', 'count'],
      ['event_seal', 'position'],
      ['event_root', 'block'],
    ])
      for (const sql of [`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table} cascade`]) {
        await expect(
          writing(s.db.pool, (c) => c.query(sql)),
          sql,
        ).rejects.toMatchObject({ code: '42501' })
        await expect(
          writing(s.db.owner, (c) => c.query(sql)),
          sql,
        ).rejects.toThrow(/事件日志只能追加/)
      }
    await expect(writing(s.db.pool, (c) => c.query('set session_replication_role = replica'))).rejects.toMatchObject({ code: '42501' })
  })

  test('whatever an act says, its hash survives the way through the database', async () => {
    const told = fc.tuple(
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' })),
      fc.string({ unit: 'grapheme' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    // jsonb takes no U+0000; the forms' own checks refuse it.
    const clean = <T>(x: T): T => JSON.parse(JSON.stringify(x).replaceAll('\\u0000', ''))
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 20, maxLength: 40 }), async (all) => {
        await writing(s.db.pool, async (c) => {
          for (const [data, says, n] of all)
            await recordPlaceEvent(
              c,
              place(clean(says), { ...clean(data), n, exact: [1e21, 0.1, -0, 5e-324, 1.7976931348623157e308], 姓名: '曾𠮷', gone: undefined }),
            )
        })
        expect((await check()).broken).toBeNull()
      }),
      { numRuns: 5 },
    )
    await seal(s.db.owner, s.now)
    expect(await check()).toMatchObject({ ok: true, unsealed: 0 })
  })

  test('an empty record is whole', async () => {
    expect(await check()).toMatchObject({ ok: true, events: 0, blocks: 0, head: '', faults: [] })
    expect(GENESIS).toHaveLength(32)
  })

  async function contentOf(action: string) {
    const [e] = await s.rows(
      `select id, matter, seq, process, place, action, from_state as "fromState", to_state as "toState", party, by_party as "byParty", by_person as "byPerson", by_seat as "bySeat",
       by_office as "byOffice", by_name as "byName", at, says, data, rows from event where action = $1`,
      [action],
    )
    return e as unknown as Parameters<typeof eventHash>[0]
  }
})
