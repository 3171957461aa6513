/** Papers of handing over and of going back: 交办通知, 交办书, 退办申请, 调整通知. */

import type { Party } from '../../kernel/process.ts'
import { REJECT } from '../../processes/suggestion/inputs.ts'
import { COPIES, deadlineWords, SIGNERS } from '../../processes/suggestion/reply-rules.ts'
import { dateWords } from '../gbt.ts'
import type { AdjustNotice } from '../templates/adjust-notice.ts'
import type { AssignNotice } from '../templates/assign-notice.ts'
import type { ForwardLetter } from '../templates/forward-letter.ts'
import type { HandoverSheet } from '../templates/handover-sheet.ts'
import type { Item } from '../templates/parts.ts'
import type { ReturnRequest } from '../templates/return-request.ts'
import { options } from './answering.ts'
import { COORDINATING, DAF, type Filler, must, roleWords, UNIT } from './fillers.ts'
import { dueOf, fromOffice, type Ground, itemOf, no3, spanWords } from './ground.ts'

const handed = (_: Ground, p: Party | undefined) => !!p?.data.handedOn && ['main', 'co'].includes(p.role)

/** Everything that this unit was given on the same day in the same session, authors hidden where they ask for it. */
async function batch(g: Ground, p: Party): Promise<(Item & { role: string })[]> {
  const r = await g.client.query({
    name: 'hand-batch',
    text: `select m.no, m.title, m.confidential, m.key_item as key, p.role,
        (select pe.name from seat s join person pe on pe.id = s.person where s.id = m.lead) as lead,
        (select string_agg(u.name, '、' order by x.joined_at, u.position) from party x join unit u on u.id = x.unit where x.matter = m.id and x.role = 'main' and x.left_at is null) as main,
        (select string_agg(u.name, '、' order by x.joined_at, u.position) from party x join unit u on u.id = x.unit where x.matter = m.id and x.role = 'co' and x.left_at is null) as co,
        (select min(c.due_on)::text from clock c where c.matter = m.id and c.party = p.id and c.name in ('reply', 'opinion') and c.stopped_at is null) as due
      from party p join matter m on m.id = p.matter
      where p.unit = $1 and p.role in ('main', 'co') and p.left_at is null and p.data->>'handedOn' = $2 and m.place = $3 and m.process = 'suggestion' and m.session is not distinct from $4 and not m.private
      order by m.series, m.no limit 1000`,
    values: [p.unit, p.data.handedOn, g.view.matter.place, g.view.matter.session],
  })
  return r.rows.map((x) => ({
    no: no3(x.no) ?? '',
    title: x.title,
    lead: x.confidential ? '领衔代表' : (x.lead ?? ''),
    main: x.main ?? '',
    co: x.co ?? '',
    due: dateWords(x.due),
    key: x.key,
    role: x.role,
  }))
}

export const handing: Filler[] = [
  {
    key: 'forwardLetter',
    prints: ['office'],
    fits: (g) => g.view.matter.state === 'notAccepted',
    issues: { offices: DAF },
    make: (g): ForwardLetter => ({
      ...fromOffice(g),
      to: '有关单位',
      subject: `《${g.view.matter.title}》所反映的问题`,
      content: `该件经审查不作为代表建议交办（${REJECT[g.view.matter.data.rejected?.code as keyof typeof REJECT] ?? '其他'}）。所反映的情况：\n${g.view.matter.data.situation ?? ''}`,
      request: '请将处理情况告知反映人，并抄送我们。',
    }),
  },
  {
    key: 'assignNotice',
    roles: ['main', 'co'],
    prints: ['office', 'own'],
    fits: handed,
    issues: { offices: DAF },
    make: async (g, party): Promise<AssignNotice> => {
      const p = must(party)
      const items = await batch(g, p)
      const rule = (k: string) => spanWords(g.view.rule(k))
      return {
        ...fromOffice(g),
        session: g.sessionShort,
        to: p.name,
        items: items.map(({ role: _, ...x }) => x),
        mainCount: items.filter((x) => x.role === 'main').length,
        coCount: items.filter((x) => x.role === 'co').length,
        signWithin: rule('clock.signFor'),
        returnWithin: rule('clock.return'),
        coWithin: rule('clock.coOpinion'),
        replyWithin: rule('clock.reply'),
        contactWithin: rule('clock.firstContact'),
        options,
        signer: SIGNERS[g.view.rule<keyof typeof SIGNERS>('reply.signer')],
        form: g.view.rule<string>('reply.form'),
        answered: g.view.rule<string>('reply.cosignerMode') === 'lead' ? '领衔代表，由其转复联名代表' : '领衔代表和联名代表',
        copied: COPIES[g.view.rule<keyof typeof COPIES>('reply.copies')],
        reportBy: deadlineWords(g.view),
        copies: `${g.placeName}人民政府办公室`,
      }
    },
  },
  {
    key: 'handoverSheet',
    roles: ['main', 'co'],
    prints: ['office', 'own'],
    fits: handed,
    make: async (g, party): Promise<HandoverSheet> => {
      const p = must(party)
      const items = await batch(g, p)
      return { session: g.sessionShort, from: g.office.name, to: p.name, items: items.map(({ role: _, ...x }) => x), date: dateWords(p.data.handedOn) }
    },
  },
  {
    key: 'returnRequest',
    roles: ['main', 'co'],
    prints: ['office', 'own'],
    fits: (_, p) => !!p?.data.returnReason,
    issues: { unit: UNIT },
    make: async (g, party): Promise<ReturnRequest> => {
      const p = must(party)
      const lead = g.view.parties.find((x) => x.role === 'lead')
      const to = p.data.proposedUnit
        ? (await g.client.query({ name: 'unit-name', text: 'select name from unit where id = $1', values: [p.data.proposedUnit] })).rows[0]?.name
        : ''
      return {
        unit: p.name,
        item: { ...itemOf(g), lead: lead ? g.cover(lead) : '' },
        handedOn: p.data.handedOn,
        until: p.data.kept ? '' : p.data.returnUntil,
        reason: p.data.returnReason,
        basis: p.data.returnBasis ?? '',
        proposed: to ?? '',
        date: p.step === 'returnRequested' ? new Date(p.since.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) : '',
        decision: p.data.kept ? `不同意退回：${p.data.kept}` : '',
      }
    },
  },
  {
    key: 'adjustNotice',
    roles: ['main', 'co'],
    prints: ['office', 'own'],
    fits: (g, p) => !!p?.data.from && g.left.some((x) => x.name === p.data.from),
    issues: { offices: COORDINATING },
    make: (g, party): AdjustNotice => {
      const p = must(party)
      const old = g.left.findLast((x) => x.name === p.data.from)
      const due = dueOf(g, 'reply', p)
      return {
        ...fromOffice(g),
        to: [p.data.from, p.name],
        item: itemOf(g),
        from: p.data.from,
        target: p.name,
        role: roleWords(p),
        why: String(old?.data.left ?? '').replace(/^(退回|改交)：/, ''),
        ...(due ? { due } : {}),
        copies: `${g.placeName}人民政府办公室`,
      }
    },
  },
]
