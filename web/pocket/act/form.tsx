/** Any action of a matter as a page of its own: the form the server describes. */
import { useParams, useRouter } from '@tanstack/react-router'
import type { Button, MatterView } from '../../../kernel/wire.ts'
import { besides } from '../../parts/beside.ts'
import { useMe } from '../../parts/use.ts'
import { useMatter } from '../matter/use.ts'
import { A, paths, useNav } from '../nav.tsx'
import { nounOf } from '../nouns.ts'
import { Empty, Loaded, when } from '../pieces.tsx'
import { Page } from '../shell.tsx'
import { FieldBox, isEmpty, shown } from './fields.tsx'
import { useMemory } from './memory.ts'
import { type Sending, useAct } from './send.ts'

export function ActPage() {
  const { id, action } = useParams({ strict: false }) as { id: string; action: string }
  const party = new URLSearchParams(useRouter().state.location.searchStr).get('party')
  const matter = useMatter(id)
  if (!matter.data)
    return (
      <Page title="办理" up={paths.matter(id)}>
        <Loaded q={matter}>{() => null}</Loaded>
      </Page>
    )
  const b = matter.data.buttons.find((x) => x.action === action && (!party || x.party === party))
  if (!b) return <Gone m={matter.data} />
  return <ActForm key={`${action}${b.party}`} m={matter.data} b={b} />
}

export function Gone({ m }: { m: MatterView }) {
  return (
    <Page title="办理" up={paths.matter(m.id)}>
      <Empty title="这一步现在不用办了" text={`这件${nounOf(m.process)}目前是“${m.stateLabel}”，可能已经办过，或者由别人办理。`}>
        <A replace className="pk-btn pk-btn-main" to={paths.matter(m.id)}>
          看看这件{nounOf(m.process)}
        </A>
      </Empty>
    </Page>
  )
}

function ActForm({ m, b }: { m: MatterView; b: Button }) {
  const nav = useNav()
  const me = useMe()
  const act = useAct(m.id, b.action)
  const mem = useMemory(`${me.data?.seat.id}/${m.id}/${b.action}/${b.party ?? ''}`, b.initial)
  const about = besides(m, b)
  const fields = b.fields.filter((f) => shown(f, mem.values))
  const submit = async () => {
    const lack = Object.fromEntries(fields.filter((f) => f.required && isEmpty(mem.values[f.name])).map((f) => [f.name, `请填写${f.label}`]))
    if (Object.keys(lack).length > 0) return act.complain('有几处还没有填，请看标红的地方', lack)
    const input = Object.fromEntries(fields.flatMap((f) => (isEmpty(mem.values[f.name]) ? [] : [[f.name, mem.values[f.name]]])))
    const r = await act.send({ version: m.version, party: b.party, input })
    if (!r) return
    await mem.forget()
    nav.replace(paths.thanks(m.id, b.action))
  }
  return (
    <Page
      title={b.label}
      up={paths.matter(m.id)}
      foot={
        <button type="button" className={`pk-btn ${b.danger ? 'pk-btn-danger' : 'pk-btn-main'}`} disabled={act.busy || !!b.why} onClick={() => void submit()}>
          {act.busy ? '正在提交…' : b.label}
        </button>
      }
    >
      <p className="pk-title">
        {m.number && <span className="pk-name pk-soft">{m.number} </span>}
        {m.title}
      </p>
      {b.partyName && <p className="pk-soft">{b.partyName}</p>}
      {about.length > 0 && (
        <details className="pk-card" open={about.length > 1}>
          <summary>看内容</summary>
          {about.map((x) => (
            <div key={x.title + x.text}>
              <h3>{x.title}</h3>
              <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{x.text}</p>
            </div>
          ))}
        </details>
      )}
      <div className="pk-card" style={{ marginTop: 12 }}>
        {b.confirm && <p>{b.confirm}</p>}
        {b.why && <p className="pk-amber">现在不能办：{b.why}</p>}
        {mem.ready &&
          fields.map((f) => (
            <FieldBox
              key={f.name}
              field={f}
              path={f.name}
              value={mem.values[f.name]}
              names={mem.names}
              error={act.fields[f.name]}
              onChange={(v, n) => {
                act.mended(f.name)
                mem.put({ [f.name]: v }, n)
              }}
            />
          ))}
        {!b.confirm && fields.length === 0 && <p>请确认：{b.label}。</p>}
      </div>
      <Complaint act={act} />
    </Page>
  )
}

/** Why it did not go through, and what has changed meanwhile. Nothing typed is lost. */
export function Complaint({ act }: { act: Sending }) {
  if (!act.message) return null
  return (
    <div className="pk-card" role="alert">
      <p className="pk-red">{act.message}</p>
      {act.since.length > 0 && (
        <ul>
          {act.since.map((t) => (
            <li key={t.id}>
              {when(t.at)} {t.says}
            </li>
          ))}
        </ul>
      )}
      {act.kind === 'stale' && <p>页面已经更新，您填写的内容都还在。请看过后再提交一次。</p>}
      {act.kind === null && <p className="pk-soft">您填写的内容保存在手机里，有网络后再点一次即可，不会重复提交。</p>}
      {act.kind === 'strong' && (
        <a className="pk-btn" href={paths.security}>
          去设置或验证动态口令
        </a>
      )}
    </div>
  )
}
