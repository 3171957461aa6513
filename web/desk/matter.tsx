/** The matter's page: where it stands, what I may do and why not, what was said, who does what, what happened. */
import { useLocation, useParams } from '@tanstack/react-router'
import { App, Button, Tooltip } from 'antd'
import { useEffect, useState } from 'react'
import type { Button as Act, ActResult, MatterView, PartyView } from '../../kernel/wire.ts'
import { newKey, postJson, seated, wordsOf } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { lights } from '../parts/tokens.ts'
import { useMatter, useMe, useRefresh } from '../parts/use.ts'
import { ActDrawer } from './act.tsx'
import { DueWhy, Loaded, when } from './bits.tsx'
import { A, useGo } from './link.tsx'
import { Papers } from './papers.tsx'
import { ReplyChecks } from './reply-checks.tsx'
import { Links, Sections } from './sections.tsx'
import { Drafting, Similar } from './similar.tsx'

export function MatterPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const q = useMatter(id)
  return <Loaded q={q}>{(m) => <Matter m={m} />}</Loaded>
}

function Matter({ m }: { m: MatterView }) {
  const search = useLocation().searchStr
  const go = useGo()
  const [open, setOpen] = useState<Act | null>(null)
  // A link from 今日 opens the form at once; the address is cleaned, so that closing it is closing it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per address, not per refetch
  useEffect(() => {
    const asked = new URLSearchParams(search)
    if (!asked.get('do')) return
    const b = m.buttons.find((x) => x.action === asked.get('do') && (!asked.get('party') || x.party === asked.get('party')))
    if (b && !b.why) setOpen(b)
    go(matterPath(m.process, m.id), true)
  }, [search, m.id])
  return (
    <article className="dk-matter">
      <div className="dk-title">
        <h1>
          {m.number && <span className="dk-nowrap">{m.number} </span>}
          {m.title} {m.key && <em className="dk-tag">重点</em>} {m.confidential && <em className="dk-tag dk-tag-grey">身份保密</em>}
        </h1>
      </div>
      <Stages m={m} />
      <div className="dk-acts">
        <span>
          <b>{m.stateLabel}</b> {m.due && <DueWhy due={m.due} label />}
        </span>
        <span className="dk-grow" />
        <Acts m={m} onOpen={setOpen} />
      </div>
      {m.mergedInto && (
        <p className="dk-note">
          已并入{' '}
          <A to={`/suggestion/${m.mergedInto.id}`}>
            {m.mergedInto.number}《{m.mergedInto.title}》
          </A>
          ，仍将分别答复各位代表。
        </p>
      )}
      <div className="dk-cols">
        <div>
          <Sheet m={m} />
          <Units m={m} />
          <Replies m={m} />
          <Contacts m={m} />
          <Promises m={m} />
          <Judgements m={m} />
          <Sections m={m} />
          <Files m={m} />
        </div>
        <aside>
          <section className="dk-card">
            <h2>时间线</h2>
            <ol className="dk-time">
              {m.timeline.map((t) => (
                <li key={t.id}>
                  <time dateTime={t.at}>{when(t.at)}</time>
                  <span>
                    {t.says}
                    {t.toLabel && <small className="dk-soft"> → {t.toLabel}</small>}
                  </span>
                </li>
              ))}
            </ol>
          </section>
          <Clocks m={m} />
          <Links m={m} />
          <Papers matter={m.id} />
          {['suggestion', 'concern', 'motion'].includes(m.process) && <Similar id={m.id} />}
          {['suggestion', 'concern', 'motion'].includes(m.process) && <Drafting id={m.id} />}
        </aside>
      </div>
      {open && <ActDrawer matter={m} button={open} onClose={() => setOpen(null)} />}
    </article>
  )
}

const SIGN = { done: '✓', now: '●', next: '○', skipped: '—', cut: '×' } as const

function Stages({ m }: { m: MatterView }) {
  return (
    <ol className="dk-stages" aria-label="办理进度">
      {m.stages.map((s) => (
        <li key={s.name} className={`dk-${s.at}`} aria-current={s.at === 'now' ? 'step' : undefined}>
          <i aria-hidden>{SIGN[s.at]}</i> {s.name}
          {(s.words || s.at === 'skipped' || s.at === 'cut') && <small className="dk-soft"> {s.words ?? (s.at === 'cut' ? '没有办完' : '不适用')}</small>}
        </li>
      ))}
    </ol>
  )
}

/** Done on a page of their own, with the text beside the decision. */
const REVIEWED = ['publish', 'republish']

