/** What the house would propose for a form's category, subject or unit, and why; one press takes it, nothing is taken by itself. */
import { useQuery } from '@tanstack/react-query'
import { Button, type FormInstance } from 'antd'
import type { Field } from '../../kernel/wire.ts'
import type { GuessList } from '../../kernel/wire-text.ts'
import { getJson } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { useMe } from '../parts/use.ts'

const FROM = { learned: '从以往的决定学到', duties: '按职责清单', neighbours: '相似的件这样办过' }
const SORTERS = ['motion_group', 'daf_staff', 'daf_head', 'gov_office']

export function Proposals({ matter, fields, form }: { matter: string; fields: Field[]; form: FormInstance }) {
  const office = useMe().data?.seat.office ?? ''
  const named = fields.filter((f) => ['category', 'subject', 'main'].includes(f.name))
  const q = useQuery({
    queryKey: ['pick', 'sorting', matter],
    queryFn: () => getJson<GuessList[]>(`/api/matter/${matter}/sorting`),
    enabled: named.length > 0 && SORTERS.includes(office),
    staleTime: 60_000,
  })
  const lists = (q.data ?? []).filter((l) => l.guesses.length > 0 && named.some((f) => l.fields.includes(f.name)))
  if (lists.length === 0) return null
  const take = (l: GuessList, value: string) => {
    const f = named.find((x) => l.fields.includes(x.name)) as Field
    const had = form.getFieldValue(f.name)
    form.setFieldValue(f.name, f.widget === 'units' ? [...new Set([...(Array.isArray(had) ? had : []), value])] : value)
  }
  return (
    <section className="dk-proposals" aria-label="提示">
      {lists.map((l) => (
        <div key={l.task}>
          <h3>
            {named.find((f) => l.fields.includes(f.name))?.label}：可以考虑 <small className="dk-soft">只是提示，由您决定</small>
          </h3>
          <ol>
            {l.guesses.map((g) => (
              <li key={g.value}>
                <Button size="small" onClick={() => take(l, g.value)} aria-label={`选用${g.label}`}>
                  {g.label}
                </Button>
                <small className="dk-soft">
                  {FROM[g.from]}
                  {g.words.length > 0 && `：${g.words.join('、')}`}
                  {g.similar.map((s) => (
                    <a key={s.id} href={matterPath(s.process, s.id)} target="_blank" rel="noreferrer">
                      {' '}
                      {s.number || '未编号'}《{s.title}》
                    </a>
                  ))}
                </small>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}
