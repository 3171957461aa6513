/** What nominating, scoring and deciding do. Who stood lives in `nominee`; who gave what only in `nominee_score`. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { clockActs } from '../common/clock-acts.ts'
import { wrong } from '../suggestion/parts.ts'
import { unitNames } from '../suggestion/rows.ts'
import { type AwardKind, KINDS } from './process.ts'
import { nomineesOf, QUOTA } from './rows.ts'

/** Who stands, as the forms offer it: `rank` and `score` once every judge has scored. */
export interface Stands {
  id: string
  kind: AwardKind
  label: string
  rank?: number
  score?: string
}

/** When nobody has to score any more: means and ranks; single scores stay for nobody else to read. With many judges the ends fall off. */
async function rank(ctx: Ctx): Promise<void> {
  if (ctx.parties('judge').some((j) => j.step !== 'scored')) return
  await ctx.client.query({ name: 'award-means', text: 'select award_means($1, $2)', values: [ctx.view.matter.id, ctx.rule<number>('award.trim')] })
  const rows = await nomineesOf(ctx.client, ctx.view.matter.id)
  const nominees: Stands[] = rows.map((n) => ({
    id: n.id,
    kind: n.kind,
    label: `${KINDS[n.kind]}：${n.title}`,
    ...(n.rank === null ? {} : { rank: n.rank, score: n.score ?? '' }),
  }))
  ctx.data({ nominees })
}

async function judgesOf(ctx: Ctx, seats: string[]): Promise<{ seat: string; name: string }[]> {
  if (seats.length === 0) throw wrong('judges', '请至少选一名评委')
  if (new Set(seats).size !== seats.length) throw wrong('judges', '有的评委选了两次')
  const r = await ctx.client.query(
    `select s.id as seat, p.name from seat s join person p on p.id = s.person
     where s.id = any ($1) and s.place = $2 and s.state = 'active' and s.office in ('sc_leader', 'committee', 'gov_office', 'daf_head')`,
    [seats, ctx.view.matter.place],
  )
  if (r.rows.length !== seats.length) throw wrong('judges', '有的评委不在可选的职务之中，请重新选择')
  return r.rows
}

