/**
 * 结果与结论一致: the words of a reply against the chosen code. What each must hold (domain/03-rules.md §2.5; 沪18、鲁18、渝22、豫19):
 * solved – facts; planned – measures and a time limit; not possible now – the reason; of upper power – how it was reported upward.
 */
import type { Outcome, Read } from './read.ts'
import { firstWith, quoteOf, type Sentence } from './sentences.ts'
import { REFERENCE, type Signs, signsOf, UPPER, UPWARD } from './signs.ts'
import type { Finding, Level } from './types.ts'

const say = (level: Level, why: string, quote?: Sentence, add?: string): Finding => ({
  level,
  why,
  ...(quote ? { quote: quoteOf(quote.raw) } : {}),
  ...(add ? { add } : {}),
})
const AGREE = '改选与正文一致的处理结果。'

function solved({ input, said, chosen }: Read, s: Signs): Finding {
  if (s.done && s.refusal)
    return say('warn', `选的是“${chosen}”，正文里还有办不到的事。`, s.refusal, '只解决了一部分的，改选相应的结果，并对没有解决的说明原因。')
  if (s.done || input.reply.solved?.trim()) return say('pass', '写了已经办成的事实。', s.done)
  if (s.refusal) return say('fail', `选的是“${chosen}”，正文却说办不到。`, s.refusal, AGREE)
  if (s.plan)
    return say('fail', `选的是“${chosen}”，正文写的却是正在办、将要办。`, s.plan, '写明已经办成的事实；还没有办成的，改选正在解决一类的结果并写明时限。')
  return say('warn', `选的是“${chosen}”，正文里看不到已经办成的事实。`, said.at(-1), '写明做成了什么、什么时候做成的。')
}

function partly({ said }: Read, s: Signs): Finding {
  if (s.plan && !s.hasDate) return say('warn', '没有解决的部分没有写明时限。', s.plan, '写明余下的事项什么时候解决。')
  if (s.done || s.hasDate) return say('pass', '写了已经办成的部分。', s.done ?? s.date)
  return say('warn', '看不出哪一部分已经解决。', said.at(-1), '分别写明已经解决的和还没有解决的。')
}

function planned({ input, said, chosen }: Read, s: Signs): Finding {
  const { promises = [], on } = input.reply
  const late = promises.find((p) => p.dueOn && on && p.dueOn < on)
  if (late)
    return {
      ...say('fail', `承诺事项的完成时限（${late.dueOn}）早于答复日期。`, undefined, '改正完成时限；已经完成的写进已落实事项。'),
      quote: quoteOf(late.item),
    }
  if (!s.plan && !s.hasDate && s.refusal) return say('fail', `选的是“${chosen}”，正文却说办不到。`, s.refusal, AGREE)
  if (!s.hasDate) return say('fail', `选的是“${chosen}”，没有写明什么时候解决。`, s.plan ?? said.at(-1), '写明措施、进度和完成时限，并列入承诺事项。')
  if (!s.plan && s.done)
    return say('warn', `选的是“${chosen}”，正文说的都是已经办成的事。`, s.done, '全部办成的，可以改选已经解决一类的结果；没有办成的，写明还要做什么。')
  if (input.kind === 'suggestion' && promises.length === 0)
    return say('warn', '写了时限，没有列入承诺事项。', s.date, '把措施、完成时限和责任人填进承诺事项，便于跟踪销号。')
  return say('pass', '写了计划和完成时限。', s.date ?? s.plan)
}

function hard({ said, chosen }: Read, s: Signs): Finding {
  if (!s.reason) return say('fail', `选的是“${chosen}”，没有说明原因。`, s.refusal ?? said.at(-1), '写明受什么条件限制、依据什么规定，条件具备后怎样办。')
  if (s.done && !s.refusal) return say('warn', `选的是“${chosen}”，正文却说已经办成。`, s.done, '核对处理结果；确有办不到的，写明是哪一项、为什么。')
  return say('pass', '说明了暂不能解决的原因。', s.reason)
}

function reference({ input, said, chosen }: Read, s: Signs): Finding {
  const promise = input.reply.promises?.[0]
  if (promise)
    return {
      ...say('warn', `选的是“${chosen}”，却列了承诺事项。`, undefined, '有承诺、有时限的，改选正在解决一类的结果。'),
      quote: quoteOf(promise.item),
    }
  const explained = s.reason ?? firstWith(said, REFERENCE)?.sentence
  if (!explained) return say('warn', `选的是“${chosen}”，没有解释说明。`, said.at(-1), '说明为什么留作参考，将在哪项工作中研究吸收。')
  return say('pass', '作了解释说明。', explained)
}

function unchosen({ input }: Read, s: Signs): Finding {
  if (input.kind === 'suggestion' && !input.reply.code?.trim()) return say('fail', '还没有选处理结果。', undefined, '在答复稿首页右上角标明处理结果。')
  if (s.refusal && !s.reason) return say('warn', '说了办不到，没有说明原因。', s.refusal, '写明原因和依据。')
  if (s.plan && !s.hasDate && !s.done) return say('warn', '说了将要办，没有说什么时候办到。', s.plan, '写明完成时间。')
  return say('pass', '结论清楚。', s.done ?? s.date ?? s.reason)
}

const OF: Record<Outcome, (r: Read, s: Signs) => Finding> = { solved, partly, planned, hard, reference }

export function resultCheck(r: Read): Finding {
  const found = (r.outcome ? OF[r.outcome] : unchosen)(r, signsOf(r))
  if (found.level !== 'pass') return found
  const upper = firstWith(r.said, UPPER)?.sentence
  if (upper && !firstWith(r.said, UPWARD)) return say('warn', '说属于上级职权，没有写怎样向上反映。', upper, '写明什么时候、向哪个上级单位反映，结果怎样告知。')
  return found
}
