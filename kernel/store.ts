/** Reading what an act needs and writing what it did: one trip to read (after the lock), one to write. Prepared statements throughout. */
import type pg from 'pg'
import type { ClockRow } from './clocks.ts'
import type { DutyRow } from './duties.ts'
import type { Matter, Party } from './process.ts'
import type { EventContent } from './record.ts'
import type { RuleRow } from './rules.ts'

export interface Ground {
  matter: Matter | null
  parties: Party[]
  clocks: ClockRow[]
  duties: DutyRow[]
  rules: RuleRow[]
  /** The place and those above it, nearest first. */
  chain: string[]
  calendarVersion: number
}

const MATTER = `json_build_object('id', m.id, 'process', m.process, 'place', m.place, 'state', m.state, 'version', m.version, 'title', m.title, 'kind', m.kind,
  'series', m.series, 'no', m.no, 'session', m.session, 'delegation', m.delegation, 'category', m.category, 'confidential', m.confidential,
  'private', m.private, 'mergedInto', m.merged_into, 'createdAt', m.created_at, 'stateSince', m.state_since, 'lead', m.lead, 'keyItem', m.key_item, 'data', m.data)`

const PARTIES = `(select coalesce(json_agg(json_build_object('id', p.id, 'role', p.role, 'seat', p.seat, 'unit', p.unit, 'citizen', p.citizen, 'ref', p.ref, 'round', p.round,
    'step', p.step, 'since', p.since, 'data', p.data, 'name', coalesce(u.name, pe.name, '群众')) order by p.joined_at, p.id), '[]')
  from party p left join unit u on u.id = p.unit left join seat s on s.id = p.seat left join person pe on pe.id = s.person
  where p.matter = m.id and p.left_at is null)`

const CLOCKS = `(select coalesce(json_agg(json_build_object('id', c.id, 'matter', c.matter, 'party', c.party, 'name', c.name, 'startedAt', c.started_at,
    'startedOn', c.started_on, 'dueOn', c.due_on, 'span', c.span, 'ruleKey', c.rule_key, 'rulePlace', c.rule_place, 'basis', c.basis,
    'startEvent', c.start_event, 'pausedOn', c.paused_on, 'pauses', c.pauses, 'extensions', c.extensions, 'why', c.why,
    'calendarVersion', c.calendar_version, 'warnedFor', c.warned_for, 'lateAt', c.late_at, 'lateEvent', c.late_event,
    'stoppedAt', c.stopped_at, 'stopEvent', c.stop_event,
    'stopAction', (select e.action from event e where e.id = c.stop_event)) order by c.started_at), '[]')
  from clock c where c.matter = m.id and (c.stopped_at is null or $2))`

const DUTIES = `(select coalesce(json_agg(json_build_object('party', d.party, 'action', d.action, 'holder', d.holder, 'clock', d.clock, 'dueOn', d.due_on, 'since', d.since)), '[]')
  from duty d where d.matter = m.id)`

// biome-ignore lint/suspicious/noExplicitAny: rows come from json_build_object above
type Json = any

/** @param allClocks stopped ones too, for the matter's page */
export async function readMatter(
  client: pg.ClientBase,
  id: string,
  allClocks = false,
): Promise<Omit<Ground, 'rules' | 'chain' | 'calendarVersion'> | undefined> {
  const r = await client.query({
    name: 'read-matter',
    text: `select ${MATTER} as matter, ${PARTIES} as parties, ${CLOCKS} as clocks, ${DUTIES} as duties from matter m where m.id = $1`,
    values: [id, allClocks],
  })
  const row = r.rows[0]
  return row && { matter: matterOf(row.matter), parties: row.parties.map(partyOf), clocks: row.clocks.map(clockOf), duties: row.duties.map(dutyOf) }
}

const RULES = {
  name: 'read-rules',
  text: `with recursive up as (select code, parent, 0 as far from place where code = $1
      union all select p.code, p.parent, far + 1 from place p join up on p.code = up.parent)
    select (select json_agg(code order by far) from up) as chain, (select greatest((select version from calendar_version), max(l.version)) from calendar_layer l where l.place in (select code from up)) as calendar,
      (select coalesce(json_agg(json_build_object('place', r.place, 'process', r.process, 'key', r.key, 'validFrom', r.valid_from, 'value', r.value)), '[]') from rule r where r.place in (select code from up)) as rules`,
}

