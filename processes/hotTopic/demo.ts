/** The invented city's topics: what its texts come to, one given a name and raised, a bureau asked to report. */
import type pg from 'pg'
import type { House } from '../../kernel/act.ts'
import { PLACE } from '../../people/demo/people.ts'
import { demoStage, settleDemo } from '../common/demo.ts'
import { mergeTopics, nameTopic } from './decide.ts'
import { runTopics } from './run.ts'

export async function seedTopics(house: House, owner: pg.Pool, { now }: { now: Date }): Promise<void> {
  const s = await demoStage(house, owner, 'hotTopic', now)
  if (!s) return
  const wang = s.cast.named('王敏')
  await runTopics(house.pool, PLACE.city, now)
  const r = await owner.query<{ id: string }>(
    `select distinct t.id, t.n from topic t join topic_member x on x.topic = t.id join matter m on m.id = x.matter and m.title like '%城东%' and m.title like '%公交%'
     where t.place = $1 order by t.n desc, t.id`,
    [PLACE.city],
  )
  const [topic, ...others] = r.rows.map((x) => x.id)
  if (!topic) throw new Error('演示的诉求没有归并出热点')
  const by = { pool: house.pool, actor: wang, now }
  const name = '城东片区公交不便'
  if (others.length > 0) await mergeTopics(by, [topic, ...others])
  await nameTopic(by, topic, name)
  const judgement =
    '城东四个新小区入住一万多人，没有公交线路，老人看病、孩子上学、上班都不方便。诉求和代表建议都反映到，半年来一直不断，属市交通运输局职责，建议督办，并请代表深入了解后提出建议。'
  const raised = await s.does(wang, -1, 'hotTopic', 'raise', { topic, name, judgement })
  const demand = '实地走访四个小区，提出线路走向、站点和班次方案，明确开通时间。'
  await s.does(wang, -1, 'hotTopic', 'supervise', { main: [s.cast.unit('市交通运输局')], demand, due: s.day(14) }, raised)
  await settleDemo(owner, 'hotTopic', now)
}
