/** Official documents as DOCX, in the geometry of GB/T 9704-2012 and with its fonts by name, for Word and WPS alike. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  type FileChild,
  Footer,
  Header,
  HorizontalPositionRelativeFrom,
  ImageRun,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
  VerticalPositionRelativeFrom,
} from 'docx'
import { block, CH, LINE_TWIPS, p, pictureRun, runs } from './docx-blocks.ts'
import { record } from './docx-record.ts'
import { CHAR, dateWords, emu, FONT, GBT, nameSize, SIZE, sealPlace, twips, widthOf } from './gbt.ts'
import { clean, type OfficialDoc } from './model.ts'
import { titleLines } from './title.ts'

const RED = GBT.red
const songNumber = () =>
  ['— ', PageNumber.CURRENT, ' —'].map(
    (x) => new TextRun({ children: [x], size: SIZE.四号 * 2, font: { ascii: FONT.song, hAnsi: FONT.song, eastAsia: FONT.song } }),
  )

/** @returns the file's bytes */
export async function toDocx(d: OfficialDoc): Promise<Buffer> {
  const section = d.form === 'sheet' || d.landscape ? loose(d) : standard(d)
  const doc = new Document({
    title: clean(d.title).replace(/\n/g, ''),
    creator: '',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { size: SIZE.三号 * 2, font: { ascii: FONT.body, hAnsi: FONT.body, eastAsia: FONT.body, cs: FONT.body } } } },
    },
    sections: [section],
  })
  return Packer.toBuffer(doc)
}

/** 版心 156×225, 22 lines of 28 characters. */
function standard(d: OfficialDoc): ISectionOptions {
  const m = GBT.marginTwips
  const width = GBT.paper.widthTwips - m.left - m.right
  const letter = d.form === 'letter'
  return {
    properties: {
      page: {
        size: { width: GBT.paper.widthTwips, height: GBT.paper.heightTwips },
        margin: {
          top: m.top,
          bottom: m.bottom,
          left: m.left,
          right: m.right,
          header: letter ? twips(GBT.letter.nameTop - 16) : twips(15),
          footer: twips(GBT.letter.ruleBottom),
          gutter: 0,
        },
      },
      // Lines only: the 28 characters are made by the runs themselves, which every office program reads alike.
      grid: { type: DocumentGridType.LINES, linePitch: LINE_TWIPS },
      titlePage: letter,
    },
    headers: letter
      ? { first: letterHead(d), default: new Header({ children: [p([])] }), even: new Header({ children: [p([])] }) }
      : d.marks?.length
        ? { default: new Header({ children: [p([])] }), even: new Header({ children: [p([])] }) }
        : {},
    footers: { default: pageNumber('right'), even: pageNumber('left'), ...(letter ? { first: letterFoot() } : {}) },
    children: [
      ...(d.form === 'plain' || d.form === 'notice' ? marks(d) : []),
      ...(letter ? underHead(d) : d.form === 'notice' ? noticeHead(d) : []),
      ...body(d, width),
      ...(d.signature ? signed(d) : []),
      ...(d.note ? [p(runs(`（${d.note}）`, 'body'), undefined, { indent: { firstLine: Math.round(2 * CH) } })] : []),
      ...(d.annexes ?? []).flatMap((a) => [
        p(runs(a.mark, 'hei'), undefined, { pageBreakBefore: true }),
        p(runs(a.title, 'title', SIZE.二号), 32, { alignment: AlignmentType.CENTER, spacing: { before: 280, after: 280 } }),
        ...a.blocks.flatMap((b) => block(b, width)),
      ]),
      ...(d.copies || d.issuedBy ? record(d, width) : []),
    ],
  }
}

