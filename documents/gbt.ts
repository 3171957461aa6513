/** GB/T 9704-2012《党政机关公文格式》 in numbers, and the conversions that DOCX and PDF ask for. */

import { widthOf } from '../kernel/width.ts'

/** Twentieths of a point, as DOCX counts lengths. */
export const twips = (mm: number): number => Math.round((mm / 25.4) * 1440)
/** Points of 1/72 inch, as PDF counts. */
export const pt = (mm: number): number => (mm / 25.4) * 72
/** English Metric Units, for pictures in DOCX. */
export const emu = (mm: number): number => Math.round(mm * 36_000)

export const GBT = {
  /** A4, twips as Word writes them. */
  paper: { width: 210, height: 297, widthTwips: 11906, heightTwips: 16838 },
  /** 天头 37, 订口 28, 版心 156×225 (§5.2); mm and the twips that Word itself writes. */
  margin: { top: 37, left: 28, right: 26, bottom: 35 },
  marginTwips: { top: 2098, left: 1588, right: 1474, bottom: 1984 },
  area: { width: 156, height: 225 },
  /** 22 lines of 28 characters (§5.2.3). */
  lines: 22,
  chars: 28,
  /** 信函格式 (§10.1): the name 30 mm from the paper's upper edge, rules of 170 mm, the lower one 20 mm from the lower edge. */
  letter: { nameTop: 30, ruleGap: 4, ruleBottom: 20, ruleWidth: 170 },
  /** 版头 (§7.2): the mark 35 mm below the area's upper edge, the rule 4 mm below the number. */
  notice: { markTop: 35, ruleGap: 4 },
  /** 页码 (§7.5): 7 mm below the area. */
  pageNumber: { below: 7 },
  /** 版记 (§7.4): first and last rules, and those between; mm. */
  record: { thick: 0.35, thin: 0.25 },
  red: 'FF0000',
} as const

/** Sizes by their Chinese names, in points. */
export const SIZE = { 小初: 36, 一号: 26, 二号: 22, 小二: 18, 三号: 16, 小三: 15, 四号: 14, 小四: 12, 五号: 10.5, 小五: 9 } as const

/** One line of the area and one character of it, points. */
export const LINE: number = Math.floor((pt(GBT.area.height) / GBT.lines) * 100) / 100
export const CHAR: number = Math.floor((pt(GBT.area.width) / GBT.chars) * 100) / 100

/** What each character of 16 pt gives up so that 28 of them make a line, twips: whole ones, or office programs round upwards. */
export const TRACK_TWIPS: number = Math.floor((CHAR - SIZE.三号) * 20)

/**
 * 骑年盖月 (§7.3.5.1), mm: the seal's middle stands a little above the line between the organ's name and the date, and its upper edge
 * less than a line under the text.
 * @returns `up`: from that line up to the seal's middle; `gap`: from the text down to the name
 */
export function sealPlace(height: number): { up: number; gap: number } {
  const line = (LINE / 72) * 25.4
  const up = 2.5
  return { up, gap: Math.max(line, height / 2 + up + 3 - line) }
}

/** The fonts that the standard's readers expect, by use. */
export const FONT = { title: '方正小标宋简体', body: '仿宋_GB2312', kai: '楷体_GB2312', hei: '黑体', song: '宋体' } as const
export type FontUse = keyof typeof FONT

export { widthOf }

/**
 * Size of the red organ name: as large as looks well, never wider than the rules.
 * @returns points
 */
export const nameSize = (name: string, most: number): number => Math.max(SIZE.三号, Math.min(most, Math.floor(pt(GBT.area.width) / Math.max(1, widthOf(name)))))

const DIGITS = '零一二三四五六七八九'

/** 1–99 in Chinese. */
export function numeral(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || n === 0 ? DIGITS[ones] : ''}`
}

/** '2026-05-02' → '2026年5月2日': Arabic digits, no leading zero (§7.3.5.4). */
export function dateWords(day: string | null | undefined): string {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? '')
  return m ? `${m[1]}年${Number(m[2])}月${Number(m[3])}日` : ''
}

/** '云人代函〔2026〕12号': six-cornered brackets, no 第, no leading zero (§7.2.5). */
export const docNumber = (series: string, year: number, no: number): string => `${series}〔${year}〕${no}号`
