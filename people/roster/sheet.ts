/**
 * A workbook into sheets of cells that hold what the office sees. Every way in which a program may write a text is read (shared, inline,
 * in runs, with readings above it), whatever its prefixes, with and without the addresses that the format leaves optional.
 */
import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from 'saxes'
import { builtIn, shown } from './format.ts'
import { badFile, MAX_CELLS, tooMuch } from './unpack.ts'

export interface Cell {
  text: string
  kind: 'text' | 'number' | 'date'
  formula: boolean
  wrong?: string
}
export interface Row {
  /** As the workbook counts, from 1. */
  n: number
  hidden: boolean
  /** By column, from 1. */
  cells: Map<number, Cell>
}
export interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}
export interface Sheet {
  name: string
  hidden: boolean
  rows: Row[]
  merges: Merge[]
}
export type Parts = Map<string, Buffer>

const damaged = () => badFile('文件打不开，可能已经损坏。请用表格软件打开并另存为 .xlsx 后再试')

/** @throws {Refusal} for a workbook that is torn or without end */
export function readBook(parts: Parts): Sheet[] {
  const book = workbook(parts)
  const strings = sharedStrings(parts)
  const formats = styles(parts)
  const room = { cells: MAX_CELLS }
  return book.sheets.flatMap(({ name, hidden, part }) => {
    const data = parts.get(part)
    return data ? [{ name, hidden, ...worksheet(data, { strings, formats, date1904: book.date1904, room }) }] : []
  })
}

type Attributes = Record<string, string>
interface Listener {
  open?: (name: string, a: Attributes) => void
  text?: (t: string) => void
  close?: (name: string) => void
}
const local = (name: string) => name.slice(name.indexOf(':') + 1)

function parse(data: Buffer, on: Listener): void {
  const wide = data[0] === 0xff && data[1] === 0xfe
  const xml = (wide ? data.toString('utf16le') : data.toString('utf8')).replace(/^\uFEFF/, '')
  const p = new SaxesParser<{ xmlns: false }>({ xmlns: false })
  let failed: unknown
  p.on('error', (e) => {
    failed ??= e
  })
  p.on('doctype', () => {
    failed ??= new Error('doctype')
  })
  p.on('opentag', (t: SaxesTagPlain) => on.open?.(local(t.name), t.attributes as Record<string, SaxesAttributePlain['value']>))
  p.on('text', (t) => on.text?.(t))
  p.on('cdata', (t) => on.text?.(t))
  p.on('closetag', (t) => on.close?.(local(t.name)))
  p.write(xml).close()
  if (failed) throw damaged()
}

function workbook(parts: Parts): { sheets: { name: string; hidden: boolean; part: string }[]; date1904: boolean } {
  const targets = new Map<string, string>()
  const rels = parts.get('xl/_rels/workbook.xml.rels')
  if (rels)
    parse(rels, {
      open: (name, a) => {
        if (name !== 'Relationship' || !a.Id || !a.Target) return
        targets.set(a.Id, a.Target.startsWith('/') ? a.Target.slice(1) : `xl/${a.Target.replace(/^\.\//, '')}`)
      },
    })
  const sheets: { name: string; hidden: boolean; part: string }[] = []
  let date1904 = false
  const book = parts.get('xl/workbook.xml')
  if (book)
    parse(book, {
      open: (name, a) => {
        if (name === 'workbookPr') date1904 = /^(1|true)$/.test(a.date1904 ?? '')
        if (name !== 'sheet') return
        const id = Object.entries(a).find(([k]) => /:id$/.test(k))?.[1] ?? ''
        sheets.push({
          name: a.name ?? '',
          hidden: !!a.state && a.state !== 'visible',
          part: targets.get(id) ?? `xl/worksheets/sheet${a.sheetId ?? sheets.length + 1}.xml`,
        })
      },
    })
  if (sheets.some((s) => parts.has(s.part))) return { sheets, date1904 }
  const found = [...parts.keys()].filter((k) => /^xl\/worksheets\/[^/]+\.xml$/.test(k)).sort()
  return { sheets: found.map((part, i) => ({ name: sheets[i]?.name ?? `第 ${i + 1} 张`, hidden: false, part })), date1904 }
}

