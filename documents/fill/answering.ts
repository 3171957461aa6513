/** Papers of the units' work: 沟通记录, 会办意见函, 延期申请和复函, 答复函, 当面答复记录, 征询意见表. */
import type { Party } from '../../kernel/process.ts'
import { ADOPTED, FORMS, RANKS, SATISFACTION, SOLVED } from '../../processes/suggestion/inputs.ts'
import { judgementsOf } from '../../processes/suggestion/parts-read.ts'
import type { COPIES } from '../../processes/suggestion/reply-rules.ts'
import { dateWords } from '../gbt.ts'
import { issuedOf } from '../store.ts'
import type { CoOpinion } from '../templates/co-opinion.ts'
import type { ContactRecord } from '../templates/contact-record.ts'
import type { ExtensionAnswer } from '../templates/extension-answer.ts'
import type { ExtensionRequest } from '../templates/extension-request.ts'
import type { FaceRecord } from '../templates/face-record.ts'
import type { FeedbackForm } from '../templates/feedback-form.ts'
import type { ReplyLetter } from '../templates/reply-letter.ts'
import { COORDINATING, type Filler, must, roleWords, UNIT } from './fillers.ts'
import { deputiesOf, docTitleOf, dueOf, fromOffice, full, type Ground, itemOf, laterBy } from './ground.ts'

export const options = {
  forms: Object.keys(FORMS),
  ranks: Object.keys(RANKS),
  satisfaction: Object.keys(SATISFACTION),
  solved: Object.keys(SOLVED),
  adopted: Object.keys(ADOPTED),
}
/** The unit's own latest reply that this viewer may see. */
const replyOf = (g: Ground, p: Party | undefined, round?: number) =>
  g.replies.filter((r) => r.party === p?.id && (round === undefined || r.round === round)).toSorted((a, b) => b.round - a.round)[0]
const contactOf = (g: Ground, p: Party) => g.contacts.find((c) => c.party === p.id)
const local = (iso: string | null | undefined) => (iso ? new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10) : '')

/** Who gets a copy, by the place's rule; where an identity is kept back, the electoral unit that would give it away is too. */
async function copiesOf(g: Ground): Promise<string> {
  const to = g.view.rule<keyof typeof COPIES>('reply.copies')
  const lead = g.view.parties.find((x) => x.role === 'lead')
  const unit =
    to === 'electoral' && lead?.seat && !g.view.matter.confidential
      ? (await g.client.query({ name: 'electoral-unit', text: 'select electoral_unit from seat where id = $1', values: [lead.seat] })).rows[0]?.electoral_unit
      : undefined
  return [
    g.office.name,
    ...(to === 'office' ? [] : [`${g.placeName}人民政府办公室`]),
    // A voters' district has no congress of its own.
    ...(unit?.endsWith('人民代表大会') ? [`${unit}常务委员会`] : []),
  ].join('，')
}

