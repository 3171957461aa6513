/** One suggestion: what I must do, how far it is, what was said, who handles it, what has happened. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { MatterView } from '../../../kernel/wire.ts'
import type { SimilarList } from '../../../kernel/wire-text.ts'
import { getJson } from '../../parts/api.ts'
import { A, paths } from '../nav.tsx'
import { nounOf } from '../nouns.ts'
import { DueText, Loaded, Names, Section, when } from '../pieces.tsx'
import { Page } from '../shell.tsx'
import { SimilarRows } from '../similar.tsx'
import { Clocks, WhyLink } from './clocks.tsx'
import { DutyBox } from './duty.tsx'
import { Files } from './files.tsx'
import { Deputies, Units } from './parties.tsx'
import { Contacts, Judgements, Letter, Promises } from './replies.tsx'
import { Links, Tables } from './sections.tsx'
import { useMatter } from './use.ts'

export function MatterPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const q = useMatter(id)
  return (
    <Page title={q.data?.number || nounOf(q.data?.process)} up={q.data?.process === 'motion' ? `${paths.list}?tab=motion` : paths.list}>
      <Loaded q={q}>{(m) => <Matter m={m} />}</Loaded>
    </Page>
  )
}

function Matter({ m }: { m: MatterView }) {
  return (
    <article>
      <h2 style={{ fontSize: '1.25rem' }}>{m.title || '（还没有写案由）'}</h2>
      <p className="pk-row" style={{ marginTop: 8 }}>
        <b>{m.stateLabel}</b>
        {m.key && <span className="pk-tag pk-key">重点督办</span>}
        {m.confidential && <span className="pk-tag pk-amber">身份保密</span>}
      </p>
      {m.due && (
        <p className="pk-row">
          <DueText due={m.due} /> <WhyLink clock={m.due.id} />
        </p>
      )}
      {m.mergedInto && (
        <p>
          已并入{' '}
          <A className="pk-link" to={paths.matter(m.mergedInto.id)}>
            {m.mergedInto.number}《{m.mergedInto.title}》
          </A>
        </p>
      )}
      <DutyBox m={m} />
      <Section title="办到哪一步了">
        <Stages m={m} />
      </Section>
      {m.replies.length > 0 && (
        <Section title="答复">
          {m.replies.map((r) => (
            <Letter key={r.id} r={r} />
          ))}
        </Section>
      )}
      <Judgements list={m.judgements} />
      <Promises list={m.promises} />
      <Units m={m} />
      <Contacts list={m.contacts} />
      <Section title={m.process === 'suggestion' ? '代表建议纸' : m.process === 'motion' ? '议案' : '正文'}>
        <Sheet m={m} />
      </Section>
      <Files list={m.files} />
      <Tables m={m} />
      <Deputies m={m} />
      <Links m={m} />
      <Clocks list={m.clocks} />
      {m.mergedFrom.length > 0 && (
        <Section title="并入本件的建议">
          <ul className="pk-card pk-list">
            {m.mergedFrom.map((x) => (
              <li key={x.id}>
                <A to={paths.matter(x.id)}>
                  {x.number} {x.title}
                </A>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {m.process === 'suggestion' && <Similar id={m.id} />}
      <Section title="经过">
        <ol className="pk-card pk-line">
          {m.timeline.map((t) => (
            <li key={t.id} className="pk-done">
              <p>{t.says}</p>
              <p className="pk-soft pk-small">
                <time dateTime={t.at}>{when(t.at)}</time>
              </p>
            </li>
          ))}
        </ol>
      </Section>
    </article>
  )
}

const AT = { done: '已完成', now: '进行中', next: '还没到', skipped: '不适用', cut: '没有办完' }

function Stages({ m }: { m: MatterView }) {
  return (
    <ol className="pk-card pk-line">
      {m.stages.map((s) => (
        <li key={s.name} className={`pk-${s.at}`} aria-current={s.at === 'now' ? 'step' : undefined}>
          {s.name}
          <span className="pk-soft pk-small"> {s.words ?? (s.at === 'now' && m.stateLabel !== s.name ? m.stateLabel : AT[s.at])}</span>
        </li>
      ))}
    </ol>
  )
}

export function Sheet({ m }: { m: Pick<MatterView, 'sheet'> }) {
  return (
    <dl className="pk-card pk-paper">
      {m.sheet
        .filter((r) => r.text !== '')
        .map((r) => (
          <div key={r.label}>
            <dt>{r.label}</dt>
            <dd>{/代表$|联名$/.test(r.label) ? <Names list={r.text.split('、')} /> : r.text}</dd>
          </div>
        ))}
    </dl>
  )
}

function Similar({ id }: { id: string }) {
  const q = useQuery({ queryKey: ['similar', id], queryFn: () => getJson<SimilarList>(`/api/matter/${id}/similar`), staleTime: 60_000 })
  const near = q.data?.items.filter((x) => x.band !== 'faint') ?? []
  if (near.length === 0) return null
  return (
    <Section title="相似的建议和诉求">
      {q.data?.history && <p className="pk-hint pk-amber">▲ {q.data.history}</p>}
      <div className="pk-card">
        <SimilarRows list={near} />
      </div>
    </Section>
  )
}
