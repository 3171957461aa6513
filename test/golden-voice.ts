/**
 * A people's voice of golden size: 相山, 厦门, 毕节 and 十堰 as the seeds tell of them, every kind of thing made once through the addresses
 * that people use. Copied, because only their count is the point: concerns after the first of each place, door and end; stations after the
 * first of each kind; pairs of deputies and their people after the first.
 */
import type { Copy, GoldenHouse, Post } from './golden-house.ts'

export const CITY = '990300'
export const DISTRICT = '990302'
const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const said = (what: string) => ({ title: `${what}排水口堵塞`, content: `${what}雨天积水，希望疏通。`, category: 'urban', where: what })
const ANSWER = { text: '已经去看过，答复如上。', publicTitle: '' }

type End = 'open' | 'hard' | 'solved'
/** One concern from asking to its end: reported by a deputy, or asked by a citizen at the public form. */
async function concern(h: GoldenHouse, office: Post, by: Post | Record<string, string>, what: string, end: End, year: number, judged = true): Promise<string> {
  h.at(`${year}-03-02`)
  const asked = 'seat' in by ? { matter: await h.act(by as Post, 'concern', 'report', said(what)) } : await h.asks(office.place, { ...said(what), ...by })
  if (end === 'open') return asked.matter
  h.at(`${year}-03-10`)
  await h.act(office, 'concern', 'answer', { ...ANSWER, code: end }, asked.matter)
  h.at(`${year}-03-11`)
  if (!judged) return asked.matter
  if ('rate' in asked) await asked.rate('good')
  else await h.act(by as Post, 'concern', 'judge', { level: 'good' }, asked.matter)
  return asked.matter
}

/** 相山: 4,530 collected of three levels, 4,236 settled; 1,510 a level, half by deputies month by month, half by citizens. */
async function collected(h: GoldenHouse): Promise<void> {
  const town = (await h.posts(`s.place like '${DISTRICT}1%' and s.office = 'daf_staff'`))[0] as Post
  const levels = await Promise.all([CITY, DISTRICT, town.place].map((place) => h.one(place, 'daf_staff')))
  const ends: [End, number][] = [
    ['open', 49],
    ['hard', 70],
    ['solved', 636],
  ]
  for (const [l, office] of levels.entries()) {
    const deputies = await h.posts(`s.place = $1 and s.office = 'deputy'`, [office.place])
    for (const [e, [end, n]] of ends.entries())
      for (const door of ['deputy', 'citizen'] as const) {
        const by = door === 'deputy' ? (deputies[e] as Post) : {}
        const what = `${'甲乙丙'[l]}${'子丑寅'[e]}${door === 'deputy' ? '北巷' : '南路'}${l * 10 + e}号`
        const model = await concern(h, office, by, what, end, 2026)
        const copies = range(n - 1).map((i): Copy => (door === 'deputy' ? { concern: { reporter: (deputies[i % deputies.length] as Post).seat } } : {}))
        await h.copy(model, copies)
      }
  }
}

const register = (h: GoldenHouse, who: Post, name: string, more: object = {}) =>
  h.act(who, 'station', 'register', {
    ...{ name, type: 'station', level: 'township', address: '', head: '', phone: '', area: 0, village: false, facilities: '' },
    ...{ stage: 'running', openedOn: '2021-06-01', ...more },
  })

/** 毕节: 2,201 stations and 280 on the net, in all its counties; 相山: twelve of its own new or brought up to the mark in 2025. */
async function stations(h: GoldenHouse): Promise<void> {
  const towns = await h.posts(`length(s.place) = 9 and s.place like '9903%' and s.office = 'daf_staff'`)
  const own = towns.filter((t) => t.place.startsWith(DISTRICT))
  h.at('2025-03-03')
  for (const i of range(12)) {
    const who = own[i % own.length] as Post
    const id = await register(h, who, `相山第${i}家`, { type: 'home', ...(i < 5 ? { openedOn: '2025-02-01' } : {}) })
    if (i >= 5) await h.act(who, 'station', 'renew', { on: '2025-03-01', text: '提档升级' }, id)
  }
  const first = towns[0] as Post
  const [ordinary, online] = [await register(h, first, '毕节第一站'), await register(h, first, '毕节网上第一站', { type: 'online' })]
  const spread = (n: number, name: string) =>
    range(n).map((i): Copy => {
      const place = (towns[i % towns.length] as Post).place
      return { matter: { place }, station: { place }, unit: { place, name: `${name}第${i + 2}站` } }
    })
  await h.copy(ordinary, spread(2201 - 12 - 1, '毕节'))
  await h.copy(online, spread(280 - 1, '毕节网上'))
}

