/**
 * Chinese words of a text: NFKC, lower case, jieba with the places of the house in its dictionary. The one segmentation that search,
 * likeness, sorting and topics share, so that what one finds the others find too.
 */

import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { foldDots } from '../kernel/characters.ts'

const jieba = Jieba.withDict(dict)
const MOST = 300
/** Longer texts than any form takes are read to here. */
const LONGEST = 20_000
const WORD = /[\p{L}\p{N}]/u

/** Words that say nothing of what a text is about: courtesy, office prose, what every suggestion asks for. */
const STOP = new Set(
  (
    '我们 你们 他们 她们 它们 这个 那个 这些 那些 这样 那样 这里 那里 以及 进行 相关 部门 问题 建议 情况 希望 应该 应当 可以 可能 没有 目前 由于 因为 所以 但是 而且 如果 通过 对于 关于 同时 方面 需要 其他 一些 一个 一直 已经 还有 现在 为了 存在 能够 非常 加强 提高 工作 ' +
    '您好 你好 尊敬 领导 恳请 请求 谢谢 感谢 反映 反应 咨询 投诉 请问 为何 为什么 什么 怎么 如何 是否 何时 哪里 多次 一下 大家 我家 自己 本人 有关 根据 按照 不能 不要 不是 就是 还是 或者 并且 造成 导致 严重 影响 解决 处理 给予 尽快 及时 望能 予以 以来 至今 期间 之后 之前 虽然 然而 甚至 只是 只有 都是 也是 其中 每天 经常'
  ).split(' '),
)
export const isStop = (w: string): boolean => STOP.has(w)

/** One form for one sign: full width to plain, capitals to small, what no text needs (controls, lone surrogates) out. Offsets change. */
export const plainText = (text: string): string =>
  foldDots(
    text
      .slice(0, LONGEST)
      .toWellFormed()
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\p{Cc}\uFFFD]/gu, ' '),
  )

/** Names that jieba breaks by itself (streets, estates, units, stations) become words. Repeats are free. */
const known = new Set<string>()
export function learnNames(names: Iterable<string>): void {
  const fresh: string[] = []
  for (const n of names) {
    const w = plainText(n).trim()
    if (w.length < 2 || w.length > 20 || /\s/.test(w) || known.has(w)) continue
    known.add(w)
    fresh.push(w)
  }
  if (fresh.length > 0) jieba.loadDict(Buffer.from(fresh.map((w) => `${w} 100000 ns\n`).join('')))
}

/** For a thread that is to cut as this one does. */
export const knownNames = (): string[] => [...known]

/** Every word of a text in its order, nothing left out. */
export const cutWords = (text: string): string[] => jieba.cut(text, true)

/** Words that carry meaning, in their order, repeats kept: two signs or more, no stop words. */
export const contentWords = (text: string): string[] => jieba.cut(plainText(text), true).filter((w) => w.length >= 2 && !STOP.has(w) && WORD.test(w))

const HAN = /^\p{Script=Han}+$/u
/** 「7」「号线」 say nothing apart: a number goes with what it counts, or every line and every building would be the same. */
const NUMBERED = /[\p{N}a-z]{1,8}(?:号线|号楼|号院|号|路|栋|幢|座|单元|班|线|区|县|市|站|期|组|弄|楼|街|桥|中)/gu
const numbered = (plain: string): string[] => plain.match(NUMBERED) ?? []

/** Single signs that only join others: a run of signs ends at them. */
const JOINING = new Set('的了在是和与及也都就很有我你他她它们这那不没被把将对从到向为以于之等着过会能要可并或但而又还再更最已个一')
/** Two and two of signs that the dictionary leaves alone (「占」「道」): what it does not know can still be asked for. */
export const pairsOf = (run: string): string[] => {
  const signs = [...run]
  return signs.slice(1).map((s, i) => `${signs[i]}${s}`)
}

/** Distinct words of a text for an index, long ones also in their parts (「公交线路」 is found by 「公交」); at most 300. */
export function wordsOf(text: string): string[] {
  const out = new Set<string>()
  const plain = plainText(text)
  for (const w of numbered(plain)) if (out.size < MOST / 4) out.add(w)
  let run = ''
  for (const w of [...jieba.cutForSearch(plain, true), '']) {
    if (w.length === 1 && HAN.test(w) && !JOINING.has(w)) {
      run += w
      continue
    }
    for (const p of pairsOf(run)) out.add(p)
    run = ''
    if (w.length >= 2 && !STOP.has(w) && WORD.test(w)) out.add(w)
    if (out.size >= MOST) break
  }
  return [...out]
}

export interface Term {
  word: string
  /** Words that together make it up whole; found where the text has them apart. */
  parts: string[]
}

/**
 * What somebody typed, as terms. Without the guessing of new words, which would glue half a word to the one before it; single signs
 * that stand together (a name) are guessed at by themselves.
 * @returns `rest`: what is left at the end and may be the beginning of a word
 */
export function termsOf(text: string): { terms: Term[]; rest: string } {
  const plain = plainText(text).trim()
  const terms: Term[] = numbered(plain).map((word) => ({ word, parts: [] }))
  let singles = ''
  const settle = () => {
    // A name the index may hold whole, or pair by pair.
    if (singles.length > 1) terms.push({ word: singles, parts: pairsOf(singles) })
    singles = ''
  }
  for (const w of jieba.cut(plain.replace(NUMBERED, ' '), false)) {
    if (w.length === 1) {
      if (HAN.test(w) && !JOINING.has(w)) singles += w
      else settle()
      continue
    }
    settle()
    if (STOP.has(w) || !WORD.test(w)) continue
    const inner = jieba.cutForSearch(w, false).filter((x) => x.length > 1 && x !== w)
    const leaves = inner.filter((x) => !inner.some((o) => o !== x && x.includes(o)))
    terms.push({ word: w, parts: leaves.join('') === w ? leaves : [] })
  }
  const rest = singles.length === 1 ? singles : ''
  settle()
  return { terms, rest }
}
