/** Replies as letters, what was talked over, what was promised, what was judged. */
import type { JudgementView, MatterView, ReplyView } from '../../../kernel/wire.ts'
import { Names, Section, when } from '../pieces.tsx'

const PUBLIC: Record<string, string> = { public: '主动公开', withheld: '不予公开' }

export function Letter({ r, open }: { r: ReplyView; open?: boolean }) {
  const parts = [
    { label: '已落实事项', text: r.solved },
    { label: '计划落实事项', text: r.planned },
    { label: '会办单位意见', text: r.coOpinions },
  ].filter((p) => p.text)
  const head = (
    <span>
      <b>{r.unit}</b>
      {r.round > 1 && `（第 ${r.round} 次答复）`}
      <span style={{ display: 'block' }}>
        处理结果：<b>{[r.code, r.codeLabel].filter(Boolean).join(' ')}</b>
      </span>
      <small className="pk-soft">{r.deliveredAt ? `${when(r.deliveredAt)} 送达` : '还没有送达'}</small>
    </span>
  )
  const body = (
    <div className="pk-stack">
      {r.docNo && <p className="pk-soft">{r.docNo}</p>}
      <p className="pk-letter">{r.body}</p>
      {parts.map((p) => (
        <div key={p.label}>
          <h3 style={{ fontSize: '1rem' }}>{p.label}</h3>
          <p className="pk-letter">{p.text}</p>
        </div>
      ))}
      <p className="pk-soft pk-small">
        {r.signer && (
          <>
            签发人 <span className="pk-name">{r.signer}</span>
            <br />
          </>
        )}
        {r.contactName && (
          <>
            联系人 <span className="pk-name">{r.contactName}</span>{' '}
            <a className="pk-link" href={`tel:${r.contactPhone.replace(/[^\d+]/g, '')}`}>
              {r.contactPhone}
            </a>
            <br />
          </>
        )}
        公开方式 {PUBLIC[r.disclosure] ?? r.disclosure}
      </p>
    </div>
  )
  if (open)
    return (
      <div className="pk-card">
        {head}
        {body}
      </div>
    )
  return (
    <details className="pk-card">
      <summary>{head}</summary>
      {body}
    </details>
  )
}

export function Contacts({ list, title = '与代表沟通的记录' }: { list: MatterView['contacts']; title?: string }) {
  if (list.length === 0) return null
  return (
    <Section title={title}>
      {list.map((c) => (
        <div key={c.id} className="pk-card">
          <p>
            <b>{c.on}</b> {c.unit}
          </p>
          <p className="pk-soft pk-small">{[c.form, c.rank && `参加：${c.rank}`, c.place, c.people].filter(Boolean).join(' · ')}</p>
          {c.opinion && <p className="pk-say">代表意见：{c.opinion}</p>}
        </div>
      ))}
    </Section>
  )
}

export function Promises({ list, title = '承诺事项' }: { list: MatterView['promises']; title?: string }) {
  if (list.length === 0) return null
  return (
    <Section title={title}>
      {list.map((p) => (
        <div key={p.id} className="pk-card">
          <div className="pk-spread" style={{ alignItems: 'flex-start' }}>
            <b>{p.item}</b>
            <span className="pk-tag">{p.stateLabel}</span>
          </div>
          {p.measure && <p>{p.measure}</p>}
          <p className="pk-soft pk-small">
            {p.unit} · 完成时限 {p.dueOn}
            {p.owner && (
              <>
                {' '}
                · 责任人 <Names list={[p.owner]} />
              </>
            )}
          </p>
          {p.progress && <p>进展：{p.progress}</p>}
        </div>
      ))}
    </Section>
  )
}

export function Judgements({ list }: { list: JudgementView[] }) {
  if (list.length === 0) return null
  return (
    <Section title="评价">
      {list.map((j) => (
        <div key={`${j.recipient}${j.round}`} className="pk-card">
          <p>
            <b className="pk-name">{j.deputy}</b> 对 {j.unit}
            {j.round > 1 && `第 ${j.round} 次答复`}的评价
          </p>
          <dl className="pk-facts">
            {[
              ['办理态度', j.attitude],
              ['办理结果', j.result],
              ['问题解决', j.solved],
              ['意见采纳', j.adopted],
            ]
              .filter(([, v]) => v)
              .map(([k, v]) => (
                <div key={k}>
                  <dt>{k}</dt>
                  <dd>{v}</dd>
                </div>
              ))}
          </dl>
          {j.comment && <p className="pk-say">{j.comment}</p>}
          {j.redo && <p className="pk-amber">要求重新办理</p>}
          <p className="pk-soft pk-small">
            {when(j.at)} · {j.released ? '已反馈承办单位' : '承办单位现在看不到'}
          </p>
        </div>
      ))}
    </Section>
  )
}
