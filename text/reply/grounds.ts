/** 有依据: does the reply say why: a rule, a document, an inspection, a cause, a figure. */
import type { Read } from './read.ts'
import { quoteOf, type Sentence } from './sentences.ts'
import type { Finding } from './types.ts'

/** Strongest first; the first that is found is quoted. */
const KINDS: [name: string, re: RegExp][] = [
  [
    '法规文件',
    /《(?!.{0,60}(?:建议|征询意见表|来信|帖文?|留言|反映|投诉|咨询)》)[^》]{2,80}》|第[一二三四五六七八九十百零〇\d]{1,6}条|[〔[(]20\d\d[〕\])]\d{1,4}号/,
  ],
  [
    '核查情况',
    /经(?!济|营|常|过程|费|办|理|验).{0,10}(?:查|核|调查|了解|勘|走访|检测|监测|比对|研判|测算|评估|论证)|现场|实地|走访|踏勘|核查|调取|抽检|检测结果/,
  ],
  ['规定要求', /(?:根据|依据|依照|按照|参照|遵照).{2,}|(?:规定|要求|标准|规范|政策|条例|办法)(?:为|是|明确|的)/],
  [
    '原因',
    /由于|因为|鉴于|因.{2,24}(?:原因|所致|造成|导致|限制|影响|不足|不符|不具备|不成熟|不允许|缺乏|未到位)|原因(?:是|为|在于|有|如下)|受.{2,20}(?:限制|影响|制约)|为(?:了|确保|保障|避免|防止)/,
  ],
  ['数据', /\d+(?:\.\d+)?(?:多|余)?(?:%|万|亿|元|个|户|人|名|公里|米|平方|亩|处|条|辆|台|套|次|起|件|家|吨|盏|座|所|张|天|小时|分钟|栋|级)/],
]

export interface Grounds {
  kinds: string[]
  sentence?: Sentence
}

/** Kinds of grounds that a reply gives, and the sentence of the strongest. */
export function groundsOf(all: readonly Sentence[]): Grounds {
  const kinds: string[] = []
  let sentence: Sentence | undefined
  for (const [name, re] of KINDS) {
    const s = all.find((x) => re.test(x.plain))
    if (!s) continue
    kinds.push(name)
    sentence ??= s
  }
  return { kinds, ...(sentence ? { sentence } : {}) }
}

export function groundsCheck({ all, said }: Read): Finding {
  const g = groundsOf(said)
  if (g.sentence) return { level: 'pass', why: `写了${g.kinds.join('、')}。`, quote: quoteOf(g.sentence.raw) }
  return {
    level: 'warn',
    why: '没有写依据：看不到法规文件、核查情况、原因或者数据。',
    ...(all[0] ? { quote: quoteOf((said[0] ?? all[0]).raw) } : {}),
    add: '写明根据什么规定、经过怎样的核查、数据是多少；不能办的写明原因。',
  }
}
