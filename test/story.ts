/** Stories with people in them: `story.as('李秀兰').does('draft', …)`, in a time that the story moves. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { expect } from 'vitest'
import { readAs } from '../database/read.ts'
import { act, type House } from '../kernel/act.ts'
import type { Actor } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'
import { tick } from '../kernel/tick.ts'
import { vaultOf } from '../kernel/vault.ts'
import type { ActResult, MatterView, Problem } from '../kernel/wire.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import { readPage } from '../processes/common/page.ts'
import { kits, processes } from '../processes/index.ts'
import { readSuggestion } from '../processes/suggestion/reads.ts'
import { county } from './county.ts'
import type { TestDatabase } from './database.ts'

export const TEXT = {
  title: '关于优化城东片区公交线路的建议',
  kind: 'suggestion',
  situation: '城东新建四个小区，入住一万二千人，最近的公交站要走二十五分钟，老人就医、孩子上学都不方便。',
  proposals: '请市交通运输局开通经城东片区到市医院的公交线路；\n在四个小区门口增设站点；\n早晚高峰十分钟一班。',
  source: 'research',
  mayPublish: true,
}
export const PASS = { political: 'pass', legal: 'pass', quality: 'pass', category: 'society' }
export const GOOD = { attitude: '满意', result: '满意', solved: '解决或基本解决', adopted: '采纳' }
export const BAD = { attitude: '满意', result: '不满意', solved: '近期尚不能解决', adopted: '解释说明', comment: '只说研究，没有时间表' }
export const CONTACT = { form: '座谈会', rank: '分管负责人', place: '城东社区', opinion: '请尽快开通' }
export const REPLY = {
  docNo: '云交函〔2026〕12号',
  code: 'A',
  body: '一、线路已经开通。',
  contactName: '吴海涛',
  contactPhone: '0990-2210011',
  disclosure: 'public',
  promises: [] as unknown[],
}

export interface Story {
  db: TestDatabase
  house: House
  now: Date
  /** The matter the story is about; `does` follows the last one drafted. */
  matter: string
  at(day: string, hour?: number): void
  /** Moves on and lets the clocks run, day by day, as the jobs do every minute. */
  until(day: string): Promise<void>
  as(name: string, office?: string): Person
  unit(name: string): Promise<string>
  seat(name: string, office?: string): Promise<string>
  party(role: string, name?: string): Promise<{ id: string; step: string; left: boolean; data: Record<string, unknown> }>
  state(): Promise<string>
  /** Something uploaded by that person, not yet hung on anything: its id. */
  file(name: string, office?: string): Promise<string>
  rows<T extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<T[]>
  end(): Promise<void>
}
interface More {
  /** Another process than the suggestion. */
  process?: string
  party?: string
  matter?: string
  key?: string
  version?: number
  /** Where the request came from. */
  from?: Actor['from']
}
interface Person {
  does(action: string, input?: Record<string, unknown>, more?: More): Promise<ActResult>
  /** The refusal's own words. */
  cannot(action: string, input?: Record<string, unknown>, more?: More): Promise<Problem>
  sees(matter?: string): Promise<MatterView | undefined>
  viewer(): Promise<Viewer>
}

