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
