/** A text as its sentences, each as it was written (to quote) and in the one form that patterns read. */
import { characters, cut } from '../../kernel/characters.ts'
import { plainText } from '../words.ts'

export interface Sentence {
  /** As written. */
  raw: string
  /** NFKC, small letters, no blanks. */
  plain: string
}

/** A sentence without an end is cut here: patterns stay fast whatever is pasted. */
const LONGEST = 400
/** No form takes more (kernel forms: a reply's body is 30,000 signs at most). */
const MOST = 30_000
const SENTENCE = new RegExp(`[^。！？!?；;\\n\\r]{1,${LONGEST}}[。！？!?；;]{0,3}`, 'gu')
/** 「现答复如下：」 opens the answer and is not part of it. */
const OPENING = /如下[:：](?=.)/g
const QUOTE = 90

const squeeze = (raw: string): string => plainText(raw).replace(/\s+/g, '')

/** Sentences of a text in their order; blank ones are left out. */
export function sentencesOf(text: string): Sentence[] {
  const out: Sentence[] = []
  for (const m of cut(text.toWellFormed(), MOST).replace(OPENING, '$&\n').matchAll(SENTENCE)) {
    const plain = squeeze(m[0])
    if (/[\p{L}\p{N}]/u.test(plain)) out.push({ raw: m[0].trim(), plain })
  }
  return out
}

/** A sentence at its commas. */
export const clausesOf = (plain: string): string[] => plain.split(/[,，。！？!?；;：:]/).filter((c) => c.length > 0)

/** For the screen: at most 90 signs, cut around `near` where it stands. */
export function quoteOf(raw: string, near?: string): string {
  const flat = raw.replace(/\s+/g, ' ').trim()
  const signs = characters(flat)
  if (signs.length <= QUOTE) return flat
  const at = near ? characters(flat.slice(0, Math.max(0, flat.indexOf(near)))).length : 0
  const from = Math.min(Math.max(0, at - 30), signs.length - QUOTE)
  return `${from > 0 ? '……' : ''}${signs.slice(from, from + QUOTE).join('')}${from + QUOTE < signs.length ? '……' : ''}`
}

/** The first sentence in which a pattern is found. */
export function firstWith(sentences: readonly Sentence[], re: RegExp): { sentence: Sentence; found: string } | undefined {
  for (const sentence of sentences) {
    const found = re.exec(sentence.plain)?.[0]
    if (found !== undefined) return { sentence, found }
  }
  return undefined
}