function Acts({ m, onOpen }: { m: MatterView; onOpen: (b: Act) => void }) {
  const refresh = useRefresh()
  const go = useGo()
  const { message, modal } = App.useApp()
  const [busy, setBusy] = useState('')
  const now = async (b: Act) => {
    if (b.confirm && !(await modal.confirm({ title: b.label, content: b.confirm, okText: b.label, cancelText: '先不办' }))) return
    setBusy(b.action)
    try {
      const r = await postJson<ActResult>(`/api/${m.process}/${m.id}/${b.action}`, { key: newKey(), version: m.version, party: b.party })
      message.success(r.says)
    } catch (e) {
      message.error(wordsOf(e))
    } finally {
      setBusy('')
      await refresh()
    }
  }
  const main = m.buttons.find((b) => b.primary && !b.why)
  return (
    <div className="dk-buttons">
      {m.buttons.map((b) => (
        <Tooltip key={`${b.action}${b.party}`} title={b.why}>
          <Button
            type={b === main ? 'primary' : 'default'}
            danger={b.danger}
            loading={busy === b.action}
            aria-disabled={!!b.why}
            className={b.why ? 'dk-off' : ''}
            aria-description={b.why ?? undefined}
            onClick={() =>
              b.why ? message.info(b.why) : REVIEWED.includes(b.action) ? go(`/publication?item=${m.id}`) : b.fields.length > 0 ? onOpen(b) : void now(b)
            }
          >
            {b.label}
            {b.partyName && `（${b.partyName}）`}
          </Button>
        </Tooltip>
      ))}
    </div>
  )
}

function Sheet({ m }: { m: MatterView }) {
  const short = m.sheet.filter((s) => !s.long)
  return (
    <section className="dk-card">
      <h2>{m.process === 'suggestion' ? '建议内容' : '内容'}</h2>
      {m.sheet
        .filter((s) => s.long)
        .map((s) => (
          <div key={s.label}>
            <h3>{s.label}</h3>
            <p className="dk-text">{s.text}</p>
          </div>
        ))}
      <dl className="dk-facts">
        {short.map((s) => (
          <div key={s.label}>
            <dt>{s.label}</dt>
            <dd>{s.text}</dd>
          </div>
        ))}
      </dl>
      {m.mergedFrom.length > 0 && (
        <p>
          并入本件：
          {m.mergedFrom.map((x) => (
            <A key={x.id} to={`/suggestion/${x.id}`}>
              {x.number || '未编号'}《{x.title}》{' '}
            </A>
          ))}
        </p>
      )}
    </section>
  )
}

