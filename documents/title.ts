/** Titles broken into lines where a reader would break them. */
import { cutWords } from '../text/words.ts'
import { GBT, pt, SIZE, widthOf } from './gbt.ts'

/**
 * A title broken into lines of a pleasing shape (梯形或菱形, §7.3.1): each line a little shorter than what fits, no word cut where one
 * can be spared, and no line that begins with a closing mark.
 */
export function titleLines(title: string): string[] {
  const most = Math.floor(pt(GBT.area.width) / SIZE.二号)
  const out: string[] = []
  for (const part of title.split('\n')) {
    const chars = [...part]
    const ends = wordEnds(part)
    let before = 0
    const total = widthOf(part)
    if (total <= most - 1) {
      out.push(part)
      continue
    }
    const lines = Math.ceil(total / (most - 1))
    const each = total / lines
    let rest = chars
    for (let i = lines; i > 1; i--) {
      const at = cut(rest, i === lines && lines > 2 ? each * 0.9 : each, most, i - 1, (k) => ends.has(before + k))
      out.push(rest.slice(0, at).join(''))
      rest = rest.slice(at)
      before += at
    }
    out.push(rest.join(''))
  }
  return out.filter((x) => x !== '')
}

const AFTER = '的、，》和与及对于）'
const NEVER_FIRST = '、，。：；！？》）”’的'

/** Where to break near `want`: after a word that ends a phrase if there is one close by; what is left must fit its `left` lines. */
function cut(chars: string[], want: number, most: number, left: number, wordEnds: (at: number) => boolean): number {
  const total = widthOf(chars.join(''))
  let best = 0
  let last = 1
  let bestAt = Number.POSITIVE_INFINITY
  let width = 0
  for (let i = 1; i < chars.length; i++) {
    width += widthOf(chars[i - 1] as string)
    if (width > most) break
    last = i
    if (total - width > left * (most - 0.5)) continue
    if (NEVER_FIRST.includes(chars[i] as string)) continue
    if ('《（“'.includes(chars[i - 1] as string)) continue
    if (/[\w〔〕]/.test(chars[i] as string) && /[\w〔〕第]/.test(chars[i - 1] as string)) continue
    const d = Math.abs(width - want) + (wordEnds(i) ? 0 : 4) - (AFTER.includes(chars[i - 1] as string) ? 2.5 : 0)
    if (d < bestAt) [best, bestAt] = [i, d]
  }
  return best || last
}

/** Places (in characters) at which a word ends; what a reader takes as one word is joined. */
function wordEnds(text: string): Set<number> {
  const ends = new Set<number>()
  let at = 0
  for (const w of cutWords(text)) {
    at += [...w].length
    ends.add(at)
  }
  for (const m of text.matchAll(/(?:[^\s的于办对]{1,4}[省市县区])?[一二三四五六七八九十]+届人大[一二三四五六七八九十]+次会议|第\d+号|\d+年闭会期间|\d+年/g)) {
    const from = [...text.slice(0, m.index)].length
    for (let i = from + 1; i < from + [...m[0]].length; i++) ends.delete(i)
  }
  return ends
}
