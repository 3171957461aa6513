/** A station's plates, rules and cases as its page shows them, and the checklists that it can be measured by. */
import type pg from 'pg'
import type { View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'
import { word } from '../common/kit.ts'
import { POLICIES, STANDARD_RULES, STANDARDS } from './actions.ts'
import type { Plate } from './process.ts'

const PLATE = { asked: '待批复', approved: '准予挂牌', refused: '没有准予', down: '已摘牌' }
const empty = (view: View, k: keyof typeof STANDARD_RULES) => view.rule<readonly string[]>(STANDARD_RULES[k]).length === 0

/** A standard whose items the office has not entered yet says so where it would be chosen. */
export const checklists = (view: View) =>
  (Object.keys(STANDARD_RULES) as (keyof typeof STANDARD_RULES)[]).map((k) => ({
    value: k,
    label: empty(view, k) ? `${STANDARDS[k]}（条目还没有填写，不能选用）` : STANDARDS[k],
  }))

export async function kept(client: pg.ClientBase, view: View): Promise<Section[]> {
  const m = view.matter
  const out: Section[] = []
  const missing = (Object.keys(STANDARD_RULES) as (keyof typeof STANDARD_RULES)[]).filter((k) => empty(view, k))
  if (missing.length > 0)
    out.push({
      key: 'unset',
      title: '还不能用的标准',
      text: `${missing.map((k) => STANDARDS[k]).join('、')}的条目还没有填写，不能对照自查。请代工委在「设置」里按本地标准逐项填上。`,
      head: [],
      rows: [],
    })
  const plates = (m.data.plates ?? []) as Plate[]
  if (plates.length > 0)
    out.push({
      key: 'plates',
      title: '挂牌',
      head: ['牌匾', '状态', '批准文号、牌号', '日期', '说明'],
      rows: plates.map((p) => [p.plate, word(PLATE, p.state ?? 'approved'), p.no ?? '', p.on, p.reason ?? '']),
    })
  const policies = (
    await client.query(
      `select p.kind, p.name, p.body, p.on_day::text as on, (select count(*)::int from attachment a where a.matter = p.matter and a.purpose = p.name and a.removed_at is null) as files
       from station_policy p where p.matter = $1 order by p.on_day, p.at`,
      [m.id],
    )
  ).rows
  const five = Object.entries(POLICIES).filter(([k]) => k !== 'other')
  const lacking = five.filter(([k]) => !policies.some((p) => p.kind === k)).map(([, words]) => words)
  if (policies.length > 0)
    out.push({
      key: 'policies',
      title: `制度（${policies.length}）`,
      text: lacking.length > 0 ? `五项制度还缺：${lacking.join('、')}。` : '五项制度都已挂上。',
      head: ['制度', '名称', '日期', '正文', '文件'],
      rows: policies.map((p) => [word(POLICIES, p.kind), p.name, p.on, p.body || '见文件', p.files > 0 ? `${p.files} 份，在「附件」里` : '']),
    })
  const cases = (
    await client.query(
      'select title, body, held_on::text as on, published_on::text as published from station_case where matter = $1 order by held_on desc, at desc',
      [m.id],
    )
  ).rows
  if (cases.length > 0)
    out.push({
      key: 'cases',
      title: `案例（${cases.length}）`,
      head: ['日期', '标题', '经过', '公开'],
      rows: cases.map((c) => [c.on, c.title, c.body, c.published ?? '没有公开']),
    })
  return out
}
