/** Conditions that more than one part of the declaration asks about. */
import type { Matter, View } from '../../kernel/process.ts'

type Seen = Pick<View, 'matter' | 'parties' | 'rule'>

/** The number of deputies by the level of the place: 议事规则23, 地方组织法22. */
export function minimum(v: Pick<View, 'matter' | 'rule'>): number {
  const row = v.rule<readonly (readonly [string, string])[]>('motion.min').find(([level]) => level === v.matter.data.level)
  const n = Number.parseInt(row?.[1] ?? '', 10)
  return n > 0 ? n : 10
}

/** Those who stand for the motion by their own confirmation: the lead and the co-signers who have signed, in whatever step of a reconsideration. */
export const proposers = (v: Pick<View, 'parties'>) =>
  v.parties.filter((p) => p.role === 'lead' || (p.role === 'cosigner' && ['signed', 'again', 'backs', 'notBacks'].includes(p.step)))

export const byDelegation = (m: Pick<Matter, 'data'>): boolean => m.data.mover === 'delegation'

/** 县乡没有专门委员会的: the presidium decides without an opinion. */
export const direct = (v: Pick<View, 'matter' | 'rule'>): boolean => v.rule<readonly string[]>('motion.direct').includes(v.matter.data.level)

/** A majority of the proposers, and not fewer than a motion needs. */
export const backersNeeded = (v: Seen): number => Math.max(Math.floor(proposers(v).length / 2) + 1, Math.min(minimum(v), proposers(v).length))
export const backers = (v: Pick<View, 'parties'>) => v.parties.filter((p) => p.role === 'lead' || (p.role === 'cosigner' && p.step === 'backs'))

/** What keeps a motion from being submitted, in the order in which it is mended. */
export function unready(v: View): string | undefined {
  const { title, kind, data } = v.matter
  if (!title || !data.grounds || !data.plan) return '请先写完案由、案据、方案'
  if (kind === 'law' && !data.draftLaw && !data.attachments?.length) return '法规案应当附法规草案文本或者草案要点，请在「修改」里写上或者上传'
  if (byDelegation(v.matter)) {
    const x = data.vote
    if (!x) return '还没有记录代表团的表决情况，请先「记录表决」'
    if (x.inFavour * 2 <= x.members)
      return `代表团提出议案须全体代表过半数通过：全体${x.members}人，赞成${x.inFavour}人，还差${Math.floor(x.members / 2) + 1 - x.inFavour}人`
    return undefined
  }
  const [have, need] = [proposers(v).length, minimum(v)]
  return have < need
    ? `还差${need - have}位代表联名：本级人大代表${need}人以上联名可以提出议案（地方组织法第二十二条），现在连同领衔代表已有${have}人`
    : undefined
}

/** The hour by which a reconsideration must be asked for, in milliseconds; nothing where the meeting is not known. */
export function reconsiderUntil(v: Pick<View, 'matter' | 'rule'>): number | undefined {
  const at = v.matter.data.meetingAt as string | undefined
  return at === undefined ? undefined : Date.parse(at) - v.rule<number>('motion.reconsiderHours') * 3_600_000
}

export function tooLate(v: View): string | undefined {
  const until = reconsiderUntil(v)
  return until !== undefined && v.now.getTime() > until
    ? `复议应在主席团最后一次会议${v.rule<number>('motion.reconsiderHours')}小时前书面提出，现在已经过了时间`
    : undefined
}