/** Forms and wide tables: closer margins, no grid. */
function loose(d: OfficialDoc): ISectionOptions {
  const [w, h] = [GBT.paper.widthTwips, GBT.paper.heightTwips]
  const m = d.landscape ? { top: 26, left: 25, right: 25, bottom: 24 } : { top: 25, left: 25, right: 22, bottom: 25 }
  const width = (d.landscape ? h : w) - twips(m.left) - twips(m.right)
  return {
    properties: {
      page: {
        // Width and height as of the upright sheet; the library turns them.
        size: { width: w, height: h, orientation: d.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
        margin: { top: twips(m.top), bottom: twips(m.bottom), left: twips(m.left), right: twips(m.right), header: twips(12), footer: twips(14), gutter: 0 },
      },
    },
    footers: { default: pageNumber('right'), even: pageNumber('left') },
    children: [...marks(d), ...body(d, width), ...(d.signature ? signed(d) : []), ...(d.note ? [p(runs(`（${d.note}）`, 'body', SIZE.小四), 20)] : [])],
  }
}

function body(d: OfficialDoc, width: number): FileChild[] {
  const att = d.attachments ?? []
  const formal = d.form === 'letter' || d.form === 'notice'
  return [
    ...titleLines(clean(d.title)).map((t) => p(runs(t, 'title', SIZE.二号), 32, { alignment: AlignmentType.CENTER, keepNext: true })),
    ...(d.subtitle ? [p(runs(d.subtitle, 'kai'), undefined, { alignment: AlignmentType.CENTER })] : []),
    ...(d.above
      ? [
          p([...runs(d.above.left ?? '', 'body', SIZE.四号), new TextRun({ children: [new Tab()] }), ...runs(d.above.right ?? '', 'body', SIZE.四号)], 22, {
            tabStops: [{ type: TabStopType.RIGHT, position: width }],
            spacing: { before: 80 },
          }),
        ]
      : [p([], formal ? undefined : LINE_TWIPS / 40)]),
    ...(d.addressee ? [p(runs(`${d.addressee}：`, 'body'), undefined, { alignment: AlignmentType.BOTH })] : []),
    // The last paragraph, if short, and the list of attachments go with the signature: no page bears a signature alone.
    ...d.blocks.flatMap((b, i) => block(b, width, !!d.signature && i === d.blocks.length - 1)),
    ...(att.length > 0 ? [p([], undefined, { keepNext: !!d.signature })] : []),
    ...att.map((a, i) => {
      const lead = att.length === 1 ? '附件：' : `${i === 0 ? '附件：' : '　　　'}${i + 1}．`
      const hang = Math.round(widthOf(lead) * CH)
      return p(runs(lead + a, 'body'), undefined, { keepNext: !!d.signature, indent: { left: Math.round(2 * CH) + hang, hanging: hang } })
    }),
  ]
}

/** Above the name, flush right with the area: 结果标识, 公开方式. */
const marks = (d: OfficialDoc): Paragraph[] => (d.marks?.length ? [p(runs(d.marks.join('　'), 'hei', SIZE.四号), 18, { alignment: AlignmentType.RIGHT })] : [])

/**
 * 信函格式: the header begins 16 mm above the name's place, with the marks; the name's upper edge stands 30 mm from the paper's, and 4 mm
 * below it the red double rule, thick above thin, 170 mm long and in the middle of the page.
 */
function letterHead(d: OfficialDoc): Header {
  const size = nameSize(d.organ ?? '', 38)
  const out = { left: -twips(8), right: -twips(6) }
  return new Header({
    children: [
      p(runs(d.marks?.join('　') ?? '', 'hei', SIZE.四号), (16 / 25.4) * 72, { alignment: AlignmentType.RIGHT }),
      p(runs(d.organ ?? '', 'title', size, { color: RED }), size, {
        alignment: AlignmentType.CENTER,
        indent: out,
        border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, color: RED, space: Math.round((GBT.letter.ruleGap / 25.4) * 72) } },
      }),
    ],
  })
}

/** The lower rule, thin above thick, 20 mm from the paper's lower edge; no page number on page 1. */
function letterFoot(): Footer {
  return new Footer({
    children: [
      p([], 1, {
        indent: { left: -twips(8), right: -twips(6) },
        border: { bottom: { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 24, color: RED, space: 0 } },
      }),
    ],
  })
}

/** 份号, 密级, 紧急 at the left and the number at the right, seven eighths of a character under the rule; then two lines. */
function underHead(d: OfficialDoc): Paragraph[] {
  const left = tops(d)
  const n = Math.max(left.length, d.number ? 1 : 0, 1)
  const right = { tabStops: [{ type: TabStopType.RIGHT, position: AREA }] }
  return [
    ...Array.from({ length: n }, (_, i) =>
      p([...(left[i] ?? []), ...(i === 0 && d.number ? [new TextRun({ children: [new Tab()] }), ...runs(d.number, 'body')] : [])], undefined, {
        ...right,
        // Less the half of what the line has above its characters.
        ...(i === 0 ? { spacing: { before: 280 - (LINE_TWIPS - 320) / 2 } } : {}),
      }),
    ),
    p([]),
    p([]),
  ]
}

const tops = (d: OfficialDoc): TextRun[][] =>
  [d.copyNo && runs(d.copyNo, 'body'), d.secrecy && runs(d.secrecy, 'hei'), d.urgency && runs(d.urgency, 'hei')].filter((x): x is TextRun[] => !!x)

