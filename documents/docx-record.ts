/** 版记 in DOCX: a frame at the foot of the last page's text area. A frame, not a floating table: every office program keeps it there. */
import {
  FrameAnchorType,
  FrameWrap,
  HorizontalPositionAlign,
  type IFrameOptions,
  type Paragraph,
  ShadingType,
  Tab,
  TabStopType,
  TextRun,
  VerticalPositionAlign,
} from 'docx'
import { p, runs } from './docx-blocks.ts'
import { dateWords, GBT, SIZE } from './gbt.ts'
import type { OfficialDoc } from './model.ts'

/** Ruled in a notice (0.35, 0.25, 0.35 mm), without rules in a letter. @param width of the text area, twips */
export function record(d: OfficialDoc, width: number): Paragraph[] {
  const frame: IFrameOptions = {
    type: 'alignment',
    width,
    anchor: { horizontal: FrameAnchorType.MARGIN, vertical: FrameAnchorType.MARGIN },
    alignment: { x: HorizontalPositionAlign.CENTER, y: VerticalPositionAlign.BOTTOM },
    wrap: FrameWrap.NOT_BESIDE,
  }
  // A rule is a blackened line of its own height: a paragraph's border would be as narrow as the words, and some programs drop it in a frame.
  const rule = (mm: number): Paragraph[] =>
    d.form === 'notice' ? [p([], (mm / 25.4) * 72, { frame, shading: { type: ShadingType.CLEAR, color: 'auto', fill: '000000' } })] : []
  const inside = { left: 280, right: 280 }
  const lines: Paragraph[][] = []
  if (d.copies) lines.push([p(runs(`抄送：${d.copies}。`, 'body', SIZE.四号), 24, { frame, indent: { ...inside, left: inside.left + 840, hanging: 840 } })])
  if (d.issuedBy)
    lines.push([
      p(
        [...runs(d.issuedBy.organ, 'body', SIZE.四号), new TextRun({ children: [new Tab()] }), ...runs(`${dateWords(d.issuedBy.date)}印发`, 'body', SIZE.四号)],
        24,
        { frame, indent: inside, tabStops: [{ type: TabStopType.RIGHT, position: width - inside.right }] },
      ),
    ])
  return [
    // A table that ends just above keeps off it.
    ...(d.annexes?.length ? [p([], 8)] : []),
    ...rule(GBT.record.thick),
    ...lines.flatMap((l, i) => (i === 0 ? l : [...rule(GBT.record.thin), ...l])),
    ...rule(GBT.record.thick),
    // The frame hangs on what follows it.
    p([], 1),
  ]
}
