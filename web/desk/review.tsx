/** One item before it becomes public: as it was written on the left, as it will be read on the right; a press on a mark changes it. */

import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Input, Modal, Radio, Switch } from 'antd'
import { useState } from 'react'
import { findPrivate, KIND_LABELS, mask, type PrivateFinding } from '../../text/privacy.ts'
import { getJson, newKey, postJson, problemOf, wordsOf } from '../parts/api.ts'
import { limit } from '../parts/limit.ts'
import { useRefresh } from '../parts/use.ts'
import { Loaded } from './bits.tsx'

type Finding = PrivateFinding & { key: string }
interface Passage {
  key: string
  label: string
  text: string
  findings: Finding[]
}
interface Review {
  id: string
  place: string
  version: number
  number: string
  title: string
  stateLabel: string
  mayPublish: boolean
  publishReason: string
  confidential: boolean
  names: string[]
  authors: string[]
  passages: Passage[]
  replies: { id: string; unit: string; round: number; docNo: string; codeLabel: string; disclosure: 'public' | 'withheld'; withheldReason: string }[]
  publication: { state: 'published' | 'withheld' | 'hidden'; on: string; showNames: boolean } | null
}
const STATES = { published: '已公开', withheld: '不予公开', hidden: '已撤下' }
const REASONS = { STATE_SECRET: '国家秘密', BUSINESS_SECRET: '商业秘密', PRIVACY: '个人隐私', DEPUTY_OBJECTS: '代表认为不宜公开', OTHER: '其他' }
/** Passages whose public words may differ from the written ones. */
const EDITABLE = ['title', 'situation', 'proposals']

export function ReviewDialog({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => void }) {
  const q = useQuery({ queryKey: ['pick', 'review', id], queryFn: () => getJson<Review>(`/api/publication/${id}`), retry: false, gcTime: 0 })
  return (
    <Modal
      open
      width="min(1280px, 96vw)"
      style={{ top: 24 }}
      title={q.data ? `公开审核：${q.data.number}` : '公开审核'}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
    >
      <Loaded q={q}>{(r) => <Body r={r} onClose={onClose} onDone={onDone} />}</Loaded>
    </Modal>
  )
}

