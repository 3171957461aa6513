/** Width of a text in full-width characters: a digit or letter takes half of one. */
export function widthOf(text: string): number {
  let n = 0
  for (const c of text) n += (c.codePointAt(0) as number) < 0x2e80 && !'—…“”‘’·'.includes(c) ? 0.5 : 1
  return n
}
