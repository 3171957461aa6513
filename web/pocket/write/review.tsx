/** Screen 3, 核对并提交: the sheet as others will see it, what is still missing, the last hints. */
import type { Field, MatterView, Me } from '../../../kernel/wire.ts'
import { isEmpty, shown } from '../act/fields.tsx'
import { A } from '../nav.tsx'
import { Names, numeral } from '../pieces.tsx'
import type { Draft } from './drafts.ts'
import { lackingFields, onFirst, type SheetForm } from './form.ts'
import { cosigners } from './join.tsx'
import { type Check, HintLine } from './say.tsx'

export function Review({
  form,
  d,
  me,
  matter,
  check,
  step,
}: {
  form: SheetForm
  d: Draft
  me: Me
  matter: MatterView | undefined
  check: Check | null
  step: (n: number) => string
}) {
  const lack = lackingFields(form, d)
  const stops = check?.hints.filter((h) => h.level !== 'info') ?? []
  const seat = me.seat
  const already = cosigners(matter)
  return (
    <>
      {lack.length > 0 && (
        <div className="pk-card" role="status">
          <h2>还差 {lack.length} 处没写</h2>
          <ul className="pk-list">
            {lack.map((f) => (
              <li key={f.name}>
                <A to={step(onFirst(f) ? 1 : 2)}>
                  <span className="pk-red">{f.label}</span>
                  <span>去填写</span>
                </A>
              </li>
            ))}
          </ul>
        </div>
      )}
      {stops.length > 0 && (
        <div className="pk-card">
          <h2>提交前请再看一眼</h2>
          {stops.map((h) => (
            <HintLine key={h.code + h.text} h={h} />
          ))}
          <p className="pk-soft pk-small">这些是提醒，不影响提交。</p>
        </div>
      )}
      <article className="pk-card pk-paper" aria-label="代表建议纸">
        <p className="pk-soft">
          {seat.placeName}
          {seat.term ? `第${numeral(seat.term)}届` : ''} 代表建议、批评和意见
        </p>
        <h2 style={{ fontSize: '1.25rem' }}>{String(d.values.title ?? '') || '（还没有写案由）'}</h2>
        <dl>
          <div>
            <dt>领衔代表</dt>
            <dd>
              <span className="pk-name">{me.person.name}</span>
              {seat.delegationName && ` · ${seat.delegationName}`}
              {seat.certificateNo && ` · 代表证号 ${seat.certificateNo}`}
            </dd>
          </div>
          {already.length + d.invite.length > 0 && (
            <div>
              <dt>联名代表</dt>
              <dd>
                <Names
                  list={[
                    ...already.filter((p) => p.step !== 'declined').map((p) => `${p.name}（${p.stepLabel}）`),
                    ...d.invite.map((i) => `${d.names[i] ?? '代表'}（将邀请）`),
                  ]}
                />
              </dd>
            </div>
          )}
          {form.fields
            .filter((f) => f.name !== 'title' && f.widget !== 'files' && shown(f, d.values))
            .map((f) => ({ f, text: wordsFor(f, d) }))
            .filter((r) => r.text !== '')
            .map(({ f, text }) => (
              <div key={f.name}>
                <dt>{f.label}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          {d.photos.length > 0 && (
            <div>
              <dt>附件</dt>
              <dd>{d.photos.map((p) => p.name).join('\n')}</dd>
            </div>
          )}
        </dl>
      </article>
    </>
  )
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

export function wordsFor(f: Field, d: Pick<Draft, 'values' | 'names'>): string {
  const v = d.values[f.name]
  if (f.widget === 'switch') return v === true ? '是' : '否'
  if (isEmpty(v)) return ''
  const list = Array.isArray(v) ? v : [v]
  return list
    .map(
      (x) =>
        f.options?.find((o) => o.value === String(x))?.label ?? d.names[String(x)] ?? (typeof x === 'object' ? '' : UUID.test(String(x)) ? '已选' : String(x)),
    )
    .join('、')
}