export const answering: Filler[] = [
  {
    key: 'contactRecord',
    roles: ['main'],
    prints: ['office', 'own'],
    fits: (_, p) => !!p?.data.handedOn,
    why: (g, p) => (contactOf(g, must(p)) ? undefined : '还没有与代表沟通的记录'),
    make: (g, party): ContactRecord => {
      const p = must(party)
      const c = contactOf(g, p)
      return {
        ...itemOf(g),
        unit: p.name,
        deputies: deputiesOf(g, g.cover),
        ...(c ? { on: c.on, form: c.form, rank: c.rank, place: c.place, people: c.people, opinion: c.opinion } : {}),
        options,
      }
    },
  },
  {
    key: 'coOpinion',
    roles: ['co'],
    prints: ['office', 'own', 'all'],
    fits: (_, p) => !!p?.data.handedOn,
    why: (_, p) => (p?.data.opinion ? undefined : '还没有提交会办意见'),
    issues: { unit: UNIT },
    ownNumber: (_, p) => p?.data.opinion?.docNo || null,
    make: (g, party): CoOpinion => {
      const p = must(party)
      const o = p.data.opinion
      return {
        organ: full(g.placeName, p.name),
        date: o.on ?? g.today,
        ...(o.docNo ? { number: o.docNo } : {}),
        contactName: o.contactName ?? '',
        contactPhone: o.contactPhone ?? '',
        docTitle: docTitleOf(g),
        to: g.view.parties
          .filter((x) => x.role === 'main')
          .map((x) => x.name)
          .join('、'),
        item: itemOf(g),
        opinion: o.text,
        copies: g.office.name,
      }
    },
  },
  {
    key: 'extensionRequest',
    roles: ['main'],
    prints: ['office', 'own'],
    fits: (_, p) => !!p?.data.extension,
    issues: { unit: UNIT },
    make: (g, party): ExtensionRequest => {
      const p = must(party)
      const x = p.data.extension
      const asked = x.state === 'asked'
      const due = asked ? dueOf(g, 'reply', p) : undefined
      const later = asked ? laterBy(g, p, x.months) : x.state === 'granted' ? dueOf(g, 'reply', p) : undefined
      const r = replyOf(g, p)
      return {
        organ: full(g.placeName, p.name),
        date: x.on ?? g.today,
        contactName: r?.contactName ?? '',
        contactPhone: r?.contactPhone ?? '',
        to: g.office.name,
        item: itemOf(g),
        months: x.months,
        reason: x.reason,
        ...(due ? { due } : {}),
        ...(later ? { newDue: later } : {}),
      }
    },
  },
  {
    key: 'extensionAnswer',
    roles: ['main'],
    prints: ['office', 'own'],
    fits: (_, p) => !!p?.data.extension,
    why: (_, p) => (p?.data.extension.state === 'asked' ? '延期申请还没有答复' : undefined),
    issues: { offices: COORDINATING },
    make: async (g, party): Promise<ExtensionAnswer> => {
      const p = must(party)
      const x = p.data.extension
      const asked = (await issuedOf(g.client, g.view.matter.id)).find((d) => d.template === 'extensionRequest' && d.party === p.id)?.number
      const due = x.state === 'granted' ? dueOf(g, 'reply', p) : undefined
      return {
        ...fromOffice(g),
        to: p.name,
        ...(asked ? { asked } : {}),
        item: itemOf(g),
        granted: x.state === 'granted',
        months: x.months,
        ...(due ? { newDue: due } : {}),
        opinion: x.opinion ?? '',
      }
    },
  },
  {
    key: 'replyLetter',
    roles: ['main'],
    prints: ['office', 'own', 'all'],
    fits: (g, p) => !!replyOf(g, p),
    issues: { unit: UNIT, why: (g, p) => (replyOf(g, p)?.signedAt ? undefined : '答复还没有经单位负责人签发，不能编号印发') },
    ownNumber: (g, p) => replyOf(g, p)?.docNo || null,
    reply: (g, p) => replyOf(g, p)?.id ?? null,
    make: async (g, party): Promise<ReplyLetter> => {
      const p = must(party)
      const r = replyOf(g, p) as NonNullable<ReturnType<typeof replyOf>>
      // The draft keeps its promises beside it until it is sent; then they are rows of their own.
      const drafted = (r as unknown as { promises?: { item: string; measure?: string; dueOn: string; owner?: string }[] }).promises
      const kept = g.promises.filter((x) => x.party === p.id)
      return {
        organ: full(g.placeName, p.name),
        date: local(r.deliveredAt ?? r.signedAt) || g.today,
        ...(r.docNo ? { number: r.docNo } : {}),
        contactName: r.contactName,
        contactPhone: r.contactPhone,
        docTitle: docTitleOf(g),
        deputies: deputiesOf(g, g.cover),
        items: answeredItems(g),
        code: r.code,
        disclosure: r.disclosure === 'public' ? '主动公开' : '不予公开',
        consulted: g.view.parties.filter((x) => x.role === 'co').map((x) => x.name),
        body: r.body,
        solved: r.solved,
        planned: r.planned,
        coOpinions: r.coOpinions,
        promises: (r.deliveredAt ? kept : (drafted ?? [])).map((x) => ({
          item: x.item,
          measure: x.measure ?? '',
          due: dateWords(x.dueOn),
          owner: x.owner ?? '',
        })),
        round: r.round,
        form: {
          ...itemOf(g),
          main: p.name,
          kindWords: roleWords(p),
          replyNo: r.docNo ?? '',
          repliedOn: local(r.deliveredAt ?? r.signedAt),
          options,
        },
        copies: await copiesOf(g),
      }
    },
  },
  {
    key: 'faceRecord',
    roles: ['main'],
    prints: ['office', 'own'],
    fits: (g, p) => !!p?.data.handedOn && (!!g.view.matter.data.wishFace || !!replyOf(g, p)),
    why: (g, p) => (replyOf(g, p) ? undefined : '还没有起草答复'),
    make: (g, party): FaceRecord => {
      const p = must(party)
      const c = contactOf(g, p)
      return {
        ...itemOf(g),
        unit: p.name,
        deputies: deputiesOf(g, g.cover),
        ...(c ? { place: c.place, people: c.people } : {}),
        content: replyOf(g, p)?.body ?? '',
      }
    },
  },
  {
    key: 'feedbackForm',
    roles: ['recipient'],
    prints: ['office', 'own'],
    fits: () => true,
    make: async (g, party): Promise<FeedbackForm> => {
      const p = must(party)
      const main = g.view.parties.find((x) => x.id === p.ref)
      const r = replyOf(g, main, p.round)
      const c = main && contactOf(g, main)
      // Row-level security decides whose judgement comes; what is sealed leaves its boxes empty.
      const j = (await judgementsOf(g.client, g.view.matter.id, g.mine, false)).find((x) => x.recipient === p.id)
      return {
        ...itemOf(g),
        main: main?.name ?? '',
        kindWords: main ? roleWords(main) : '承办单位',
        replyNo: r?.docNo ?? '',
        repliedOn: local(r?.deliveredAt),
        deputy: g.mine(p),
        ...(c ? { contactForm: c.form, contactRank: c.rank } : {}),
        ...(j ? { attitude: j.attitude, result: j.result, solved: j.solved, adopted: j.adopted, comment: j.comment, redo: j.redo, judgedOn: local(j.at) } : {}),
        options,
      }
    },
  },
]

/** This suggestion and those merged into it: each is named in the answer. */
function answeredItems(g: Ground): { no?: string; title: string }[] {
  const merged = g.view.parties
    .filter((p) => p.role === 'joined' && p.data.title)
    .map((p) => ({ ...(p.data.no ? { no: String(p.data.no).padStart(3, '0') } : {}), title: String(p.data.title) }))
  const all = [itemOf(g), ...merged]
  return all.filter((x, i) => all.findIndex((y) => y.title === x.title && y.no === x.no) === i).slice(0, 20)
}