/** 厦门: 6 districts, 38 streets each with its room, 442 stations below, 437 in villages; 4,038 collected there, 3,275 solved. */
async function rooms(h: GoldenHouse): Promise<void> {
  const streets = await h.posts(`s.place like '9904%' and s.office = 'daf_staff'`)
  h.at('2024-01-08')
  const first = streets[0] as Post
  const more = { type: 'activity', level: 'village', openedOn: '2018-05-01' }
  const village = await register(h, first, '鹭江村第一站', { ...more, village: true })
  const other = await register(h, first, '鹭江第一站', more)
  const spread = (n: number, name: string) =>
    range(n).map((i): Copy => {
      const place = (streets[(i + 1) % streets.length] as Post).place
      return { matter: { place }, station: { place }, unit: { place, name: `${name}第${i + 2}站` } }
    })
  await h.copy(village, spread(436, '鹭江村'))
  await h.copy(other, spread(4, '鹭江'))
  const at = await h.rows<{ unit: string; place: string }>(`select unit, place from station where place like '9904%' order by unit`)
  const model = at.find((s) => s.place === first.place) as { unit: string; place: string }
  const ends: [End, number][] = [
    ['solved', 3275],
    ['hard', 400],
    ['open', 363],
  ]
  for (const [e, [end, n]] of ends.entries()) {
    const id = await concern(h, first, { station: model.unit }, `码头第${'一二三'[e]}路`, end, 2024, false)
    await h.copy(
      id,
      range(n - 1).map((i): Copy => {
        const s = at[i % at.length] as { unit: string; place: string }
        return { matter: { place: s.place }, concern: { place: s.place, station: s.unit } }
      }),
    )
  }
}

/** 相山: twelve reception days, on the 5th or the 25th, 300 visits of two people, each settled on the spot. */
async function receptions(h: GoldenHouse, office: Post): Promise<void> {
  const deputies = await h.posts(`s.place = $1 and s.office = 'deputy'`, [office.place])
  for (const i of range(12)) {
    const day = `2025-${String(i + 1).padStart(2, '0')}-${i % 2 ? '25' : '05'}`
    const host = deputies[i] as Post
    h.at('2025-01-02')
    const plan = { kind: 'day', heldOn: day, from: '09:00', to: '11:30', where: '接待室', theme: '', video: '', hosts: [host.seat] }
    const id = await h.act(office, 'reception', 'plan', plan)
    await h.act(office, 'reception', 'announce', { notice: '欢迎群众前来反映情况。' }, id)
    h.at(day)
    for (const k of range(25)) {
      const visit = { ...said(`${i}号院${k}栋`), visitor: '', phone: '', people: 2, onSpot: 'yes', code: 'solved', text: '当场协调解决。' }
      await h.act(host, 'reception', 'receive', visit, id)
    }
    await h.act(office, 'reception', 'hold', { came: [] }, id)
  }
}

const list = (h: GoldenHouse, who: Post, kind: string, title: string) => h.act(who, 'contact', 'draw', { kind, title })
/** Members of the standing committee, each with up to three deputies who are none. */
async function pairs(h: GoldenHouse, who: Post, title: string, members: Post[], deputies: Post[]): Promise<string> {
  const id = await list(h, who, 'memberDeputy', title)
  for (const [i, m] of members.entries()) {
    const called = deputies.slice(i * 3, i * 3 + 3).map((d) => d.seat)
    if (called.length > 0) await h.act(who, 'contact', 'link', { kind: 'memberDeputy', caller: m.seat, called }, id)
  }
  await h.act(who, 'contact', 'activate', {}, id)
  return id
}
const seated = (h: GoldenHouse, place: string, member: boolean) =>
  h.posts(`s.place = $1 and s.office = 'deputy' and ${member ? '' : 'not '}'常委会组成人员' = any (s.tags)`, [place])