/** `_x000D_` is how the format writes what XML cannot. */
const unescaped = (t: string) => t.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** Collects the text of a string; readings written above it (rPh) are no part of it. */
function textOf(): Listener & { take(): string } {
  let [text, inText, above] = ['', false, 0]
  return {
    open: (name) => {
      if (name === 'rPh') above++
      if (name === 't') inText = above === 0
    },
    text: (t) => {
      if (inText) text += t
    },
    close: (name) => {
      if (name === 'rPh') above--
      if (name === 't') inText = false
    },
    take: () => {
      const whole = unescaped(text)
      text = ''
      return whole
    },
  }
}

function sharedStrings(parts: Parts): string[] {
  const data = [...parts].find(([k]) => /^xl\/sharedstrings\.xml$/i.test(k))?.[1]
  const list: string[] = []
  const one = textOf()
  if (data)
    parse(data, {
      ...one,
      close: (name) => {
        one.close?.(name)
        if (name === 'si') list.push(one.take())
      },
    })
  return list
}

/** The number format of each style. */
function styles(parts: Parts): string[] {
  const codes = new Map<number, string>()
  const list: string[] = []
  let inside = false
  const data = parts.get('xl/styles.xml')
  if (data)
    parse(data, {
      open: (name, a) => {
        if (name === 'numFmt') codes.set(Number(a.numFmtId), a.formatCode ?? '')
        if (name === 'cellXfs') inside = true
        if (name === 'xf' && inside) list.push(codes.get(Number(a.numFmtId)) ?? builtIn(Number(a.numFmtId)))
      },
      close: (name) => {
        if (name === 'cellXfs') inside = false
      },
    })
  return list
}

interface Around {
  strings: string[]
  formats: string[]
  date1904: boolean
  room: { cells: number }
}

export const columnNumber = (letters: string): number => [...letters.toUpperCase()].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0)
export const columnLetters = (n: number): string => (n > 26 ? columnLetters(Math.floor((n - 1) / 26)) : '') + String.fromCharCode(65 + ((n - 1) % 26))

function worksheet(data: Buffer, around: Around): { rows: Row[]; merges: Merge[] } {
  const rows: Row[] = []
  const merges: Merge[] = []
  let row: Row = { n: 0, hidden: false, cells: new Map() }
  let [column, type, style, value, inValue, formula, filled] = [0, '', 0, '', false, false, false]
  const inline = textOf()
  parse(data, {
    open: (name, a) => {
      if (name === 'row') {
        row = { n: Number(a.r) || row.n + 1, hidden: /^(1|true)$/.test(a.hidden ?? ''), cells: new Map() }
        rows.push(row)
        column = 0
      } else if (name === 'c') {
        if (around.room.cells-- <= 0) throw tooMuch()
        const letters = /^[A-Za-z]+/.exec(a.r ?? '')?.[0]
        column = letters ? columnNumber(letters) : column + 1
        ;[type, style, value, formula, filled] = [a.t ?? 'n', Number(a.s) || 0, '', false, false]
      } else if (name === 'v') [inValue, filled] = [true, true]
      else if (name === 'f') formula = true
      else if (name === 'mergeCell') {
        const m = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/i.exec(a.ref ?? '')
        if (m) merges.push({ left: columnNumber(m[1] ?? ''), top: Number(m[2]), right: columnNumber(m[3] ?? ''), bottom: Number(m[4]) })
      } else inline.open?.(name, a)
    },
    text: (t) => {
      if (inValue) value += t
      else inline.text?.(t)
    },
    close: (name) => {
      if (name === 'v') inValue = false
      else if (name === 'c') {
        const cell = cellOf(type, value, around.formats[style] ?? '', formula, filled, inline.take(), around)
        if (cell && row.n > 0) row.cells.set(column, cell)
      } else inline.close?.(name)
    },
  })
  return { rows, merges }
}

function cellOf(type: string, value: string, format: string, formula: boolean, filled: boolean, inline: string, around: Around): Cell | undefined {
  const text = (t: string): Cell => ({ text: t, kind: 'text', formula })
  if (type === 'inlineStr' || (!filled && inline)) return text(inline)
  if (formula && !filled) return { ...text(''), wrong: '是公式而没有结果，请把它粘贴为数值' }
  if (!filled || value === '') return undefined
  if (type === 's') return text(around.strings[Number(value)] ?? '')
  if (type === 'str') return text(unescaped(value))
  if (type === 'b') return text(value === '1' || value === 'true' ? '是' : '否')
  if (type === 'e') return { ...text(''), wrong: '单元格里是一个错误值，请改正' }
  if (type === 'd') return { text: value.slice(0, 10), kind: 'date', formula }
  return { ...shown(Number(value), format, around.date1904), formula }
}
