/**
 * Which places a text is about. Two texts in the same words about other places are two matters (the same fumes, another estate), so
 * likeness asks here before it says "the same". Names come from the house's own list (`PlaceBook`) and, where no list helps, from how
 * names of places end; 「附近小区」 ends like one and is none.
 */
import type { PlaceBook } from './placebook.ts'
import { type Ending, endingOf, isBare, isCommon, levelOf, NUMBERED, samePlace, shorterName } from './placenames.ts'
import { BEFORE_NAME } from './placewords.ts'
import { cutWords, isStop, plainText } from './words.ts'

export { type Known, PlaceBook } from './placebook.ts'
export { placeVeto, vetoTable } from './veto.ts'

const HAN = /^\p{Script=Han}+$/u
const WORD = /\p{L}/u
/** Signs of a name; longer ones are half a sentence. */
const LONGEST = 8
/** Glued to a name by the guessing of words, and hardly ever its first sign. */
const GLUED = /^(?:[在从往到给由被请去对及与和]|位于|住在)(?=.{3})/
/** 「路口」「桥头」: the place is what comes before the last sign. */
const SIDE = /^(.*[路街巷桥村城站])[口头边上旁段里面]$/
/** 「石桥村到高岭村」 that the guessing of words has made one. */
const BETWEEN = /(?<=.[路街巷桥村城站苑园区])[到至和与及](?=.{2,}[路街巷桥村城站苑园区]$)/
/** 「A3区」, the form in which some offices hide names. */
const CODES = /(?<![a-z0-9])[a-z]\d{0,3}(?:县市|[区县市州])(?![郡城])/g
/** Lines, classes, bus routes. Roads are called 路 too, but not by a figure alone (「经3路」 is a road). */
const COUNTED =
  /(?<![\p{N}a-z东西南北中经纬])第?(?:(\d{1,2}|[一二三四五六七八九十]{1,3})(号线)|(\d{1,4})(班)(?![车倒次])|(\d{1,4})(路)(?![\p{N}口段号])|(\d{1,4})(?=公交))/gu

/** 「十二」 and 「12」 are one number. */
function figure(s: string): string {
  if (/^\d+$/.test(s)) return String(Number(s))
  const of = (c: string | undefined) => '零一二三四五六七八九'.indexOf(c ?? '')
  const ten = s.indexOf('十')
  if (ten < 0) return [...s].map(of).join('')
  return String((ten === 0 ? 1 : of(s[0])) * 10 + (ten === s.length - 1 ? 0 : of(s.at(-1))))
}

export interface Reading {
  /** Places in the order they are named, each once. */
  places: string[]
  /** Words that carry meaning, repeats kept; a known name, a line, a hidden district is one word. */
  words: string[]
}

/**
 * Places and words of a text, cut once for both.
 * @param book names the house knows; what it finds is given by the list's own name, followed by what it is part of
 * @returns names in one form (NFKC, lower case, figures for numbers): 桂花苑小区, 7号线, 2305班, a3区
 */
export function readText(text: string, book?: PlaceBook): Reading {
  const places: string[] = []
  const whole: string[] = []
  let plain = plainText(text)
  if (book) {
    let rest = ''
    for (let i = 0; i < plain.length; ) {
      const hit = book.at(plain, i)
      if (!hit) {
        rest += plain[i++]
        continue
      }
      places.push(...hit.names)
      whole.push(hit.names[0] as string)
      // Keeps the words on either side apart.
      rest += '|'
      i += hit.length
    }
    plain = rest
  }
  plain = plain.replace(CODES, (code) => {
    places.push(code)
    whole.push(code)
    return '|'
  })
  plain = plain.replace(COUNTED, (_all, line, _1, group, _2, route, _3, bus) => {
    const name = `${figure(line ?? group ?? route ?? bus)}${line ? '号线' : group ? '班' : '路'}`
    places.push(name)
    whole.push(name)
    return '|'
  })
  const cut = cutWords(plain)
  places.push(...namesByEnding(cut))
  return { places: [...new Set(places)], words: [...whole, ...cut.filter((w) => w.length >= 2 && WORD.test(w) && !isStop(w))] }
}

/** Places that a text names, in the order they come, each once; see `readText`. */
export const placesIn = (text: string, book?: PlaceBook): string[] => readText(text, book).places

function namesByEnding(words: string[]): string[] {
  const found: { name: string; end: number }[] = []
  words.forEach((raw, i) => {
    if (!HAN.test(raw)) return
    const word = SIDE.exec(raw)?.[1] ?? raw
    const ending = endingOf(word)
    if (!ending || isCommon(word)) return
    const before = found.at(-1)
    if (before?.end === i && isBare(word)) {
      // 桂花苑 + 小区, 人民路 + 小学, 星河大道 + 站: one name, said on.
      if (levelOf(before.name) !== 'spot' || before.name.length + word.length > LONGEST + 4) return
      before.name += word
      before.end = i + 1
      return
    }
    const name = nameAt(words, i, word, ending, before?.end ?? 0)
    if (name && isName(name)) found.push({ name, end: i + 1 })
  })
  return found.flatMap((f) => f.name.split(BETWEEN)).filter(isName)
}

/** The name whose last word stands at `i`: that word alone if it says a name, else with the words before it that can belong to one. */
function nameAt(words: string[], i: number, word: string, ending: Ending, from: number): string | undefined {
  if (ending.level === 'district') return isBare(word) ? undefined : word.replace(GLUED, '')
  let name = word
  if (word.length - ending.text.length < 2) {
    for (let j = i - 1; j >= from; j--) {
      const w = words[j] as string
      if (!HAN.test(w) || isStop(w) || BEFORE_NAME.has(w) || isCommon(w) || name.length + w.length > LONGEST) break
      const level = endingOf(w)?.level
      if (level === 'district' || level === 'area') break
      name = w + name
    }
  }
  return name.replace(GLUED, '')
}

function isName(name: string): boolean {
  const ending = endingOf(name)
  // 郧县 is one; of two signs that end in 区 or 市 none is (a 西区 lies everywhere).
  return !!ending && name.length - ending.text.length >= (ending.text === '县' ? 1 : 2)
}

const rank = (p: string): number => (NUMBERED.test(p) ? 3 : levelOf(p) === 'spot' ? 2 : levelOf(p) === 'area' ? 1 : 0)

/** Places of `a` that `b` names too, however it calls them: the most specific first, by the shorter name. */
export function sharedPlaces(a: readonly string[], b: readonly string[]): string[] {
  const out = new Map<string, number>()
  for (const x of a) {
    const y = b.find((z) => samePlace(x, z))
    if (y === undefined) continue
    const name = shorterName(x, y)
    out.set(name, rank(name))
  }
  return [...out].sort((x, y) => y[1] - x[1]).map(([name]) => name)
}
