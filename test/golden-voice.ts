/** A people's voice of golden size, built through the one door: 相山, 厦门, 毕节 and 十堰 as the seeds tell of them. */
import { randomUUID } from 'node:crypto'
import { act, type House } from '../kernel/act.ts'
import { type Actor, citizenActor, type Office } from '../kernel/process.ts'
import type { Door } from '../processes/concern/acts-asking.ts'
import { processes } from '../processes/index.ts'
import { daysOf, receptionDays } from '../processes/reception/rota.ts'
import type { TestDatabase } from './database.ts'

const CITY = '990300'
/** 厦门's part is played by a city of its own. */
export const HARBOUR = '990400'
/** `MM-DD` of 2026, or a whole day. */
const at = (day: string) => new Date(`${day.length > 5 ? day : `2026-${day}`}T09:00:00+08:00`)

const actor = (r: { id: string; person: string; name: string; place: string; office: string; unit: string | null; delegation: string | null }): Actor => ({
  kind: 'seat',
  person: r.person,
  name: r.name,
  seat: r.id,
  office: r.office as Office,
  place: r.place,
  unit: r.unit,
  delegation: r.delegation,
  strong: true,
})
/** Sixteen hands at once, each its own share. */
async function many<T>(list: readonly T[], work: (x: T, i: number) => Promise<unknown>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (next < list.length) {
        const i = next++
        await work(list[i] as T, i)
      }
    }),
  )
}
const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const SAID = { title: '排水口堵塞', content: '雨天积水，希望疏通。', category: 'urban', where: '老街' }
const ANSWER = { code: 'solved', text: '已经疏通。', publicTitle: '' }

