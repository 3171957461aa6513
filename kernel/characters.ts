/**
 * Characters as people see them: text is measured, cut, compared and cleaned here and nowhere else. A code unit is half of 𠮷 and a
 * twentieth of a family emoji; 'Han' is the script, not a range; a name is one name however its dots, blanks and widths are typed.
 */

// What can be neither seen nor kept: controls, halves of pairs, marks that turn the reading direction or have no width.
const SUSPECT = /[\p{Cc}\p{Cs}\p{DI}\p{Noncharacter_Code_Point}\u2028\u2029\u2800\ufff9-\ufffb]/u
const LINE = /\r\n?|[\v\f\u0085\u2028\u2029]/g
/** Kept whole: emoji joined to one picture, a picture's or a rare character's variant, the marks of Mongolian writing. All else goes. */
const UNSEEN =
  /(\p{ExtPict}(?:\ufe0f|\p{EMod})?(?:\u200d\p{ExtPict}(?:\ufe0f|\p{EMod})?)+|(?<![\s\p{Cc}\p{DI}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?<=\p{sc=Mong})[\u180b-\u180f]|[\t\n])|[\p{Cc}\p{Cs}\p{DI}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffb]/gu

/** The door: line breaks of one kind, nothing invisible, no half characters. What is left is kept as it was written. */
export const clean = (text: string): string =>
  SUSPECT.test(text) ? text.replace(LINE, '\n').replace(UNSEEN, (_, kept: string | undefined) => kept ?? '') : text

/**
 * For what has one line: breaks and tabs are blanks. A run is taken whole and looked into: a pattern that looks for a break behind any
 * number of blanks begins anew at each of them, and a megabyte of blanks would take it an hour.
 */
export const cleanLine = (text: string): string => clean(text).replace(/[ \n\t]+/g, (run) => (/[\n\t]/.test(run) ? ' ' : run))

/** Lines as they were typed, without the blanks around them and without the empty ones. */
export const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((x) => x.trim())
    .filter(Boolean)

/** Without these signs at both ends. */
export function trimOf(text: string, signs: RegExp): string {
  let [from, to] = [0, text.length]
  while (from < to && signs.test(text[from] as string)) from++
  while (to > from && signs.test(text[to - 1] as string)) to--
  return text.slice(from, to)
}

/** Every string in what came in; passwords are what was typed. */
export function cleanAll(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return /password/i.test(key) ? value : clean(value)
  if (Array.isArray(value)) return value.map((x) => cleanAll(x, key))
  if (value && typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value)))
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, cleanAll(v, k)]))
  return value
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })
/** Where every code unit is a character: Latin, Han and their punctuation. */
const SIMPLE =
  /^[\t\n\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2188\u2190-\u21ff\u2460-\u24ff\u2500-\u25ff\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uff01-\uff9d\uffe0-\uffe6]*$/
/** No character is made of more; a heap of accents on one letter counts as what it takes. */
const HEAP = 8

/** What a person sees as one character each. */
export const characters = (text: string): string[] => (SIMPLE.test(text) ? text.split('') : Array.from(segmenter.segment(text), (s) => s.segment))

/** Length in characters as people count them (字). */
export function length(text: string): number {
  if (SIMPLE.test(text)) return text.length
  let seen = 0
  for (const _ of segmenter.segment(text)) seen++
  return Math.max(seen, Math.ceil([...text].length / HEAP))
}

/** At most so many characters; none is cut through. */
export function cut(text: string, most: number, more = ''): string {
  if (text.length <= most || length(text) <= most) return text
  const room = Math.max(0, most - length(more))
  let out = ''
  let [seen, points] = [0, 0]
  for (const { segment } of segmenter.segment(text)) {
    points += [...segment].length
    if (++seen > room || points > room * HEAP) break
    out += segment
  }
  return out + more
}

/** The first character, for a face or a name that is only hinted at. */
export const first = (text: string): string => (text === '' ? '' : (segmenter.segment(text).containing(0)?.segment ?? ''))

const HAN_ONE = /\p{Script=Han}/u
export const hasHan = (text: string): boolean => HAN_ONE.test(text)

/** The dot between the parts of a name, in all the ways in which it is typed. */
export const DOTS = '\u00b7\u0387\u05bc\u1427\u2022\u2024\u2027\u2218\u2219\u22c5\u2e31\u2e33\u30fb\uff0e\uff65\u16eb\u25cf\u25e6\u26ac\u2981\u2a2f.'
const DOT = new RegExp(`[${DOTS}]`, 'gu')
/** In a text a heavy dot begins an item; the light ones stand in names. */
const BETWEEN = /(?<=\p{Script=Han}) *[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff0e\uff65.] *(?=\p{Script=Han})/gu
const VARIANT = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu
const CIRCLE = /[\u25cb\u25ef\u3007]/g

/** A name as it is kept: Chinese ones without blanks, with one kind of dot and 〇 for the circle that is typed for it. */
export function tidyName(typed: string): string {
  const t = cleanLine(typed)
    .normalize('NFC')
    .replace(/[\uff01-\uff5e]/g, (c) => c.normalize('NFKC'))
    .replace(/\s+/g, ' ')
    .trim()
  if (!hasHan(t)) return t
  return t.replace(/\s/g, '').replace(CIRCLE, '〇').replace(DOT, '·').replace(/·+/g, '·').replace(/^·|·$/g, '')
}

/** Equal for the same name, however it was typed; `name_fold` in the database makes the same. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(VARIANT, '')
    .replace(/[\p{Cf}\s]/gu, '')
    .replace(DOT, '')
    .replace(/[\u25cb\u25ef零]/g, '〇')
    .toLowerCase()

/** For words looked for in texts: names with a dot and without are one, also the circles. The texts are folded alike. */
export const foldDots = (text: string): string =>
  text
    .replace(VARIANT, '')
    .replace(BETWEEN, '')
    .replace(/[\u25cb\u25ef]/g, '〇')

/** For words looked for in a text row by row; `text_fold` in the database makes the same. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u25cb\u25ef]/g, '〇')
    .replace(/[\u00b7\u2022\u2027\u2219\u22c5\u30fb.]|\ufe00|\ufe0f/g, '')
    .toLowerCase()

/** A Chinese telephone number as digits: full width, blanks, dashes, brackets and the country's number before it do not matter. */
export const phoneDigits = (typed: string): string =>
  clean(typed)
    .normalize('NFKC')
    .replace(/[\s\-‐-―−.·_()（）]/g, '')
    .replace(/^(?:\+|00)86(?=\d{5})/, '')
    .replace(/^86(?=1\d{10}$)/, '')

/** For `like`: what was typed stands somewhere in it. */
export const pattern = (typed: string): string =>
  `%${typed
    .normalize('NFKC')
    .trim()
    .replace(/[\\%_]/g, '\\$&')}%`
/** For `like` on a folded name (`name_key`, `name_fold(…)`). */
export const namePattern = (typed: string): string => pattern(foldName(typed) || typed)

/** What an address or a form of a page without script says, on one line, at most so many characters; '' for anything else than text. */
export const lineOf = (x: unknown, most: number): string => (typeof x === 'string' ? cut(cleanLine(x).trim(), most) : '')
