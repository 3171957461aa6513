/** A report with headings, paragraphs and tables as data: shared by the reports below. */
import { type Block, heading, type OfficialDoc, prose } from '../model.ts'

export interface Report {
  title: string
  subtitle?: string
  organ?: string
  /** 主送, without the colon. */
  to?: string
  date?: string
  intro?: string
  sections: {
    heading: string
    text?: string
    parts?: { heading: string; text: string }[]
    table?: { caption?: string; columns: string[]; widths?: number[]; rows: string[][] }
  }[]
  closing?: string
  /** Goes to a higher organ: with a red head and the one who signs it for the sending. */
  signer?: string
}

const CN = '一二三四五六七八九十'

/** @returns with a red head where it goes upwards */
export function report(d: Report): OfficialDoc {
  const blocks: Block[] = [...prose(d.intro)]
  d.sections.forEach((s, i) => {
    blocks.push(heading(1, `${CN[i] ?? i + 1}、${s.heading}`), ...prose(s.text))
    s.parts?.forEach((x, j) => {
      blocks.push(heading(2, `（${CN[j] ?? j + 1}）${x.heading}`), ...prose(x.text))
    })
    if (s.table)
      blocks.push({
        kind: 'table',
        ...(s.table.caption ? { caption: s.table.caption } : {}),
        columns: s.table.columns.map((l, j) => ({ label: l, width: s.table?.widths?.[j] ?? 10, align: j === 0 ? ('left' as const) : ('center' as const) })),
        rows: s.table.rows,
      })
  })
  blocks.push(...prose(d.closing))
  return {
    ...(d.signer !== undefined && d.organ
      ? { form: 'notice', organ: d.organ, signer: d.signer, issuedBy: { organ: d.organ, date: d.date ?? '' } }
      : { form: 'plain' }),
    title: d.title,
    ...(d.subtitle ? { subtitle: d.subtitle } : {}),
    ...(d.to ? { addressee: d.to } : {}),
    blocks,
    ...(d.organ && d.date ? { signature: { name: d.organ, date: d.date, seal: true } } : {}),
  }
}
