/**
 * How much a reply and what was asked have in common: cosine over pairs of neighbouring Chinese signs, weighed by how rare the pair is
 * as a word. Pairs, not words: names of places and of things stay whole however they are cut, and a reply has few words to compare.
 * In the reply a pair counts once, or what an office says again and again would weigh most.
 * Measured on 2,013 real answers (text/eval/reply.ts): AUC 0.981 against a random answer, 0.933 against that to a similar message.
 * Words with the same weights gave 0.968 and 0.906, pairs without weights 0.973 and 0.914; triples and word cuts added nothing.
 */
import { plainText } from '../words.ts'
import { substanceOf } from './empty.ts'
import { rarity } from './rare.ts'
import type { Read } from './read.ts'
import { quoteOf } from './sentences.ts'
import type { Finding } from './types.ts'

/** Signs of grammar: a pair with one of them is not part of a name of a thing. */
const GRAMMAR = new Set(
  '的了是在有和与及或也就都而于为以被把从到对向将能会可要您你我他她它们这那之其该此等请让使给做上下中内外前后时年月日个位名号条第并且但如因所由者着过很更最不没无',
)
const RUN = /\p{Script=Han}+|[\p{N}a-z]+/gu
const HAN = /^\p{Script=Han}/u
const TITLE = 3

/** Pairs of signs (and numbers, letters whole) to how often they stand in a text. */
export function pairsOf(text: string, into: Map<string, number> = new Map(), by = 1): Map<string, number> {
  for (const [run] of plainText(text).matchAll(RUN)) {
    if (!HAN.test(run)) {
      if (run.length > 1 && run.length < 20) into.set(run, (into.get(run) ?? 0) + by)
      continue
    }
    const signs = [...run]
    for (let i = 0; i + 1 < signs.length; i++) {
      const a = signs[i] as string
      const b = signs[i + 1] as string
      if (GRAMMAR.has(a) || GRAMMAR.has(b)) continue
      into.set(a + b, (into.get(a + b) ?? 0) + by)
    }
  }
  return into
}

/** @returns 0–1; 0 when either side has nothing to compare */
export function likeness(asked: { title: string; text: string; proposals?: string }, reply: string): number {
  const q = pairsOf(asked.title, new Map(), TITLE)
  pairsOf(asked.text, q)
  pairsOf(asked.proposals ?? '', q)
  const r = pairsOf(reply)
  let dot = 0
  let qq = 0
  let rr = 0
  for (const [pair, n] of q) {
    const w = rarity(pair)
    const x = (1 + Math.log(n)) * w
    qq += x * x
    if (r.has(pair)) dot += x * w
  }
  for (const pair of r.keys()) rr += rarity(pair) ** 2
  return qq > 0 && rr > 0 ? dot / Math.sqrt(qq * rr) : 0
}

/** 95 of 100 random pairs of message and answer lie below, 4 of 100 true ones. */
const APART = 0.04
/** With fewer pairs in what was asked, the figure hangs on one word. */
const FEW = 4

export function relevantCheck({ input, all, said, text }: Read): Finding {
  const { title, text: told, proposals = '' } = input.asked
  if (substanceOf(all).empty) return { level: 'warn', why: '答复没有实际内容，无法与来件比对。' }
  if (pairsOf(`${title} ${told} ${proposals}`).size < FEW) return { level: 'pass', why: '来件字数太少，不作比对。' }
  if (likeness(input.asked, text) >= APART) return { level: 'pass', why: '答复与来件说的是同一件事。' }
  return {
    level: 'warn',
    why: '答复与来件的用语几乎没有相同之处，可能答非所问，或者贴错了件。',
    quote: quoteOf((said[0] ?? all[0])?.raw ?? ''),
    add: `核对是否为答复“${quoteOf(title)}”的内容；确属本件的，写明所答的地点和事项。`,
  }
}
