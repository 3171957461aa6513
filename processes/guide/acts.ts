/** What collecting, editing and publishing do beyond the flow table. Telephones go into `guide_contact` and nowhere else. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { daysBefore } from '../common/before.ts'
import { clockActs } from '../common/clock-acts.ts'
import { wrong } from '../suggestion/parts.ts'
import { unitNames } from '../suggestion/rows.ts'

async function ask(ctx: Ctx, units: string[]): Promise<number> {
  const have = new Set(ctx.parties('source').map((p) => p.unit))
  const fresh = [...new Set(units)].filter((u) => !have.has(u))
  const names = await unitNames(ctx, fresh)
  for (const [unit, name] of names) ctx.join('source', { unit, name })
  return names.size
}

/** A mobile number is a person's own; the guide carries the office's. */
function officePhone(field: string, phone: string): string {
  if (/(^|\D)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(\D|$)/.test(phone)) throw wrong(field, '请填写办公电话，不要填写手机号')
  if (!/^[\d\s\-()（）转、,，]{5,30}$/.test(phone)) throw wrong(field, '办公电话请填写区号和号码，如 0990-2210011')
  return phone
}

interface TopicInput {
  title: string
  background: string
  available: string
  contact: string
  phone: string
}

/** A new report takes the place of the old one. Written after the party's row. */
function keep(ctx: Ctx, topics: TopicInput[]): void {
  const p = ctx.party
  const rows = topics.map((t) => ({ id: crypto.randomUUID(), ...t }))
  ctx.afterWrite(async () => {
    await ctx.client.query('delete from guide_topic where party = $1', [p.id])
    await ctx.client.query(
      `insert into guide_topic (id, matter, party, unit, position, title, background, available)
       select x.id, $1, $2, $3, x.n, x.title, x.background, x.available
       from rows from (json_to_recordset($4) as (id uuid, title text, background text, available text)) with ordinality as x (id, title, background, available, n)`,
      [ctx.view.matter.id, p.id, p.unit, JSON.stringify(rows)],
    )
    await ctx.client.query(
      `insert into guide_contact (topic, matter, unit, place, name, phone)
       select x.id, $1, $2, $3, x.contact, x.phone from json_to_recordset($4) as x (id uuid, contact text, phone text)`,
      [ctx.view.matter.id, p.unit, ctx.view.matter.place, JSON.stringify(rows)],
    )
  })
  ctx.note(p, { topics: rows.map((t) => ({ id: t.id, title: t.title })) })
}

