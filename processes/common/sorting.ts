/**
 * 分类和承办单位的提示: three proposals with their reasons, learned from the place's own decisions. People decide; what they decide is what
 * is learned from next. A unit with few past items is found by its 职责清单 and by what was handled before and reads alike.
 */
import type pg from 'pg'
import type { Guess, GuessList } from '../../kernel/wire-text.ts'
import { fromBytes, type Model } from '../../text/classify.ts'
import { mergeRanks, rankByDuties } from '../../text/duties.ts'
import { CATEGORIES } from '../suggestion/inputs.ts'
import { tellsOf } from './known.ts'
import { numberOf } from './number.ts'
import { nearest } from './similar.ts'
import { CATEGORIES as TOPICS } from './topics.ts'

interface TaskDef {
  process: 'suggestion' | 'concern'
  label: string
  /** Fields of the process's forms that take such a value. */
  fields: string[]
  of: 'category' | 'subject' | 'unit'
}
export const TASKS = {
  category: { process: 'suggestion', label: '建议的五类', fields: ['category'], of: 'category' },
  subject: { process: 'suggestion', label: '建议的主题词', fields: ['subject'], of: 'subject' },
  unit: { process: 'suggestion', label: '建议的承办单位', fields: ['main'], of: 'unit' },
  concernCategory: { process: 'concern', label: '诉求的类别', fields: ['category'], of: 'category' },
  concernUnit: { process: 'concern', label: '诉求的承办单位', fields: ['main'], of: 'unit' },
} as const satisfies Record<string, TaskDef>
export type Task = keyof typeof TASKS
export const TASK_NAMES = Object.keys(TASKS) as Task[]

/** Before anything is learned: what each category is about, in a few words. */
const ABOUT: Record<string, string> = {
  politics: '人大 代表 履职 基层治理 法治 执法 司法 法院 检察 律师 普法 民族 宗教 侨务 信访 政务公开 干部 作风',
  economy: '企业 产业 招商 工业 园区 财政 税收 金融 贷款 营商环境 农业 种植 养殖 物流 旅游 消费 市场 就业 项目 投资 科技 创新 数字经济',
  culture: '文化 图书馆 文化馆 非遗 文物 古建筑 古树 体育 健身 广场舞 阅读 书屋 戏曲 博物馆 宣传 网络文明 志愿服务',
  society: '教育 学校 学位 医院 医疗 卫生院 养老 托育 社保 医保 住房 小区 电梯 物业 停车 公交 道路 路灯 交通 安全 消防 食品 残疾人 低保 社区',
  ecology: '污水 垃圾 河道 水库 水源 空气 扬尘 噪声 油烟 绿化 湿地 森林 矿山 修复 节能 环保 生态 保护区 焚烧 排污',
  urban: '小区 电梯 物业 停车 房屋 漏水 路灯 管网 下水道 违建 市容 拆迁 燃气 供水 供电 绿化 施工',
  traffic: '公交 地铁 红绿灯 斑马线 拥堵 道路 公路 停车 出租车 校车 车站 限行 坑洼',
  environment: '污水 垃圾 噪声 油烟 扬尘 异味 河道 焚烧 排放 臭气 夜间施工',
  education: '学校 学位 招生 补课 教师 食堂 校园 幼儿园 体育 文化 图书馆 健身',
  health: '医院 医保 卫生院 疫苗 挂号 药品 医生 体检 急救 护理',
  labour: '工资 拖欠 社保 养老金 退休 就业 工伤 劳动合同 失业 公积金 培训',
  trade: '商场 消费 退款 价格 旅游 景区 菜场 超市 假货 食品 快递 合同',
  village: '灌溉 农田 水渠 村里 土地 宅基地 补贴 养殖 农药 种子 乡村 征地',
  safety: '消防 燃气 井盖 围栏 隐患 治安 诈骗 器材 电动车 充电 高空抛物 应急',
  service: '窗口 办证 材料 审批 热线 社区 政务 户口 证明 投诉 态度',
}
const MODELS = new Map<string, { version: number; model: Model }>()

/** The newest version of what a place learned; read once for each version. */
export async function modelOf(c: pg.ClientBase, place: string, task: Task): Promise<{ version: number; model: Model } | undefined> {
  const key = `${(c as { database?: string }).database}/${place}/${task}`
  const newest = (await c.query<{ version: number }>('select max(version) as version from text_model where place = $1 and task = $2', [place, task])).rows[0]
    ?.version
  if (!newest) return undefined
  const had = MODELS.get(key)
  if (had?.version === newest) return had
  const r = await c.query<{ bytes: Buffer }>('select bytes from text_model where place = $1 and task = $2 and version = $3', [place, task, newest])
  if (!r.rows[0]) return undefined
  const got = { version: newest, model: fromBytes(r.rows[0].bytes) }
  if (MODELS.size > 50) MODELS.clear()
  MODELS.set(key, got)
  return got
}

export interface Read {
  id: string
  process: string
  place: string
  title: string
  text: string
}
interface Alike {
  id: string
  process: string
  number: string
  title: string
  units: string[]
  category: string | null
  subject: string | null
  score: number
}