function Body({ r, onClose, onDone }: { r: Review; onClose: () => void; onDone: () => void }) {
  const { message } = App.useApp()
  const refresh = useRefresh()
  const [names, setNames] = useState(!r.confidential && (r.publication?.showNames ?? true))
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [edited, setEdited] = useState<Record<string, string>>({})
  const [asking, setAsking] = useState<'withhold' | 'hide' | null>(null)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string[]>([])
  const toggle = (set: ReadonlySet<string>, k: string) => {
    const next = new Set(set)
    if (!next.delete(k)) next.add(k)
    return next
  }
  const passages = r.passages
    .filter((p) => EDITABLE.includes(p.key) || !left.has(p.key.split('/')[0] as string))
    .filter((p) => EDITABLE.includes(p.key) || r.replies.find((x) => x.id === p.key.split('/')[0])?.disclosure === 'public')
    .map((p) => (edited[p.key]?.trim() ? again(p, edited[p.key]?.trim() as string, r.authors) : p))
  const hides = (f: Finding) => (f.kind === 'author' ? !names : !kept.has(f.key))
  const open = passages.flatMap((p) => p.findings).filter((f) => f.kind !== 'author')
  const hidden = r.publication?.state === 'hidden'
  const live = r.publication?.state === 'published'

  const send = async (action: string, input: Record<string, unknown>) => {
    setBusy(true)
    setWrong([])
    try {
      const done = await postJson<{ says: string }>(`/api/suggestion/${r.id}/${action}`, { key: newKey(), version: r.version, input })
      message.success(done.says)
      onDone()
      await refresh()
    } catch (e) {
      setWrong([wordsOf(e), ...Object.values(problemOf(e)?.fields ?? {})])
    } finally {
      setBusy(false)
    }
  }
  const release = () =>
    send(hidden ? 'republish' : 'publish', {
      showNames: names,
      mask: open.filter((f) => !kept.has(f.key)).map((f) => f.key),
      keep: open.filter((f) => kept.has(f.key)).map((f) => f.key),
      replies: r.replies.filter((x) => x.disclosure === 'public' && !left.has(x.id)).map((x) => x.id),
      ...Object.fromEntries(Object.entries(edited).map(([k, v]) => [k, v.trim()])),
    })
  return (
    <div className="pb">
      {r.publication && (
        <Alert
          type={live ? 'success' : 'info'}
          title={
            <>
              {r.publication.on} {STATES[r.publication.state]}
              {live && (
                <>
                  {' '}
                  · <a href={`/g/${r.place}/suggestions/${r.id}`}>看公开页面</a>
                </>
              )}
            </>
          }
        />
      )}
      {!r.mayPublish && <Alert type="warning" title={`代表不同意公开，只能办理「不予公开」。理由：${r.publishReason}`} />}
      {r.confidential && <Alert type="warning" title="代表要求身份保密：姓名、代表团和代表证号在所有公开文字里一律遮盖" />}
      {wrong.length > 0 && <Alert type="error" title={wrong.join('；')} />}
      <div className="pb-options">
        <span>
          {/* biome-ignore lint/a11y/noLabelWithoutControl: antd's switch is the control */}
          <label>
            <Switch checked={names} disabled={r.confidential} onChange={setNames} aria-label="公开代表姓名" /> 公开代表姓名
          </label>{' '}
          <span className="dk-soft">{r.confidential ? '（身份保密）' : r.names.join('、')}</span>
        </span>
        {r.replies.map((x) => (
          <Checkbox
            key={x.id}
            checked={x.disclosure === 'public' && !left.has(x.id)}
            disabled={x.disclosure !== 'public'}
            onChange={() => setLeft(toggle(left, x.id))}
          >
            公开{x.unit}的答复{x.round > 1 ? `（第${x.round}次）` : ''}
            {x.disclosure !== 'public' && <span className="dk-soft">（单位定为不予公开：{x.withheldReason}）</span>}
          </Checkbox>
        ))}
      </div>
      <p role="status">
        {open.length > 0 ? (
          <span className="dk-amber">
            ▲ {open.length} 处可能涉及个人信息：{open.filter((f) => !kept.has(f.key)).length} 处遮盖，{open.filter((f) => kept.has(f.key)).length} 处保留
          </span>
        ) : (
          <span className="dk-green">✓ 没有发现个人信息，仍请通读一遍</span>
        )}
      </p>
      <div className="pb-head" aria-hidden>
        <b>原文（点标出的字，可在遮盖和保留之间切换）</b>
        <b>公开后的样子</b>
      </div>
      {passages.map((p) => (
        <section key={p.key} className="pb-row" aria-label={p.label}>
          <div>
            <h3>
              {p.label}
              {EDITABLE.includes(p.key) && (
                <Button type="link" size="small" onClick={() => setEdited(p.key in edited ? without(edited, p.key) : { ...edited, [p.key]: p.text })}>
                  {p.key in edited ? '恢复原文' : '改写'}
                </Button>
              )}
            </h3>
            {p.key in edited && (
              <Input.TextArea
                aria-label={`改写${p.label}`}
                autoSize={{ minRows: 2, maxRows: 14 }}
                value={edited[p.key]}
                onChange={(e) => setEdited({ ...edited, [p.key]: e.target.value })}
              />
            )}
            <Marked p={p} hides={hides} names={names} onPress={(k) => setKept(toggle(kept, k))} />
            {p.findings.some((f) => f.kind !== 'author') && (
              <ul className="pb-why">
                {p.findings
                  .filter((f) => f.kind !== 'author')
                  .map((f) => (
                    <li key={f.key}>
                      <Checkbox checked={hides(f)} onChange={() => setKept(toggle(kept, f.key))}>
                        遮盖{KIND_LABELS[f.kind]}“{f.text}” <span className="dk-soft">{f.reason}</span>
                      </Checkbox>
                    </li>
                  ))}
              </ul>
            )}
          </div>
          <div className="pb-public">
            <h3>{p.label}</h3>
            <p>{mask(p.text, p.findings.filter(hides))}</p>
          </div>
        </section>
      ))}
      <footer className="pb-foot">
        <Button type="primary" loading={busy} disabled={!r.mayPublish} onClick={() => void release()}>
          {hidden ? '重新公开' : live ? '更新公开内容' : '公开'}
        </Button>
        {!live && !hidden && <Button onClick={() => setAsking('withhold')}>不予公开</Button>}
        {live && (
          <Button danger onClick={() => setAsking('hide')}>
            撤下
          </Button>
        )}
        <Button onClick={onClose}>先不办</Button>
        {!r.mayPublish && <span className="dk-soft">代表不同意公开，不能公开</span>}
      </footer>
      {asking && <Reason kind={asking} review={r} busy={busy} onClose={() => setAsking(null)} onSend={(input) => void send(asking, input)} />}
    </div>
  )
}

