/** A text as the terms that likeness counts: its words with how often they stand there, those of the title three times. */
import { contentWords } from './words.ts'

const TITLE = 3
const MOST = 400

/** Word to count, at most 400 words, the title's first. */
export function termsOf(title: string, text: string): Map<string, number> {
  const out = new Map<string, number>()
  const count = (words: readonly string[], by: number) => {
    for (const w of words) {
      const n = out.get(w)
      if (n !== undefined || out.size < MOST) out.set(w, (n ?? 0) + by)
    }
  }
  count(contentWords(title), TITLE)
  count(contentWords(text), 1)
  return out
}

/** A word as a signed 32-bit number (FNV-1a over UTF-16), for an index that need not hold words. */
export function hashWord(word: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < word.length; i++) h = Math.imul(h ^ word.charCodeAt(i), 0x01000193)
  return h | 0
}
