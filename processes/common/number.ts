/** A matter's number in words: '六届五次第045号', '2026闭第012号', '2026年第003号'. */

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
export function numeral(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || n === 0 ? DIGITS[ones] : ''}`
}

/** Series: '6-5' a session's, '2026' a recess year's, '发6-5' or '函2026' where a kind counts by itself. */
export function numberOf(m: { no: number | null; series: string | null }): string {
  if (!m.no) return ''
  const [, prefix = '', rest = ''] = /^(\D*)(.*)$/.exec(m.series ?? '') ?? []
  const [term, session] = rest.split('-')
  const words = session ? `${numeral(Number(term))}届${numeral(Number(session))}次` : prefix ? `${term}年` : `${term}闭`
  return `${words}${prefix}第${String(m.no).padStart(3, '0')}号`
}

const counted = (word: string): number => {
  if (/^\d+$/.test(word)) return Number(word)
  const [tens, ones] = word.includes('十') ? (word.split('十') as [string, string]) : ['', word]
  return (word.includes('十') ? (tens ? DIGITS.indexOf(tens) : 1) * 10 : 0) + (ones ? DIGITS.indexOf(ones) : 0)
}
const N = '(\\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])'
const PRINTED = new RegExp(
  `^(?:第?${N}届第?${N}次(?:会议)?|(\\d{1,2})-(\\d{1,2})-|(\\d{4})(?:年闭会?|年|闭会?|(?=\\D|0)))?([\\p{Script=Han}--[第字号届次年闭]]{0,3})(?:第|字)?0*(\\d{1,6})号?(?:代表)?(?:建议|议案)?$`,
  'v',
)

/**
 * A number as it is printed or as people shorten it: '六届五次第021号', '2026闭021', '第21号', '21'; width and blanks do not matter.
 * @returns `series` null where none was typed
 */
export function numberIn(typed: string): { series: string | null; no: number } | null {
  const m = PRINTED.exec(typed.normalize('NFKC').replace(/[\s#()〔〕[\]]/g, ''))
  if (!m) return null
  const [, term, session, t2, s2, year, prefix = '', no] = m
  if (term && session) return { series: `${prefix}${counted(term)}-${counted(session)}`, no: Number(no) }
  if (t2 && s2) return { series: `${prefix}${Number(t2)}-${Number(s2)}`, no: Number(no) }
  if (year) return { series: `${prefix}${year}`, no: Number(no) }
  return prefix ? null : { series: null, no: Number(no) }
}