/** What reads alike and was decided, with what was decided of it; through the reader's own rights. */
async function alike(c: pg.ClientBase, m: Read): Promise<Alike[]> {
  const near = await nearest(c, { place: m.place, title: m.title, text: m.text, except: m.id, among: [m.process as 'suggestion'], who: 'office', show: 20 })
  const r = await c.query(
    `select m.id, m.process, m.series, m.no, m.title, m.category, m.data->>'subject' as subject,
       array(select p.unit::text from party p where p.matter = m.id and p.role in ('main', 'unit') and p.left_at is null and p.unit is not null) as units
     from matter m where m.id = any ($1)`,
    [near.map((n) => n.matter)],
  )
  const of = new Map(r.rows.map((x) => [x.id, x]))
  return near.flatMap((n) => {
    const x = of.get(n.matter)
    return x && n.score >= 0.15 ? [{ ...x, number: numberOf(x), score: n.score }] : []
  })
}

/** The three proposals for one matter; empty where nothing speaks for any. */
export async function guessesFor(c: pg.ClientBase, m: Read, task: Task): Promise<GuessList> {
  const t: TaskDef = TASKS[task]
  const learned = await modelOf(c, m.place, task)
  const near = await alike(c, m)
  const names = await labelsOf(c, m.place, task)
  const chosen = (x: Alike) => (t.of === 'unit' ? x.units : [t.of === 'category' ? x.category : x.subject].filter((v) => v !== null && v !== ''))
  const ranks = mergeRanks({
    learned: learned?.model.rank(m.text, m.title) ?? [],
    counts: learned?.model.counts ?? new Map(),
    duties: rankByDuties(`${m.title}\n${m.text}`, names),
    neighbours: near.flatMap((x) => chosen(x).map((unit) => ({ unit: unit as string, id: x.id, similarity: x.score }))),
  })
  const by = new Map(near.map((x) => [x.id, x]))
  const label = new Map(names.map((n) => [n.id, n.name]))
  return {
    task,
    fields: t.fields,
    version: learned?.version ?? 0,
    guesses: ranks
      // One stray word names no subject; a unit's or a category's list of duties says more.
      .filter((r) => label.has(r.unit) && (t.of !== 'subject' || r.from !== 'duties' || r.words.length > 1))
      .slice(0, 3)
      .map(
        (r): Guess => ({
          value: r.unit,
          label: label.get(r.unit) as string,
          words: r.words.slice(0, 5),
          similar: r.similar
            .flatMap((id) => by.get(id) ?? [])
            .slice(0, 3)
            .map(({ id, process, number, title }) => ({ id, process, number, title })),
          from: r.from,
        }),
      ),
  }
}

/** What may be proposed: a place's units with their duties; the categories; the subjects it has used. */
export const wordOf = (task: Task, value: string): string =>
  (({ category: CATEGORIES, concernCategory: TOPICS }) as Record<string, Record<string, string>>)[task]?.[value] ?? value

async function labelsOf(c: pg.ClientBase, place: string, task: Task): Promise<{ id: string; name: string; duties: string }[]> {
  const t: TaskDef = TASKS[task]
  if (t.of === 'unit')
    return (await c.query(`select id::text, name, duties from unit where place = $1 and kind = 'handling' and active order by position, name`, [place])).rows
  if (t.of === 'category')
    return Object.entries(task === 'category' ? CATEGORIES : TOPICS).map(([id, name]) => ({ id, name, duties: `${name} ${ABOUT[id] ?? ''}` }))
  const used = await c.query<{ subject: string }>(
    `select data->>'subject' as subject from matter where place = $1 and process = 'suggestion' and coalesce(data->>'subject', '') <> '' group by 1 order by count(*) desc limit 200`,
    [place],
  )
  return used.rows.map((x) => ({ id: x.subject, name: x.subject, duties: x.subject }))
}

/** Decisions of people, newest first: the training data, and what the hit rate is counted over. */
export const DECIDED: Record<Task, string> = {
  category: `select m.id, array[m.category] as chosen, as_day(m.data->'review'->>'on') as on from matter m where m.place = $1 and m.process = 'suggestion' and m.no is not null and m.category is not null and m.data->'review'->>'on' is not null`,
  subject: `select m.id, array[m.data->>'subject'] as chosen, as_day(m.data->'review'->>'on') as on from matter m where m.place = $1 and m.process = 'suggestion' and m.no is not null and coalesce(m.data->>'subject', '') <> '' and m.data->'review'->>'on' is not null`,
  unit: unitsDecided('suggestion', 'main'),
  concernCategory: `select m.id, array[m.category] as chosen, (m.state_since at time zone 'Asia/Shanghai')::date as on from matter m where m.place = $1 and m.process = 'concern' and m.category is not null and m.state not in ('submitted', 'withdrawn', 'refused')`,
  concernUnit: unitsDecided('concern', 'unit'),
}
function unitsDecided(process: string, role: string): string {
  return `select m.id, array_agg(p.unit::text order by p.joined_at) as chosen, (min(p.joined_at) at time zone 'Asia/Shanghai')::date as on
    from matter m join party p on p.matter = m.id and p.role = '${role}' and p.unit is not null and p.left_at is null
    where m.place = $1 and m.process = '${process}' and m.state not in ('registered', 'preAssigned') group by m.id`
}

export async function readOf(c: pg.ClientBase, ids: string[]): Promise<Map<string, Read>> {
  const r = await c.query('select * from matter where id = any ($1)', [ids])
  return new Map(r.rows.map((m) => [m.id, { id: m.id, process: m.process, place: m.place, title: m.title, text: tellsOf(m.process)(m).text }]))
}
