/** What several papers share. */
import { dateWords } from '../gbt.ts'
import type { Block, Cell, OfficialDoc } from '../model.ts'
import { cell, label } from '../model.ts'

/** Head and foot of a paper that goes out: who writes, under which number, on which day. */
export interface Sent {
  /** 发文机关 in full. */
  organ: string
  number?: string
  /** '2026-05-12' */
  date: string
  contactName?: string
  contactPhone?: string
  copies?: string
  secrecy?: string
  urgency?: string
}

/** One suggestion in a list. */
export interface Item {
  /** '045' */
  no: string
  title: string
  lead?: string
  main?: string
  co?: string
  due?: string
  overdue?: number
  key?: boolean
}

/** Common parts of a letter or a notice. */
export const sent = (d: Sent): Pick<OfficialDoc, 'organ' | 'number' | 'secrecy' | 'urgency' | 'copies' | 'signature'> => ({
  organ: d.organ,
  ...(d.number ? { number: d.number } : {}),
  ...(d.secrecy ? { secrecy: d.secrecy } : {}),
  ...(d.urgency ? { urgency: d.urgency } : {}),
  ...(d.copies ? { copies: d.copies } : {}),
  signature: { name: d.organ, date: d.date, seal: true },
})

export const contact = (d: Pick<Sent, 'contactName' | 'contactPhone'>): { note?: string } =>
  d.contactName || d.contactPhone
    ? { note: [d.contactName && `联系人：${d.contactName}`, d.contactPhone && `联系电话：${d.contactPhone}`].filter(Boolean).join('　') }
    : {}

/** '《……》（第045号）' */
export const called = (x: { no?: string | undefined; title: string }): string => `《${x.title}》${x.no ? `（第${x.no}号）` : ''}`

export const list = (items: readonly Item[], caption?: string): Block => ({
  kind: 'table',
  size: 10.5,
  ...(caption ? { caption } : {}),
  columns: [
    { label: '编号', width: 9, align: 'center' },
    { label: '标题', width: 40 },
    { label: '领衔代表', width: 16, align: 'center' },
    { label: '主办单位', width: 22 },
    { label: '会办单位', width: 22 },
    // A whole date stays on one line even where a program sets digits wide.
    { label: '时限', width: 31, align: 'center' },
  ],
  rows: items.map((x) => [x.no, `${x.title}${x.key ? '（重点）' : ''}`, x.lead ?? '', x.main ?? '', x.co ?? '', x.due ?? '']),
})

/** Label and value side by side over a form's whole width. */
export const pair = (name: string, value: string | undefined | null, span: number, more: Partial<Cell> = {}): Cell[] => [
  label(name),
  cell(value, { span, ...more }),
]

/** A place to sign by hand: words, then 签字 and a day. */
export const signBox = (words: string | undefined, who: string, on?: string, high = 28): Cell =>
  cell(`${words ?? ''}\n\n　　　　　　　　　　　　${who}\n　　　　　　　　　　　　${on ? dateWords(on) : '　　　　年　　月　　日'}`, { high })

/** Annexes bound in behind the text, and the list that names exactly these. */
export const bound = (annexes: readonly { title: string; blocks: Block[] }[]): Pick<OfficialDoc, 'attachments' | 'annexes'> => ({
  attachments: annexes.map((a) => a.title),
  annexes: annexes.map((a, i) => ({ mark: annexes.length > 1 ? `附件${i + 1}` : '附件', ...a })),
})
