/** 联络站 as it is read: the register, the check against the standard, plan and done, what was solved here and how fast, six ledgers. */
import type pg from 'pg'
import { dayShown } from '../../kernel/day.ts'
import type { View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'
import { DEPUTY_LEVELS, type DeputyLevel, deputiesOf } from '../common/deputies.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { LIAISON } from '../contact/actions.ts'
import { ACTIVITY, BRANDS, DEMOS, LEVELS, STANDARD_RULES, STANDARDS, TYPES } from './actions.ts'
import { acts } from './acts.ts'
import { entrancesOf, entrancesOpen } from './entrances.ts'
import { ledgersOf } from './ledgers.ts'
import { station as def, type Plate } from './process.ts'
import { checklists, kept } from './sections.ts'

const BASICS = ['name', 'type', 'level', 'address', 'head', 'phone', 'area', 'village', 'facilities', 'brand', 'coordinates'] as const

/** 全员进站 (A11): of each level, who stands in no station yet; each number leads to the names. */
async function outside(client: pg.ClientBase, view: View): Promise<Section> {
  const r = await client.query(
    `select l.level, p.name, in_station(s.id) as inside from ${deputiesOf('$1', '$2::date')} order by l.level <> 'nation', length(l.path), p.name_sort, p.name`,
    [view.matter.place, view.today],
  )
  const left = r.rows.filter((x) => !x.inside).map((x) => x.name as string)
  const levels = (Object.keys(DEPUTY_LEVELS) as DeputyLevel[]).filter((k) => r.rows.some((x) => x.level === k))
  return {
    key: 'outside',
    title: '各级代表进站',
    text: left.length > 0 ? `还没有编入任何站点：${left.slice(0, 100).join('、')}${left.length > 100 ? `等 ${left.length} 位` : ''}` : '各级代表都已编入站点。',
    head: ['级别', '代表', '已进站', '未进站'],
    rows: levels.map((k) => {
      const all = r.rows.filter((x) => x.level === k)
      const out = all.filter((x) => !x.inside).length
      const to = `/report/rows?code=station_outside_${k}&year=${view.today.slice(0, 4)}`
      return [DEPUTY_LEVELS[k], String(all.length), String(all.length - out), out > 0 ? { text: String(out), to } : '0']
    }),
  }
}

/** Who of the station has received people less often this year than the place's rule asks. */
async function seldom(client: pg.ClientBase, view: View): Promise<Section | undefined> {
  const least = view.rule<number>('station.receptionsPerYear')
  const r = await client.query(
    `select p.name, (select count(distinct r.matter)::int from reception r join reception_host h on h.reception = r.matter and h.came
         where h.seat = s.id and r.kind <> 'leaders' and extract(year from r.held_on) = extract(year from $2::date)) as n
     from station_deputy x join seat s on s.id = x.seat join person p on p.id = s.person where x.station = $1 and x.until is null order by p.name_sort, p.name`,
    [view.matter.data.unit, view.today],
  )
  if (r.rows.length === 0 || least === 0) return undefined
  const few = r.rows.filter((x) => x.n < least)
  return {
    key: 'seldom',
    title: `${view.today.slice(0, 4)}年接待次数（本地规定每位代表不少于${least}次）`,
    text: few.length > 0 ? `还不够的：${few.map((x) => `${x.name}（${x.n}）`).join('、')}` : '每位代表都已达到。',
    head: ['进站代表', '已达到', '还不够'],
    rows: [[String(r.rows.length), String(r.rows.length - few.length), String(few.length)]],
  }
}

const hung = (plates: Plate[] = []) => plates.filter((p) => (p.state ?? 'approved') === 'approved')

export const station: Kit = {
  def,
  acts,
  group: '群众诉求',
  // As many as the public page shows: `public_station`.
  filters: [
    { value: 'plated', label: '准予挂牌清单', where: `jsonb_path_exists(m.data, '$.plates[*] ? (!exists(@.state) || @.state == "approved")')` },
    { value: 'asking', label: '待批挂牌', where: `jsonb_path_exists(m.data, '$.plates[*] ? (@.state == "asked")')` },
    { value: 'open', label: '向公众开放', where: `m.state in ('running', 'suspended')` },
  ],
  columns: [
    { title: '种类', cell: (m) => word(TYPES, m.kind) },
    { title: '层级', cell: (m) => word(LEVELS, m.data.level) },
    { title: '启用', cell: (m) => dayShown(m.data.openedOn) },
    { title: '标准', cell: (m) => (m.data.reviewed?.pass === 'yes' ? `${word(STANDARDS, m.data.standard)}达标` : '') },
    {
      title: '牌匾',
      cell: (m) =>
        hung(m.data.plates)
          .map((p) => p.plate)
          .join('、'),
    },
    { title: '示范', cell: (m) => (m.data.demo?.stage === 'named' ? word(DEMOS, m.data.demo.kind) : '') },
  ],
  sheet: ({ matter: m }) => {
    const d = m.data
    return sheetRows([
      ['种类', d.brand ? `${word(TYPES, d.type)}：${word(BRANDS, d.brand)}` : word(TYPES, d.type)],
      ['坐标', d.coordinates],
      ['层级', `${word(LEVELS, d.level)}${d.village ? '，设在村、社区' : ''}`],
      ['地址', d.address],
      ['站长', d.head],
      ['联系电话', d.phone],
      ['面积', d.area ? `${d.area} 平方米` : ''],
      ['启用日期', dayShown(d.openedOn)],
      ['设施', d.facilities],
      [
        '牌匾',
        hung(d.plates)
          .map((p) => `${p.plate}（${p.no}，${p.on}）`)
          .join('；'),
      ],
      ['提档升级', d.renewedOn && `${d.renewedOn}${d.renewal ? `，${d.renewal}` : ''}`],
      ['示范创建', d.demo && word(DEMOS, d.demo.kind)],
      [
        '最近自查',
        d.check &&
          `${d.check.on}，${word(STANDARDS, d.check.standard)} ${d.check.items.length}/${d.check.all.length} 项${d.check.note ? `。${d.check.note}` : ''}`,
      ],
      ['复核', d.reviewed && `${d.reviewed.on}，${d.reviewed.pass === 'yes' ? '达标' : '需要整改'}${d.reviewed.text ? `：${d.reviewed.text}` : ''}`],
    ])
  },
  field: (f, action, view) => {
    const plates = (state: string) =>
      ((view.matter.data.plates ?? []) as Plate[]).filter((p) => (p.state ?? 'approved') === state).map((p) => ({ value: p.plate, label: p.plate }))
    if (f.name === 'asked' || f.name === 'hung') return { ...f, options: plates(f.name === 'asked' ? 'asked' : 'approved') }
    if (action === 'selfCheck' && f.name === 'standard') return { ...f, options: checklists(view) }
    if (action === 'selfCheck' && f.name === 'items') {
      const all = [...new Set(Object.values(STANDARD_RULES).flatMap((k) => [...view.rule<readonly string[]>(k)]))]
      return { ...f, options: all.map((x) => ({ value: x, label: x })) }
    }
    if ((action === 'unplace' && f.name === 'seats') || f.name === 'deputy')
      return { ...f, options: (view.matter.data.placed ?? []).map((x: { seat: string; name: string }) => ({ value: x.seat, label: x.name })) }
    return f
  },
  initial: (action, view) => {
    const d = view.matter.data
    if (action === 'amend') return Object.fromEntries(BASICS.map((k) => [k, d[k]]))
    if (action === 'register') return { stage: 'running', openedOn: view.today }
    if (action === 'plate') return { plate: ((d.plates ?? []) as Plate[]).find((p) => p.state === 'asked')?.plate }
    if (action === 'selfCheck') return { standard: d.standard ?? 'nine', items: d.check?.items ?? [] }
    if (action === 'rota') return { year: Number(view.today.slice(0, 4)), from: '09:00', to: '11:30', where: d.address || view.matter.title }
    if (action === 'setPlan') return { year: Number(view.today.slice(0, 4)), rows: d.plans?.[view.today.slice(0, 4)] ?? [] }
    return {}
  },
  async options(client, view) {
    const r = await client.query('select id, title from station_case where matter = $1 and published_on is null order by held_on desc, at desc', [
      view.matter.id,
    ])
    const open = await entrancesOpen(client, view)
    return { cases: r.rows.map((x) => ({ value: x.id, label: x.title })), entrance: open, entrances: open }
  },
  async sections(client, view, viewer) {
    const unit = view.matter.data.unit as string
    const year = view.today.slice(0, 4)
    const out: Section[] = []
    const work = (
      await client.query(
        `select count(*)::int as asked, count(*) filter (where outcome in ('solved', 'partly'))::int as solved, count(*) filter (where answered_on is null and closed_on is null)::int as open,
           round(avg(answered_on - asked_on) filter (where answered_on is not null), 1)::text as days from station_asked($1)`,
        [unit],
      )
    ).rows[0]
    out.push({
      key: 'work',
      title: '成效',
      head: ['收集问题', '解决', '还在办', '平均几天答复'],
      rows: [[String(work.asked), String(work.solved), String(work.open), work.days ?? '']],
    })
    const plan = view.matter.data.plans?.[year] as { kind: string; count: number }[] | undefined
    if (plan?.length) {
      const done = await client.query(
        `select kind, count(*)::int as n from station_activity where station = $1 and extract(year from held_on) = $2 group by 1
         union all select 'reception', count(*)::int from reception where station = $1 and extract(year from held_on) = $2 and state in ('held', 'recorded') and kind <> 'leaders'`,
        [unit, year],
      )
      out.push({
        key: 'plan',
        title: `${year}年计划和完成`,
        head: ['内容', '计划', '完成'],
        rows: plan.map((p) => [
          p.kind === 'reception' ? '接待群众' : word(ACTIVITY, p.kind),
          String(p.count),
          String(done.rows.find((x) => x.kind === p.kind)?.n ?? 0),
        ]),
      })
    }
    out.push(...(await kept(client, view)), ...(await entrancesOf(client, view)))
    const helpers = await client.query(
      'select v.area, v.name, v.state, p.name as deputy from voter_liaison v join seat s on s.id = v.deputy join person p on p.id = s.person where v.station = $1 order by v.area, v.name',
      [unit],
    )
    if (helpers.rows.length > 0)
      out.push({
        key: 'liaison',
        title: '本站推荐的代表联络员',
        head: ['片区', '姓名', '协助代表', '状态'],
        rows: helpers.rows.map((x) => [x.area, x.name, x.deputy, word(LIAISON, x.state)]),
      })
    const few = await seldom(client, view)
    if (few) out.push(few)
    if (viewer.seat.office === 'daf_staff' || viewer.seat.office === 'daf_head') out.push(await outside(client, view))
    return [...out, ...(await ledgersOf(client, unit))]
  },
}
