/** Papers of the office that watches: 督办函, 重新办理通知, 会商纪要, 承诺事项台账. */
import type pg from 'pg'
import { addDays, localDay } from '../../kernel/calendar.ts'
import { isUnits } from '../../kernel/owner.ts'
import { askedInTime } from '../../processes/common/late.ts'
import { lateItems } from '../../processes/letter/late.ts'
import { PROMISE_WORDS } from '../../processes/suggestion/parts-read.ts'
import { suggestion as def } from '../../processes/suggestion/process.ts'
import { dateWords } from '../gbt.ts'
import type { PanelMinutes } from '../templates/panel-minutes.ts'
import type { PromiseLedger } from '../templates/promise-ledger.ts'
import type { RedoNotice } from '../templates/redo-notice.ts'
import type { SupervisionLetter } from '../templates/supervision-letter.ts'
import { DAF, type Filler, must } from './fillers.ts'
import { dueOf, fromOffice, itemOf, no3, spanWords } from './ground.ts'

export const watching: Filler[] = [
  {
    key: 'supervisionLetter',
    roles: ['main', 'co'],
    prints: ['office'],
    // Only what the unit itself has let pass: its requests that wait for the office's answer make no letter.
    fits: (g, p) =>
      !!p && g.view.clocks.some((c) => c.party === p.id && isUnits(def, c.name) && !askedInTime(c, p) && !c.stoppedAt && !c.pausedOn && c.dueOn < g.today),
    issues: { offices: DAF },
    make: async (g, party): Promise<SupervisionLetter> => {
      const p = must(party)
      const late = await lateItems(g.client, g.view.matter.place, g.today, p.unit as string)
      return {
        ...fromOffice(g),
        to: p.name,
        items: late.map((x) => ({
          ...(x.no ? { no: no3(x.no) as string } : {}),
          title: x.title,
          what: x.clockLabel,
          due: dateWords(x.dueOn),
          overdue: x.days,
        })),
        answerBy: dateWords(addDays(g.today, 14)),
        copies: `${g.placeName}人民政府办公室`,
      }
    },
  },
  {
    key: 'redoNotice',
    roles: ['main'],
    prints: ['office', 'own'],
    fits: (_, p) => (p?.data.round ?? 1) > 1,
    issues: { offices: DAF },
    make: async (g, party): Promise<RedoNotice> => {
      const p = must(party)
      // The office's own words; how anybody judged stays sealed.
      const r = await g.client.query({
        name: 'redo-reason',
        text: `select data->>'reason' as reason from event where matter = $1 and action = 'orderRedo' order by seq desc limit 1`,
        values: [g.view.matter.id],
      })
      const due = dueOf(g, 'redo', p)
      return {
        ...fromOffice(g),
        to: p.name,
        item: itemOf(g),
        reason: r.rows[0]?.reason ?? g.view.matter.data.panel?.opinion ?? '',
        within: spanWords(g.view.rule('clock.redo')),
        ...(due ? { due } : {}),
      }
    },
  },
  {
    key: 'panelMinutes',
    prints: ['office', 'own'],
    fits: (g) => !!g.view.matter.data.panel,
    why: (g) => (g.view.matter.data.panel.opinion ? undefined : '会商评估还没有结论'),
    issues: { offices: DAF },
    make: (g): PanelMinutes => {
      const x = g.view.matter.data.panel
      return {
        organ: g.office.name,
        date: x.settledOn ?? x.on ?? g.today,
        item: itemOf(g),
        attendees: String(x.evaluator ?? '')
          .split(/[、，,；;\s]+/)
          .filter(Boolean),
        situation: `${itemOf(g).title}由${g.view.parties
          .filter((p) => p.role === 'main')
          .map((p) => p.name)
          .join('、')}办理，代表对答复仍不满意，决定进行${x.form}。`,
        opinions: [],
        conclusion: x.opinion ?? '',
        copies: `${g.placeName}人民政府办公室`,
      }
    },
  },
  {
    key: 'promiseLedger',
    roles: ['main'],
    prints: ['office', 'own'],
    fits: (g, p) => g.promises.some((x) => x.party === p?.id),
    make: (g, party): Promise<PromiseLedger> =>
      ledger(g.client, { place: g.view.matter.place, unit: must(party).unit as string, scope: must(party).name }, g.now),
  },
]

/** All promises of a place or of one unit that this reader may see, the nearest day first. */
export async function ledger(client: pg.ClientBase, o: { place: string; unit?: string; scope: string }, now: Date): Promise<PromiseLedger> {
  const r = await client.query({
    name: 'promise-ledger',
    text: `select m.no, u.name as unit, x.item, x.measure, x.due_on::text as due, x.owner, x.progress, x.state from promise x join matter m on m.id = x.matter join party p on p.id = x.party join unit u on u.id = p.unit
      where m.place = $1 and ($2::uuid is null or p.unit = $2::uuid) order by x.due_on, m.no, x.id limit 2000`,
    values: [o.place, o.unit ?? null],
  })
  return {
    scope: o.scope,
    asOf: dateWords(localDay(now)),
    rows: r.rows.map((x) => ({
      no: no3(x.no) ?? '',
      unit: x.unit,
      item: x.item,
      measure: x.measure,
      due: dateWords(x.due),
      owner: x.owner,
      progress: x.progress,
      state: PROMISE_WORDS[x.state] ?? x.state,
    })),
  }
}
