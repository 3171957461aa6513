/** Beginning a matter of any kind on the phone: the form the server describes; what is typed stays on this phone until it has arrived. */
import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Button } from '../../../kernel/wire.ts'
import { useLike } from '../../parts/like.ts'
import { useKinds, useMe } from '../../parts/use.ts'
import { A, paths, useNav } from '../nav.tsx'
import { getJson, newKey } from '../net.ts'
import { Loaded } from '../pieces.tsx'
import { Page } from '../shell.tsx'
import { SimilarRows } from '../similar.tsx'
import { FieldBox, isEmpty, shown } from './fields.tsx'
import { Complaint } from './form.tsx'
import { useMemory } from './memory.ts'
import { useAct } from './send.ts'

export function NewPage() {
  const { process } = useParams({ strict: false }) as { process: string }
  const action = new URLSearchParams(useRouter().state.location.searchStr).get('action') ?? ''
  const me = useMe()
  const form = useQuery({
    queryKey: ['new', process, action, me.data?.seat.id],
    enabled: me.data !== undefined,
    staleTime: 10 * 60_000,
    queryFn: () => getJson<Button>(`/api/${encodeURIComponent(process)}/new${action ? `?action=${encodeURIComponent(action)}` : ''}`),
  })
  if (!form.data || !me.data)
    return (
      <Page title="新的一件" up={paths.today}>
        <Loaded q={form}>{() => null}</Loaded>
      </Page>
    )
  return <NewForm key={form.data.action} process={process} b={form.data} seat={me.data.seat.id} />
}

function NewForm({ process, b, seat }: { process: string; b: Button; seat: string }) {
  const nav = useNav()
  const act = useAct('', b.action, `/api/${encodeURIComponent(process)}`)
  const mem = useMemory(`${seat}/new/${process}/${b.action}`, b.initial)
  const fields = b.fields.filter((f) => shown(f, mem.values))
  const draft = useKinds().data?.find((k) => k.name === process)?.draft ?? false
  const said = (name: string) => String(mem.values[name] ?? '')
  const like = useLike(said('title'), said('content') || said('grounds'), WRITING.includes(process))
  const near = like?.items.filter((x) => x.band !== 'faint') ?? []
  // The key lives with the text: sent twice, from a page opened anew, it is still one matter.
  useEffect(() => {
    if (mem.ready && !mem.names[KEY]) mem.put({}, { [KEY]: newKey() })
  }, [mem.ready, mem.names, mem.put])
  const submit = async () => {
    const lack = Object.fromEntries(fields.filter((f) => f.required && isEmpty(mem.values[f.name])).map((f) => [f.name, `请填写${f.label}`]))
    if (Object.keys(lack).length > 0) return act.complain('有几处还没有填，请看标红的地方', lack)
    const input = Object.fromEntries(fields.flatMap((f) => (isEmpty(mem.values[f.name]) ? [] : [[f.name, mem.values[f.name]]])))
    const r = await act.send({ key: mem.names[KEY], action: b.action, input })
    if (!r) return
    await mem.forget()
    nav.replace(paths.matter(r.matter))
  }
  return (
    <Page
      title={b.label}
      up={paths.today}
      foot={
        <button type="button" className="pk-btn pk-btn-main" disabled={act.busy || !mem.ready} onClick={() => void submit()}>
          {act.busy ? '正在保存…' : draft ? '存成草稿，下一步' : '提交'}
        </button>
      }
    >
      <p className="pk-soft">
        {mem.restored ? '接着上次写的。' : ''}写下的内容随时保存在手机里。{draft && '存成草稿后再邀请联名、提交，草稿只有您和受邀代表看得到。'}
      </p>
      <div className="pk-card" style={{ marginTop: 12 }}>
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
      </div>
      {near.length > 0 && (
        <details className="pk-hint pk-amber" open>
          <summary>
            <b>有 {near.length} 件相似的</b>
            {like?.history && `，${like.history}`}
          </summary>
          <SimilarRows list={near} />
        </details>
      )}
      <Complaint act={act} />
    </Page>
  )
}
/** Processes in which somebody writes what others may have written already. */
const WRITING = ['concern', 'motion']
const KEY = 'request'

/** What else this seat may begin besides a suggestion. */
export function OtherKinds() {
  const kinds = useKinds()
  const list = (kinds.data ?? []).flatMap((k) => k.creates.map((c) => ({ ...c, process: k.name })))
  return (
    <p className="pk-row" style={{ margin: '8px 0' }}>
      <span className="pk-soft">不是建议？</span>
      <A className="pk-btn" to="/m/day">
        接待日
      </A>
      {list.map((c) => (
        <A key={c.process + c.action} className="pk-btn" to={paths.begin(c.process, c.action)}>
          {c.label}
        </A>
      ))}
    </p>
  )
}
