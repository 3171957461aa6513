/** Time itself: clocks that have run out act through the same door as 系统; those near their end remind; a changed calendar re-dates. */
import { readAll, writing } from '../database/read.ts'
import { act, type House } from './act.ts'
import { dayWords, localDay, UNLOADED, workdaysBetween } from './calendar.ts'
import { calendarOf } from './calendar-store.ts'
import { settle } from './clocks.ts'
import { BAD_DAY, FIRST_DAY, LAST_DAY } from './day.ts'
import { SYSTEM } from './process.ts'
import { Refusal } from './refusal.ts'
import { ruleBook } from './rules.ts'
import { clockOf, readRules } from './store.ts'

export interface TickReport {
  late: number
  warned: number
  redated: number
  failed: { clock: string; why: string }[]
}

const BATCH = 500

/** @param now the instant to judge by; a test or rehearsal passes any it likes */
export async function tick(house: House, now: Date): Promise<TickReport> {
  const report: TickReport = { late: 0, warned: 0, redated: 0, failed: [] }
  await redate(house, now, report)
  await runOut(house, now, report)
  await warn(house, now, report)
  await warnOfYears(house, now)
  await warnOfBadDays(house, now)
  return report
}

interface Row {
  id: string
  name: string
  matter: string
  party: string | null
  process: string
  place: string
}

async function asSystem(house: House, now: Date, r: Row, action: string, report: TickReport): Promise<boolean> {
  try {
    await act(house, {
      process: r.process,
      action,
      matter: r.matter,
      party: r.party,
      key: crypto.randomUUID(),
      actor: { ...SYSTEM, place: r.place },
      now,
      clock: r.id,
    })
    return true
  } catch (e) {
    // Somebody else may have acted between the reading and now: then there is nothing left to do.
    if (!(e instanceof Refusal) || e.problem.error === 'broken') report.failed.push({ clock: r.id, why: e instanceof Error ? e.message : String(e) })
    else if (e.problem.error !== 'gate') report.failed.push({ clock: r.id, why: e.message })
    return false
  }
}

async function runOut(house: House, now: Date, report: TickReport) {
  for (let skip = 0; ; ) {
    const rows = await readAll(
      house.pool,
      async (c) =>
        (
          await c.query(
            `select c.id, c.name, c.matter, c.party, m.process, m.place from clock c join matter m on m.id = c.matter
        where c.stopped_at is null and c.late_at is null and c.paused_on is null and c.due_on < $1 order by c.due_on, c.id limit ${BATCH} offset $2`,
            [localDay(now), skip],
          )
        ).rows as Row[],
    )
    for (const r of rows) {
      const late = house.processes.get(r.process)?.def.clocks[r.name]?.late
      if (late && (await asSystem(house, now, r, late, report))) report.late++
      else skip++
    }
    if (rows.length < BATCH) return
  }
}

async function warn(house: House, now: Date, report: TickReport) {
  const today = localDay(now)
  await writing(house.pool, async (client) => {
    const r = await client.query(
      `select c.id, c.name, c.due_on::text as due, c.warned_for, m.process, m.title, m.no, m.place, m.id as matter, calendar_version_of(m.place) as calendar
      from clock c join matter m on m.id = c.matter where c.stopped_at is null and c.late_at is null and c.paused_on is null and c.due_on between $1::date and $1::date + 40
      and exists (select from duty d where d.clock = c.id) for update of c skip locked`,
      [today],
    )
    for (const c of r.rows) {
      const def = house.processes.get(c.process)?.def.clocks[c.name]
      const left = workdaysBetween(await calendarOf(client, c.place, c.calendar), today, c.due)
      const step = def?.warn.filter((w) => left <= w).sort((a, b) => a - b)[0]
      if (!def || step === undefined || (c.warned_for !== null && c.warned_for <= step)) continue
      const no = c.no ? `第${String(c.no).padStart(3, '0')}号` : ''
      await client.query(
        `with n as (insert into notice (person, seat, place, matter, kind, text, at)
          select distinct on (s.person) s.person, s.id, $2, $3, 'warn', $4, $5 from duty d join seat s on s.state = 'active' and case split_part(d.holder, ':', 1)
            when 'seat' then s.id = split_part(d.holder, ':', 2)::uuid
            when 'unit' then s.unit = split_part(d.holder, ':', 2)::uuid and s.office = split_part(d.holder, ':', 3)
            when 'office' then s.place = split_part(d.holder, ':', 2) and s.office = split_part(d.holder, ':', 3)
            else s.office = 'delegation_officer' and s.delegation = split_part(d.holder, ':', 2)::uuid end
          where d.clock = $1 returning id, person)
        insert into outbox (notice, person, at) select n.id, n.person, $5 from n join person p on p.id = n.person where p.mail <> 'off' and p.email is not null`,
        [c.id, c.place, c.matter, `${def.label}${left === 0 ? '今天到期' : `还剩${left}个工作日`}（${dayWords(c.due)}）：${no}《${c.title}》`, now],
      )
      await client.query('update clock set warned_for = $2 where id = $1', [c.id, step])
      report.warned++
    }
  })
}

