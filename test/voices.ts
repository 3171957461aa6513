/** Citizens who write about the same things, for tests of topics: invented texts, each asked through the process's own door. */
import { randomUUID } from 'node:crypto'
import { act } from '../kernel/act.ts'
import { citizenActor } from '../kernel/process.ts'
import { PLACE } from '../people/demo/ids.ts'
import type { Door } from '../processes/concern/acts-asking.ts'
import type { Story } from './story.ts'

export interface Said {
  title: string
  content: string
  where?: string
  category?: string
}
// Alike beyond doubt: what these tests ask is what becomes of a topic, not how finely words are weighed (that is text/topics.test.ts).
export const BUS: Said[] = [
  { title: '城东桂花苑小区没有公交车', content: '城东桂花苑小区没有公交线路，公交站太远，老人上医院不方便，希望开通公交车。', where: '城东片区' },
  { title: '城东桂花苑小区希望开通公交车', content: '桂花苑小区入住一万人，没有公交车，希望开通公交线路，增设公交站，老人上医院不方便。', where: '城东片区' },
  { title: '城东桂花苑小区公交站太远', content: '住在桂花苑小区，公交站太远，没有公交车，老人上医院不方便，希望开通公交线路。', where: '城东片区' },
  { title: '请给城东桂花苑小区开通公交车', content: '桂花苑小区没有公交车，公交站太远，上班、上医院都不方便，希望开通公交线路。', where: '城东片区' },
]
export const NIGHT: Said[] = [
  { title: '北门夜市噪声扰民', content: '北门夜市半夜还在放音乐，噪声扰民，孩子没法睡觉。', where: '北门夜市', category: 'environment' },
  { title: '北门夜市半夜噪声太大', content: '北门夜市半夜放音乐，噪声扰民，老人没法睡觉。', where: '北门夜市', category: 'environment' },
  { title: '北门夜市噪声没人管', content: '北门夜市商户半夜放音乐，噪声扰民，希望管一管。', where: '北门夜市', category: 'environment' },
]
export const OTHERS: Said[] = [
  { title: '公园单杠松动', content: '滨江公园的健身器材年久失修，单杠松动，有人摔伤。', where: '滨江公园', category: 'safety' },
  { title: '灵活就业社保怎么续缴', content: '换了城市打零工，养老保险断了一年，不知道去哪里办续缴手续。', category: 'labour' },
  { title: '村里灌溉渠淤塞', content: '三百亩水田灌不上水，水渠多年没有清淤。', where: '石桥村', category: 'village' },
]

let line = 0
/** @returns the concern's id. Without a phone of its own everybody is somebody else. */
export async function ask(s: Story, said: Said, more: { day?: string; phone?: string; place?: string } = {}): Promise<string> {
  const citizen = randomUUID()
  if (more.day) s.at(more.day)
  const r = await act(s.house, {
    process: 'concern',
    action: 'ask',
    key: randomUUID(),
    input: { category: 'traffic', where: '', ...said, anonymous: false },
    actor: citizenActor(citizen, more.place ?? PLACE.city),
    now: s.now,
    extra: { citizen: { id: citizen, name: '某群众', phone: more.phone ?? `139${String(10_000_000 + ++line)}` }, channel: 'web' } satisfies Door,
  })
  return r.matter
}

/** Somebody follows a concern that the office shows. */
export async function follow(s: Story, matter: string, phone: string): Promise<void> {
  const citizen = randomUUID()
  await act(s.house, {
    process: 'concern',
    action: 'follow',
    matter,
    key: randomUUID(),
    actor: citizenActor(citizen, PLACE.city),
    now: s.now,
    extra: { citizen: { id: citizen, phone }, channel: 'web' } satisfies Door,
  })
}
