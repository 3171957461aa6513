/** Stories of motions: the texts, and the ways that several of them begin with. */
import type { Story } from './story.ts'

export const MOTION = {
  title: '关于制定云岭市公共交通条例的议案',
  kind: 'major',
  grounds: '城区公交线网二十年未作系统调整，一万二千名新区居民出行不便；道路交通安全法、城市公共交通条例对地方立法有授权。',
  plan: '请大会作出决定，由常务委员会列入立法计划，两年内制定公共交通条例。',
  mayPublish: true,
}
/** Nine who sign beside 李秀兰, of both delegations. */
export const SIGNERS = ['张伟民', '陈思远', '翟文静', '阿依古丽·买买提', '邓光明', '蔡晓红', '彭海燕', '单永平', '仇志明'] as const
export const GO = { oneMatter: true }
const P = { process: 'motion' }

/** `does` and `cannot` of the motion, shorter. */
export const motions = (s: Story) => ({
  does: (who: string, action: string, input: Record<string, unknown> = {}, more: { party?: string; matter?: string; key?: string; office?: string } = {}) =>
    s.as(who, more.office).does(action, input, { ...P, ...more }),
  cannot: (who: string, action: string, input: Record<string, unknown> = {}, more: { party?: string; matter?: string; office?: string } = {}) =>
    s.as(who, more.office).cannot(action, input, { ...P, ...more }),
})

export async function signed(s: Story, by: readonly string[] = SIGNERS, text: Record<string, unknown> = MOTION): Promise<void> {
  const m = motions(s)
  await m.does('李秀兰', 'draft', text)
  await m.does('李秀兰', 'inviteCosigners', { deputies: await Promise.all(by.map((n) => s.seat(n, 'deputy'))) })
  for (const n of by) await m.does(n, 'cosign', {}, { office: 'deputy' })
}
export async function submitted(s: Story, text: Record<string, unknown> = MOTION): Promise<void> {
  await signed(s, SIGNERS, text)
  await motions(s).does('李秀兰', 'submit', GO)
}
export const chengjian = (s: Story) => s.unit('市人大城乡建设与环境资源保护委员会')
export const OPINION = { outcome: 'committee', meetingOn: '2026-01-21', opinion: '立法条件基本成熟，建议会后由本委员会审议。' }
export const decided = (outcome: string, more: Record<string, unknown> = {}) => ({
  meeting: '大会主席团第二次会议',
  decidedOn: '2026-01-21',
  outcome,
  text: '经主席团会议研究决定。',
  ...more,
})
/** In session up to the presidium's table. */
export async function beforePresidium(s: Story, text: Record<string, unknown> = MOTION): Promise<void> {
  const m = motions(s)
  s.at('2026-01-20')
  await submitted(s, text)
  await m.does('刘芳', 'register', { committee: await chengjian(s) })
  s.at('2026-01-21')
  await m.does('田野', 'giveOpinion', OPINION)
}
