/** 固定联系 as it is read: pairs, coverage, who is left out, what was logged, notices of change. */

import type pg from 'pg'
import { dayShown } from '../../kernel/day.ts'
import type { View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { CALLED_ON, FORMS, KINDS, LIAISON, SC_MEMBER, WENT_TO } from './actions.ts'
import { acts, coverage } from './acts.ts'
import { contact as def } from './process.ts'

const PAIR = `l.id, coalesce(pf.name, uf.name, l.caller_text) as caller, coalesce(pt.name, ut.name, l.called_text) as called, l.since::text`
const PAIRS = `contact_link l left join seat sf on sf.id = l.caller_seat left join person pf on pf.id = sf.person left join unit uf on uf.id = l.caller_unit
  left join seat st on st.id = l.called_seat left join person pt on pt.id = st.person left join unit ut on ut.id = l.called_unit`
const named = (people: { id: string; area: string; name: string }[]) => people.map((x) => ({ value: x.id, label: `${x.area} ${x.name}` }))
const pairs = async (c: pg.ClientBase, list: string) =>
  (
    await c.query(
      `select ${PAIR}, (select count(*)::int from contact_entry e where e.link = l.id) as n from ${PAIRS} where l.list = $1 and l.until is null order by caller, called`,
      [list],
    )
  ).rows

/** The members of the standing committee against the rule: who has nobody yet, who has fewer, who has more. */
async function members(client: pg.ClientBase, view: View): Promise<Section> {
  const each = view.rule<number>('contact.each')
  const rows = (
    await client.query(
      `select p.name, count(distinct l.called_seat)::int as n from person p join seat s on s.person = p.id and s.place = $1 and s.state = 'active' and s.starts_on <= $2 and (s.ends_on is null or s.ends_on >= $2) and sc_member(s)
       left join seat any_seat on any_seat.person = p.id left join contact_link l on l.caller_seat = any_seat.id and l.kind = 'memberDeputy' and l.place = $1 and l.until is null
       group by p.id, p.name, p.name_sort order by p.name_sort, p.name`,
      [view.matter.place, view.today],
    )
  ).rows as { name: string; n: number }[]
  const said = (words: string, of: (n: number) => boolean, count = true) => {
    const x = rows.filter((r) => of(r.n))
    return x.length > 0 ? `${words}：${x.map((r) => (count ? `${r.name}（${r.n}）` : r.name)).join('、')}。` : ''
  }
  const text =
    rows.length === 0
      ? `名册里还没有注明谁是${SC_MEMBER}，请在「结构标签」里写上。`
      : said('还没有结对', (n) => n === 0, false) + said(`不足${each}位`, (n) => n > 0 && n < each) + said(`超过${each}位`, (n) => n > each)
  return {
    key: 'members',
    title: `组成人员（本地规定每位联系${each}位）`,
    text: text || '每位组成人员都按规定结对。',
    head: ['组成人员', '已结对', '未结对'],
    rows: [[String(rows.length), String(rows.filter((r) => r.n > 0).length), String(rows.filter((r) => r.n === 0).length)]],
  }
}

/** 三进三访: how often in each of the nine ways. */
async function threeVisits(client: pg.ClientBase, list: string): Promise<Section> {
  const r = (await client.query(`select went_to, called_on, count(*)::int as n from contact_entry where list = $1 and went_to <> '' group by 1, 2`, [list]))
    .rows
  const n = (to: string, on: string) => r.filter((x) => (!to || x.went_to === to) && (!on || x.called_on === on)).reduce((a, x) => a + x.n, 0)
  const on = [...Object.keys(CALLED_ON), '']
  return {
    key: 'threeVisits',
    title: '三进三访（次）',
    head: ['', ...Object.values(CALLED_ON), '合计'],
    rows: [...Object.entries(WENT_TO), ['', '合计'] as const].map(([to, label]) => [label, ...on.map((x) => String(n(to, x)))]),
  }
}

export const contact: Kit = {
  def,
  acts,
  group: '群众诉求',
  columns: [
    { title: '种类', cell: (m) => word(KINDS, m.kind) },
    { title: '结对', cell: (m) => String(m.data.pairs ?? 0) },
    { title: '联系次数', cell: (m) => String(m.data.entries ?? 0) },
    { title: '带回意见', cell: (m) => String(m.data.opinions ?? 0) },
  ],
  sheet: ({ matter: m }) =>
    sheetRows([
      ['种类', word(KINDS, m.kind)],
      ['印发日期', dayShown(m.data.issuedOn)],
      ['结对', `${m.data.pairs ?? 0} 对`],
      ['联系', m.data.entries ? `${m.data.entries} 次，带回意见 ${m.data.opinions} 条` : ''],
      ['未印发的变动', m.data.added || m.data.removed ? `新增 ${m.data.added ?? 0} 对，解除 ${m.data.removed ?? 0} 对` : ''],
    ]),
  initial: (action, view) =>
    action === 'link'
      ? { kind: view.matter.kind }
      : action === 'nominate' && view.actor.office === 'deputy'
        ? { deputy: view.actor.seat }
        : action === 'log'
          ? { heldOn: view.today, form: 'visit' }
          : {},
  // Where and on whom is asked of a group's visit to its village only.
  field: (f, action, view) =>
    action === 'log' && ['wentTo', 'calledOn'].includes(f.name) && view.matter.kind !== 'groupVillage' ? { ...f, when: { field: 'form', in: [] } } : f,
  // The choices of pairs and of liaison persons come from rows: see `options`.
  async options(client: pg.ClientBase, view: View) {
    const list = view.matter.id
    const some = await pairs(client, list)
    const mine = view.actor.office === 'deputy' ? some.filter((x) => x.caller === view.actor.name || x.called === view.actor.name) : some
    const people = (await client.query('select id, name, area, state from voter_liaison where list = $1 and until is null order by area, name', [list])).rows
    const kept = (
      await client.query(
        `select u.id, u.name, u.kind from unit u join place p on p.code = u.place, place own where own.code = $1 and p.path like own.path || '%' and u.kind in ('group', 'village') and u.active order by u.kind, p.code, u.name`,
        [view.matter.place],
      )
    ).rows
    return {
      registered: kept.map((x) => ({ value: x.id, label: x.name })),
      links: some.map((x) => ({ value: x.id, label: `${x.caller} — ${x.called}` })),
      link: mine.map((x) => ({ value: x.id, label: `${x.caller} — ${x.called}` })),
      people: named(people),
      nominees: named(people.filter((x) => x.state === 'nominated')),
      approved: named(people.filter((x) => x.state === 'approved')),
    }
  },
  async sections(client, view, viewer) {
    const m = view.matter
    const out: Section[] = []
    const deputy = viewer.seat.office === 'deputy'
    const all = await pairs(client, m.id)
    const shown = deputy ? all.filter((x) => x.caller === viewer.name || x.called === viewer.name) : all
    out.push({
      key: 'pairs',
      title: `结对（${shown.length}）`,
      head: ['联系人', '联系对象', '自', '联系次数'],
      rows: shown.map((x) => [x.caller, x.called, x.since, String(x.n)]),
    })
    if (!deputy && ['memberDeputy', 'committeeDeputy', 'deputyPeople'].includes(m.kind)) {
      const c = await coverage({ client, view: { ...view, parties: [...view.parties] }, today: view.today })
      const missing = (
        await client.query(
          `select p.name from seat s join person p on p.id = s.person where s.place = $1 and s.office = 'deputy' and s.state = 'active' and (s.ends_on is null or s.ends_on >= $3)
           and not exists (select from contact_link l where l.place = $1 and l.kind = $2 and l.until is null and (l.called_seat = s.id or ($2 = 'deputyPeople' and l.caller_seat = s.id))) order by p.name_sort, p.name limit 60`,
          [m.place, m.kind, view.today],
        )
      ).rows.map((x) => x.name as string)
      out.push({
        key: 'coverage',
        title: '届内覆盖',
        text:
          missing.length > 0
            ? `还没有联系到：${missing.join('、')}${c.all - c.covered > missing.length ? `等 ${c.all - c.covered} 位` : ''}`
            : '全部代表都有人联系。',
        head: ['应联系', '已联系'],
        rows: [[String(c.all), String(c.covered)]],
      })
    }
    if (!deputy && m.kind === 'memberDeputy') out.push(await members(client, view))
    const entries = (
      await client.query(
        `select e.held_on::text as on, e.form, e.went_to, e.called_on, e.by_name, e.content, e.opinions, coalesce(pt.name, ut.name, l.called_text) as called from contact_entry e left join contact_link l on l.id = e.link
         left join seat st on st.id = l.called_seat left join person pt on pt.id = st.person left join unit ut on ut.id = l.called_unit where e.list = $1 order by e.held_on desc, e.at desc limit 200`,
        [m.id],
      )
    ).rows
    if (entries.length > 0)
      out.push({
        key: 'entries',
        title: '联系记录',
        head: ['日期', '方式', '谁记', '对象', '情况', '意见'],
        rows: entries.map((e) => [
          e.on,
          [word(FORMS, e.form), word(WENT_TO, e.went_to), word(CALLED_ON, e.called_on)].filter(Boolean).join('，'),
          e.by_name,
          e.called ?? '',
          e.content,
          String(e.opinions),
        ]),
      })
    if (m.kind === 'groupVillage') out.push(await threeVisits(client, m.id))
    if (m.data.notices?.length)
      out.push({
        key: 'notices',
        title: '调整通知',
        head: ['文号', '日期', '原因', '新增', '解除'],
        rows: m.data.notices.map((n: { docNo: string; on: string; reason: string; added: number; removed: number }) => [
          n.docNo,
          n.on,
          n.reason,
          String(n.added),
          String(n.removed),
        ]),
      })
    const people = (
      await client.query(
        'select v.name, v.area, v.state, v.nominated_by, v.since::text, v.approved_on::text, v.active_on::text, v.until::text, p.name as deputy from voter_liaison v join seat s on s.id = v.deputy join person p on p.id = s.person where v.list = $1 order by v.area, v.name',
        [m.id],
      )
    ).rows
    if (people.length > 0)
      out.push({
        key: 'liaison',
        title: '代表联络员',
        head: ['片区', '姓名', '协助代表', '推荐', '状态', '自'],
        rows: people.map((p) => [
          p.area,
          p.name,
          p.deputy,
          p.nominated_by,
          LIAISON[p.state as 'active'] ?? '',
          p.until ?? p.active_on ?? p.approved_on ?? p.since,
        ]),
      })
    return out
  },
}
