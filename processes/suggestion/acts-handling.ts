/** The units' part: contact, co-opinion, extension, reply (B15–B17). */
import type { ActFn } from '../../kernel/act.ts'
import { addMonths } from '../../kernel/calendar.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import type { Span } from '../../kernel/process.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { keepChecks, writtenOf } from '../common/reply-checks.ts'
import { suggestionHeard } from '../concern/chain.ts'
import { AUTHORS, heard } from './acts-changing.ts'
import { attach, wrong } from './parts.ts'
import { FACE_TO_FACE } from './reply-rules.ts'

/** What a reply's code means to who asked first (A 已解决 … D 解释说明 in every place's table). */
const OUTCOME_OF: Record<string, string> = { A: 'solved', B: 'planned', C: 'hard', D: 'explained' }

/** Deputies to be answered: the lead, those who signed, and those whose suggestions were merged in. */
export const answered = (ctx: Ctx) => ctx.parties('lead', 'cosigner', 'joined').filter((p) => p.step === 'in' || p.step === 'signed')

async function replyRow(ctx: Ctx) {
  const r = await ctx.client.query({
    name: 'reply-row',
    text: 'select * from reply where party = $1 and round = $2',
    values: [ctx.party.id, ctx.party.data.round ?? 1],
  })
  return r.rows[0]
}