export async function readRules(client: pg.ClientBase, place: string): Promise<Pick<Ground, 'rules' | 'chain' | 'calendarVersion'>> {
  const r = await client.query({ ...RULES, values: [place] })
  const row = r.rows[0]
  return { rules: row.rules, chain: row.chain ?? [], calendarVersion: row.calendar }
}

/** What an act once answered. */
export async function readResult(
  client: pg.ClientBase,
  event: string | null,
): Promise<{ matter: string; version: number; state: string; event: string; says: string }> {
  const r = await client.query({
    name: 'read-result',
    text: 'select matter, seq as version, to_state as state, id as event, says from event where id = $1',
    values: [event],
  })
  return r.rows[0]
}

/**
 * All in one order, so that two acts which touch the same matters wait for each other instead of holding each other up. Not against
 * rows that merely refer to a matter.
 */
export async function lockMatters(client: pg.ClientBase, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await client.query({ name: 'lock-matters', text: 'select 1 from matter where id = any ($1::uuid[]) order by id for no key update', values: [ids] })
}

const matterOf = (m: Json): Matter => ({ ...m, createdAt: new Date(m.createdAt), stateSince: new Date(m.stateSince) })
const partyOf = (p: Json): Party => ({ ...p, since: new Date(p.since) })
const dutyOf = (d: Json): DutyRow => ({ ...d, since: new Date(d.since) })
const date = (x: string | null) => (x === null ? null : new Date(x))
export const clockOf = (c: Json): ClockRow => ({ ...c, startedAt: new Date(c.startedAt), lateAt: date(c.lateAt), stoppedAt: date(c.stoppedAt) })

export interface Changes {
  matter: Matter & { lead: string | null; keyItem: boolean; final: boolean }
  fresh: boolean
  event: Pick<EventContent, 'id' | 'byPerson'>
  partiesNew: Party[]
  partiesChanged: (Party & { left: boolean })[]
  clocks: ClockRow[]
  duties: DutyRow[]
  notices: { holder: string; kind: string; text: string }[]
  now: Date
}

