/** One official document as both makers (DOCX, PDF) read it. Templates produce it; it holds words, never mark-up. */

/**
 * letter 信函格式 · notice 版头、红线、版记 · sheet 表格（代表建议纸、征询意见表）· plain 报告、台账、清单.
 */
export type Form = 'letter' | 'notice' | 'sheet' | 'plain'
export type Align = 'left' | 'center' | 'right'

export interface Column {
  label: string
  /** Share of the width. */
  width: number
  align?: Align
}

export interface Cell {
  text: string
  /** Columns taken; default 1. */
  span?: number
  rows?: number
  /** A label: centred, in 黑体-like weight, grey nowhere. */
  label?: boolean
  align?: Align
  /** At least so high, mm: room to write by hand. */
  high?: number
}

export type Block =
  /** 一、黑体 ·（一）楷体 · 1. 仿宋 ·（1）仿宋; `run`: the paragraph that follows on the same line. */
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  /** `lead`: words in 黑体 before the text ('出席：'); its further lines stand under the text. */
  | { kind: 'para'; text: string; lead?: string; indent?: boolean; align?: Align; font?: 'body' | 'kai' | 'hei'; size?: number }
  | { kind: 'table'; columns: Column[]; rows: string[][]; caption?: string; size?: number }
  /** A form: shares of the columns and rows of cells. */
  | { kind: 'form'; columns: number[]; rows: Cell[][]; size?: number }
  | { kind: 'space'; lines: number }
  | { kind: 'break' }

export interface Picture {
  png: Uint8Array
  /** mm */
  width: number
  height: number
}

export interface Signature {
  /** The organ, or the person who signs. */
  name: string
  /** '2026-05-12' */
  date: string
  /** A place for the red seal: the date stands four characters in, the name centred above it. */
  seal: boolean
  /** The seal itself, if the place has uploaded one. */
  sealPicture?: Picture
  /** The signer's own hand, with his 职务 two characters before it (§7.3.5.3). */
  handPicture?: Picture
  handTitle?: string
}

export interface OfficialDoc {
  form: Form
  /** Full name in red (letter, notice). */
  organ?: string
  /** What stands in red instead of the organ: '…会商纪要' (§10.3). */
  mark?: string
  /** 签发人 of a paper that goes upwards (§7.2.6); '' leaves room for the name. */
  signer?: string
  /** '云人代函〔2026〕12号' */
  number?: string
  /** 份号, 密级和保密期限, 紧急程度: top left, one line each. */
  copyNo?: string
  secrecy?: string
  urgency?: string
  /** Top right of page 1: '结果标识：A', '公开方式：主动公开'. */
  marks?: string[]
  title: string
  subtitle?: string
  /** Small line left and right above a form ('第 12 号'). */
  above?: { left?: string; right?: string }
  /** Without the colon. */
  addressee?: string
  blocks: Block[]
  /** Names of what is attached, numbered when more than one. */
  attachments?: string[]
  signature?: Signature
  /** 附注, without the parentheses. */
  note?: string
  /** 抄送, without the full stop. */
  copies?: string
  /** 印发机关 and date: the last line of the 版记 (notice only). */
  issuedBy?: { organ: string; date: string }
  /** Attachments bound in: each on a page of its own, before the 版记. */
  annexes?: { mark: string; title: string; blocks: Block[] }[]
  landscape?: boolean
  /** For the eye of whoever prints it, above the first page's area: never part of an issued paper. */
  hint?: string
}

/** @typeParam D plain data, JSON through and through: it is kept with the issued document. */
export interface Template<D = unknown> {
  key: string
  label: string
  /** IDs of the processes the paper belongs to. */
  processes: readonly string[]
  form: Form
  /** What follows the organ's own sign in the number ('人代函' → 云人代函〔2026〕1号); none: the paper is not numbered. */
  series?: string
  /** Who reads it once issued: the place's own offices; the unit addressed too; or everybody who sees the matter. */
  audience: 'office' | 'unit' | 'all'
  make(data: D): OfficialDoc
}

/** What no text of a document may hold: controls, direction switches, halves of characters. Line breaks stay. */
export const clean = (s: string): string =>
  String(s ?? '')
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is they that are taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g, '')
    .replace(/\t/g, '　')

export const para = (text: string, more: Partial<Extract<Block, { kind: 'para' }>> = {}): Block => ({ kind: 'para', text, ...more })
export const heading = (level: 1 | 2 | 3 | 4, text: string): Block => ({ kind: 'heading', level, text })

/** A text of several lines as paragraphs; a line that begins like a heading (一、（一）) gets its font when it is short. */
export function prose(text: string | null | undefined): Block[] {
  return clean(text ?? '')
    .split('\n')
    .map((x) => x.trim())
    .filter(Boolean)
    .map((x) => {
      const short = x.length <= 30 && !/[。；]$/.test(x)
      if (short && /^[一二三四五六七八九十]+、/.test(x)) return heading(1, x)
      if (short && /^（[一二三四五六七八九十]+）/.test(x)) return heading(2, x)
      return para(x)
    })
}

export const label = (text: string, more: Partial<Cell> = {}): Cell => ({ text, label: true, ...more })
export const cell = (text: string | number | null | undefined, more: Partial<Cell> = {}): Cell => ({
  text: text === null || text === undefined ? '' : String(text),
  ...more,
})
/** '☑满意　□基本满意　□不满意'; with nothing chosen all boxes stay empty. */
export const boxes = (options: readonly string[], chosen?: string | null): string => options.map((o) => `${o === chosen ? '☑' : '□'}${o}`).join('　')
