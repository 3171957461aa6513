/** 今日: what waits for this seat, by due date, the act that settles it on the row. */
import type pg from 'pg'
import type { Calendar } from '../kernel/calendar.ts'
import { dueView } from '../kernel/clocks.ts'
import type { ProcessDef } from '../kernel/process.ts'
import type { Today } from '../kernel/wire.ts'
import { holdersOf, type Viewer } from '../people/viewer.ts'
import { numberOf } from '../processes/common/number.ts'
import { processes } from '../processes/index.ts'

export async function today(client: pg.ClientBase, viewer: Viewer, cal: Calendar, now: Date): Promise<Today> {
  const r = await client.query({
    name: 'today',
    text: `select d.matter, d.party, d.action, d.due_on::text as due, m.process, m.series, m.no, m.title, m.state, m.key_item, m.confidential, c.name as clock, c.id as clock_id, c.paused_on::text as paused,
        p.role, p.unit, u.name as unit_name
      from duty d join matter m on m.id = d.matter left join clock c on c.id = d.clock left join party p on p.id = d.party left join unit u on u.id = p.unit
      where d.holder = any ($1) order by d.due_on nulls last, m.no nulls last, d.matter limit 500`,
    values: [holdersOf(viewer.seat)],
  })
  const items = r.rows.map((x) => {
    const def = processes.get(x.process)?.def as ProcessDef
    const action = def.actions[x.action]
    return {
      matter: x.matter,
      process: x.process,
      number: numberOf(x),
      title: x.title,
      state: x.state,
      stateLabel: def.states[x.state]?.label ?? x.state,
      who: x.unit && x.unit !== viewer.seat.unit ? x.unit_name : null,
      party: x.party,
      action: x.action,
      actionLabel: action?.label ?? x.action,
      simple: !action?.input,
      bulk: !!action?.bulk,
      key: x.key_item,
      due: x.clock
        ? dueView(
            cal,
            def.clocks[x.clock]?.label ?? x.clock,
            { id: x.clock_id, name: x.clock, dueOn: x.due, span: null, pausedOn: x.paused, stoppedAt: null },
            now,
          )
        : null,
    }
  })
  // Counted by what the rows show: a paused clock is neither late nor near.
  const of = (light: string) => items.filter((x) => x.due?.light === light).length
  return { items, counts: { all: items.length, soon: of('amber'), late: of('red') } }
}
