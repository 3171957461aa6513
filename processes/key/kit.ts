import { dayShown } from '../../kernel/day.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { numberOf } from '../common/number.ts'
import { acts } from './acts.ts'
import { CRITERIA, key as def } from './process.ts'

export const key: Kit = {
  def,
  acts,
  reaches: async (c, matter) => (await c.query(`select data->>'suggestion' as id from matter where id = $1`, [matter])).rows.map((x) => x.id),
  group: '督办',
  beginsAt: { to: '/suggestion', label: '到建议列表提名' },
  columns: [
    { title: '建议', cell: (m) => numberOf(m.data.of ?? { series: null, no: null }) },
    { title: '标准', cell: (m) => m.data.criterion ?? '' },
    { title: '政府领办', cell: (m) => m.data.govLeader ?? '' },
    { title: '督办活动', cell: (m) => (m.data.events?.length ? `${m.data.events.length} 次` : '') },
  ],
  sheet: ({ matter: m, parties }) =>
    sheetRows([
      ['标准', word(CRITERIA, m.data.criterion)],
      ['主任会议', m.data.meetingOn && `${m.data.meeting || '主任会议'}（${m.data.meetingOn}）`],
      ['领衔督办', parties.find((p) => p.role === 'leader')?.name],
      ['政府领办', m.data.govLeader],
      ['对口委员会', parties.find((p) => p.role === 'committee')?.name],
      ['协同督办', parties.find((p) => p.role === 'county')?.name],
      ['报告期限', dayShown(m.data.reportBy)],
      ['督办方案', m.data.plan, true],
      ['督办报告', m.data.report, true],
      ['成效', m.data.result, true],
    ]),
  sections: async (client, view) => {
    const units = await client.query(
      `select u.name, p.role, p.step from party p join unit u on u.id = p.unit where p.matter = $1 and p.left_at is null and p.role in ('main', 'co') order by p.role desc`,
      [view.matter.data.suggestion],
    )
    const events = (view.matter.data.events ?? []) as Record<'form' | 'on' | 'place' | 'people' | 'content' | 'demands', string>[]
    return [
      { key: 'units', title: '承办单位', head: ['单位', '分工'], rows: units.rows.map((u) => [u.name, u.role === 'co' ? '会办' : '主办']) },
      {
        key: 'events',
        title: '督办活动',
        head: ['日期', '形式', '地点', '参加', '情况', '要求'],
        rows: events.map((e) => [e.on, e.form, e.place, e.people, e.content, e.demands]),
      },
    ].filter((s) => s.rows.length > 0)
  },
  initial: (action, view) =>
    action === 'adopt'
      ? { meetingOn: view.today, reportBy: view.after?.(view.today, view.rule('clock.keyReport')) }
      : action === 'addEvent'
        ? { on: view.today }
        : {},
}
