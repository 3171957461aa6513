/** What the database itself refuses (once, within a sum), in words. */
import { Refusal } from './refusal.ts'

const ONCE: Record<string, string> = {
  voter_liaison_once: '这位联络员已经推荐过',
  reception_once: '这个站当天已经安排了同样的接待',
  station_policy_once: '这件制度已经挂上，改过的请换个名称，如注明修订年份',
  station_pkey: '同名的站点已经登记过',
  party_once: '对方已经在本件之中，不能重复加入',
  reply_party_round_key: '这份答复已经存在',
  judgement_pkey: '您已经评价过这份答复，每份答复只评价一次',
  matter_number: '编号刚被占用，请再试一次',
  nominee_once: '这个对象已经推荐过这个奖项，不必重复推荐',
  nominee_score_pkey: '您已经评过分，每名评委只评一次',
  key_once: '这件建议已经提名或列为重点督办',
  topic_once: '这个热点已经上报研判，正在处置',
}

/** Sums that the database itself holds. */
const CHECKED: Record<string, string> = {
  fund_within_budget: '批准总额会超过当年预算，请减少金额或调整预算',
  fund_paid_within: '拨付总额会超过批准的金额，请核对',
}

/** Uniqueness lives in the database; here its refusals get words. */
export function conflict(e: unknown): unknown {
  const x = e as Error & { code?: string; constraint?: string }
  if (x.code === '23514' && CHECKED[x.constraint ?? '']) return new Refusal('conflict', CHECKED[x.constraint ?? ''] as string)
  return x.code === '23505' ? new Refusal('conflict', ONCE[x.constraint ?? ''] ?? '这件事已经有人办过了') : x
}
