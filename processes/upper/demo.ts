/** The invented city's forty-five items at the province's congress, two of them key. */
import type pg from 'pg'
import type { House } from '../../kernel/act.ts'
import { addDays, localDay } from '../../kernel/calendar.ts'
import { PLACE } from '../../people/demo/people.ts'
import { Cast, play, type Story } from '../suggestion/demo/stage.ts'

const SUBJECTS = [
  '支持高速铁路前期工作',
  '提高公益林补偿标准',
  '支持县级医院能力建设',
  '将云渡江列入省级河流治理',
  '支持职业院校实训基地',
  '完善乡村道路养护机制',
  '支持传统村落保护',
  '扩大农业保险覆盖面',
  '支持老旧管网改造',
]
const PLACES = ['云岭市', '清渡县', '碧溪区', '麓阳县', '禾丰县']
const UNITS = [
  '省发展和改革委员会',
  '省林业局',
  '省卫生健康委员会',
  '省水利厅',
  '省教育厅',
  '省交通运输厅',
  '省文化和旅游厅',
  '省农业农村厅',
  '省住房和城乡建设厅',
]
const NAMES = ['何建华', '罗春梅', '宋志刚', '梁玉芬', '郭永康', '谢丽萍', '韩国强', '唐秀英', '冯德明']

/** Does nothing where there are some already, or where the city's own session has not closed yet. */
export async function seedUpper(house: House, owner: pg.Pool, o: { now: Date; log?: { info(m: string): void } }): Promise<void> {
  if ((await owner.query(`select exists (select from matter where process = 'upper') as any`)).rows[0].any) return
  const last = (
    await owner.query('select closes_on::text as closes from congress_session where place = $1 and closes_on < $2 order by opens_on desc limit 1', [
      PLACE.city,
      localDay(o.now),
    ])
  ).rows[0]?.closes as string | undefined
  if (!last) return
  const cast = await Cast.meet(owner, PLACE.city)
  const stories = Array.from({ length: 45 }, (_, i) => one(cast, i, last))
  await play(house, stories, o.now.getTime())
  await owner.query('update notice set read_at = at where at < $1', [new Date(o.now.getTime() - 10 * 86_400_000)])
  await owner.query('delete from outbox')
  o.log?.info(`演示上级代表建议 ${stories.length} 件`)
}

function one(cast: Cast, i: number, closes: string): Story {
  const [wang, zhou] = [cast.named('王敏'), cast.named('周建国')]
  const k = i % SUBJECTS.length
  const day = (n: number) => addDays(closes, n)
  const [sent, taken, replied] = [day(4), day(25 + (i % 5)), day(95 + ((i * 7) % 90))]
  const story: Story = { process: 'upper', steps: [] }
  const add = (on: string, minute: number, who: typeof wang, action: string, input: Record<string, unknown>) =>
    story.steps.push({ at: Date.parse(`${on}T09:00:00+08:00`) + (minute + i) * 60_000, who, action, input })
  add(day(2), 0, wang, 'draft', {
    level: i % 15 === 0 ? 'national' : 'province',
    kind: 'suggestion',
    session: '省十四届人大第五次会议',
    title: `关于${PLACES[i % PLACES.length]}${SUBJECTS[k]}的建议`,
    lead: [],
    leadName: NAMES[(i * 4) % NAMES.length],
    content: `经会前调研，请省有关部门${SUBJECTS[k]}，在规划、资金和政策上给予支持。`,
    helpers: [],
  })
  add(sent, 10, wang, 'submitUp', { submittedOn: sent, channel: 'online' })
  add(taken, 20, wang, 'acceptUp', { externalNo: `省${closes.slice(0, 4)}${String(i * 3 + 101).padStart(4, '0')}`, acceptedOn: taken })
  if (i === 7) add(taken, 80, zhou, 'markKey', { by: 'scLeader', leader: '省人大常委会副主任', markedOn: taken })
  if (i === 30) add(taken, 80, zhou, 'markKey', { by: 'committee', leader: '省人大城环委', markedOn: taken })
  add(replied, 30, wang, 'recordReply', { unit: UNITS[k], code: 'ABC'[i % 3], repliedOn: replied, text: '已列入年度安排，有关情况已向代表说明。' })
  if (i % 9 !== 8) add(addDays(replied, 12), 40, wang, 'close', { view: i % 8 === 3 ? '基本满意' : '满意' })
  return story
}
