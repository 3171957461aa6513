/**
 * What a unit's own text already brings of the letter's frame: greeting, 「收悉……现答复如下」, thanks, the unit's name and day at the end. The
 * template writes only what is missing, so that nothing stands twice.
 */
import { clean } from '../model.ts'

export interface Framed {
  /** The unit's own opening, if it wrote one. */
  opening: string | undefined
  /** The text between. */
  body: string
  /** The unit's own closing words, in its order. */
  closing: string[]
  thanks: boolean
  asksForm: boolean
}

const GREETING = /^(尊敬的)?[^，。；：]{0,60}(代表|同志|您|您们|你们|委员会|领导)(们)?(您好|你好|好)?[：:！!，,]$|^(您|您们|你们|大家)好[！!。，,：:]?$/
const RECEIVED = /(收悉|悉知|已收到|收到了?[您你贵])/
const AS_FOLLOWS = /(答复|回复|函复|反馈|报告|汇报|说明|意见|办理情况)[^。]{0,12}如下[：:。]?$/
const THANKS = /(感谢|谢谢|致谢|谢意)/
const ABOUT = /(关心|支持|关注|理解|监督|帮助|建议|意见|工作)/
const DAY = /^(二[〇○零O0]|20)[\d〇○零一二三四五六七八九]{2}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$/
const CONTACT = /^[（(]?(联系人|联系电话|经办人)[：:]/
const ENDS = /^(特此|此)(答复|回复|函复|复)[。！]?$/

const bare = (t: string) => t.replace(/[\s　]/g, '')
/** The same organ under its full or its short name. */
const sameOrgan = (line: string, organ: string) => line.length >= 3 && (line === organ || organ.endsWith(line.replace(/^[省市县区州]/, '')))

/** @param names the unit's names, as the letter's foot has them */
export function framed(text: string, names: readonly string[]): Framed {
  const lines = clean(text)
    .split('\n')
    .map((t) => t.trim())
    .filter(Boolean)
  const opening = takeOpening(lines)
  const closing = takeClosing(lines, names)
  return {
    opening,
    body: lines.join('\n'),
    closing,
    thanks: closing.some((t) => THANKS.test(t)),
    asksForm: [...closing, ...lines.slice(-2)].some((t) => /(征询|征求)意见表|反馈意见表|满意度测评表/.test(t)),
  }
}

function takeOpening(lines: string[]): string | undefined {
  // The addressee stands above the text already.
  while (lines[0] && (GREETING.test(bare(lines[0])) || /^(关于)?对.{0,60}(建议|提案).{0,12}的?(答复|回复|复函)(函|意见)?$/.test(bare(lines[0])))) lines.shift()
  const first = lines[0] ?? ''
  // A greeting may run on in the same line: 「张伟民代表：您提出的……收悉」.
  const rest = first.replace(/^[^，。；：]{1,40}代表(您好|好)?[：:！!，,]\s*/, '')
  const one = rest.trim() || first
  if (RECEIVED.test(one)) {
    lines.shift()
    // 「现答复如下」 in a line of its own belongs to it.
    const next = lines[0] ?? ''
    if (!AS_FOLLOWS.test(bare(one)) && next.length <= 60 && AS_FOLLOWS.test(bare(next))) return `${one.replace(/[，。；：]$/, '')}，${lines.shift()}`
    const cut = /^(.*?如下)[：:]\s*(\S.*)$/.exec(one)
    if (cut?.[1] && cut[2]) {
      lines.unshift(cut[2])
      return `${cut[1]}：`
    }
    return one
  }
  if (first.length <= 60 && AS_FOLLOWS.test(bare(first)) && !/^[一二三四五六七八九十（(\d]/.test(first)) return lines.shift()
  return undefined
}

function takeClosing(lines: string[], names: readonly string[]): string[] {
  const closing: string[] = []
  for (let last = lines.at(-1); last !== undefined && lines.length > 1; last = lines.at(-1)) {
    const t = bare(last)
    // The letter's own foot: organ, day, contact.
    if (DAY.test(t) || CONTACT.test(t) || names.some((n) => sameOrgan(t, n))) lines.pop()
    else if (ENDS.test(t) || (THANKS.test(t) && ABOUT.test(t) && t.length <= 160)) closing.unshift(lines.pop() as string)
    else break
  }
  return closing
}