const without = (o: Record<string, string>, k: string) => Object.fromEntries(Object.entries(o).filter(([x]) => x !== k))

/** The same guard on other words; the keys are made as the server makes them. */
function again(p: Passage, text: string, authors: string[]): Passage {
  return { ...p, text, findings: findPrivate(text, { authors }).map((f) => ({ ...f, key: `${p.key}@${f.from}-${f.to}` })) }
}

function Marked({ p, hides, names, onPress }: { p: Passage; hides: (f: Finding) => boolean; names: boolean; onPress: (key: string) => void }) {
  const out: React.ReactNode[] = []
  let at = 0
  for (const f of p.findings) {
    out.push(p.text.slice(at, f.from))
    out.push(
      f.kind === 'author' ? (
        <span key={f.key} className={names ? '' : 'pb-mark pb-hide'} title={names ? undefined : f.reason}>
          {f.text}
        </span>
      ) : (
        <button
          key={f.key}
          type="button"
          className={`pb-mark ${hides(f) ? 'pb-hide' : 'pb-keep'}`}
          aria-pressed={hides(f)}
          title={`${KIND_LABELS[f.kind]}：${f.reason}`}
          onClick={() => onPress(f.key)}
        >
          {f.text}
        </button>
      ),
    )
    at = f.to
  }
  out.push(p.text.slice(at))
  return <p className="pb-text">{out}</p>
}

function Reason({
  kind,
  review,
  busy,
  onClose,
  onSend,
}: {
  kind: 'withhold' | 'hide'
  review: Review
  busy: boolean
  onClose: () => void
  onSend: (input: Record<string, unknown>) => void
}) {
  const [form] = Form.useForm()
  return (
    <Modal
      open
      title={kind === 'hide' ? '撤下公开内容' : '不予公开'}
      okText={kind === 'hide' ? '撤下' : '不予公开'}
      cancelText="先不办"
      okButtonProps={{ danger: kind === 'hide', loading: busy }}
      onCancel={onClose}
      onOk={() => void form.validateFields().then(onSend, () => undefined)}
    >
      {kind === 'hide' && <p>撤下后公开页面、检索、目录、下载和订阅里立即不再出现本件。</p>}
      <Form form={form} layout="vertical" initialValues={review.mayPublish ? {} : { code: 'DEPUTY_OBJECTS', reason: review.publishReason }}>
        {kind === 'withhold' && (
          <Form.Item name="code" label="原因" rules={[{ required: true, message: '请选择原因' }]}>
            <Radio.Group options={Object.entries(REASONS).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={kind === 'hide' ? '撤下的理由' : '具体理由'}
          extra="只在代工委内部留存，不公开"
          rules={[{ required: true, whitespace: true, message: '请写明理由' }]}
        >
          <Input.TextArea autoSize={{ minRows: 3 }} {...limit(500)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
