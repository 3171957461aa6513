/** Words as PostgreSQL keeps and asks for them. The literals are made here, because its own parser would cut 「7号线」 and 「k9县」 apart. */
import { characters, cut, foldDots, foldText, length } from '../kernel/characters.ts'
import type { Piece } from '../kernel/wire-text.ts'
import { plainText, termsOf, wordsOf } from './words.ts'

const lexeme = (w: string): string => `'${w.replace(/[\\']/g, (c) => (c === '\\' ? '\\\\' : "''"))}'`
/** PostgreSQL's own limit of a lexeme is 2,046 bytes. */
const fits = (w: string): boolean => w.length <= 40

/** A `tsvector` literal: words of the title weigh A, of the text D. */
export function tsVectorOf(title: string, text: string): string {
  const head = wordsOf(title).filter(fits)
  const top = new Set(head)
  const body = wordsOf(text).filter((w) => fits(w) && !top.has(w))
  return [...head.map((w, i) => `${lexeme(w)}:${i + 1}A`), ...body.map((w, i) => `${lexeme(w)}:${head.length + i + 1}`)].join(' ')
}

export interface Asked {
  /** `tsquery` literals, empty when nothing can be asked for: all words as they stand; the last one as a beginning; any of the words. */
  whole: string
  all: string
  any: string
  /** To be marked in what was found, longest first. */
  words: string[]
}
const MOST = 12

/**
 * What somebody typed. Each term is asked for as it is or by its parts; the last one may still be in the typing and counts as a
 * beginning (「公交线」 finds 公交线路).
 */
export function askedOf(typed: string): Asked {
  const text = cut(plainText(typed), 200).trim()
  const { terms, rest } = termsOf(text)
  const chosen = [...new Map(terms.filter((t) => fits(t.word)).map((t) => [t.word, t])).values()].slice(0, MOST)
  const last = chosen.at(-1)
  const asked = (open: boolean) => [
    ...chosen.map((t) => {
      const word = `${lexeme(t.word)}${open && t === last && !rest && text.endsWith(t.word) ? ':*' : ''}`
      return t.parts.length > 0 && t.parts[0] !== t.word ? `(${word} | (${t.parts.map(lexeme).join(' & ')}))` : word
    }),
    ...(rest ? [`${lexeme(rest)}:*`] : []),
  ]
  // What was typed in one go is marked whole; a single sign that is left over is asked for, not marked.
  const words = [
    ...text.split(/[^\p{L}\p{N}]+/u).filter((w) => w.length > 1),
    ...chosen.flatMap((t) => [t.word, ...t.parts]),
    ...(rest && chosen.length === 0 ? [rest] : []),
  ]
  return {
    whole: asked(false).join(' & '),
    all: asked(true).join(' & '),
    any: asked(true).join(' | '),
    words: [...new Set(words)].sort((x, y) => y.length - x.length),
  }
}

/** A text cut at its hits, for pages to mark; letters of either case and width are the same. */
export function marked(text: string, words: readonly string[]): Piece[] {
  const plain = [...text].map((c) => c.normalize('NFKC').toLowerCase())
  // Signs that unfold into several (㎡, ﬁ) would shift every place after them: they stand for their first.
  const low = plain.map((c) => [...c][0] ?? ' ').join('')
  const signs = [...text]
  const out: Piece[] = []
  const at = [...low]
  let from = 0
  for (let i = 0; i < at.length; ) {
    const rest = at.slice(i, i + 40).join('')
    const w = words.find((x) => rest.startsWith(x))
    if (!w) {
      i++
      continue
    }
    if (i > from) out.push({ text: signs.slice(from, i).join('') })
    const n = [...w].length
    out.push({ text: signs.slice(i, i + n).join(''), hit: true })
    i += n
    from = i
  }
  if (from < signs.length) out.push({ text: signs.slice(from).join('') })
  return out
}

/** About `most` signs around the first hit. */
export function snippet(text: string, words: readonly string[], most = 80): Piece[] {
  const flat = text.replace(/\s+/g, ' ').trim()
  const pieces = marked(cut(flat, 5000), words)
  const first = pieces.findIndex((p) => p.hit)
  if (first < 0) return [{ text: cut(flat, most) }]
  const before = length(
    pieces
      .slice(0, first)
      .map((p) => p.text)
      .join(''),
  )
  const signs = characters(flat)
  const from = Math.max(0, before - Math.floor(most / 3))
  const shown = signs.slice(from, from + most).join('')
  return [...(from > 0 ? [{ text: '…' }] : []), ...marked(shown, words), ...(from + most < signs.length ? [{ text: '…' }] : [])]
}

/** For a short list that is looked through row by row: each word has to stand in it, in any order; whatever is no word as it was typed. For `like` on `text_fold(…)`. */
export function wordPatterns(typed: string): string[] {
  const pieces = cut(foldDots(typed.normalize('NFKC')).trim(), 100).split(/\s+/)
  const words = pieces.flatMap((piece) => {
    const { terms, rest } = /^[\p{L}\p{N}]+$/u.test(piece) ? termsOf(piece) : { terms: [], rest: '' }
    const found = [...terms.map((t) => t.word), ...(rest ? [rest] : [])]
    return found.length > 0 ? found : [piece]
  })
  return words.slice(0, MOST).map((w) => `%${(foldText(w) || w).replace(/[\\%_]/g, '\\$&')}%`)
}
