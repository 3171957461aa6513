/** 交办会 as it is read: who hands over what to whom, and who has signed. */
import { dayShown } from '../../kernel/day.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { numberOf } from '../common/number.ts'
import { acts } from './acts.ts'
import { handover as def, KINDS } from './process.ts'

export const handover: Kit = {
  def,
  acts,
  reaches: async (c, matter) =>
    (await c.query(`select x as id from matter m, jsonb_array_elements_text(coalesce(m.data->'items', '[]')) x where m.id = $1`, [matter])).rows.map(
      (x) => x.id,
    ),
  group: '建议议案',
  columns: [
    { title: '形式', cell: (m) => word(KINDS, m.kind) },
    { title: '日期', cell: (m) => dayShown(m.data.heldOn) },
    { title: '件数', cell: (m) => String(m.data.items?.length ?? 0) },
  ],
  sheet: ({ matter: m }) =>
    sheetRows([
      ['形式', word(KINDS, m.kind)],
      ['召开日期', dayShown(m.data.heldOn)],
      ['地点', m.data.place],
      ['件数', m.data.items?.length],
      ['交办人', m.data.handedBy],
      ['出席领导', m.data.leaders],
      ['会议要求', m.data.note, true],
    ]),
  initial: (action, view) =>
    action === 'plan'
      ? { heldOn: view.after?.(view.today, view.rule('clock.meeting')) }
      : action === 'addItems'
        ? { items: view.matter.data.items ?? [] }
        : action === 'signBook'
          ? { on: view.today }
          : {},
  words: {
    notes: (p) => [
      { label: '件数', text: `${p.data.count ?? 0} 件` },
      ...(p.data.signer ? [{ label: '承接人', text: `${p.data.signer}，${p.data.signedOn}` }] : []),
    ],
  },
  async sections(client, view, viewer) {
    const unit = viewer.seat.office === 'unit_officer' || viewer.seat.office === 'unit_leader' ? viewer.seat.unit : null
    const r = await client.query(
      `select m.id, m.series, m.no, m.title, string_agg(u.name || case p.role when 'co' then '（会办）' else '' end, '、' order by p.role desc, p.joined_at) as units,
         (select c.due_on::text from clock c where c.matter = m.id and c.name = 'reply' order by c.started_at desc limit 1) as due
       from matter m join party p on p.matter = m.id and p.left_at is null and p.role in ('main', 'co') join unit u on u.id = p.unit
       where m.id = any ($1) and ($2::uuid is null or exists (select from party x where x.matter = m.id and x.unit = $2 and x.left_at is null)) group by m.id order by m.no`,
      [view.matter.data.items ?? [], unit],
    )
    const rota = await client.query(
      `select r.on_day::text as "on", u.name, r.person, r.phone from duty_rota r join unit u on u.id = r.unit where r.matter = $1 order by r.on_day, u.position, u.name, r.person`,
      [view.matter.id],
    )
    return [
      ...(rota.rows.length > 0
        ? [
            {
              key: 'rota',
              title: `驻会值守安排（${rota.rows.length} 人次）`,
              head: ['日期', '单位', '值守人员', '电话'],
              rows: rota.rows.map((x) => [x.on, x.name, x.person, x.phone]),
            },
          ]
        : []),
      {
        key: 'items',
        title: '交办清单',
        head: ['编号', '标题', '承办单位', '答复期限'],
        rows: r.rows.map((x) => [numberOf(x), { text: x.title, to: `/suggestion/${x.id}` }, x.units, x.due ?? '']),
      },
    ]
  },
}
