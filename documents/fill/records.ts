/** Papers that say what a matter's page says: its sheet and its tables, as this viewer may know them, with places to sign. */
import type { Section } from '../../kernel/wire.ts'
import type { Kit } from '../../processes/common/kit.ts'
import { numberOf } from '../../processes/common/number.ts'
import { concern } from '../../processes/concern/kit.ts'
import { contact } from '../../processes/contact/kit.ts'
import { wan } from '../../processes/fund/acts.ts'
import { fund } from '../../processes/fund/kit.ts'
import { gathering } from '../../processes/gathering/kit.ts'
import { reception } from '../../processes/reception/kit.ts'
import { research } from '../../processes/research/kit.ts'
import { ledgersOf } from '../../processes/station/ledgers.ts'
import { dateWords } from '../gbt.ts'
import { columnsOf, type ListPaper, type NoticePaper, type RecordPaper, type Table } from '../templates/kinds.ts'
import type { PanelMinutes } from '../templates/panel-minutes.ts'
import type { Report } from '../templates/report.ts'
import { DAF, type Filler, must } from './fillers.ts'
import { docTitleOf, fromOffice, type Ground, itemOf } from './ground.ts'

const WIDE = ['情况', '内容', '反映', '标题', '事项', '意见', '说明', '情况说明', '研究办理情况', '主题', '进展']
const tableOf = (s: Section): Table => ({
  title: s.title,
  columns: columnsOf(s.head, WIDE),
  rows: s.rows.map((r) => r.map((c) => (typeof c === 'string' ? c : (c?.text ?? '')))),
})
async function tables(kit: Kit, g: Ground, keys?: readonly string[]): Promise<Table[]> {
  const all = (await kit.sections?.(g.client, g.view, g.viewer, g.mine)) ?? []
  return all.filter((s) => s.rows.length > 0 && s.head.some((h) => h) && (!keys || keys.includes(s.key))).map(tableOf)
}
const names = (g: Ground, role: string, ...steps: string[]) =>
  g.view.parties.filter((p) => p.role === role && (steps.length === 0 || steps.includes(p.step))).map(g.mine)
const about = (g: Ground) => ({ left: numberOf(g.view.matter), right: g.placeName })