export async function story(day = '2026-03-10'): Promise<Story> {
  const db = await county()
  const house: House = { pool: db.pool, processes, vault: vaultOf('story') }
  const viewers = new Map<string, Viewer>()
  const s: Story = {
    db,
    house,
    now: new Date(`${day}T09:00:00+08:00`),
    matter: '',
    at(d, hour = 9) {
      s.now = new Date(`${d}T${String(hour).padStart(2, '0')}:00:00+08:00`)
    },
    async until(d) {
      for (let t = s.now.getTime() + 86_400_000; t <= Date.parse(`${d}T23:00:00+08:00`); t += 86_400_000) {
        s.now = new Date(t)
        const r = await tick(house, s.now)
        expect(r.failed).toEqual([])
      }
    },
    as: (name, office) => person(name, office),
    unit: async (name) => (await s.rows<{ id: string }>('select id from unit where name = $1 and place = $2', [name, '990300']))[0]?.id as string,
    seat: async (name, office) => (await viewerOf(name, office)).seat.id,
    async party(role, name) {
      const r = await s.rows<{ id: string; step: string; left: boolean; data: Record<string, unknown> }>(
        `select p.id, p.step, p.left_at is not null as left, p.data from party p left join unit u on u.id = p.unit left join seat st on st.id = p.seat left join person pe on pe.id = st.person
         where p.matter = $1 and p.role = $2 and ($3::text is null or coalesce(u.name, pe.name) = $3) order by p.left_at nulls first, p.round desc`,
        [s.matter, role, name ?? null],
      )
      if (!r[0]) throw new Error(`没有参与方 ${role} ${name ?? ''}`)
      return r[0]
    },
    state: async () => (await s.rows<{ state: string }>('select state from matter where id = $1', [s.matter]))[0]?.state as string,
    async file(name, office) {
      const v = await viewerOf(name, office)
      const hash = randomUUID().replaceAll('-', '').repeat(2)
      await db.owner.query('insert into file (hash, size, mime) values ($1, 10, $2)', [hash, 'image/jpeg'])
      const r = await db.owner.query('insert into attachment (file, name, by_person, by_seat, at) values ($1, $2, $3, $4, $5) returning id', [
        hash,
        '照片.jpg',
        v.person,
        v.seat.id,
        s.now,
      ])
      return r.rows[0].id
    },
    rows: async (sql, values = []) => (await db.owner.query(sql, values)).rows,
    end: () => db.drop(),
  }

  async function viewerOf(name: string, office?: string): Promise<Viewer> {
    const known = viewers.get(`${name}/${office}`)
    if (known) return known
    const r = await s.rows(
      `select s.*, p.name as person_name, pl.name as place_name, pl.path, u.name as unit_name, d.name as delegation_name from seat s join person p on p.id = s.person join place pl on pl.code = s.place
       left join unit u on u.id = s.unit left join unit d on d.id = s.delegation where p.name = $1 and ($2::text is null or s.office = $2) order by s.place = '990300' desc, s.office = 'deputy' limit 1`,
      [name, office ?? null],
    )
    const x = r[0]
    if (!x) throw new Error(`没有这个人：${name} ${office ?? ''}`)
    const v: Viewer = {
      person: x.person,
      name,
      strong: true,
      session: 'story',
      seat: {
        id: x.id,
        person: x.person,
        personName: name,
        place: x.place,
        placeName: x.place_name,
        placePath: x.path,
        office: x.office,
        unit: x.unit,
        unitName: x.unit_name,
        delegation: x.delegation,
        delegationName: x.delegation_name,
        term: x.term,
        certificateNo: x.certificate_no,
        readsDown: x.reads_down,
      },
    }
    viewers.set(`${name}/${office}`, v)
    return v
  }

  function person(name: string, office?: string): Person {
    const does: Person['does'] = async (action, input, more = {}) => {
      const process = more.process ?? 'suggestion'
      const creates = processes.get(process)?.def.actions[action]?.creates
      const r = await act(house, {
        process,
        action,
        matter: creates ? null : (more.matter ?? s.matter),
        party: more.party,
        key: more.key ?? randomUUID(),
        version: more.version,
        input,
        actor: { ...actorOf(await viewerOf(name, office)), ...(more.from ? { from: more.from } : {}) },
        now: s.now,
      })
      if (creates) s.matter = r.matter
      return r
    }
    return {
      does,
      async cannot(action, input, more) {
        try {
          await does(action, input, more)
        } catch (e) {
          if (e instanceof Refusal) return e.problem
          throw e
        }
        throw new Error(`${name}不应该能办「${action}」`)
      },
      async sees(matter = s.matter) {
        const v = await viewerOf(name, office)
        return readAs(db.pool, v, async (c) => {
          const process = (await c.query('select process from matter where id = $1', [matter])).rows[0]?.process
          const kit = kits.find((k) => k.def.name === process)
          return kit ? readPage(kit, c, v, matter, s.now) : readSuggestion(c, v, matter, s.now)
        })
      },
      viewer: () => viewerOf(name, office),
    }
  }
  return s
}

/** From draft to handover, alone, in recess: 市交通运输局 handles. */
export async function handedOver(s: Story, how: Record<string, unknown> = {}): Promise<void> {
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')], ...how })
}

/** One unit's way from notice to a delivered reply. */
export async function replied(s: Story, reply: Record<string, unknown> = {}, who: [string, string] = ['吴海涛', '郑国华']): Promise<void> {
  const [officer, leader] = who
  const step = (await s.party('main', await unitOf(s, officer))).step
  if (step === 'noticed') await s.as(officer).does('signFor')
  await s.as(officer).does('recordContact', { ...CONTACT, heldOn: s.now.toISOString().slice(0, 10) })
  await s.as(officer).does('saveReply', { ...REPLY, ...reply })
  await s.as(officer).does('checkReply', { pass: 'yes' })
  await s.as(leader).does('signReply', { pass: 'yes' })
  await s.as(officer).does('sendReply')
}

const unitOf = async (s: Story, name: string) =>
  (await s.rows<{ name: string }>('select u.name from seat s join person p on p.id = s.person join unit u on u.id = s.unit where p.name = $1', [name]))[0]?.name
