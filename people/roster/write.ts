/** A plan into the tables, four statements for any number of rows. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { nameSort } from '../names.ts'
import { PERSON_FIELDS } from './columns.ts'
import type { Known } from './known.ts'
import type { Plan, Step } from './plan.ts'

const COLUMNS = [...PERSON_FIELDS, 'birth_precision'].join(', ')
const TYPED = `${PERSON_FIELDS.map((f) => `${f} ${f === 'birth' ? 'date' : 'text'}`).join(', ')}, birth_precision text`
const KEPT = [...PERSON_FIELDS, 'birth_precision'].map((f) => `${f} = coalesce(t.${f}, p.${f})`).join(', ')
const SEAT = 'certificate_no text, delegation uuid, electoral_unit text, tags jsonb, state text, reason text'
const TAGS = 'array(select jsonb_array_elements_text(t.tags))'

/** Import makes no login: a person is a row here, an account is somebody's own act. */
export async function writePlan(client: pg.ClientBase, known: Known, plan: Plan, today: string): Promise<void> {
  const ids = new Map<Step, string>()
  for (const s of plan.steps) ids.set(s, s.person?.id ?? randomUUID())
  const people = (list: Step[]) =>
    JSON.stringify(
      list.map((s) => ({
        id: ids.get(s),
        ...s.personSet,
        ...birthOf(s.personSet.birth, !s.person),
        name_sort: s.personSet.name && nameSort(s.personSet.name),
      })),
    )
  const starts = new Map(known.terms.map((t) => [t.number, t.starts_on]))
  const seats = (list: Step[]) =>
    JSON.stringify(
      list.map((s) => ({
        id: s.seat?.id ?? randomUUID(),
        person: ids.get(s),
        term: s.term,
        starts_on: starts.get(s.term),
        ...s.seatSet,
        tags: s.seatSet.tags?.split('、'),
      })),
    )
  const touched = (s: Step) => Object.keys(s.personSet).length > 0
  await Promise.all([
    client.query(
      `insert into person (id, name_sort, ${COLUMNS}, demo, place) select id, name_sort, ${COLUMNS}, $2, $3 from jsonb_to_recordset($1) as t(id uuid, name_sort text, ${TYPED})`,
      [people(plan.steps.filter((s) => !s.person)), known.demo, known.place],
    ),
    client.query(
      `update person p set name_sort = coalesce(t.name_sort, p.name_sort), ${KEPT}, updated_at = now() from jsonb_to_recordset($1) as t(id uuid, name_sort text, ${TYPED})
       where p.id = t.id and coalesce(person_keeper(p, $3::date), $2) = $2`,
      [people(plan.steps.filter((s) => s.person && touched(s))), known.place, today],
    ),
    client.query(
      `insert into seat (id, person, place, office, term, certificate_no, delegation, electoral_unit, tags, state, reason, starts_on, ends_on)
       select t.id, t.person, $2, 'deputy', t.term, t.certificate_no, t.delegation, t.electoral_unit, ${TAGS}, coalesce(t.state, 'active'), t.reason, t.starts_on, case when t.state = 'terminated' then $3::date end
       from jsonb_to_recordset($1) as t(id uuid, person uuid, term int, starts_on date, ${SEAT})`,
      [seats(plan.steps.filter((s) => !s.seat)), known.place, today],
    ),
    client.query(
      `update seat s set certificate_no = coalesce(t.certificate_no, s.certificate_no), delegation = coalesce(t.delegation, s.delegation), electoral_unit = coalesce(t.electoral_unit, s.electoral_unit),
         tags = case when t.tags is null then s.tags else ${TAGS} end, state = coalesce(t.state, s.state), reason = coalesce(t.reason, s.reason),
         ends_on = case when t.state = 'terminated' then $3::date else s.ends_on end
       from jsonb_to_recordset($1) as t(id uuid, ${SEAT}) where s.id = t.id and s.place = $2`,
      [seats(plan.steps.filter((s) => s.seat && Object.keys(s.seatSet).length > 0)), known.place, today],
    ),
  ])
}

/** A month stays a month: the first day stands for it, and is said to. */
function birthOf(birth: string | undefined, fresh: boolean): { birth?: string; birth_precision?: 'day' | 'month' } {
  if (!birth) return fresh ? { birth_precision: 'day' } : {}
  return birth.length === 7 ? { birth: `${birth}-01`, birth_precision: 'month' } : { birth, birth_precision: 'day' }
}