export const records: readonly Filler[] = [
  {
    key: 'researchRecord',
    process: 'research',
    prints: ['all'],
    fits: () => true,
    why: (g) => (g.view.matter.data.recordedOn ? undefined : '调研还没有记录'),
    make: async (g): Promise<RecordPaper> => ({
      title: `${g.placeName}人大代表会前调研记录`,
      ...about(g),
      rows: [
        { label: '调研题目', text: g.view.matter.title },
        ...research.sheet(g.view, g.mine),
        { label: '参加代表', text: names(g, 'member', 'attended').join('、'), long: true },
        { label: '记录人', text: g.view.matter.data.recordedBy ?? '' },
        { label: '记录日期', text: dateWords(g.view.matter.data.recordedOn) },
      ],
      tables: await tables(research, g),
      signs: ['代表签名'],
    }),
  },
  {
    key: 'coordinationMinutes',
    prints: ['office'],
    fits: (g) => !!g.view.matter.data.coordinated,
    issues: { offices: DAF },
    make: async (g): Promise<PanelMinutes> => {
      const r = (
        await g.client.query(
          'select held_on::text as "on", place, people, opinions, conclusion from coordination where matter = $1 order by held_on desc, at desc',
          [g.view.matter.id],
        )
      ).rows[0]
      return {
        organ: g.office.name,
        date: r?.on ?? g.today,
        item: itemOf(g),
        ...(r?.place ? { place: r.place } : {}),
        attendees: String(r?.people ?? '')
          .split(/[、，,；;\s]+/)
          .filter(Boolean),
        situation: `${docTitleOf(g)}建议涉及几个部门，承办单位需要协商确定。`,
        opinions: String(r?.opinions ?? '')
          .split('\n')
          .filter(Boolean),
        conclusion: r?.conclusion ?? '',
      }
    },
  },
  {
    key: 'onsitePlan',
    roles: ['main'],
    prints: ['office', 'own', 'all'],
    fits: (_, p) => !!p?.data.onsite,
    make: async (g, party): Promise<RecordPaper> => {
      const r = (await g.client.query('select person, plan, planned_at, reply, told, replied_at from onsite where party = $1', [must(party).id])).rows[0]
      const day = (at: Date | null) => (at ? dateWords(new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)) : '')
      return {
        title: '代表建议即交即办初步方案',
        left: docTitleOf(g),
        rows: [
          { label: '建议标题', text: g.view.matter.title, long: false },
          { label: '承办单位', text: must(party).name },
          { label: '值守人员', text: r?.person ?? '' },
          { label: '提出日期', text: day(r?.planned_at) },
          { label: '答复日期', text: day(r?.replied_at) },
          { label: '初步方案', text: r?.plan ?? '', long: true },
          { label: '初步答复', text: r?.reply ?? '', long: true },
          { label: '告知情况', text: r?.told ?? '' },
        ],
        signs: ['单位负责人', '代表签名'],
      }
    },
  },
  {
    key: 'fundAcceptance',
    process: 'fund',
    prints: ['all'],
    fits: () => true,
    why: (g) => (g.view.matter.data.acceptance ? undefined : '项目还没有验收'),
    make: async (g): Promise<RecordPaper> => {
      const a = g.view.matter.data.acceptance
      return {
        title: '代表建议办理专项资金项目验收表',
        ...about(g),
        rows: [
          { label: '项目名称', text: g.view.matter.title },
          ...fund.sheet(g.view, g.mine).filter((x) => !['验收', '绩效评价', '项目库排序', '预期效果'].includes(x.label)),
          { label: '验收日期', text: dateWords(a.on) },
          { label: '验收结论', text: a.verdict === 'pass' ? '合格' : '整改后再验' },
          { label: '验收人员', text: a.people ?? '' },
          { label: '验收意见', text: a.opinion ?? '', long: true },
        ],
        tables: await tables(fund, g, ['payments']),
        signs: ['验收人员', '实施单位'],
      }
    },
  },
  {
    key: 'fundPerformance',
    process: 'fund',
    prints: ['all'],
    fits: () => true,
    why: (g) => (g.view.matter.data.evaluation ? undefined : '项目还没有绩效评价'),
    make: async (g): Promise<RecordPaper> => {
      const d = g.view.matter.data
      const paid = (await g.client.query('select coalesce(sum(wan), 0)::text as wan from fund_payment where matter = $1', [g.view.matter.id])).rows[0]?.wan
      return {
        title: '代表建议办理专项资金项目绩效评价表',
        ...about(g),
        rows: [
          { label: '项目名称', text: g.view.matter.title },
          ...fund.sheet(g.view, g.mine).filter((x) => ['实施单位', '具体地点', '批准资金', '计划完成', '受益人数', '预期效果', '完成情况'].includes(x.label)),
          { label: '已拨付', text: `${wan(paid)} 万元` },
          { label: '绩效得分', text: `${d.evaluation.score} 分` },
          { label: '评价意见', text: d.evaluation.opinion ?? '', long: true },
        ],
        signs: ['评价人员'],
      }
    },
  },
  {
    key: 'inspectionReport',
    process: 'gathering',
    prints: ['all'],
    fits: (g) => g.view.matter.kind === 'inspection',
    why: (g) => (g.view.matter.data.summary ? undefined : '视察还没有记录'),
    make: async (g): Promise<Report> => {
      const d = g.view.matter.data
      const all = await tables(gathering, g, ['items', 'opinions', 'adopted'])
      const find = (word: string) => all.find((t) => t.title?.includes(word))
      const table = (t: Table | undefined) => t && { columns: t.columns.map((c) => c.label), widths: t.columns.map((c) => c.width), rows: t.rows }
      const sections: Report['sections'] = [
        {
          heading: '视察安排',
          text: `${dateWords(d.heldOn)}，${g.office.name}组织代表视察办理代表建议的情况，地点：${d.place}。${d.attendance ? `应到${d.attendance.due}，实到${d.attendance.came}。` : ''}\n${d.topics ?? ''}`,
        },
        { heading: '视察情况', text: d.summary },
      ]
      for (const [word, heading] of [
        ['视察的建议', '视察的建议'],
        ['意见', '代表提出的意见'],
        ['采纳', '采纳吸收情况'],
      ] as const) {
        const t = table(find(word))
        if (t) sections.push({ heading, table: t })
      }
      return { title: `关于${g.view.matter.title}的视察报告`, organ: g.office.name, date: d.heldOn ?? g.today, sections }
    },
  },
  {
    key: 'contactNotice',
    process: 'contact',
    prints: ['office'],
    fits: () => true,
    why: (g) => (g.view.matter.data.pairs ? undefined : '名单里还没有结对'),
    make: async (g): Promise<NoticePaper> => {
      const pairs = (await tables(contact, g, ['pairs']))[0]
      return {
        ...fromOffice(g),
        date: g.view.matter.data.issuedOn ?? g.today,
        title: `关于印发《${g.view.matter.title}》的通知`,
        to: '各位代表，各有关单位',
        text: `现将《${g.view.matter.title}》印发给你们，请按照名单加强经常性联系，听取意见，及时记录联系情况。名单今后有调整的，另行通知。`,
        list: {
          title: g.view.matter.title,
          columns: columnsOf(['序号', '联系人', '联系对象']).map((c) => (c.label === '序号' ? c : { ...c, width: 40 })),
          rows: (pairs?.rows ?? []).map((r, i) => [String(i + 1), r[0] ?? '', r[1] ?? '']),
        },
      }
    },
  },
  {
    key: 'contactBook',
    process: 'contact',
    prints: ['office'],
    fits: () => true,
    make: async (g): Promise<ListPaper> => ({
      title: '联系记录册',
      subtitle: g.view.matter.title,
      ...about(g),
      tables: await tables(contact, g, ['pairs', 'entries']),
    }),
  },
  {
    key: 'liaisonList',
    process: 'contact',
    prints: ['office'],
    fits: () => true,
    make: async (g): Promise<ListPaper> => {
      const r = await g.client.query(
        `select v.name, v.area, v.state, v.since::text as since, p.name as deputy from voter_liaison v join seat s on s.id = v.deputy join person p on p.id = s.person
         where v.list = $1 and v.until is null order by v.area, v.name`,
        [g.view.matter.id],
      )
      const states: Record<string, string> = { nominated: '已推荐', approved: '已审核', active: '在任', ended: '已结束' }
      return {
        title: '代表联络员名单',
        ...about(g),
        tables: [
          {
            columns: columnsOf(['序号', '片区', '姓名', '联系的代表', '自', '状态']),
            rows: r.rows.map((x, i) => [String(i + 1), x.area, x.name, x.deputy, dateWords(x.since), states[x.state] ?? '']),
          },
        ],
      }
    },
  },
  {
    key: 'concernSheet',
    process: 'concern',
    prints: ['office', 'own'],
    fits: () => true,
    make: async (g): Promise<RecordPaper> => ({
      title: `${g.placeName}社情民意登记表`,
      ...about(g),
      rows: [{ label: '反映事项', text: g.view.matter.title }, ...concern.sheet(g.view, g.mine)],
      tables: await tables(concern, g, ['answers', 'chased']),
      signs: ['登记人'],
    }),
  },
  {
    key: 'receptionNotice',
    process: 'reception',
    prints: ['all'],
    fits: () => true,
    why: (g) => (g.view.matter.data.notice ? undefined : '接待日还没有公告'),
    make: (g): NoticePaper => ({
      ...fromOffice(g),
      contactName: '',
      date: g.view.matter.data.announcedOn ?? g.today,
      title: `关于${g.view.matter.title}的公告`,
      text: g.view.matter.data.notice,
    }),
  },
  {
    key: 'receptionRegister',
    process: 'reception',
    prints: ['office', 'own'],
    fits: () => true,
    make: async (g): Promise<RecordPaper> => ({
      title: '人大代表接待群众登记表',
      ...about(g),
      rows: [...reception.sheet(g.view, g.mine).filter((x) => x.label !== '公告'), { label: '接待代表', text: names(g, 'host').join('、'), long: false }],
      tables: await tables(reception, g, ['visitors']),
      signs: ['接待代表'],
    }),
  },
  {
    key: 'stationLedgers',
    process: 'station',
    prints: ['all'],
    fits: (g) => !!g.view.matter.data.unit,
    make: async (g): Promise<ListPaper> => ({
      title: `${g.view.matter.title}台账`,
      left: '代表信息、主题活动、学习培训、接待选民、建议办理、履职登记',
      right: dateWords(g.today),
      tables: (await ledgersOf(g.client, g.view.matter.data.unit)).map((s) => {
        const t = tableOf(s)
        return t.rows.length > 0 ? t : { ...t, rows: [t.columns.map((_, i) => (i === 0 ? '（无）' : ''))] }
      }),
    }),
  },
  {
    key: 'deputyBook',
    process: 'station',
    prints: ['all'],
    fits: (g) => !!g.view.matter.data.unit,
    make: async (g): Promise<ListPaper> => {
      // The office telephone only: a private number is nobody's to print.
      const r = await g.client.query(
        `select p.name, l.name as place, concat_ws('', p.employer, p.post) as post, p.office_phone as phone, s.electoral_unit as unit from station_deputy x join seat s on s.id = x.seat
         join person p on p.id = s.person join place l on l.code = s.place where x.station = $1 and x.until is null order by length(l.code), p.name_sort, s.id`,
        [g.view.matter.data.unit],
      )
      return {
        title: '代表联系册',
        left: g.view.matter.title,
        right: dateWords(g.today),
        tables: [
          {
            columns: columnsOf(['序号', '姓名', '所属人大', '单位职务', '选举单位', '办公电话'], ['单位职务']),
            rows: r.rows.map((x, i) => [String(i + 1), x.name, x.place, x.post ?? '', x.unit ?? '', x.phone ?? '']),
          },
        ],
      }
    },
  },
]
