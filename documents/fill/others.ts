/** Papers of motions, the topic guide, the special fund and awards. */

import { KINDS as AWARDS } from '../../processes/award/process.ts'
import { nomineesOf } from '../../processes/award/rows.ts'
import { topicsOf } from '../../processes/guide/rows.ts'
import { NOT_MOTION, OUTCOMES } from '../../processes/motion/inputs.ts'
import { numeral } from '../gbt.ts'
import type { Commendation } from '../templates/commendation.ts'
import type { FundApplication } from '../templates/fund-application.ts'
import type { MotionReport } from '../templates/motion-report.ts'
import type { MotionSheet } from '../templates/motion-sheet.ts'
import type { TopicGuide } from '../templates/topic-guide.ts'
import { DAF, type Filler } from './fillers.ts'
import { fromOffice, no3 } from './ground.ts'

export const others: Filler[] = [
  {
    key: 'motionSheet',
    process: 'motion',
    prints: ['all'],
    fits: () => true,
    make: async (g): Promise<MotionSheet> => {
      const m = g.view.matter
      const d = m.data
      const authors = g.view.parties.filter((p) => p.role === 'lead' || (p.role === 'cosigner' && ['signed', 'backs', 'notBacks'].includes(p.step)))
      const known = authors.filter((p) => p.seat && g.mine(p) === p.name)
      const about = new Map(
        (
          await g.client.query(
            `select s.id, s.certificate_no as "certificateNo", u.name as delegation, concat_ws('', pe.employer, pe.post) as post, pe.office_phone as phone
             from seat s join person pe on pe.id = s.person left join unit u on u.id = s.delegation where s.id = any ($1)`,
            [known.map((p) => p.seat)],
          )
        ).rows.map(({ id, ...x }) => [id, Object.fromEntries(Object.entries(x).filter(([, v]) => v))]),
      )
      const of = (p: (typeof authors)[number]) => ({ name: g.mine(p), ...about.get(p.seat as string) })
      const lead = authors.find((p) => p.role === 'lead')
      const names = (
        await g.client.query('select name from attachment where matter = $1 and party is null and removed_at is null order by at', [m.id])
      ).rows.map((x) => x.name)
      return {
        heading: g.session,
        ...(m.no ? { no: no3(m.no) as string } : {}),
        ...(d.receivedOn ? { receivedOn: d.receivedOn } : {}),
        title: m.title,
        lead: lead ? of(lead) : { name: d.delegationName ?? '' },
        cosigners: authors.filter((p) => p.role === 'cosigner').map(of),
        grounds: d.grounds ?? '',
        plan: d.plan ?? '',
        ...(names.length > 0 ? { attachments: names } : {}),
      }
    },
  },
  {
    key: 'motionReport',
    process: 'motion',
    prints: ['office'],
    fits: (g) => !!g.view.matter.session && !!g.view.matter.no,
    make: async (g): Promise<MotionReport> => {
      // One report for everything of the same session.
      const r = await g.client.query(
        `select m.no, m.title, m.data, pe.name as lead, (select u.name from party p join unit u on u.id = p.unit where p.matter = m.id and p.role = 'committee' and p.left_at is null order by p.joined_at desc limit 1) as committee
         from matter m left join seat s on s.id = m.lead left join person pe on pe.id = s.person
         where m.process = 'motion' and m.place = $1 and m.session = $2 and m.no is not null and not m.private order by m.no`,
        [g.view.matter.place, g.view.matter.session],
      )
      const [s] = (
        await g.client.query(
          `select to_char(cutoff at time zone 'Asia/Shanghai', 'YYYY年FMMM月FMDD日FMHH24时') as cutoff from congress_session where id = $1`,
          [g.view.matter.session],
        )
      ).rows
      const view = (x: { data: { decision?: { outcome: string; code?: string }; opinion?: { outcome: string; code?: string } } }) =>
        x.data.decision ?? x.data.opinion
      const turned = r.rows.filter((x) => view(x)?.outcome === 'suggestion')
      return {
        session: g.session,
        date: g.today,
        by: '大会秘书处议案组',
        ...(s?.cutoff ? { cutoff: s.cutoff } : {}),
        received: r.rows.length,
        asMotion: r.rows
          .filter((x) => !turned.includes(x))
          .map((x) => ({
            no: no3(x.no) ?? '',
            title: x.title,
            lead: x.lead ?? x.data.delegationName ?? '',
            committee: x.committee ?? '',
            opinion: OUTCOMES[view(x)?.outcome as keyof typeof OUTCOMES] ?? '正在研究提出意见',
          })),
        asSuggestion: turned.map((x) => ({
          title: x.title,
          lead: x.lead ?? x.data.delegationName ?? '',
          why: `${NOT_MOTION[view(x)?.code as keyof typeof NOT_MOTION] ?? '不属于本级人民代表大会职权范围'}，转为代表建议办理。`,
        })),
      }
    },
  },
  {
    key: 'topicGuide',
    process: 'guide',
    prints: ['all'],
    fits: () => true,
    why: (g) => (g.view.matter.data.publishedOn ? undefined : '选题指引还没有发布'),
    make: async (g): Promise<TopicGuide> => {
      const groups = Map.groupBy(await topicsOf(g.client, g.view.matter.id), (t) => t.unitName)
      return {
        year: Number(String(g.view.matter.data.opensOn).slice(0, 4)),
        organ: g.office.name,
        date: g.view.matter.data.publishedOn,
        groups: [...groups].map(([name, topics]) => ({ name, topics: topics.map((t) => `${t.title}。${t.background}`) })),
      }
    },
  },
  {
    key: 'fundApplication',
    process: 'fund',
    prints: ['all'],
    fits: () => true,
    make: async (g): Promise<FundApplication> => {
      const d = g.view.matter.data
      const [from] = d.suggestion ? (await g.client.query('select series, no, title from matter where id = $1', [d.suggestion])).rows : []
      const [city, county] = [d.asked?.city ?? '0', d.asked?.county ?? '0'].map(Number) as [number, number]
      return {
        year: Number(String(d.finishOn ?? g.today).slice(0, 4)),
        unit: g.view.parties.find((p) => p.role === 'unit')?.name ?? '',
        project: g.view.matter.title,
        ...(from?.no ? { no: no3(from.no) as string } : {}),
        title: from?.title ?? '',
        // Ten-thousandths of 万元 are yuan: whole numbers add without an error.
        total: (Math.round(city * 10_000) + Math.round(county * 10_000)) / 10_000,
        asked: city,
        own: county,
        content: d.content ?? '',
        benefit: `${d.benefit ?? ''}${d.beneficiaries ? `受益${d.beneficiaries}人。` : ''}`,
        schedule: d.finishOn ? `计划于${d.finishOn}前完成。` : '',
      }
    },
  },
  {
    key: 'commendation',
    process: 'award',
    prints: ['all'],
    fits: (g) => ['decided', 'announced'].includes(g.view.matter.state),
    issues: { offices: DAF, why: (g) => (g.view.matter.state === 'announced' ? undefined : '请先公布，登记表彰决定的文号') },
    // Issued under the number that was registered when it was announced: no second one is taken.
    ownNumber: (g) => g.view.matter.data.docNo ?? null,
    make: async (g): Promise<Commendation> => {
      const d = g.view.matter.data
      const won = (await nomineesOf(g.client, g.view.matter.id)).filter((n) => n.won)
      return {
        ...fromOffice(g),
        organ: `${g.placeName}人民代表大会常务委员会`,
        ...(d.docNo ? { number: d.docNo } : {}),
        date: d.announcedOn ?? g.today,
        year: d.year,
        groups: Object.entries(AWARDS)
          .map(([kind, name]) => ({
            name: `${name}（${numeral(won.filter((n) => n.kind === kind).length)}个）`,
            names: won.filter((n) => n.kind === kind).map((n) => n.title),
          }))
          .filter((x) => x.names.length > 0),
      }
    },
  },
]
