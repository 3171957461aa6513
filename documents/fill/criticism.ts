/** 通报批评, as the meeting that decided it was registered. */
import { dateWords } from '../gbt.ts'
import type { Criticism } from '../templates/criticism.ts'
import { DAF, type Filler, must } from './fillers.ts'

export const criticising: Filler[] = [
  {
    key: 'criticism',
    process: 'correction',
    roles: ['unit'],
    prints: ['office', 'own'],
    fits: (g) => !!g.view.matter.data.criticism,
    issues: { offices: DAF },
    make: (g, p): Criticism => {
      const { criticism: c, order, demand, items = [] } = g.view.matter.data
      return {
        organ: `${g.placeName}人民代表大会常务委员会`,
        date: g.today,
        to: must(p).name,
        meeting: c.meeting,
        meetingOn: dateWords(c.meetingOn),
        items: items.map((x: { label: string; days: number }) => ({ label: x.label, late: `${x.days}天` })),
        ...(demand ? { demand } : {}),
        ...(order ? { order: { meeting: order.meeting, on: dateWords(order.meetingOn), demands: order.demands } } : {}),
        reason: c.reason,
        ...(c.advice ? { advice: c.advice } : {}),
        copies: `${g.placeName}人民政府办公室`,
      }
    },
  },
]