/** 相山: 组成人员 with 118 grassroots deputies, 500 opinions heard from them; 17 groups with 25 villages and 50 visits to organs. */
async function district(h: GoldenHouse, office: Post): Promise<void> {
  // How the roster marks who sits on the standing committee.
  await h.rows(
    `update seat set tags = tags || '{常委会组成人员}' where id in (select id from seat where place = $1 and office = 'deputy' and state = 'active' order by id limit 40)`,
    [DISTRICT],
  )
  const members = await seated(h, DISTRICT, true)
  h.at('2025-01-06')
  const id = await pairs(h, office, '相山组成人员联系代表', members, (await seated(h, DISTRICT, false)).slice(0, 118))
  h.at('2025-03-05')
  const opinions = range(25).map((k) => ({ title: `第${k}条意见`, content: '基层代表反映的情况。', category: 'service' }))
  for (const m of members.slice(0, 20)) await h.act(m, 'contact', 'log', { form: 'talk', heldOn: '2025-03-05', content: '座谈', opinions }, id)
  h.at('2025-01-07')
  const [villages, organs] = [await list(h, office, 'groupVillage', '定点联系村'), await list(h, office, 'groupOrgan', '固定联系国家机关')]
  // Groups and villages are rows of the register; each visit is a row of its own.
  const names = (n: number, word: string) => range(n).map((i) => `第${i + 1}${word}`)
  const [town] = await h.posts(`s.place like '${DISTRICT}%' and length(s.place) = 9 and s.office = 'daf_staff'`)
  await h.act(office, 'contact', 'addGroups', { names: names(17, '代表小组').join('\n') }, villages)
  await h.act(office, 'contact', 'addVillages', { town: town?.place, names: names(25, '社区').join('\n') }, villages)
  const units = async (kind: string, at = DISTRICT) =>
    (await h.rows<{ id: string }>(`select id from unit where place like $1 || '%' and kind = $2 order by name`, [at, kind])).map((u) => u.id)
  const [groups, places, bureaus] = [await units('group'), await units('village'), await units('handling')]
  for (const [g, callerGroup] of groups.entries()) {
    const calledVillages = places.filter((_, k) => k % groups.length === g)
    await h.act(office, 'contact', 'link', { kind: 'groupVillage', callerGroup, calledVillages }, villages)
    await h.act(office, 'contact', 'link', { kind: 'groupOrgan', callerGroup, calledUnits: [bureaus[g % bureaus.length]] }, organs)
  }
  for (const x of [villages, organs]) await h.act(office, 'contact', 'activate', {}, x)
  const linked = async (list: string) => (await h.rows<{ id: string }>('select id from contact_link where list = $1 order by id', [list])).map((x) => x.id)
  const [toVillages, toOrgans] = [await linked(villages), await linked(organs)]
  h.at('2025-06-05')
  const went = { heldOn: '2025-06-05', content: '了解情况' }
  for (const i of range(50)) await h.act(office, 'contact', 'log', { ...went, form: 'inquiry', link: toOrgans[i % toOrgans.length] }, organs)
  for (const link of toVillages) await h.act(office, 'contact', 'log', { ...went, form: 'visit', link, wentTo: 'community', calledOn: 'people' }, villages)
}

/** 十堰 2025: 46 members, 138 deputies; 毕节 2026: 56 members, 8 committees and organs, 565 deputies and their people. */
async function contacts(h: GoldenHouse, office: Post): Promise<void> {
  const [members, others] = [await seated(h, CITY, true), await seated(h, CITY, false)]
  h.at('2025-01-06')
  const first = await pairs(h, office, '十堰组成人员联系代表', members.slice(0, 46), others.slice(0, 138))
  h.at('2025-12-29')
  await h.act(office, 'contact', 'end', {}, first)
  h.at('2026-01-05')
  await pairs(h, office, '毕节组成人员联系代表', members.slice(0, 56), others.slice(0, 168))
  const committees = await h.rows<{ id: string }>(
    `select id from unit where place = $1 and (kind = 'committee' or short = '代工委') order by kind, name limit 8`,
    [CITY],
  )
  const c = await list(h, office, 'committeeDeputy', '专委会联系代表')
  for (const [i, u] of committees.entries())
    await h.act(office, 'contact', 'link', { kind: 'committeeDeputy', callerUnit: u.id, called: others.slice(i * 3, i * 3 + 3).map((d) => d.seat) }, c)
  await h.act(office, 'contact', 'activate', {}, c)
  const p = await list(h, office, 'deputyPeople', '代表联系群众')
  const [lead, ...rest] = [...members, ...others].slice(0, 565) as [Post, ...Post[]]
  await h.act(office, 'contact', 'link', { kind: 'deputyPeople', caller: lead.seat, calledTexts: '本社区群众' }, p)
  await h.rows(
    `insert into contact_link select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'caller_seat', x))).* from contact_link l cross join unnest($2::uuid[]) x where l.list = $1`,
    [p, rest.map((d) => d.seat)],
  )
  await h.act(office, 'contact', 'activate', {}, p)
}

/** 十堰: 30 and more invited to what the standing committee does beside its meetings, eight to each of four. */
async function invited(h: GoldenHouse, office: Post): Promise<void> {
  const deputies = await h.posts(`s.place = $1 and s.office = 'deputy'`, [CITY])
  for (const [i, kind] of ['visit', 'lawmaking', 'enforcement', 'supervision'].entries()) {
    h.at('2025-04-01')
    const guests = deputies.slice(i * 8, i * 8 + 8).map((d) => d.seat)
    const plan = { title: `上半年第${i + 1}次`, kind, heldOn: '2025-04-15', place: '现场', topics: '看办理', speakers: '', items: [], guests, hosts: [] }
    const id = await h.act(office, 'gathering', 'plan', plan)
    await h.act(office, 'gathering', 'announce', { notice: '请参加' }, id)
    h.at('2025-04-15')
    const came = await h.rows<{ id: string }>(`select id from party where matter = $1 and role = 'guest'`, [id])
    await h.act(office, 'gathering', 'hold', { present: came.map((x) => x.id) }, id)
  }
}

export async function goldenVoice(h: GoldenHouse): Promise<void> {
  const [city, own] = [await h.one(CITY, 'daf_staff'), await h.one(DISTRICT, 'daf_staff')]
  await collected(h)
  await stations(h)
  await rooms(h)
  await receptions(h, own)
  await district(h, own)
  await contacts(h, city)
  await invited(h, city)
  h.at('2026-05-31', '10:00')
}