const listed = (ctx: Ctx) => ctx.parties('source').flatMap((p) => (p.data.topics ?? []).filter((t: { dropped?: boolean }) => !t.dropped))

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async call(ctx) {
    const { title, submitBy, units, note } = ctx.input
    const next = (
      await ctx.client.query(
        `select id, name, opens_on::text as opens from congress_session where place = $1 and case when $3::date is null then opens_on > $2::date else opens_on = $3::date end order by opens_on limit 1`,
        [ctx.view.matter.place, ctx.today, ctx.input.opensOn ?? null],
      )
    ).rows[0]
    const opensOn: string | undefined = ctx.input.opensOn ?? next?.opens
    if (!opensOn) throw wrong('opensOn', '下一次会议还没有排定，请填写大会召开日期')
    if (opensOn <= ctx.today) throw wrong('opensOn', '大会召开日期应在今天之后')
    if (submitBy < ctx.today) throw wrong('submitBy', '报送截止日期不能在今天之前')
    const publishBy = daysBefore(ctx, opensOn, ctx.rule('guide.publish'))
    if (submitBy >= publishBy) throw wrong('submitBy', `大会${opensOn}召开，选题指引应在${publishBy}前发布，报送截止要早于这一天`)
    if (units.length === 0) throw wrong('units', '请至少选一个单位')
    ctx.set({ title, session: next?.id ?? null })
    const collectBy = ctx.after(submitBy, ctx.rule('guide.collect'))
    ctx.data({
      opensOn,
      submitBy,
      publishBy,
      // Dates as text: the earlier one sorts first.
      collectBy: [collectBy, publishBy].sort()[0],
      archiveBy: ctx.after(opensOn, ctx.rule('guide.archive')),
      note,
    })
    ctx.say({ count: await ask(ctx, units), session: next?.name ?? '下次大会' })
  },

  async addUnits(ctx) {
    const count = await ask(ctx, ctx.input.units)
    if (count === 0) throw wrong('units', ctx.input.units.length > 0 ? '所选单位都已经请过了' : '请至少选一个单位')
    ctx.say({ count })
  },

  submitTopics(ctx) {
    const topics: TopicInput[] = ctx.input.topics
    if (topics.length === 0) throw wrong('topics', '请至少填写一个选题；没有选题的请办「没有选题」')
    for (const [i, t] of topics.entries()) officePhone(`topics.${i}.phone`, t.phone)
    keep(ctx, topics)
    ctx.say({ count: topics.length })
  },

  noTopic(ctx) {
    ctx.note(ctx.party, { topics: [], reason: ctx.input.reason })
    const id = ctx.party.id
    ctx.afterWrite(async () => void (await ctx.client.query('delete from guide_topic where party = $1', [id])))
  },

  sendBack(ctx) {
    ctx.note(ctx.party, { sentBack: ctx.input.reason })
  },

  closeCollecting(ctx) {
    const topics = listed(ctx).length
    if (topics === 0) throw new Refusal('gate', '还没有单位报送选题，不能结束征集')
    const waiting = ctx.parties('source').filter((p) => p.step === 'asked' || p.step === 'sentBack')
    for (const p of waiting) ctx.step(p, p.data.topics?.length ? 'submitted' : 'missed')
    ctx.say({ count: ctx.parties('source').filter((p) => p.step === 'submitted').length, topics })
  },

  editTopic(ctx) {
    const { topic, title, background, dropped } = ctx.input
    const p = ctx.parties('source').find((x) => x.data.topics?.some((t: { id: string }) => t.id === topic))
    if (!p) throw wrong('topic', '没有这个选题，请重新选择')
    ctx.note(p, { topics: p.data.topics.map((t: { id: string }) => (t.id === topic ? { id: topic, title, dropped } : t)) })
    ctx.afterWrite(
      async () =>
        void (await ctx.client.query(
          `update guide_topic set title = $2, background = case when $3 = '' then background else $3 end, dropped = $4 where id = $1`,
          [topic, title, background, dropped],
        )),
    )
  },

  publish(ctx) {
    const topics = listed(ctx).length
    if (topics === 0) throw new Refusal('gate', '没有列入指引的选题，不能发布')
    ctx.data({ publishedOn: ctx.today })
    ctx.say({ units: ctx.parties('source').filter((p) => p.data.topics?.some((t: { dropped?: boolean }) => !t.dropped)).length, topics })
    ctx.tell(['deputy'], `选题指引已发布，请在「写建议」里查看：${ctx.view.matter.title}`)
  },

  updateContact(ctx) {
    const { contact, phone } = ctx.input
    officePhone('phone', phone)
    const { unit } = ctx.party
    ctx.afterWrite(
      async () =>
        void (await ctx.client.query('update guide_contact set name = $3, phone = $4 where matter = $1 and unit = $2', [
          ctx.view.matter.id,
          unit,
          contact,
          phone,
        ])),
    )
  },

  async askVisit(ctx) {
    const { unit, topic, on, withUnit } = ctx.input
    const p = ctx.parties('source').find((x) => x.id === unit)
    if (!p?.unit) throw wrong('unit', '请从选题指引里的单位中选择')
    if (on < ctx.today) throw wrong('on', '希望的日期不能在今天之前')
    const made = await ctx.nest({
      process: 'research',
      action: 'plan',
      matter: null,
      input: {
        title: `到${p.name}调研`,
        kind: 'unit',
        topic,
        place: p.name,
        startsOn: on,
        endsOn: on,
        units: [p.unit],
        want: `请答复能否接待、时间和联系人${withUnit ? `；希望参加：${withUnit}` : ''}`,
      },
    })
    ctx.link(made.matter, '到单位调研')
  },
}
