/** The fixed turns of office prose around what each topic says for itself. */
import type { CastUnit } from './cast.ts'
import type { Clerk } from './clerk.ts'
import type { Topic } from './topic.ts'

const NUMERALS = ['一', '二', '三', '四', '五', '六']
const RESULT = {
  A: '以上事项已经解决或者基本解决，后续我们将做好日常管理，防止问题反复。',
  B: '以上事项有的已经落实，有的列入了计划，我们将按承诺的时限推进，并主动报告进展。',
  C: '受现有条件限制，有的事项还需待以后解决，条件成熟时我们将及时启动并告知代表。',
  D: '您的意见对改进我们的工作很有参考价值，我们将在今后的工作中认真吸收。',
}
const THANKS = ['感谢您对我们工作的关心和支持，欢迎继续提出宝贵意见。', '感谢您长期以来的关注，办理中如有新的情况，请随时与我们联系。', '专此答复，敬请监督。']

export function replyBody(k: Clerk, topic: Topic, u: CastUnit, answers: string[], round: number): string {
  const co = topic.units.filter((s) => s !== u.short).map((s) => k.cast.unit(s).name)
  const open =
    round > 1
      ? `您对《${topic.title}》办理结果提出的意见收悉。${u.name}主要负责人牵头重新研究，再次到现场核实并当面听取了您的意见，现重新答复如下：`
      : `您提出的《${topic.title}》收悉。${co.length ? `经会同${co.join('、')}研究` : '经认真研究'}，现答复如下：`
  return [open, ...answers.map((a, i) => `${NUMERALS[i]}、${a}`), `${RESULT[topic.code ?? 'A']}${k.c.pick(THANKS)}`].join('\n')
}

/** '云交通函〔2026〕31号' */
export function docNo(k: Clerk, u: CastUnit): string {
  const word = u.short.replace(/^市委?/, '').replace(/(支队|公司|局|委|院|部|办)$/, '')
  return `云${word}函〔${k.today.slice(0, 4)}〕${k.c.int(8, 160)}号`
}

export const CONTENT = [
  '答复具体，落实也快，群众看得见变化。',
  '承办单位两次到现场，态度认真，逐条都有回应。',
  '能当面听取意见，答应的事写明了时间，希望长期坚持。',
  '事情办得扎实，社区居民托我表示感谢。',
  '对答复满意。建议把好的做法推广到其他乡镇。',
  '办理过程中及时沟通，没有落下一条建议。',
]
export const HOPES = [
  '总体可以，希望把后续的时间节点公开出来，方便大家监督。',
  '前两条落实得好，后面的事项还要抓紧。',
  '理解资金有困难，希望明年预算能优先安排。',
  '措施有了，关键看执行，年底我会再去看看。',
]
export const GRUMBLES = ['答复多是介绍现有工作，没有回答什么时候解决、谁来负责。', '现场情况没有变化，群众意见仍然很大，希望重新研究。']
