/** C6, C10, C11: one concern through every door, to every end, and back to who asked. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { readAsCitizen } from '../../database/read.ts'
import { act } from '../../kernel/act.ts'
import { citizenActor } from '../../kernel/process.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { vaultOf } from '../../kernel/vault.ts'
import { PLACE } from '../../people/demo/ids.ts'
import { PASS, replied, type Story, story } from '../../test/story.ts'
import type { Door } from './acts-asking.ts'

let s: Story
afterEach(() => s.end())
const P = { process: 'concern' }
const SAID = {
  title: '滨江路菜场门口污水横流',
  content: '每天清晨排水口堵塞，污水漫到人行道，老人孩子走路打滑。',
  category: 'environment',
  where: '临江街道滨江路菜场',
}
const NAME = '柳大妈八七'
const PHONE = '13900139087'

interface Citizen {
  id: string
  does(action: string, input?: Record<string, unknown>): Promise<unknown>
}
const citizenOf = (id: string): Citizen => ({
  id,
  does: async (action, input = {}) =>
    act(s.house, { process: 'concern', action, matter: s.matter, key: randomUUID(), input, actor: citizenActor(id, PLACE.city), now: s.now }),
})
async function asks(more: { place?: string; said?: Record<string, unknown>; door?: Partial<Door>; phone?: string; key?: string } = {}): Promise<Citizen> {
  const id = randomUUID()
  const r = await act(s.house, {
    process: 'concern',
    action: 'ask',
    key: more.key ?? randomUUID(),
    input: { ...SAID, ...more.said },
    actor: citizenActor(id, more.place ?? PLACE.city),
    now: s.now,
    extra: { citizen: { id, name: NAME, phone: more.phone ?? PHONE }, channel: 'web', ...more.door } satisfies Door,
  })
  s.matter = r.matter
  return citizenOf(id)
}
const messages = async (c: Citizen) =>
  (await s.rows<{ text: string }>('select text from citizen_message where citizen = $1 order by id', [c.id])).map((x) => x.text)
const row = async () => (await s.rows('select *, asked_on::text, closed_on::text from concern where matter = $1', [s.matter]))[0]
const assign = async (name = '市住房和城乡建设局') => s.as('王敏').does('assign', { main: [await s.unit(name)], publicTitle: SAID.title }, P)
const handled = async (code = 'solved') => {
  await s.as('吴海涛').does('sign', {}, P)
  await s.as('吴海涛').does('reply', { code, text: '排水口已经疏通，每周清理一次。' }, P)
}

test('C6 C10 网上提诉求：分派、办理、告诉群众、群众评价，一步一条消息', async () => {
  s = await story('2026-03-10')
  const c = await asks()
  expect((await s.rows(`select due_on::text as due from clock where name = 'triage'`))[0]).toEqual({ due: '2026-03-12' })
  await assign('市交通运输局')
  await handled()
  expect(await s.state()).toBe('answered')
  await s.as('王敏').does('tell', { how: '电话', words: '请再看看' }, P)
  await c.does('rate', { level: 'good', text: '第二天就通了' })
  expect(await s.state()).toBe('closed')
  expect((await messages(c)).length).toBe(3)
  expect((await messages(c))[2]).toContain('已解决')
  expect(await row()).toMatchObject({ rated: 'good', judged: null, outcome: 'solved', closed_on: '2026-03-10', channel: 'web' })
})

test('C6 群众的姓名和电话不在任何表的明文里，也不进事件；收据编号能找到本人', async () => {
  s = await story('2026-03-10')
  const c = await asks()
  await assign('市交通运输局')
  const tables = await s.rows<{ t: string }>(
    `select table_name as t from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`,
  )
  for (const { t } of tables) {
    const all = await s.rows<{ x: string }>(`select row_to_json(x)::text as x from "${t}" x`)
    for (const { x } of all) {
      expect(x, t).not.toContain(NAME)
      expect(x, t).not.toContain(PHONE)
    }
  }
  // What he wrote is his to take back: the log that can only grow does not hold it.
  expect(JSON.stringify(await s.rows('select says, data from event where matter = $1', [s.matter]))).not.toContain('污水')
  const v = vaultOf('story')
  const found = await s.rows('select phone, receipt, receipt_sealed from citizen where id = $1', [c.id])
  expect(v.digest('receipt', v.open(found[0]?.receipt_sealed)).equals(found[0]?.receipt)).toBe(true)
  expect(v.open(found[0]?.phone)).toBe(PHONE)
  const unit = JSON.stringify(await s.as('吴海涛').sees())
  expect(unit).toContain('污水')
  expect(unit).not.toContain(NAME)
})

test('C6 一位群众只看得到自己的诉求', async () => {
  s = await story('2026-03-10')
  const a = await asks()
  const mine = s.matter
  const b = await asks({ said: { title: '路灯不亮' }, phone: '13900139088' })
  const seen = await readAsCitizen(s.db.pool, a.id, async (q) => (await q.query('select id from matter')).rows.map((x) => x.id))
  expect(seen).toEqual([mine])
  s.matter = mine
  await expect(b.does('withdraw')).rejects.toThrow(Refusal)
  expect((await s.as('李秀兰', 'deputy').sees(mine)) === undefined).toBe(true)
  expect((await s.as('吴海涛').sees(mine)) === undefined).toBe(true)
})

test('C6 代表报社情民意：群众评价与代表评价分开，代表自己报的由代表评价办结', async () => {
  s = await story('2026-03-10')
  await s.as('李秀兰', 'deputy').does('report', SAID, P)
  await assign('市交通运输局')
  await handled('explained')
  await s.as('李秀兰', 'deputy').does('tell', { how: '当面' }, P)
  await s.as('李秀兰', 'deputy').does('judge', { level: 'fair' }, P)
  expect(await s.state()).toBe('closed')
  expect(await row()).toMatchObject({ rated: null, judged: 'fair', channel: 'monthly', reporter: await s.seat('李秀兰', 'deputy') })
})

test('C6 群众不满意退回重新办理一次；再不满意按规定办结，两次答复都在', async () => {
  s = await story('2026-03-10')
  const c = await asks()
  await assign('市交通运输局')
  await handled('explained')
  await s.as('王敏').does('tell', { how: '短信' }, P)
  await c.does('rate', { level: 'bad', text: '没有解决' })
  expect(await s.state()).toBe('reopened')
  await assign('市交通运输局')
  await handled('planned')
  await s.as('王敏').does('tell', { how: '短信' }, P)
  await c.does('rate', { level: 'bad', text: '还是没有' })
  expect(await s.state()).toBe('closed')
  expect((await s.as('王敏').sees())?.sections.find((x) => x.key === 'answers')?.rows.length).toBe(2)
  expect(await row()).toMatchObject({ reopened: 1, rated: 'bad' })
})

test('C6 代表跟踪：扫代表码提的诉求，代表看得到、可以告诉群众、另作评价，决定权在群众', async () => {
  s = await story('2026-03-10')
  const c = await asks({ door: { channel: 'deputyCode', deputy: await s.seat('李秀兰', 'deputy') } })
  await assign('市交通运输局')
  await handled()
  await s.as('李秀兰', 'deputy').does('tell', { how: '微信' }, P)
  await s.as('李秀兰', 'deputy').does('judge', { level: 'bad', text: '拖了太久' }, P)
  expect(await s.state()).toBe('told')
  await c.does('rate', { level: 'good' })
  expect(await s.state()).toBe('closed')
  expect(await row()).toMatchObject({ rated: 'good', judged: 'bad' })
})

test('C11 联络站登记并当场答复，记在站上', async () => {
  s = await story('2026-03-10')
  await s.as('高秀英').does('enter', { channel: 'face', ...SAID, visitor: NAME, phone: PHONE }, P)
  await s.as('高秀英').does('answer', { code: 'solved', text: '已联系社区当场疏通。' }, P)
  expect(await row()).toMatchObject({ place: PLACE.linjiang, station: await s.rows('select id from unit where kind = $1', ['station']).then((r) => r[0]?.id) })
  expect(await s.state()).toBe('told')
})

test('C6 镇街转区、区转市，结果一级一级回到群众', async () => {
  s = await story('2026-03-10')
  const c = await asks({ place: PLACE.linjiang })
  const town = s.matter
  await s.as('孟广林').does('pass', { to: PLACE.bixi, note: '需要区里协调' }, P)
  expect(await s.state()).toBe('passed')
  const upper = (await s.rows<{ matter: string }>('select matter from concern where parent = $1', [town]))[0]?.matter as string
  s.matter = upper
  expect((await s.as('罗雪梅').sees())?.sections.find((x) => x.key === 'chain')?.rows).toEqual([['来自', '临江街道人大', '已转上级、下级']])
  await s.as('罗雪梅').does('answer', { code: 'planned', text: '区里已列入改造计划。' }, P)
  s.matter = town
  expect(await s.state()).toBe('answered')
  expect((await s.as('孟广林').sees())?.sections.find((x) => x.key === 'chain')?.rows).toEqual([['转到', '碧溪区人大', '待评价']])
  await s.as('孟广林').does('tell', { how: '电话' }, P)
  await c.does('rate', { level: 'fair' })
  expect(await row()).toMatchObject({ outcome: 'planned', rated: 'fair' })
  // Sideways is not expressible.
  await asks({ place: PLACE.linjiang })
  expect((await s.as('孟广林').cannot('pass', { to: PLACE.qingdu }, P)).fields?.to).toBe('只能转给直接上级或者直接下级')
})

test('C6 并入相似诉求：关注人数不合并，每位反映人分别得到答复、分别评价', async () => {
  s = await story('2026-03-10')
  const a = await asks()
  const main = s.matter
  await assign('市交通运输局')
  const f = randomUUID()
  await act(s.house, {
    process: 'concern',
    action: 'follow',
    matter: main,
    key: randomUUID(),
    actor: citizenActor(f, PLACE.city),
    now: s.now,
    extra: { citizen: { id: f, phone: '13900139001' }, channel: 'web' },
  })
  const twin = citizenOf(f)
  const b = await asks({ said: { title: '菜场污水没人管' }, phone: '13900139002' })
  const merged = s.matter
  await s.as('王敏').does('join', { into: main }, P)
  expect(await s.state()).toBe('joined')
  expect((await s.rows('select followers from public_concern where id = $1', [main]))[0]).toEqual({ followers: 1 })
  s.matter = main
  await handled()
  await s.as('王敏').does('tell', { how: '短信' }, P)
  await a.does('rate', { level: 'good' })
  s.matter = merged
  expect(await s.state()).toBe('answered')
  await s.as('王敏').does('tell', { how: '短信' }, P)
  await b.does('rate', { level: 'bad' })
  expect(await s.state()).toBe('reopened')
  expect((await messages(twin)).at(-1)).toContain('有结果了')
})

test('C6 转为代表建议：建议答复后回到群众，链条两头都看得见', async () => {
  s = await story('2026-03-10')
  const c = await asks()
  const from = s.matter
  await s.as('王敏').does('adopt', { deputy: [await s.seat('李秀兰', 'deputy')] }, P)
  await s.as('李秀兰', 'deputy').does('accept', { title: '关于整治菜场排水的建议', situation: SAID.content, proposals: '改造排水管网。', mayPublish: true }, P)
  expect(await s.state()).toBe('converted')
  s.matter = (await s.rows<{ to_matter: string }>('select to_matter from matter_link where from_matter = $1', [from]))[0]?.to_matter as string
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  await replied(s)
  s.matter = from
  expect(await s.state()).toBe('answered')
  await s.as('王敏').does('tell', { how: '电话' }, P)
  await c.does('rate', { level: 'good' })
  expect((await s.as('王敏').sees())?.sections.find((x) => x.key === 'answers')?.rows[0]?.[3]).toContain('代表建议')
})

test('C6 公开标题里有电话、姓名的退回改写；不予受理要说理由并告诉反映人', async () => {
  s = await story('2026-03-10')
  const c = await asks()
  const p = await s.as('王敏').cannot('assign', { main: [await s.unit('市交通运输局')], publicTitle: '联系13812345678张三' }, P)
  expect(p.fields?.publicTitle).toContain('13812345678')
  await s.as('王敏').does('refuse', { reason: 'court', text: '请等法院判决。' }, P)
  expect(await s.state()).toBe('refused')
  expect((await messages(c)).at(-1)).toContain('请等法院判决')
})

test('C6 单位退回后重新分派；期满没有评价的按规定办结', async () => {
  s = await story('2026-03-10')
  await asks()
  await assign('市交通运输局')
  await s.as('吴海涛').does('sendBack', { reason: '属住建部门职责' }, P)
  expect(await s.state()).toBe('submitted')
  await assign('市交通运输局')
  await handled()
  await s.as('王敏').does('tell', { how: '短信' }, P)
  await s.until('2026-03-26')
  expect(await s.state()).toBe('closed')
  expect(await row()).toMatchObject({ rated: null, closed_on: '2026-03-25' })
})

test('C6 同一编号提交一百次只有一件；同一号码关注一百次只算一个', async () => {
  s = await story('2026-03-10')
  const key = randomUUID()
  const id = randomUUID()
  const one = () =>
    act(s.house, {
      process: 'concern',
      action: 'ask',
      key,
      input: SAID,
      actor: citizenActor(id, PLACE.city),
      now: s.now,
      extra: { citizen: { id, phone: PHONE }, channel: 'web' } satisfies Door,
    })
  const all = await Promise.all(Array.from({ length: 100 }, one))
  expect(new Set(all.map((r) => r.matter)).size).toBe(1)
  expect((await s.rows('select count(*)::int as n from concern'))[0]).toEqual({ n: 1 })
  s.matter = all[0]?.matter as string
  await assign('市交通运输局')
  const follows = await Promise.allSettled(
    Array.from({ length: 100 }, () => {
      const f = randomUUID()
      return act(s.house, {
        process: 'concern',
        action: 'follow',
        matter: s.matter,
        key: randomUUID(),
        actor: citizenActor(f, PLACE.city),
        now: s.now,
        extra: { citizen: { id: f, phone: '13900139001' }, channel: 'web' } satisfies Door,
      })
    }),
  )
  expect(follows.filter((f) => f.status === 'fulfilled').length).toBe(1)
  expect((await s.rows(`select count(*)::int as n from party where role = 'follower'`))[0]).toEqual({ n: 1 })
})