export const handling: Record<string, ActFn> = {
  async recordContact(ctx) {
    const { form, rank, place, heldOn, people, opinion, attachments } = ctx.input
    if (heldOn > ctx.today) throw wrong('heldOn', '沟通日期不能在今天之后')
    const p = ctx.party
    await ctx.client.query({
      name: 'contact-new',
      text: `insert into contact_record (id, matter, party, form, rank, place, held_on, people, opinion, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      values: [crypto.randomUUID(), ctx.view.matter.id, p.id, form, rank, place, heldOn, people, opinion, ctx.now],
    })
    const contacts = (p.data.contacts ?? 0) + 1
    const met = { contacts, ...(FACE_TO_FACE.includes(form) ? { faced: (p.data.faced ?? 0) + 1 } : {}) }
    if (p.step === 'signedFor') ctx.step(p, 'contacted', met)
    else ctx.note(p, met)
    await attach(ctx, attachments, { party: p.id })
    ctx.tell(['lead'], `${p.name}就${ctx.subject()}与代表沟通（${form}），请留意记录是否属实`)
  },

  async submitOpinion(ctx) {
    const { opinion, docNo, contactName, contactPhone, attachments } = ctx.input
    ctx.note(ctx.party, { opinion: { text: opinion, docNo, contactName, contactPhone, on: ctx.today }, sentBack: null })
    await attach(ctx, attachments, { party: ctx.party.id })
    ctx.tell(['main'], `${ctx.party.name}已提交会办意见：${ctx.subject()}`)
  },

  sendBackOpinion(ctx) {
    ctx.note(ctx.party, { sentBack: ctx.input.reason })
  },

  requestExtension(ctx) {
    const { months, reason, told } = ctx.input
    const clock = ctx.clock('reply', ctx.party)
    if (!clock) throw new Refusal('gate', '答复时钟没有在走，不能申请延期')
    const limit = addMonths(clock.startedOn, ctx.rule<number>('reply.extensionMax'))
    if (addMonths(clock.dueOn, months) > ctx.after(limit, [5, 'DAY']))
      throw wrong('months', `延期后总时限不能超过${ctx.rule<number>('reply.extensionMax')}个月（到${limit}）`)
    if (!told) throw wrong('told', '延期应先向代表说明（河南办法第二十条）')
    ctx.note(ctx.party, { extension: { state: 'asked', months, reason, on: ctx.today } })
    // The unit's word that it has explained is not enough: the deputies hear it from here, and may object before it is decided.
    ctx.tell([...AUTHORS], `${ctx.party.name}申请延期${months}个月答复${ctx.subject()}：${reason}。有异议的，请在这件建议里表示`)
  },

  decideExtension(ctx) {
    const p = ctx.party
    const asked = p.data.extension
    const yes = ctx.input.agree === 'yes'
    if (yes) heard(p, ctx.input.opinion)
    if (yes) ctx.extend('reply', p, { add: [asked.months, 'MONTH'] as Span, by: ctx.actor.name, consent: ctx.input.opinion || '同意', why: asked.reason })
    ctx.note(p, { extension: { ...asked, state: yes ? 'granted' : 'refused', opinion: ctx.input.opinion } })
    ctx.say({ decision: yes ? '同意' : '不同意' })
    ctx.tell(['main'], `延期申请${yes ? '已同意' : '未同意'}：${ctx.subject()}`, 'news', p)
    if (yes) ctx.tell([...AUTHORS], `${p.name}答复${ctx.subject()}的期限延长${asked.months}个月：${asked.reason}`)
  },

  async saveReply(ctx) {
    const i = ctx.input
    const codes = ctx.rule<[string, string][]>('reply.codes')
    const label = codes.find(([c]) => c === i.code)?.[1]
    if (!label) throw wrong('code', `处理结果请在 ${codes.map(([c]) => c).join('、')} 中选择`)
    if (ctx.rule<string[]>('reply.promisesFor').includes(i.code) && i.promises.length === 0)
      throw wrong('promises', `结果为「${label}」的，必须列明承诺事项：事项、措施、完成时限`)
    if (i.disclosure === 'withheld' && !i.withheldReason) throw wrong('withheldReason', '不予公开的，请写明理由')
    const late = i.promises.findIndex((x: { dueOn: string }) => x.dueOn <= ctx.today)
    if (late >= 0) throw wrong(`promises.${late}.dueOn`, '完成时限应在今天之后')
    const p = ctx.party
    await ctx.client.query({
      name: 'reply-save',
      text: `insert into reply (id, matter, party, round, doc_no, code, code_label, body, solved, planned, co_opinions, contact_name, contact_phone, disclosure, withheld_reason, draft, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        on conflict (party, round) do update set doc_no = excluded.doc_no, code = excluded.code, code_label = excluded.code_label, body = excluded.body, solved = excluded.solved, planned = excluded.planned,
          co_opinions = excluded.co_opinions, contact_name = excluded.contact_name, contact_phone = excluded.contact_phone, disclosure = excluded.disclosure, withheld_reason = excluded.withheld_reason, draft = excluded.draft, updated_at = excluded.updated_at`,
      values: [
        crypto.randomUUID(),
        ctx.view.matter.id,
        p.id,
        p.data.round ?? 1,
        i.docNo,
        i.code,
        label,
        i.body,
        i.solved,
        i.planned,
        ctx
          .parties('co')
          .filter((c) => c.data.opinion)
          .map((c) => `${c.name}：${c.data.opinion.text}`)
          .join('\n'),
        i.contactName,
        i.contactPhone,
        i.disclosure,
        i.withheldReason,
        JSON.stringify(i),
        ctx.now,
      ],
    })
    await attach(ctx, i.attachments, { party: p.id, held: true })
  },

  checkReply(ctx) {
    const ok = ctx.input.pass === 'yes'
    ctx.step(ctx.party, ok ? 'checked' : 'contacted', { check: { by: ctx.actor.name, on: ctx.today, ok, comment: ctx.input.comment } })
    ctx.say({ verdict: ok ? '通过' : '退回重写' })
  },

  async signReply(ctx) {
    const ok = ctx.input.pass === 'yes'
    if (ok && ctx.input.post === 'deputy' && ctx.rule<string>('reply.signer') === 'head')
      throw wrong('post', '本地规定答复由单位主要负责人签发，请送主要负责人')
    ctx.step(ctx.party, ok ? 'signed' : 'contacted', { sign: { by: ctx.actor.name, on: ctx.today, ok, comment: ctx.input.comment } })
    if (ok)
      await ctx.client.query({
        name: 'reply-sign',
        text: 'update reply set signer = $3, signed_at = $4 where party = $1 and round = $2',
        values: [ctx.party.id, ctx.party.data.round ?? 1, ctx.actor.name, ctx.now],
      })
    ctx.say({ verdict: ok ? '同意' : '退回修改' })
  },

  returnReply,

  async sendReply(ctx) {
    const p = ctx.party
    const reply = await replyRow(ctx)
    if (!reply) throw new Refusal('gate', '还没有起草答复')
    await ctx.client.query({ name: 'reply-send', text: 'update reply set delivered_at = $2 where id = $1', values: [reply.id, ctx.now] })
    await ctx.client.query({ name: 'reply-files', text: 'update attachment set held = false where party = $1 and held', values: [p.id] })
    const promises = await keepPromises(ctx, reply)
    const open = [...(p.data.promises ?? []), ...promises]
    ctx.note(p, { code: reply.code, repliedOn: ctx.today, mending: null, promises: open, ...(open.length > 0 ? { ledger: 'open' } : {}) })
    const viaLead = ctx.rule<string>('reply.cosignerMode') === 'lead'
    const leadJudges = ctx.rule<string>('feedback.by') === 'lead'
    for (const d of answered(ctx)) {
      // Whose own suggestion was merged in leads it still: he is answered and judges for himself.
      if (viaLead && d.role === 'cosigner') {
        ctx.tell(['cosigner'], `${p.name}已答复${ctx.subject()}，由领衔代表转复`, 'news', d)
        continue
      }
      ctx.join('recipient', {
        ...(leadJudges && d.role === 'cosigner' ? { step: 'informed' } : {}),
        seat: d.seat as string,
        name: d.name,
        ref: p.id,
        round: p.data.round ?? 1,
        data: { no: d.data.no ?? null, title: d.data.title ?? null, unit: p.name },
      })
    }
    keepChecks(ctx, p, p.data.round ?? 1, writtenOf(reply, { on: ctx.today }))
    ctx.say({ code: `${reply.code}（${reply.code_label}）` })
    if (!ctx.parties('main').every((m) => m.step === 'delivered')) return
    ctx.go('judging')
    // Citizens whose concern it came from are told what came of it.
    const heard = { code: OUTCOME_OF[reply.code[0]] ?? 'explained', text: `代表建议${ctx.subject()}已经答复（${reply.code_label}）。` }
    await suggestionHeard(ctx, heard, p.name)
  },
}

/**
 * A reply that does not answer is sent back before any deputy has judged it. It is the same reply written properly, not a second handling:
 * its round stays, who was asked to judge it is asked again when it comes, and the promises that stood in it fall away.
 */
async function returnReply(ctx: Ctx): Promise<void> {
  const p = ctx.party
  const round = p.data.round ?? 1
  const old = await replyRow(ctx)
  for (const r of ctx.parties('recipient')) if (r.ref === p.id && r.round === round) ctx.leave(r)
  const gone = await ctx.client.query<{ id: string }>('delete from promise where party = $1 and reply_round = $2 returning id', [p.id, round])
  const promises = (p.data.promises ?? []).filter((x: { id: string }) => !gone.rows.some((g) => g.id === x.id))
  await ctx.client.query('update reply set delivered_at = null, signed_at = null, signer = null where party = $1 and round = $2', [p.id, round])
  ctx.step(p, 'contacted', {
    promises,
    ...(promises.length === 0 ? { ledger: null } : {}),
    mending: { reason: ctx.input.reason, on: ctx.today, by: ctx.actor.name },
    returned: [...(p.data.returned ?? []), { on: ctx.today, reason: ctx.input.reason, code: old?.code, body: old?.body }],
  })
  ctx.afterWrite(async () => {
    await ctx.client.query('update reply_check set returned_on = $3 where party = $1 and round = $2', [p.id, round, ctx.today])
  })
  ctx.tell(['main'], `答复退回补正：${ctx.subject()}。${ctx.input.reason}`, 'warn', p)
  ctx.tell(['lead', 'cosigner', 'joined'], `${p.name}的答复已退回补正，补正后再请您评价：${ctx.subject()}`)
}

async function keepPromises(ctx: Ctx, reply: { id: string; draft: { promises: { item: string; measure: string; dueOn: string; owner: string }[] } }) {
  const rows = reply.draft.promises.map((x) => ({ id: crypto.randomUUID() as string, ...x }))
  await ctx.client.query({
    name: 'promise-new',
    text: `insert into promise (id, matter, party, reply, reply_round, item, measure, due_on, first_due, owner)
      select x.id, $2, $3, $4, $5, x.item, x.measure, x."dueOn", x."dueOn", x.owner from jsonb_to_recordset($1) as x(id uuid, item text, measure text, "dueOn" date, owner text)`,
    values: [JSON.stringify(rows), ctx.view.matter.id, ctx.party.id, reply.id, ctx.party.data.round ?? 1],
  })
  return rows.map(({ id, item, dueOn }) => ({ id, item, dueOn }))
}
