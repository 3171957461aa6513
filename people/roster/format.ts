/** A number as its cell shows it: what the office sees is what is imported, or it is said why not. */

export interface Shown {
  text: string
  kind: 'number' | 'date'
  /** Why it cannot be taken, in words that say what to do. */
  wrong?: string
}

/** Numbers of formats that no file spells out; the others up to 49 are plain. 27 to 58 as a Chinese office suite shows them. */
const YMD = 'yyyy-m-d'
const [YM, MD, TIME] = ['yyyy-m', 'm-d', 'h:mm']
const BUILT_IN: Record<number, string> = {
  ...{ 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 11: '0.00E+00', 37: '#,##0', 38: '#,##0', 39: '#,##0.00', 40: '#,##0.00' },
  ...{ 14: YMD, 15: YMD, 16: MD, 17: YM, 18: TIME, 19: TIME, 20: TIME, 21: TIME, 22: YMD, 45: TIME, 46: TIME, 47: TIME, 48: '##0.0E+0' },
  ...{ 27: YM, 28: MD, 29: MD, 30: YMD, 31: YMD, 32: TIME, 33: TIME, 34: TIME, 35: TIME, 36: YM },
  ...{ 50: YM, 51: MD, 52: YM, 53: MD, 54: MD, 55: TIME, 56: TIME, 57: YM, 58: MD },
}
export const builtIn = (id: number): string => BUILT_IN[id] ?? ''

const LOST = '数字太长，表格软件只保留前 15 位，末尾已经丢失。请把单元格设为文本格式后重新填写'
const UNREADABLE = '单元格的显示格式读不懂，请设为文本格式后重新填写'

/** @param code the cell's number format, '' for none */
export function shown(n: number, code: string, date1904 = false): Shown {
  if (!Number.isFinite(n)) return { text: '', kind: 'number', wrong: '数字不对，请核对' }
  if (!code || /^(general|g\/通用格式|@)$/i.test(code)) return plain(n)
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
  if (!/general/i.test(bare) && /[ymdhsaeb]/i.test(bare.replace(/e[+-]/gi, ''))) return ofDate(n, bare, date1904)
  if (Math.abs(n) >= 1e15) return { text: '', kind: 'number', wrong: LOST }
  const text = ofSection(n, code)
  return text === undefined ? { text: '', kind: 'number', wrong: UNREADABLE } : { text, kind: 'number' }
}

function plain(n: number): Shown {
  if (Math.abs(n) >= 1e15) return { text: '', kind: 'number', wrong: LOST }
  return { text: Number.isInteger(n) ? n.toFixed(0) : String(n), kind: 'number' }
}

/** A month's format shows no day: then none is known. */
function ofDate(n: number, bare: string, date1904: boolean): Shown {
  const of = (c: string) => bare.toLowerCase().includes(c)
  const year = of('y') || of('e')
  if (!year || (!of('m') && of('d'))) return { text: '', kind: 'date', wrong: '单元格只显示月日或时间，没有年份，请改为文本格式后重新填写' }
  if (!of('m')) return { text: '', kind: 'date', wrong: '单元格只显示年份，请写成 1968-05 的样子' }
  // The 29th of February 1900, which never was, is counted.
  const days = Math.floor(n) + (date1904 ? 1462 : 0)
  if (days < 1 || days > 2_958_465) return { text: '', kind: 'date', wrong: '日期不对，请核对' }
  const date = new Date((days - 25569 + (days < 60 ? 1 : 0)) * 86_400_000).toISOString()
  return { text: date.slice(0, of('d') ? 10 : 7), kind: 'date' }
}

/** @returns nothing when the format says more than digits and words */
function ofSection(n: number, code: string): string | undefined {
  const sections = code.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+|(?<=;)(?=;|$)/g) ?? [code]
  const at = n < 0 && sections.length > 1 ? 1 : n === 0 && sections.length > 2 ? 2 : 0
  const section = sections[at] ?? ''
  if (/\[(?:[<>=]|dbnum)/i.test(section)) return undefined
  const tokens = section.replace(/\[[^\]]*\]/g, '').match(/"[^"]*"|\\.|_.|\*.|general|e[+-]|./gi) ?? []
  const sign = n < 0 && at === 0 ? '-' : ''
  if (tokens.some((t) => /^e[+-]$/i.test(t))) return Number.isInteger(n) ? n.toFixed(0) : String(n)
  if (tokens.some((t) => t === '/')) return tokens.some((t) => /[#?]/.test(t)) ? undefined : fill(tokens, n, sign)
  return fill(tokens, n, sign)
}

const LITERAL = (t: string): string | undefined => {
  if (t.length > 1 && t.startsWith('"')) return t.slice(1, -1)
  if (t.length > 1 && t.startsWith('\\')) return t.slice(1)
  if (t.length === 2 && t.startsWith('_')) return ' '
  if (t.length === 2 && t.startsWith('*')) return ''
  return /^[0#?.,%]$/.test(t) ? undefined : t
}

function fill(tokens: string[], n: number, sign: string): string | undefined {
  const point = tokens.indexOf('.')
  const digit = (t: string) => t === '0' || t === '#' || t === '?'
  const whole = point < 0 ? tokens : tokens.slice(0, point)
  const behind = point < 0 ? [] : tokens.slice(point + 1)
  const places = behind.filter(digit).length
  const value = Math.abs(n) * (tokens.includes('%') ? 100 : 1)
  if (/general|@/i.test(tokens.join(''))) return sign + tokens.map((t) => (/^(general|@)$/i.test(t) ? plain(Math.abs(n)).text : (LITERAL(t) ?? t))).join('')
  const [left = '', right = ''] = value.toFixed(places).split('.')
  // Thousands scaled away cannot be read back.
  if (/[0#?],+$/.test(whole.filter((t) => digit(t) || t === ',').join(''))) return undefined
  let rest = left === '0' ? '' : left
  const slots = whole.filter(digit).length
  let seen = 0
  let out = ''
  for (const t of whole.toReversed()) {
    if (t === ',') continue
    if (!digit(t)) {
      out = (LITERAL(t) ?? t) + out
      continue
    }
    seen++
    const take = seen === slots ? rest : rest.slice(-1)
    rest = seen === slots ? '' : rest.slice(0, -1)
    out = (take || (t === '0' ? '0' : t === '?' ? ' ' : '')) + out
  }
  let k = 0
  let tail = behind.map((t) => (digit(t) ? (right[k++] ?? '') : (LITERAL(t) ?? t))).join('')
  const optional = behind.filter(digit).toReversed().indexOf('0')
  if (optional !== 0 && places > 0) tail = tail.replace(new RegExp(`0{0,${optional < 0 ? places : optional}}$`), '')
  return `${sign}${out}${tail ? `.${tail}` : ''}`.trim()
}
