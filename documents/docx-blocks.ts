/** Pieces of a document in DOCX: runs with the standard's fonts, paragraphs on fixed lines, tables and forms. */
import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  type IContext,
  ImageRun,
  type IParagraphOptions,
  type IXmlableObject,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { CHAR, FONT, type FontUse, LINE, SIZE, TRACK_TWIPS, twips, widthOf } from './gbt.ts'
import { type Align, type Block, clean, type Picture } from './model.ts'

/** Twips of one character and of one line of the area. */
export const CH: number = CHAR * 20
export const LINE_TWIPS: number = Math.floor(LINE * 20)

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const

/** Words as runs; a line break of the data stays one. */
export function runs(text: string, use: FontUse, size: number = SIZE.三号, more: { color?: string; bold?: boolean } = {}): TextRun[] {
  const name = FONT[use]
  return clean(text)
    .split('\n')
    .map(
      (t, i) =>
        new TextRun({
          text: t,
          size: size * 2,
          font: { ascii: name, hAnsi: name, eastAsia: name, cs: name },
          // Character by character, not by the page's grid: office programs other than Word widen every character of a grid to its cell.
          ...(size === SIZE.三号 ? { characterSpacing: TRACK_TWIPS } : {}),
          ...(i > 0 ? { break: 1 } : {}),
          ...more,
        }),
    )
}

/** A paragraph with what the library has no option for: whether it keeps to the page's lines, no mark beyond its end, no room between Chinese and Latin. */
class SetParagraph extends Paragraph {
  readonly #onGrid: boolean
  constructor(options: IParagraphOptions, onGrid: boolean) {
    super(options)
    this.#onGrid = onGrid
  }
  override prepForXml(context: IContext): IXmlableObject | undefined {
    const xml = super.prepForXml(context)
    const props = (xml?.['w:p'] as IXmlableObject[] | undefined)?.[0]?.['w:pPr'] as IXmlableObject[] | undefined
    const at = props?.findIndex((x) => 'w:spacing' in x) ?? -1
    const off = (name: string) => ({ [`w:${name}`]: { _attr: { 'w:val': '0' } } })
    // In the schema's order, just before the spacing.
    if (at >= 0) props?.splice(at, 0, off('overflowPunct'), off('autoSpaceDE'), off('autoSpaceDN'), ...(this.#onGrid ? [] : [off('snapToGrid')]))
    return xml
  }
}

/** @param line fixed distance of lines, points; what is not set on the area's own lines is not drawn out to them */
export function p(children: TextRun[] | ImageRun[], line: number = LINE_TWIPS / 20, more: IParagraphOptions = {}): Paragraph {
  const pitch = Math.round(line * 20)
  return new SetParagraph(
    { ...more, children, spacing: { before: 0, after: 0, ...more.spacing, line: pitch, lineRule: LineRuleType.EXACT } },
    pitch === LINE_TWIPS,
  )
}

/** Room for a picture: a line of its own height. */
export const pictureRun = (x: Picture): ImageRun =>
  new ImageRun({ type: 'png', data: Buffer.from(x.png), transformation: { width: (x.width / 25.4) * 96, height: (x.height / 25.4) * 96 } })

const firstLine = { firstLine: Math.round(2 * CH) }
const HEADS: readonly FontUse[] = ['hei', 'kai', 'body', 'body']

/** @param width of the text area, twips; @param last stays with what follows */
export function block(b: Block, width: number, last = false): FileChild[] {
  switch (b.kind) {
    case 'heading':
      return [p(runs(b.text, HEADS[b.level - 1] as FontUse), undefined, { indent: firstLine, keepNext: true })]
    case 'para': {
      const size = b.size ?? SIZE.三号
      const left = (b.align ?? 'left') === 'left'
      const hang = Math.round(widthOf(b.lead ?? '') * CH)
      return [
        p([...(b.lead ? runs(b.lead, 'hei', size) : []), ...runs(b.text, b.font ?? 'body', size)], size < SIZE.三号 ? size * 1.7 : undefined, {
          ...(last && b.text.length < 160 ? { keepNext: true, keepLines: true } : {}),
          alignment: left ? AlignmentType.BOTH : ALIGN[b.align as Align],
          ...(b.lead ? { indent: { left: firstLine.firstLine + hang, hanging: hang } } : left && b.indent !== false ? { indent: firstLine } : {}),
        }),
      ]
    }
    case 'space':
      return Array.from({ length: Math.round(b.lines) }, () => p([]))
    case 'break':
      return [new Paragraph({ pageBreakBefore: true, children: [], spacing: { line: 20, lineRule: LineRuleType.EXACT } })]
    case 'table':
      return table(b, width)
    case 'form':
      return form(b, width)
  }
}

const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const borders = { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line }
/** As on the PDF's page: 3 points in a table, 4 in a form; the row's own rule counts as height besides. */
const inset = (twips: number) => ({ top: twips - 5, bottom: twips - 5, left: twips, right: twips })

const shares = (parts: number[], width: number): number[] => {
  const sum = parts.reduce((a, x) => a + x, 0)
  return parts.map((x) => Math.floor((x / sum) * width))
}

function table(b: Extract<Block, { kind: 'table' }>, width: number): FileChild[] {
  const size = b.size ?? SIZE.小四
  const cols = shares(
    b.columns.map((c) => c.width),
    width,
  )
  const cellOf = (text: string, i: number, head: boolean) =>
    new TableCell({
      width: { size: cols[i] as number, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      children: [p(runs(text, head ? 'hei' : 'body', size), size * 1.4, { alignment: head ? AlignmentType.CENTER : ALIGN[b.columns[i]?.align ?? 'left'] })],
    })
  return [
    ...(b.caption ? [p(runs(b.caption, 'hei', SIZE.四号), 24, { alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 80 } })] : []),
    new Table({
      width: { size: width, type: WidthType.DXA },
      columnWidths: cols,
      layout: TableLayoutType.FIXED,
      borders,
      margins: inset(60),
      rows: [
        new TableRow({ tableHeader: true, cantSplit: true, children: b.columns.map((c, i) => cellOf(c.label, i, true)) }),
        ...b.rows.map((r) => new TableRow({ cantSplit: r.every((t) => t.length < 300), children: b.columns.map((_, i) => cellOf(r[i] ?? '', i, false)) })),
      ],
    }),
    p([], 6),
  ]
}

function form(b: Extract<Block, { kind: 'form' }>, width: number): FileChild[] {
  const size = b.size ?? SIZE.小四
  const cols = shares(b.columns, width)
  const rows = b.rows.map((r) => {
    const high = Math.max(0, ...r.filter((c) => !c.rows).map((c) => c.high ?? 0))
    return new TableRow({
      cantSplit: high > 0 && r.every((c) => c.text.length < 400),
      ...(high ? { height: { value: twips(high), rule: 'atLeast' as const } } : {}),
      children: r.map((c) => {
        const align = c.align ?? (c.label ? 'center' : 'left')
        return new TableCell({
          columnSpan: c.span ?? 1,
          ...(c.rows ? { rowSpan: c.rows } : {}),
          verticalAlign: c.label || !c.high ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
          children: clean(c.text)
            .split('\n')
            .map((t) => p(runs(t, c.label ? 'hei' : 'body', size), size * 1.5, { alignment: ALIGN[align] })),
        })
      }),
    })
  })
  return [
    new Table({ width: { size: width, type: WidthType.DXA }, columnWidths: cols, layout: TableLayoutType.FIXED, borders, margins: inset(80), rows }),
    p([], 6),
  ]
}
