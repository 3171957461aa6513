/**
 * The reply read and judged on one screen. The two axes are big three-part choices; what an answer asks for besides (the words to a
 * "不满意") is said as soon as it is chosen, not after submitting.
 */
import { useParams, useRouter } from '@tanstack/react-router'
import type { Button, Field, MatterView } from '../../kernel/wire.ts'
import { useMe } from '../parts/use.ts'
import { FieldBox, isEmpty, shown } from './act/fields.tsx'
import { Complaint, Gone } from './act/form.tsx'
import { useMemory } from './act/memory.ts'
import { useAct } from './act/send.ts'
import { Files } from './matter/files.tsx'
import { Contacts, Letter, Promises } from './matter/replies.tsx'
import { useMatter } from './matter/use.ts'
import { A, paths, useNav } from './nav.tsx'
import { DueText, Loaded, Section } from './pieces.tsx'
import { Page } from './shell.tsx'

const BAD = '不满意'

export function JudgePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const party = new URLSearchParams(useRouter().state.location.searchStr).get('party')
  const q = useMatter(id)
  if (!q.data)
    return (
      <Page title="评价答复" up={paths.matter(id)}>
        <Loaded q={q}>{() => null}</Loaded>
      </Page>
    )
  const b = q.data.buttons.find((x) => x.action === 'judge' && (!party || x.party === party))
  if (!b) return <Gone m={q.data} />
  return <Judge key={b.party} m={q.data} b={b} />
}

function Judge({ m, b }: { m: MatterView; b: Button }) {
  const nav = useNav()
  const me = useMe()
  const act = useAct(m.id, 'judge')
  const mem = useMemory(`${me.data?.seat.id}/${m.id}/judge/${b.party ?? ''}`, b.initial)
  const my = m.parties.find((p) => p.id === b.party)
  // A reply hangs on the unit's party; the recipient says which one it is about. Where that is unknown, the last reply is meant.
  const unit = my?.ref ?? m.replies.at(-1)?.party ?? null
  const rounds = m.replies.filter((r) => r.party === unit).sort((a, z) => z.round - a.round)
  const reply = rounds.find((r) => r.round === my?.round) ?? rounds[0]
  const others = rounds.filter((r) => r !== reply)
  const bad = ['attitude', 'result'].some((k) => mem.values[k] === BAD)
  const fields = b.fields
    .filter((f) => shown(f, mem.values))
    .map((f): Field => (f.name === 'comment' && bad ? { ...f, required: true, help: '您选了“不满意”，请写明具体意见，便于重新研究' } : f))

  const submit = async () => {
    const lack = Object.fromEntries(
      fields
        .filter((f) => f.required && (isEmpty(mem.values[f.name]) || String(mem.values[f.name]).trim() === ''))
        .map((f) => [f.name, f.widget === 'radio' || f.widget === 'select' ? `请选择${f.label}` : `请填写${f.label}`]),
    )
    if (Object.keys(lack).length > 0) return act.complain('还差几处没有填，请看标红的地方', lack)
    const input = Object.fromEntries(fields.flatMap((f) => (isEmpty(mem.values[f.name]) ? [] : [[f.name, mem.values[f.name]]])))
    const r = await act.send({ version: m.version, party: b.party, input })
    if (!r) return
    await mem.forget()
    nav.replace(paths.thanks(m.id, 'judge'))
  }

  return (
    <Page
      title="看答复，作评价"
      up={paths.matter(m.id)}
      foot={
        <button type="button" className="pk-btn pk-btn-main" disabled={act.busy || !!b.why} onClick={() => void submit()}>
          {act.busy ? '正在提交…' : '提交评价'}
        </button>
      }
    >
      <A to={paths.matter(m.id)} className="pk-title">
        {m.number && <span className="pk-name pk-soft">{m.number} </span>}
        {m.title}
      </A>
      {my?.due[0] && (
        <p>
          <DueText due={my.due[0]} />
        </p>
      )}
      <Section title="承办单位的答复">{reply ? <Letter r={reply} open /> : <p className="pk-card">没有找到答复正文，请联系代工委。</p>}</Section>
      {others.map((r) => (
        <Letter key={r.id} r={r} />
      ))}
      <Promises list={m.promises.filter((p) => p.party === unit)} title="答复里的承诺" />
      <Contacts list={m.contacts.filter((c) => c.party === unit)} title="登记的沟通情况（与事实不符的，请在意见里写明）" />
      <Files list={m.files.filter((f) => f.party === unit)} title="答复附件" />
      <Section title="您的评价">
        <div className="pk-card">
          <p className="pk-hint pk-green">
            <span>您的评价直接送交人大，承办单位在公布前看不到。</span>
          </p>
          {b.why && <p className="pk-amber">现在不能评价：{b.why}</p>}
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
        <Complaint act={act} />
      </Section>
    </Page>
  )
}