/** The suggestion must be one of this place that has been answered; the unit one that handled it. */
async function handled(ctx: Ctx, id: string, unit: string | undefined): Promise<{ title: string }> {
  const r = await ctx.client.query(
    `select m.title, exists (select from reply y join party p on p.id = y.party where p.matter = m.id and y.delivered_at is not null and ($3::uuid is null or p.unit = $3)) as answered
     from matter m where m.id = $1 and m.process = 'suggestion' and m.place = $2 and not m.private`,
    [id, ctx.view.matter.place, unit ?? null],
  )
  if (!r.rows[0]) throw wrong('suggestion', '没有这件建议，请重新选择')
  if (!r.rows[0].answered) throw unit ? wrong('unit', '这个单位没有答复过这件建议') : wrong('suggestion', '这件建议还没有答复，不能推荐')
  return r.rows[0]
}

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async call(ctx) {
    const { year, nominateBy, judges, note } = ctx.input
    if (nominateBy < ctx.today) throw wrong('nominateBy', '推荐截止日期不能在今天之前')
    const quota = Object.fromEntries(Object.entries(QUOTA).map(([kind, field]) => [kind, ctx.input[field]]))
    if (Object.values(quota).every((n) => n === 0)) throw wrong('suggestions', '四个奖项的名额不能都是 0')
    const series = `评${year}`
    const had = await ctx.client.query(`select 1 from matter where process = 'award' and place = $1 and series = $2`, [ctx.view.matter.place, series])
    if (had.rows[0]) throw wrong('year', `${year}年度评优已经布置过`)
    const seats = await judgesOf(
      ctx,
      judges.map((j: { seat: string }) => j.seat),
    )
    // One a year and place: the number's own unique index holds it.
    ctx.set({ title: `${year}年度优秀代表建议和办理工作先进评选`, series, no: 1 })
    ctx.data({ year, nominateBy, quota, note, nominees: [] })
    for (const j of seats) ctx.join('judge', j)
    ctx.say({ count: seats.length })
  },

  async nominate(ctx) {
    const kind = ctx.input.kind as AwardKind
    const suggestion = kind === 'suggestion' || kind === 'case' ? ctx.input.suggestion : undefined
    const unit = kind === 'suggestion' ? undefined : ctx.input.unit
    const name = kind === 'person' ? ctx.input.name : ''
    if ((kind === 'suggestion' || kind === 'case') && !suggestion) throw wrong('suggestion', '请选择建议')
    if (kind !== 'suggestion' && !unit) throw wrong('unit', '请选择承办单位')
    if (kind === 'person' && !name) throw wrong('name', '请填写姓名')
    if ((ctx.view.matter.data.quota[kind] ?? 0) === 0) throw wrong('kind', '这个奖项本次没有名额')
    const unitName = unit ? ((await unitNames(ctx, [unit])).get(unit) as string) : ''
    const title = suggestion ? (await handled(ctx, suggestion, unit)).title : ''
    const label = kind === 'suggestion' ? title : kind === 'case' ? `${title}（${unitName}）` : kind === 'unit' ? unitName : `${name}（${unitName}）`
    const id = crypto.randomUUID()
    ctx.afterWrite(async () => {
      await ctx.client.query(
        `insert into nominee (id, matter, place, kind, suggestion, unit, name, title, reason, by_seat, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [id, ctx.view.matter.id, ctx.view.matter.place, kind, suggestion ?? null, unit ?? null, name, label, ctx.input.reason, ctx.actor.seat, ctx.now],
      )
    })
    ctx.data({ nominees: [...ctx.view.matter.data.nominees, { id, kind, label: `${KINDS[kind]}：${label}` }] })
    ctx.say({ kindName: KINDS[kind] })
  },

  async unnominate(ctx) {
    const all = ctx.view.matter.data.nominees as Stands[]
    if (!all.some((n) => n.id === ctx.input.nominee)) throw wrong('nominee', '没有这个推荐对象')
    await ctx.client.query('delete from nominee where id = $1 and matter = $2', [ctx.input.nominee, ctx.view.matter.id])
    ctx.data({ nominees: all.filter((n) => n.id !== ctx.input.nominee) })
  },

  startReview(ctx) {
    const n = ctx.view.matter.data.nominees.length
    if (n === 0) throw wrong('', '还没有推荐对象，不能开始评审')
    for (const j of ctx.parties('judge')) ctx.step(j, 'scoring')
    ctx.say({ count: n })
  },

  async score(ctx) {
    const all = ctx.view.matter.data.nominees as Stands[]
    const scores = ctx.input.scores as { nominee: string; score: number }[]
    const given = new Set(scores.map((x) => x.nominee))
    if (given.size !== scores.length || scores.length !== all.length || !all.every((n) => given.has(n.id))) throw wrong('scores', '请给每个推荐对象各评一次分')
    await ctx.client.query(
      `insert into nominee_score (nominee, party, matter, score) select x.nominee, $1, $2, x.score from json_to_recordset($3) as x (nominee uuid, score numeric)`,
      [ctx.party.id, ctx.view.matter.id, JSON.stringify(scores)],
    )
    await rank(ctx)
  },

  async excuse(ctx) {
    if (ctx.parties('judge').length === 1) throw wrong('reason', '只有一名评委，不能不参加；可以取消本次评优重新布置')
    ctx.leave(ctx.party)
    await rank(ctx)
  },

  async decide(ctx) {
    const open = ctx.parties('judge').filter((j) => j.step !== 'scored').length
    if (open > 0) throw wrong('winners', `还有${open}名评委没有评分`)
    const rows = await nomineesOf(ctx.client, ctx.view.matter.id)
    const chosen = rows.filter((n) => ctx.input.winners.includes(n.id))
    if (chosen.length !== new Set(ctx.input.winners).size) throw wrong('winners', '有的对象不在推荐之列，请刷新后重选')
    for (const [kind, most] of Object.entries(ctx.view.matter.data.quota as Record<AwardKind, number>)) {
      const n = chosen.filter((x) => x.kind === kind).length
      if (n > most) throw wrong('winners', `${KINDS[kind as AwardKind]}名额 ${most} 个，选了 ${n} 个`)
      const worst = Math.max(0, ...chosen.filter((x) => x.kind === kind).map((x) => x.rank ?? 0))
      const passed = rows.some((x) => x.kind === kind && !chosen.includes(x) && (x.rank ?? 0) < worst)
      if (passed && !ctx.input.note) throw wrong('note', `${KINDS[kind as AwardKind]}没有按评分次序确定，请说明理由`)
    }
    await ctx.client.query('update nominee set won = true where id = any ($1)', [chosen.map((x) => x.id)])
    ctx.data({ meetingOn: ctx.input.meetingOn, winners: chosen.map((x) => x.id), reason: ctx.input.note })
    ctx.say({ count: chosen.length })
  },

  async announce(ctx) {
    const m = ctx.view.matter
    const won = (await nomineesOf(ctx.client, m.id)).filter((x) => x.won)
    // From now on everybody of the place reads the matter: who did not win is struck from it.
    ctx.data({ docNo: ctx.input.docNo, announcedOn: ctx.input.on, nominees: [], reason: '' })
    for (const [unit, name] of new Map(won.filter((x) => x.unit).map((x) => [x.unit as string, x.unitName as string]))) ctx.join('praised', { unit, name })
    const authors = await ctx.client.query(
      `select distinct p.seat, e.name from nominee n join party p on p.matter = n.suggestion and p.role = 'lead' and p.left_at is null join seat s on s.id = p.seat join person e on e.id = s.person
       join matter x on x.id = n.suggestion where n.matter = $1 and n.won and n.kind = 'suggestion' and not x.confidential`,
      [m.id],
    )
    for (const a of authors.rows) ctx.join('winner', a)
    for (const x of won) if (x.suggestion) ctx.link(x.suggestion, '评优')
    ctx.tell(['winner', 'praised'], `${m.title}：获得表彰`)
  },

  drop(ctx) {
    ctx.data({ nominees: [] })
    // The year may be called once more.
    ctx.set({ series: null, no: null })
  },
}