const WRITE = `with m as (
    insert into matter (id, process, place, state, private, final, version, title, kind, data, session, series, no, delegation, lead, category, confidential, key_item, merged_into, created_at, state_since, updated_at, closed_at)
    select x.id, x.process, x.place, x.state, x.private, x.final, x.version, x.title, x.kind, x.data, x.session, x.series, x.no, x.delegation, x.lead, x.category, x.confidential, x."keyItem", x."mergedInto", x."createdAt", x."stateSince", $7, case when x.final then $7::timestamptz end
    from json_to_record($1) as x(id uuid, process text, place text, state text, private boolean, final boolean, version int, title text, kind text, data jsonb, session uuid, series text, no int, delegation uuid, lead uuid, category text, confidential boolean, "keyItem" boolean, "mergedInto" uuid, "createdAt" timestamptz, "stateSince" timestamptz)
    on conflict (id) do update set state = excluded.state, private = excluded.private, final = excluded.final, version = excluded.version, title = excluded.title, kind = excluded.kind, data = excluded.data,
      session = excluded.session, series = excluded.series, no = excluded.no, delegation = excluded.delegation, lead = excluded.lead, category = excluded.category, confidential = excluded.confidential,
      key_item = excluded.key_item, merged_into = excluded.merged_into, state_since = excluded.state_since, updated_at = excluded.updated_at, closed_at = coalesce(matter.closed_at, excluded.closed_at)
    returning id, place),
  p1 as (insert into party (id, matter, role, seat, unit, citizen, ref, round, step, since, data, joined_at)
    select x.id, (select id from m), x.role, x.seat, x.unit, x.citizen, x.ref, x.round, x.step, $7, x.data, $7 + x.n * interval '1 microsecond'
    from rows from (json_to_recordset($2) as (id uuid, role text, seat uuid, unit uuid, citizen uuid, ref uuid, round int, step text, data jsonb)) with ordinality as x(id, role, seat, unit, citizen, ref, round, step, data, n)),
  p2 as (update party set step = x.step, since = x.since, data = x.data, left_at = case when x."left" then $7::timestamptz end
    from json_to_recordset($3) as x(id uuid, step text, since timestamptz, data jsonb, "left" boolean) where party.id = x.id),
  c as (insert into clock (id, matter, party, name, started_at, started_on, due_on, span, rule_key, rule_place, basis, start_event, paused_on, pauses, extensions, why, calendar_version, warned_for, late_at, late_event, stopped_at, stop_event)
    select x.id, x.matter, x.party, x.name, x."startedAt", x."startedOn", x."dueOn", x.span, x."ruleKey", x."rulePlace", x.basis, x."startEvent", x."pausedOn", x.pauses, x.extensions, x.why, x."calendarVersion", x."warnedFor", x."lateAt", x."lateEvent", x."stoppedAt", x."stopEvent"
    from json_to_recordset($4) as x(id uuid, matter uuid, party uuid, name text, "startedAt" timestamptz, "startedOn" date, "dueOn" date, span jsonb, "ruleKey" text, "rulePlace" text, basis text, "startEvent" uuid, "pausedOn" date, pauses jsonb, extensions jsonb, why jsonb, "calendarVersion" int, "warnedFor" int, "lateAt" timestamptz, "lateEvent" uuid, "stoppedAt" timestamptz, "stopEvent" uuid)
    on conflict (id) do update set due_on = excluded.due_on, paused_on = excluded.paused_on, pauses = excluded.pauses, extensions = excluded.extensions, why = excluded.why, calendar_version = excluded.calendar_version,
      warned_for = excluded.warned_for, late_at = excluded.late_at, late_event = excluded.late_event, stopped_at = excluded.stopped_at, stop_event = excluded.stop_event),
  d0 as (delete from duty where matter = (select id from m)),
  d1 as (insert into duty (matter, party, action, holder, clock, due_on, since)
    select (select id from m), x.party, x.action, x.holder, x.clock, x."dueOn", x.since from json_to_recordset($5) as x(party uuid, action text, holder text, clock uuid, "dueOn" date, since timestamptz)),
  x as materialized (select * from json_to_recordset($6) as x(kind text, text text, seat uuid, unit uuid, delegation uuid, place text, office text, citizen uuid)),
  told as (
    select s.id, x.kind, x.text from x join seat s on s.id = x.seat
    union all select s.id, x.kind, x.text from x join seat s on s.unit = x.unit and s.office = x.office
    union all select s.id, x.kind, x.text from x join seat s on s.delegation = x.delegation and s.office = x.office
    union all select s.id, x.kind, x.text from x join seat s on s.place = x.place and s.office = x.office),
  n0 as (select distinct on (s.person, told.text) s.person, s.id as seat, told.kind, told.text from told join seat s on s.id = told.id
    where s.state = 'active' and (s.ends_on is null or s.ends_on >= ($7 at time zone 'Asia/Shanghai')::date) and s.person is distinct from $8),
  n1 as (insert into notice (person, seat, place, matter, event, kind, text, at)
    select n0.person, n0.seat, (select place from m), (select id from m), $9, n0.kind, n0.text, $7 from n0 returning id, person),
  o as (insert into outbox (notice, person, at) select n1.id, n1.person, $7 from n1 join person p on p.id = n1.person where p.mail <> 'off' and p.email is not null),
  cm as (insert into citizen_message (citizen, matter, event, text, at) select x.citizen, (select id from m), $9, x.text, $7 from x where x.citizen is not null)
  select 1 from m`

export async function write(client: pg.ClientBase, c: Changes): Promise<void> {
  await client.query({
    name: 'write-act',
    text: WRITE,
    values: [
      JSON.stringify(c.matter),
      JSON.stringify(c.partiesNew),
      JSON.stringify(c.partiesChanged),
      JSON.stringify(c.clocks),
      JSON.stringify(c.duties),
      JSON.stringify(c.notices.map(addressed)),
      c.now,
      c.event.byPerson,
      c.event.id,
    ],
  })
}

/** A holder key taken apart, so that each kind finds its seats by index. */
function addressed(n: Changes['notices'][number]): object {
  const [sort, a = '', office = ''] = n.holder.split(':')
  const to =
    sort === 'seat'
      ? { seat: a }
      : sort === 'citizen'
        ? { citizen: a }
        : sort === 'unit'
          ? { unit: a, office }
          : sort === 'delegation'
            ? { delegation: a, office: 'delegation_officer' }
            : { place: a, office }
  return { kind: n.kind, text: n.text, ...to }
}