const AREA = GBT.paper.widthTwips - GBT.marginTwips.left - GBT.marginTwips.right
/** The rule below keeps the area's whole width: spaces, not an indent. */
const upward = { tabStops: [{ type: TabStopType.RIGHT, position: AREA - Math.round(CH) }] }

/** 版头: the mark 35 mm below the area's edge, the number two lines under it, and a red rule as wide as the area. */
function noticeHead(d: OfficialDoc): Paragraph[] {
  const top = tops(d)
  const size = nameSize(d.mark ?? d.organ ?? '', 44)
  const number = runs(`${d.signer === undefined ? '' : '　'}${d.number ?? '　'}`, 'body')
  const used = top.length * LINE_TWIPS + (d.marks?.length ? 360 : 0)
  return [
    ...top.map((t) => p(t)),
    p(runs(d.mark ?? d.organ ?? '', 'title', size, { color: RED }), size * 1.2, {
      alignment: AlignmentType.CENTER,
      spacing: { before: Math.max(LINE_TWIPS, twips(GBT.notice.markTop) - used) },
    }),
    p([]),
    p([]),
    p(d.signer === undefined ? number : [...number, new TextRun({ children: [new Tab()] }), ...runs('签发人：', 'body'), ...runs(d.signer, 'kai')], undefined, {
      // 上行文: the number one character in from the left, the signer one from the right.
      ...(d.signer === undefined ? { alignment: AlignmentType.CENTER } : upward),
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: Math.round((GBT.notice.ruleGap / 25.4) * 72) } },
    }),
    p([]),
    p([]),
  ]
}

/** 署名和成文日期, with room for the seal or without (§7.3.5). */
function signed(d: OfficialDoc): Paragraph[] {
  const s = d.signature as NonNullable<OfficialDoc['signature']>
  const date = dateWords(s.date)
  const [wn, wd] = [widthOf(s.name), widthOf(date)]
  let [atName, atDate] = [2, wn - wd]
  if (s.seal) [atName, atDate] = [Math.max(0, 4 + (wd - wn) / 2), 4]
  else if (wd + 2 > wn) [atName, atDate] = [4 + wd - wn, 2]
  const at = (chars: number) => ({ alignment: AlignmentType.RIGHT, indent: { right: Math.max(0, Math.round(chars * CH)) }, keepLines: true })
  const [seal, hand] = [s.sealPicture, s.handPicture]
  const { up, gap } = sealPlace(seal?.height ?? 0)
  const over = seal
    ? [
        new ImageRun({
          type: 'png',
          data: Buffer.from(seal.png),
          transformation: { width: (seal.width / 25.4) * 96, height: (seal.height / 25.4) * 96 },
          floating: {
            horizontalPosition: {
              relative: HorizontalPositionRelativeFrom.RIGHT_MARGIN,
              offset: -Math.round((4 + wd / 2) * CHAR * 12_700 + emu(seal.width / 2)),
            },
            verticalPosition: { relative: VerticalPositionRelativeFrom.PARAGRAPH, offset: -emu(seal.height / 2 + up) },
            // It presses upon the words.
            behindDocument: false,
          },
        }),
      ]
    : []
  return [
    p([], undefined, { keepNext: true }),
    ...(hand
      ? [
          new Paragraph({
            // Beside the seal where there is one.
            ...at(seal ? 5 + wd / 2 + ((seal.width / 25.4) * 36) / CHAR : 4),
            keepNext: true,
            children: [...runs(s.handTitle ? `${s.handTitle}　　` : '', 'body'), pictureRun(hand)],
          }),
        ]
      : []),
    p(runs(s.name, 'body'), undefined, {
      ...at(atName),
      keepNext: true,
      spacing: { before: Math.max(0, twips(gap - (hand?.height ?? 0)) - LINE_TWIPS) },
    }),
    p([...runs(date, 'body'), ...(over as unknown as TextRun[])], undefined, at(atDate)),
  ]
}

/** '— 1 —', 4号, 7 mm below the area: odd pages right, even left, one character in. */
function pageNumber(side: 'left' | 'right'): Footer {
  return new Footer({
    children: [
      p(songNumber(), SIZE.四号, {
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === 'right' ? { right: 280 } : { left: 280 },
        spacing: { after: twips(GBT.margin.bottom - GBT.pageNumber.below - GBT.letter.ruleBottom) - SIZE.四号 * 20 },
      }),
    ],
  })
}