export async function goldenVoice(db: TestDatabase, house: House): Promise<void> {
  const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> => (await db.owner.query(sql, values)).rows as T[]
  const seats = async (where: string, values: unknown[] = []) =>
    (
      await rows<Parameters<typeof actor>[0]>(
        `select s.id, s.person, p.name, s.place, s.office, s.unit, s.delegation from seat s join person p on p.id = s.person where s.state = 'active' and ${where} order by s.place, s.id`,
        values,
      )
    ).map(actor)

  const does = (a: Actor, day: string, process: string, action: string, input: Record<string, unknown> = {}, matter: string | null = null) =>
    act(house, { process, action, matter, input, key: randomUUID(), actor: a, now: at(day) })

  /** One concern from asking to its end, as far as `to` says. */
  async function concern(o: {
    place: string
    office: Actor
    door?: Partial<Door>
    deputy?: Actor
    to: 'open' | 'hard' | 'solved'
    rated?: false
    year?: number
  }): Promise<void> {
    const citizen = randomUUID()
    const asker = o.deputy ?? citizenActor(citizen, o.place)
    const r = await act(house, {
      process: 'concern',
      action: o.deputy ? 'report' : 'ask',
      key: randomUUID(),
      input: SAID,
      actor: asker,
      now: at(`${o.year ?? 2026}-03-02`),
      ...(o.deputy ? {} : { extra: { citizen: { id: citizen }, channel: 'web', ...o.door } satisfies Door }),
    })
    if (o.to === 'open') return
    await does(o.office, `${o.year ?? 2026}-03-10`, 'concern', 'answer', { ...ANSWER, code: o.to === 'solved' ? 'solved' : 'hard' }, r.matter)
    if (o.rated === false) return
    await act(house, {
      process: 'concern',
      action: o.deputy ? 'judge' : 'rate',
      matter: r.matter,
      input: { level: 'good' },
      key: randomUUID(),
      actor: asker,
      now: at('03-11'),
    })
  }

  /** 厦门: its streets, each with an office that somebody holds. */
  async function harbour(a: Actor): Promise<Actor[]> {
    const districts = range(6).map((i) => `99040${i + 1}`)
    const streets = range(38).map((i) => `${districts[i % 6]}0${String(i).padStart(2, '0')}`)
    const place = (code: string, parent: string, level: string, path: string) => [code, parent, `${level}${code}`, level, path] as const
    const all = [
      place(HARBOUR, '990000', 'city', `990000/${HARBOUR}/`),
      ...districts.map((d) => place(d, HARBOUR, 'county', `990000/${HARBOUR}/${d}/`)),
      ...streets.map((t) => place(t, t.slice(0, 6), 'township', `990000/${HARBOUR}/${t.slice(0, 6)}/${t}/`)),
    ]
    for (const p of all) await rows('insert into place (code, parent, name, level, path) values ($1, $2, $3, $4, $5)', [...p])
    for (const t of streets) await rows(`insert into seat (person, place, office, starts_on) values ($1, $2, 'daf_staff', '2020-01-01')`, [a.person, t])
    return seats(`s.place like '9904%' and s.office = 'daf_staff'`)
  }

  const [daf] = await seats(`p.name = '王敏' and s.office = 'daf_staff'`)
  const deputies = await seats(`s.place = '${CITY}' and s.office = 'deputy'`)
  const towns = await seats(`length(s.place) = 9 and s.office = 'daf_staff'`)
  const office = daf as Actor

  // 相山: 4,530 collected, 4,236 settled, from deputies of three levels month by month and from citizens.
  const town = towns.find((t) => t.place.startsWith('990302')) as Actor
  const [county] = await seats(`s.place = '990302' and s.office = 'daf_staff'`)
  const levels = await Promise.all(
    [office, county as Actor, town].map(async (o) => ({ office: o, deputies: await seats(`s.place = '${o.place}' and s.office = 'deputy'`) })),
  )
  await many(range(4530), (i) => {
    const level = levels[i % 3] as (typeof levels)[number]
    return concern({
      place: level.office.place,
      office: level.office,
      ...(i % 2 === 0 ? { deputy: level.deputies[i % level.deputies.length] as Actor } : {}),
      to: i < 294 ? 'open' : i % 10 === 0 ? 'hard' : 'solved',
    })
  })
  // 毕节: 2,201 stations and rooms, and 280 on the net beside them. 厦门 is another city: six districts, 38 streets, 442 stations, 437 of them in villages.
  const own = await harbour(towns[0] as Actor)
  const station = (a: Actor, i: number, more: object) =>
    does(a, '01-05', 'station', 'register', {
      name: `第${i}站`,
      type: 'activity',
      level: 'village',
      address: '',
      head: '',
      phone: '',
      area: 0,
      village: false,
      facilities: '',
      stage: 'running',
      openedOn: '2025-01-01',
      ...more,
    })
  await many(range(442), (i) => station(own[i % own.length] as Actor, i, { village: i < 437 }))
  await many(range(2201 + 280), (i) => station(towns[i % towns.length] as Actor, 1000 + i, i < 280 ? { type: 'online' } : {}))
  // 厦门: 4,038 collected at stations, 3,275 solved.
  const placed = await rows<{ unit: string; place: string }>(`select unit, place from station where place like '9904%' order by place, unit`)
  await many(range(4038), (i) => {
    const s = placed[i % placed.length] as { unit: string; place: string }
    const a = own.find((t) => t.place === s.place) as Actor
    return concern({
      place: s.place,
      office: a,
      door: { channel: 'station', station: s.unit },
      to: i < 3275 ? 'solved' : i % 2 ? 'open' : 'hard',
      rated: false,
      year: 2024,
    })
  })
  // The year before, so that each year's page shows its own account. 相山: 300 visits of two, each settled on the spot, on twelve reception days: each month's 5th and 25th, as the rule has it.
  const fixed = receptionDays(() => true, '2025-01-01', '2025-06-30', daysOf(processes.get('station')?.def.rules['station.rotaDays']?.value as string))
  await many(fixed, async ({ on: day }, i) => {
    const host = deputies[i] as Actor
    const { matter } = await does(office, '2024-12-20', 'reception', 'plan', {
      kind: 'day',
      heldOn: day,
      from: '09:00',
      to: '11:30',
      where: '接待室',
      hosts: [host.seat],
    })
    await does(office, '2024-12-20', 'reception', 'announce', { notice: '欢迎' }, matter)
    for (const k of range(25))
      await does(host, day, 'reception', 'receive', { ...SAID, title: `第${k}件`, people: 2, onSpot: 'yes', code: 'solved', text: '已办。' }, matter)
    await does(office, day, 'reception', 'hold', { came: [] }, matter)
  })
  // 十堰: 46 members, 138 deputies; 相山: 118 deputies and their people, 500 opinions; 25 villages, 50 visits to organs.
  const list = async (kind: string) => (await does(office, '2025-01-05', 'contact', 'draw', { kind, title: kind })).matter
  const members = deputies.slice(0, 46)
  await rows(`update seat set tags = tags || '{常委会组成人员}' where id = any ($1)`, [members.map((x) => x.seat)])
  const m = await list('memberDeputy')
  for (const [i, x] of members.entries())
    await does(
      office,
      '2025-01-06',
      'contact',
      'link',
      { kind: 'memberDeputy', caller: x.seat, called: deputies.slice(46 + i * 3, 49 + i * 3).map((d) => d.seat) },
      m,
    )
  await does(office, '2025-01-07', 'contact', 'activate', {}, m)
  const p = await list('deputyPeople')
  for (const x of deputies.slice(0, 118))
    await does(office, '2025-01-06', 'contact', 'link', { kind: 'deputyPeople', caller: x.seat, calledTexts: '本社区群众' }, p)
  await does(office, '2025-01-07', 'contact', 'activate', {}, p)
  for (const i of range(50))
    await does(
      deputies[i] as Actor,
      '2025-03-05',
      'contact',
      'log',
      { form: 'visit', heldOn: '2025-03-05', content: '走访', opinions: range(10).map((k) => ({ title: `意见${k}`, content: '情况', category: 'service' })) },
      p,
    )
  // Groups and villages are rows of the register; each visit is a row of its own.
  const v = await list('groupVillage')
  await does(office, '2025-01-06', 'contact', 'addGroups', { names: '第十二代表小组\n第十三代表小组\n第十五代表小组\n第十六代表小组' }, v)
  await does(
    office,
    '2025-01-06',
    'contact',
    'addVillages',
    {
      town: town.place,
      names: range(25)
        .map((i) => `第${i + 1}社区`)
        .join('\n'),
    },
    v,
  )
  const [groups, villages] = await Promise.all(
    ['group', 'village'].map(async (kind) => (await rows<{ id: string }>('select id from unit where kind = $1 order by name', [kind])).map((u) => u.id)),
  )
  const of = (i: number) => groups?.[i % 4]
  for (const i of range(4))
    await does(
      office,
      '2025-01-06',
      'contact',
      'link',
      { kind: 'groupVillage', callerGroup: of(i), calledVillages: villages?.filter((_, k) => k % 4 === i) },
      v,
    )
  await does(office, '2025-01-07', 'contact', 'activate', {}, v)
  const o = await list('groupOrgan')
  const organs = (await rows<{ id: string }>(`select id from unit where place = '${CITY}' and kind = 'handling' order by name limit 4`)).map((u) => u.id)
  for (const i of range(4)) await does(office, '2025-01-06', 'contact', 'link', { kind: 'groupOrgan', callerGroup: of(i), calledUnits: [organs[i]] }, o)
  await does(office, '2025-01-07', 'contact', 'activate', {}, o)
  const pairs = async (id: string) => (await rows<{ id: string }>('select id from contact_link where list = $1 order by id', [id])).map((x) => x.id)
  const [toOrgans, toVillages] = [await pairs(o), await pairs(v)]
  for (const i of range(50))
    await does(
      office,
      '2025-03-05',
      'contact',
      'log',
      { link: toOrgans[i % 4], form: (['talk', 'inspect', 'inquiry'] as const)[i % 3], heldOn: '2025-03-05', content: `第${i}次` },
      o,
    )
  for (const i of range(25))
    await does(
      office,
      '2025-03-05',
      'contact',
      'log',
      { link: toVillages[i], form: 'visit', heldOn: '2025-03-05', content: `第${i}次`, wentTo: 'community', calledOn: 'people' },
      v,
    )
}
