/** Last year's round of the invented city, announced, and this year's, still collecting. */
import type pg from 'pg'
import type { House } from '../../kernel/act.ts'
import { demoStage, settleDemo } from '../common/demo.ts'
import { nomineesOf } from './rows.ts'

export async function seedAward(house: House, owner: pg.Pool, { now }: { now: Date }): Promise<void> {
  const s = await demoStage(house, owner, 'award', now)
  if (!s) return
  const [wang, zhou, huang, sun] = ['王敏', '周建国', '黄文斌', '孙立新'].map((n) => s.cast.named(n)) as [never, never, never, never]
  const seats = [huang, zhou, sun].map((a: { seat: string }) => ({ seat: a.seat }))
  const answered = await owner.query(
    `select m.id, p.unit from matter m join party p on p.matter = m.id and p.role = 'main' and p.left_at is null join reply y on y.party = p.id and y.delivered_at is not null
     where m.process = 'suggestion' and m.place = $1 and m.state in ('closed', 'followUp') and not m.confidential order by m.session nulls last, m.no limit 14`,
    [(wang as { place: string }).place],
  )
  const year = Number(s.day(0).slice(0, 4))
  const quotas = { suggestions: 3, cases: 2, units: 2, people: 2, note: '推荐内容实在、推动解决一类问题的建议，和办得实、代表满意的单位、个人。' }
  const past = await s.does(wang, -60, 'award', 'call', { year: year - 1, nominateBy: s.day(-50), judges: seats, ...quotas })
  const rounds: [string, number, number][] = [[past, -58, 0]]
  rounds.push([await s.does(wang, -6, 'award', 'call', { year, nominateBy: s.day(9), judges: seats, ...quotas }), -4, 5])
  for (const [round, from, skip] of rounds) {
    const put = (days: number, input: object) => s.does(wang, from + days, 'award', 'nominate', input as Record<string, unknown>, round)
    const rows = answered.rows.slice(skip, skip + 5)
    for (const x of rows) await put(0, { kind: 'suggestion', suggestion: x.id, reason: '调研扎实，建议具体可行，采纳后解决了一类问题。' })
    for (const x of rows.slice(0, 3)) await put(1, { kind: 'case', suggestion: x.id, unit: x.unit, reason: '多次与代表面商，按时办结，代表满意。' })
    for (const unit of ['市交通运输局', '市教育局', '市住房和城乡建设局'])
      await put(1, { kind: 'unit', unit: s.cast.unit(unit), reason: '主要负责人领办，按时签收、按时答复，承诺逐项兑现。' })
    for (const [unit, name] of [
      ['市交通运输局', '吴海涛'],
      ['市财政局', '何静'],
      ['市教育局', '梁雨'],
    ] as const)
      await put(1, { kind: 'person', unit: s.cast.unit(unit), name, reason: '承办件数多，沟通到位，答复质量高。' })
  }
  await s.does(wang, -49, 'award', 'startReview', {}, past)
  const stand = await nomineesOf(owner as never, past)
  for (const [j, who] of [huang, zhou, sun].entries()) {
    const scores = stand.map((n, i) => ({ nominee: n.id, score: 96 - ((i * 5 + j * 3) % 17) }))
    await s.does(who, -45 + j, 'award', 'score', { scores }, past, await s.party(past, 'judge', (who as { seat: string }).seat))
  }
  const ranked = await nomineesOf(owner as never, past)
  const best = (kind: string, n: number) => ranked.filter((x) => x.kind === kind).slice(0, n)
  const winners = [...best('suggestion', 3), ...best('case', 2), ...best('unit', 2), ...best('person', 2)].map((x) => x.id)
  await s.does(zhou, -38, 'award', 'decide', { meetingOn: s.day(-38), winners, note: '同分的按代表评价确定。' }, past)
  await s.does(wang, -35, 'award', 'announce', { docNo: `云人常〔${year}〕21号`, on: s.day(-35) }, past)
  await settleDemo(owner, 'award', now)
}
