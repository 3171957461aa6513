/** A reply read once for all checks. */
import { type Sentence, sentencesOf } from './sentences.ts'
import type { ReplyInput } from './types.ts'

/** What a result code means, whatever letters or words the process uses. */
export type Outcome = 'solved' | 'partly' | 'planned' | 'hard' | 'reference'

/** processes/suggestion/rules.ts reply.codes and processes/common/topics.ts OUTCOMES; a place that renames a letter keeps its meaning. */
const OUTCOMES: Record<string, [outcome: Outcome, label: string]> = {
  A: ['solved', 'A 已经解决或者基本解决'],
  B: ['planned', 'B 正在解决或者列入规划逐步解决'],
  C: ['hard', 'C 因条件限制需待以后解决'],
  D: ['reference', 'D 留作参考'],
  solved: ['solved', '已解决'],
  partly: ['partly', '部分解决'],
  planned: ['planned', '列入计划'],
  explained: ['reference', '解释说明'],
  hard: ['hard', '暂难解决'],
}

/** A place may have three letters, or put other words behind the four. */
function meantBy(label: string): Outcome | undefined {
  if (/正在|计划|规划|启动|逐步/.test(label)) return 'planned'
  if (/限制|不能|不可行|以后|暂难/.test(label)) return 'hard'
  if (/参考|解释|说明/.test(label)) return 'reference'
  if (/部分/.test(label)) return 'partly'
  return /解决|采纳|办结/.test(label) ? 'solved' : undefined
}

export interface Read {
  input: ReplyInput
  /** Sentences of the body, then of 已落实事项 and 计划落实事项. */
  all: Sentence[]
  /** Those of them that are not address, receipt or thanks. */
  said: Sentence[]
  /** All of it as one text. */
  text: string
  outcome?: Outcome
  /** The chosen code as the screen shows it. */
  chosen: string
}

const FRAME =
  /收悉|(?:答复|回复|回应|说明|反馈)如下|您好|你好|^(?:再次|最后|在此)?(?:感谢|谢谢)|^(?:特|专|谨)?此(?:复|回复|答复|函复)|^[^\p{Script=Han}]*$|^[^,，]{0,20}\d{4}年\d{1,2}月\d{1,2}日$/u

export function readReply(input: ReplyInput): Read {
  const { body, solved = '', planned = '', code = '', codeLabel = '' } = input.reply
  const text = [body, solved, planned].filter((t) => t.trim()).join('\n')
  const usual = Object.hasOwn(OUTCOMES, code) ? OUTCOMES[code] : undefined
  const outcome = meantBy(codeLabel) ?? usual?.[0]
  const all = sentencesOf(text)
  return {
    input,
    all,
    said: all.filter((s) => !FRAME.test(s.plain)),
    text,
    chosen: codeLabel ? `${code} ${codeLabel}` : (usual?.[1] ?? code),
    ...(outcome ? { outcome } : {}),
  }
}
