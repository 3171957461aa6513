/** How rare a pair of Chinese signs is as a word: the dictionary's own table (270,000 words), of which only the commoner pairs are kept. */
import { idf } from '@node-rs/jieba/dict.js'

/** Pairs that are no word are as rare as a fairly rare word, not as the rarest: most are just where two words meet. */
const RAREST = 10
let common: Map<string, number> | undefined

/** Read when first asked for, about 60 ms once; some 7,000 pairs stay. */
function load(): Map<string, number> {
  const out = new Map<string, number>()
  for (const [, pair, value] of Buffer.from(idf)
    .toString('utf8')
    .matchAll(/^(\p{Script=Han}{2}) ([\d.]+)$/gmu)) {
    const v = Number(value)
    if (v < RAREST) out.set(pair as string, v)
  }
  return out
}

/** @returns ln(N/n) of the table, at most 10 */
export function rarity(pair: string): number {
  common ??= load()
  return common.get(pair) ?? RAREST
}