function Units({ m }: { m: MatterView }) {
  const units = m.parties.filter((p) => (m.process === 'suggestion' ? p.kind === 'unit' : p.ref === null))
  if (units.length === 0) return null
  return (
    <section className="dk-card">
      <h2>{m.process === 'suggestion' ? '承办单位' : '参与方'}</h2>
      <ul className="dk-tree">
        {units.map((u) => (
          <li key={u.id} className={u.left ? 'dk-left' : ''}>
            <Party p={u} />
            <ul>
              {m.parties
                .filter((p) => p.ref === u.id)
                .map((p) => (
                  <li key={p.id}>
                    <Party p={p} />
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Party({ p }: { p: PartyView }) {
  const worst = p.due.find((d) => d.light === 'red') ?? p.due.find((d) => d.light === 'amber') ?? p.due[0]
  const l = lights[worst?.light ?? 'done']
  return (
    <div className="dk-party">
      <span aria-hidden style={{ color: l.color }}>
        {p.due.length > 0 ? l.sign : p.left ? '×' : p.undone ? '—' : '✓'}
      </span>{' '}
      <span className="dk-soft">{p.roleLabel}</span> <b className="dk-name">{p.name}</b> {p.round > 1 && <span className="dk-soft">第 {p.round} 次</span>}{' '}
      <span className="dk-step">{p.stepLabel}</span>
      {p.due.map((d) => (
        <DueWhy key={d.id} due={d} label />
      ))}
      {p.notes.map((n) => (
        <p key={n.label + n.text} className="dk-pnote">
          <span className="dk-soft">{n.label}：</span>
          {n.text}
        </p>
      ))}
    </div>
  )
}

function Replies({ m }: { m: MatterView }) {
  return m.replies.map((r) => (
    <section key={r.id} className="dk-card dk-letter">
      <h2>
        {r.unit}的答复{r.round > 1 && `（第 ${r.round} 次）`} {!r.deliveredAt && <em className="dk-tag dk-tag-grey">未送达，仅本单位可见</em>}
        <span className="dk-code">{r.code}</span>
      </h2>
      <p className="dk-soft">
        {r.docNo} · 结果 {r.code} {r.codeLabel} · {r.disclosure === 'public' ? '主动公开' : '不予公开'}
        {r.signer && ` · 签发人 ${r.signer}`} {r.deliveredAt && ` · ${when(r.deliveredAt)} 送达`}
      </p>
      <p className="dk-text">{r.body}</p>
      {r.solved && <p className="dk-text">已落实：{r.solved}</p>}
      {r.planned && <p className="dk-text">计划落实：{r.planned}</p>}
      {r.coOpinions && <p className="dk-text">会办意见：{r.coOpinions}</p>}
      <p className="dk-soft">
        （联系人：{r.contactName} 联系电话：{r.contactPhone}）
      </p>
      <Checked m={m} party={r.party} />
    </section>
  ))
}

const CHECKERS = ['daf_staff', 'daf_head', 'gov_office', 'unit_officer', 'unit_leader']

/** Opened when wanted: most who read a reply do not want to check it. */
function Checked({ m, party }: { m: MatterView; party: string }) {
  const office = useMe().data?.seat.office ?? ''
  const [open, setOpen] = useState(false)
  if (!CHECKERS.includes(office)) return null
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>检查这份答复</summary>
      {open && <ReplyChecks matter={m.id} party={party} />}
    </details>
  )
}

function Contacts({ m }: { m: MatterView }) {
  if (m.contacts.length === 0) return null
  return (
    <section className="dk-card">
      <h2>与代表沟通</h2>
      {m.contacts.map((c) => (
        <p key={c.id}>
          <b>{c.on}</b> {c.unit}，{c.form}，{c.rank}，{c.place}
          {c.people && `，${c.people}`}。<span className="dk-soft">代表意见：</span>
          {c.opinion}
        </p>
      ))}
    </section>
  )
}

function Promises({ m }: { m: MatterView }) {
  if (m.promises.length === 0) return null
  return (
    <section className="dk-card">
      <h2>承诺事项</h2>
      <table className="dk-table">
        <thead>
          <tr>
            <th>事项</th>
            <th>措施</th>
            <th>时限</th>
            <th>责任</th>
            <th>状态</th>
          </tr>
        </thead>
        <tbody>
          {m.promises.map((p) => (
            <tr key={p.id}>
              <td>{p.item}</td>
              <td>{p.measure}</td>
              <td className="dk-nowrap">{p.dueOn}</td>
              <td>
                {p.unit} {p.owner}
              </td>
              <td>
                {p.stateLabel} {p.progress && <small className="dk-soft">{p.progress}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Judgements({ m }: { m: MatterView }) {
  if (m.judgements.length === 0) return null
  return (
    <section className="dk-card">
      <h2>代表评价</h2>
      {m.judgements.map((j) => (
        <div key={j.recipient} className="dk-judge">
          <b className="dk-name">{j.deputy}</b> 对 {j.unit}
          {j.round > 1 && `（第 ${j.round} 次答复）`}：办理态度 <b className={j.attitude === '不满意' ? 'dk-red' : ''}>{j.attitude}</b>，办理结果{' '}
          <b className={j.result === '不满意' ? 'dk-red' : ''}>{j.result}</b>；{j.solved}；{j.adopted}
          {j.redo && '；要求重新办理'}
          {j.entered && <span className="dk-soft">（据纸质意见表代录：{j.entered}）</span>}
          {j.flags.length > 0 && <em className="dk-tag">{j.flags.includes('device') ? '与承办单位同一设备' : '与承办单位同一网络'}，请向代表核实</em>}
          {!j.released && <em className="dk-tag dk-tag-grey">未反馈承办单位</em>}
          {j.comment && <p className="dk-text">{j.comment}</p>}
        </div>
      ))}
    </section>
  )
}

function Files({ m }: { m: MatterView }) {
  if (m.files.length === 0) return null
  return (
    <section className="dk-card">
      <h2>附件</h2>
      <ul className="dk-files">
        {m.files.map((f) => (
          <li key={f.id}>
            <a href={seated(f.url)} target="_blank" rel="noreferrer">
              {f.thumb && <img src={seated(f.thumb)} alt="" />}
              {f.name}
            </a>
            <small className="dk-soft">
              {f.by} {when(f.at)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Clocks({ m }: { m: MatterView }) {
  if (m.clocks.length === 0) return null
  return (
    <section className="dk-card">
      <h2>期限</h2>
      <ul className="dk-clocks">
        {m.clocks
          .toSorted((a, b) => Number(b.running) - Number(a.running))
          .map((c) => (
            <li key={c.id}>
              <span className="dk-soft">{c.partyName}</span> <DueWhy due={c.due} label /> {c.late && <em className="dk-red">曾逾期</em>}
            </li>
          ))}
      </ul>
    </section>
  )
}
