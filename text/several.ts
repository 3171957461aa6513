import { lines } from '../kernel/characters.ts'

/** Words that carry over to another matter; a list of one matter's own points does not have them. */
const ANOTHER = /(?:^|[。；;\n])\s*(?:此外|另外|同时还|其次|还有一个问题|另一个问题|另一件事|顺便)/g

/**
 * 一事一议: whether a text seems to hold several matters. A guess to be asked about, not a verdict: a title that names several things,
 * or a text that turns from one matter to the next.
 */
export function severalMatters(title: string, text: string): string | undefined {
  const about = title.replace(/^关于/, '').replace(/的(建议|意见|批评)$/, '')
  const named = about.split(/[；;]|以及关于|和关于|、关于|暨关于/).filter((x) => x.trim().length >= 4)
  if (named.length > 1) return `标题里写了${named.length}件事`
  const turns = lines(text).join('\n').match(ANOTHER) ?? []
  if (turns.length >= 2) return `正文里有${turns.length}处转到另一件事（如“${(turns[0] as string).replace(/^[。；;\s]+/, '')}”）`
  return undefined
}