/** A year whose holidays are not loaded makes every date in it a guess: the office is told once a month until it is. */
async function warnOfYears(house: House, now: Date) {
  await writing(house.pool, (client) =>
    client.query(
      `with g as (select m.place, extract(year from c.due_on)::int as year, count(*)::int as n from clock c join matter m on m.id = c.matter
          where c.stopped_at is null and c.span is not null and c.due_on between '${FIRST_DAY}' and '${LAST_DAY}' group by 1, 2),
        gap as (select * from g where not exists (select from calendar_years_of(g.place) y where y.year = g.year))
        insert into notice (person, seat, place, kind, text, at)
        select distinct on (s.person, g.year) s.person, s.id, g.place, 'warn', format('%s${UNLOADED}，涉及%s个期限，请在「设置 · 工作日历」载入', g.year, g.n), $1
        from gap g join seat s on s.place = g.place and s.office in ('daf_head', 'daf_staff') and s.state = 'active'
        where not exists (select from notice n where n.person = s.person and n.text like format('%s年的放假安排还没有载入%%', g.year) and n.at > $1::timestamptz - interval '30 days')`,
      [now],
    ),
  )
}

/** A clock whose stored days are none runs for nobody: the office is told which matter, once a month until it is mended. */
async function warnOfBadDays(house: House, now: Date) {
  await writing(house.pool, (client) =>
    client.query(
      `with bad as (select distinct m.id, m.place, m.title, m.confidential from clock c join matter m on m.id = c.matter
          where c.stopped_at is null and (c.due_on not between '${FIRST_DAY}' and '${LAST_DAY}' or c.started_on not between '${FIRST_DAY}' and '${LAST_DAY}' or c.why->>'warning' = '${BAD_DAY}'))
        insert into notice (person, seat, place, matter, kind, text, at)
        select distinct on (s.person, b.id) s.person, s.id, b.place, b.id, 'warn', format('${BAD_DAY}：《%s》的期限算不出来，请打开核对日期并更正', b.title), $1
        from bad b join seat s on s.place = b.place and s.office in ('daf_head', 'daf_staff') and s.state = 'active'
        where not exists (select from notice n where n.person = s.person and n.matter = b.id and n.text like '${BAD_DAY}%' and n.at > $1::timestamptz - interval '30 days')`,
      [now],
    ),
  )
}

/** Open clocks reckoned by an older calendar: those whose last day moves get an event that says why. */
async function redate(house: House, now: Date, report: TickReport) {
  const rows = await readAll(
    house.pool,
    async (c) =>
      // Only where the place's own calendar, or one above it, has changed: a county's edit leaves its city's clocks alone.
      (
        await c.query(`with v as materialized (select code, calendar_version_of(code) as version from place)
      select to_jsonb(c) as clock, m.process, m.place from clock c join matter m on m.id = c.matter join v on v.code = m.place
      where c.stopped_at is null and c.span is not null and c.calendar_version < v.version order by c.due_on limit 5000`)
      ).rows,
  )
  for (const { clock, process, place } of rows) {
    const def = house.processes.get(process)?.def
    if (!def) continue
    const moved = await writing(house.pool, async (client) => {
      const g = await readRules(client, place)
      const calendar = await calendarOf(client, place, g.calendarVersion)
      const row = clockOf({ ...clock, startedOn: clock.started_on, dueOn: clock.due_on, calendarVersion: clock.calendar_version })
      const changed = settle({ calendar, rules: ruleBook(def, g.rules, g.chain, localDay(now)) }, row)
      if (!changed)
        await client.query('update clock set calendar_version = $2, why = $3 where id = $1 and stopped_at is null', [
          row.id,
          calendar.version,
          JSON.stringify(row.why),
        ])
      return changed
    })
    if (moved && (await asSystem(house, now, { ...clock, process, place }, 'redate', report))) report.redated++
  }
}
