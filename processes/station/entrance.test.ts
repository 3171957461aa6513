/** C10: an entrance on the net from the register to what came through it, and out of use again. */
import { afterEach, expect, test } from 'vitest'
import { type HttpHouse, house } from '../../test/http.ts'

let h: HttpHouse
afterEach(() => h.end())
const P = { process: 'station' }
const C = { process: 'concern' }
const GROUP = { kind: 'group', name: '滨江小区业主群', reach: '扫站内二维码入群', responsible: '负责人金丝雀' }
const SAID = { title: '楼道灯不亮', content: '三号楼楼道灯坏了一周。', category: 'urban' }
const STATION = { type: 'station', level: 'township', stage: 'running', openedOn: '2026-01-05' }
const offered = async (name: string) => {
  const c = await h.login(name)
  return ((await c.get('/api/units?among=entrance')).body as { id: string; name: string }[]).map((x) => x.name)
}

test('C10 网上入口：登记、登记诉求时选用并由代表跟踪、计数、变更、停用；别处的不能选', async () => {
  h = await house(['孟广林', '高秀英', '王敏'], { day: '2026-03-10' })
  const s = h.story
  const office = s.as('孟广林')
  await s.as('王敏').does('register', { name: '市政务服务中心联系点', ...STATION, type: 'service', level: 'city' }, P)
  await s.as('王敏').does('addEntrance', { ...GROUP, kind: 'hotline', name: '市代表热线', reach: '0990-5147085' }, P)
  await office.does('register', { name: '临江街道人大代表联络站', ...STATION }, P)
  const matter = s.matter
  const at = { ...P, matter }
  const li = await s.seat('李秀兰', 'deputy')
  const unit = async (name: string) => (await s.rows<{ id: string }>(`select id from unit where kind = 'entrance' and name = $1`, [name]))[0]?.id as string
  const rows = async () => (await office.sees(matter))?.sections.find((x) => x.key === 'entrances')?.rows

  expect((await office.cannot('addEntrance', { ...GROUP, reach: '加 13900139087' }, at)).fields?.reach).toContain('个人手机号码')
  expect((await office.cannot('addEntrance', { ...GROUP, name: '找 13900139087' }, at)).fields?.name).toContain('个人手机号码')
  expect((await office.cannot('addEntrance', { ...GROUP, deputy: li }, at)).fields?.deputy).toContain('不在站里')
  await office.does('place', { deputies: [li] }, at)
  await s.as('高秀英').does('addEntrance', { ...GROUP, deputy: li }, at)
  expect((await office.cannot('addEntrance', GROUP, at)).fields?.name).toContain('同名')
  await office.does('addEntrance', { ...GROUP, kind: 'wechat', name: '公众号对话代表', reach: '滨江发布' }, at)
  expect((await offered('孟广林')).toSorted()).toEqual([GROUP.name, '公众号对话代表'].toSorted())
  expect(await offered('王敏')).toEqual(['市代表热线'])

  const group = await unit(GROUP.name)
  const enter = { ...SAID, channel: 'group' }
  expect((await office.cannot('enter', enter, C)).fields?.entrance).toContain('哪个入口')
  expect((await office.cannot('enter', { ...enter, entrance: await unit('公众号对话代表') }, C)).fields?.entrance).toContain('不是「业主群、代表群」')
  expect((await office.cannot('enter', { ...enter, channel: 'hotline', entrance: await unit('市代表热线') }, C)).fields?.entrance).toContain('不是本地的')
  await office.does('enter', { ...enter, channel: 'hotline' }, C)
  await office.does('enter', { ...enter, entrance: group }, C)
  const concern = s.matter
  expect((await s.party('tracker')).step).toBe('waiting')
  expect((await s.as('高秀英').sees(concern))?.sheet.find((r) => r.label === '来路')?.text).toBe(`业主群、代表群：${GROUP.name}`)
  await s.as('高秀英').does('enter', { ...enter, entrance: group }, C)
  await s.as('高秀英').does('answer', { code: 'solved', text: '已换灯。' }, C)
  const counted = async (name: string) => (await rows())?.find((r) => r[1] === name)
  expect(await counted(GROUP.name)).toEqual(['微信群（业主群、代表群）', GROUP.name, GROUP.reach, GROUP.responsible, '李秀兰', '2', '1', '2026-03-10 起'])
  expect((await counted('公众号对话代表'))?.[5]).toBe('0')

  const station = (await s.rows<{ unit: string }>('select unit from station where matter = $1', [matter]))[0]?.unit
  const page = async () => (await h.client().get(`/g/990302001/stations/${station}`)).body as string
  expect(await page()).toContain(GROUP.name)
  expect(await page()).toContain(GROUP.reach)
  expect(await page()).not.toContain(GROUP.responsible)

  expect((await office.cannot('changeEntrance', { entrance: group }, at)).fields?.name).toContain('至少改一项')
  expect((await office.cannot('changeEntrance', { entrance: group, name: '公众号对话代表' }, at)).fields?.name).toContain('同名')
  await office.does('changeEntrance', { entrance: group, name: '滨江业主群' }, at)
  expect((await counted('滨江业主群'))?.slice(2, 6)).toEqual([GROUP.reach, GROUP.responsible, '李秀兰', '2'])

  await office.does('stopEntrance', { entrances: [group] }, at)
  expect(await offered('孟广林')).toEqual(['公众号对话代表'])
  expect(await page()).not.toContain('滨江业主群')
  expect((await counted('滨江业主群'))?.at(-1)).toBe('2026-03-10 停用')
  expect((await office.cannot('stopEntrance', { entrances: [group] }, at)).fields?.entrances).toContain('已经停用')
  expect((await office.cannot('enter', { ...enter, entrance: group }, C)).fields?.entrance).toContain('已经停用')
  await office.does('addEntrance', { ...GROUP, name: '滨江业主群' }, at)
  expect(await counted('滨江业主群')).toEqual(['微信群（业主群、代表群）', '滨江业主群', GROUP.reach, GROUP.responsible, '', '2', '1', '2026-03-10 起'])

  await office.does('close', { reason: '合并' }, at)
  expect(await offered('孟广林')).toEqual([])
})
