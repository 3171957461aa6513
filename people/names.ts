/**
 * Sort and search keys of Chinese names. A collation orders 曾 under ceng and 单 under dan; a roster reads zēng and shàn.
 */
import { pinyin } from 'pinyin-pro'
import { DOTS, first, tidyName } from '../kernel/characters.ts'

/** Surnames whose reading the dictionary does not have. */
const SURNAMES: Record<string, string> = { 么: 'yao1', 秘: 'bi4', 洗: 'xian3', 折: 'she2', 黑: 'he4', 祭: 'zhai4', 贲: 'ben1', 种: 'chong2' }

const DOUBLE =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|夏侯|万俟|闻人|澹台|轩辕|端木|呼延|南宫|独孤|单于|申屠|赫连|司空|太史|濮阳|百里|拓跋)(?=.)/

const HAN = /^\p{Script=Han}$/u
const DOTTED = new RegExp(`[${DOTS}]`, 'u')
/** A variant mark has no reading; what a circle is typed for has one. */
const bare = (text: string) => tidyName(text.normalize('NFKC')).replace(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '')

/**
 * @returns characters with their readings, then what somebody types to find it: 'li3李 xiu4秀 lan2兰 lixiulan lxl'.
 *   Ordering by it keeps one surname together (all 张, then all 章); empty for an empty name.
 */
export function nameSort(name: string): string {
  const n = bare(name)
  // 单增·卓玛 has no surname: with the dot the first character is read as in any word.
  if (DOTTED.test(n)) return key(n, read(n))
  const signs = [...n]
  const k = DOUBLE.test(n) ? 2 : 1
  const surname = signs.slice(0, k).join('')
  const head = SURNAMES[surname] ? [SURNAMES[surname]] : pinyin(surname, { mode: 'surname', surname: 'head', toneType: 'num', type: 'array', v: true })
  return key(n, [...head, ...read(signs.slice(k).join(''))])
}

/** The same key for the names of units and places, where no character is a surname. */
export function wordSort(text: string): string {
  const t = text.normalize('NFKC').trim()
  return key(t, read(t))
}

/** Letters only, for login names: 'lixiulan'. */
export function letters(name: string): string {
  return nameSort(name).split(' ').at(-2) ?? ''
}

function read(text: string): string[] {
  return text ? pinyin(text, { toneType: 'num', type: 'array', v: true }) : []
}

function key(text: string, readings: string[]): string {
  const parts = [...text]
    .map((c, i) => ({ c, r: HAN.test(c) ? (readings[i] ?? '').toLowerCase() : c.toLowerCase() }))
    .filter(({ c }) => !DOTTED.test(c) && !/[\s()《》“”、]/.test(c))
  if (parts.length === 0) return ''
  const plain = parts.map(({ r }) => r.replace(/(?<=[a-z])\d$/, ''))
  return `${parts.map(({ c, r }) => (HAN.test(c) ? r + c : r)).join(' ')} ${plain.join('')} ${plain.map(first).join('')}`
}
