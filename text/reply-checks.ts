/**
 * Eleven checks before a reply to a deputy's suggestion or a citizen's concern is sent. Each says what it found, quotes it and says
 * what to add; a person decides. No figure sums them up: what would be learnt from people's ratings is mostly how long a reply is
 * (measured on 2,253 letters with their answers; see text/eval/reply.ts).
 */
import { demandsCheck } from './reply/demands.ts'
import { emptyCheck } from './reply/empty.ts'
import { dueCheck, formCheck, nextCheck } from './reply/form.ts'
import { groundsCheck } from './reply/grounds.ts'
import { relevantCheck } from './reply/likeness.ts'
import { privacyCheck } from './reply/private.ts'
import { type Read, readReply } from './reply/read.ts'
import { resultCheck } from './reply/result.ts'
import { stockCheck } from './reply/stock.ts'
import { toneCheck } from './reply/tone.ts'
import type { Check, CheckKey, Finding, ReplyInput } from './reply/types.ts'

export type { Check, CheckKey, ReplyInput } from './reply/types.ts'

/** In the order in which they are shown. */
const CHECKS: [key: CheckKey, label: string, check: (r: Read) => Finding][] = [
  ['empty', '空转', emptyCheck],
  ['relevant', '答非所问', relevantCheck],
  ['demands', '逐条回应', demandsCheck],
  ['grounds', '有依据', groundsCheck],
  ['result', '结果与结论一致', resultCheck],
  ['next', '下一步和联系人', nextCheck],
  ['form', '形式', formCheck],
  ['stock', '套话', stockCheck],
  ['tone', '语气', toneCheck],
  ['privacy', '个人信息', privacyCheck],
  ['due', '期限', dueCheck],
]

/** The kinds of checks with their names, for whoever lists or counts them. */
export const CHECK_LABELS: Readonly<Record<CheckKey, string>> = Object.fromEntries(CHECKS.map(([k, l]) => [k, l])) as Record<CheckKey, string>

/**
 * All eleven, always in the same order. Reads at most 30,000 signs and 50 earlier replies; about 10 ms for a reply of 5,000 signs.
 * Never throws for what a person typed.
 */
export function checkReply(input: ReplyInput): Check[] {
  const read = readReply(input)
  return CHECKS.map(([key, label, check]) => ({ key, label, ...check(read) }))
}
