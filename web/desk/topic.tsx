/** One topic: its members, and what staff decide about it: a name, a merger, a split, raising it. */

import { useQuery } from '@tanstack/react-query'
import { useLocation, useParams } from '@tanstack/react-router'
import { App, Button, Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Button as Act } from '../../kernel/wire.ts'
import type { TopicPage as Page, TopicView } from '../../kernel/wire-work.ts'
import { getJson, postJson, problemOf, wordsOf } from '../parts/api.ts'
import { limit } from '../parts/limit.ts'
import { matterPath } from '../parts/paths.ts'
import { useMe, useRefresh } from '../parts/use.ts'
import { NewDrawer } from './act.tsx'
import { Loaded } from './bits.tsx'
import { A, useGo } from './link.tsx'
import { NumbersText, RaisedTag, TrendText, WeeksText, Words } from './topics.tsx'

const PARTS = { recent: '近四周', before: '前四周' } as const

export function TopicPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const q = useQuery({ queryKey: ['topic', id], queryFn: () => getJson<TopicView>(`/api/topics/${id}`), retry: false })
  return (
    <section>
      <p className="tp-back">
        <A to="/topics">← 全部热点</A>
      </p>
      <Loaded q={q}>{(t) => <Topic key={t.id} t={t} />}</Loaded>
    </section>
  )
}

function Topic({ t }: { t: TopicView }) {
  const go = useGo()
  const refresh = useRefresh()
  const { message, modal } = App.useApp()
  const me = useMe().data
  const staff = me?.seat.office === 'daf_staff' || me?.seat.office === 'daf_head'
  const part = new URLSearchParams(useLocation().searchStr).get('part') ?? ''
  const [picked, setPicked] = useState<string[]>([])
  const [made, setMade] = useState<string | null>(null)
  const [doing, setDoing] = useState<'name' | 'merge' | 'raise' | null>(null)
  const chosen = picked.filter((id) => t.members.some((m) => m.id === id))
  const shown = t.members.filter((m) => !part || m.part === part)
  const split = async () => {
    const few = (n: number) => (n < t.least ? `，不足 ${t.least} 件，不列入热点` : '')
    const [out, left] = [chosen.length, t.members.length - chosen.length]
    const content = `拆出 ${out} 件${few(out)}；留下 ${left} 件${few(left)}。以后每次归并都照此办理。`
    if (!(await modal.confirm({ title: `拆出 ${chosen.length} 件`, content, okText: '拆出', cancelText: '先不办' }))) return
    try {
      const r = await postJson<{ made: string | null }>(`/api/topics/${t.id}/split`, { matters: chosen })
      message.success(`已拆出 ${chosen.length} 件`)
      setMade(r.made)
      setPicked([])
    } catch (e) {
      message.error(wordsOf(e))
    } finally {
      await refresh()
    }
  }
  const pill = (key: string, label: string, n: number) => (
    <A
      key={key}
      to={`/topics/${t.id}${key && `?part=${key}`}`}
      className={`dk-pill ${part === key ? 'dk-on' : ''}`}
      aria-current={part === key ? 'true' : undefined}
    >
      {label} <b className="dk-num">{n}</b>
    </A>
  )
  return (
    <>
      <div className="dk-title">
        <h1>{t.label}</h1>
        <RaisedTag t={t} />
        <span className="dk-grow" />
        {staff && (
          <div className="dk-buttons">
            <Button onClick={() => setDoing('name')}>改名</Button>
            <Button onClick={() => setDoing('merge')}>合并到……</Button>
            {!t.raised?.open && (
              <Button type="primary" onClick={() => setDoing('raise')}>
                {t.raised ? '再次上报研判' : '上报研判'}
              </Button>
            )}
          </div>
        )}
      </div>
      <div className="dk-card tp-head">
        <div className="tp-line">
          <span>
            <NumbersText t={t} />
          </span>
          <TrendText t={t} />
          <WeeksText t={t} />
          <span className="dk-soft">
            {t.firstOn} 至 {t.lastOn}
          </span>
        </div>
        <Words t={t} />
        {t.namedBy && <p className="tp-words dk-soft">名称由{t.namedBy}定</p>}
        <HowCounted />
      </div>
      {t.n < t.least && (
        <p className="dk-note">
          不足 {t.least} 件，不列入热点清单。{staff && '可以合并到别的热点。'}
        </p>
      )}
      {made && (
        <p className="dk-note">
          拆出的另成一个：<A to={`/topics/${made}`}>去看看</A>
        </p>
      )}
      <div className="dk-filters">
        <nav aria-label="按时间筛选" className="dk-pills">
          {pill('', '全部', t.n)}
          {pill('recent', PARTS.recent, t.recent)}
          {pill('before', PARTS.before, t.before)}
        </nav>
      </div>
      {staff && chosen.length > 0 && (
        <div className="dk-bulk" role="status">
          已选 {chosen.length} 件
          <Button type="primary" disabled={chosen.length === t.members.length} onClick={() => void split()}>
            拆出
          </Button>
          <Button onClick={() => setPicked([])}>取消选择</Button>
          {chosen.length === t.members.length && <span className="dk-soft">至少留下一件</span>}
        </div>
      )}
      {shown.length === 0 && <p className="dk-empty">这一段时间没有。</p>}
      <ul className={`tp-members ${staff ? '' : 'tp-read'}`} aria-label="各件">
        {shown.map((m) => (
          <li key={m.id}>
            {staff && (
              <Checkbox
                aria-label={`选择 ${m.number} ${m.title}`}
                checked={chosen.includes(m.id)}
                onChange={(e) => setPicked(e.target.checked ? [...chosen, m.id] : chosen.filter((x) => x !== m.id))}
              />
            )}
            <A to={matterPath(m.process, m.id)} className="tp-what">
              {m.title}
              <small className="dk-soft dk-block">
                {m.processLabel} {m.number}
              </small>
            </A>
            <span className="dk-nowrap">{m.on}</span>
            <span>{m.stateLabel}</span>
            <span className="dk-nowrap dk-soft">相近 {m.similarity}%</span>
          </li>
        ))}
      </ul>
      {doing === 'name' && <Naming t={t} onClose={() => setDoing(null)} />}
      {doing === 'merge' && <Merging t={t} onClose={() => setDoing(null)} />}
      {doing === 'raise' && <Raising t={t} onClose={() => setDoing(null)} onDone={(id) => go(matterPath('hotTopic', id))} />}
    </>
  )
}

function HowCounted() {
  return (
    <details className="dk-soft">
      <summary>这些数是怎么来的</summary>
      <dl>
        <dt>件数</dt>
        <dd>说这件事的群众诉求、社情民意和代表建议；撤回的、不予受理的不算。</dd>
        <dt>人数</dt>
        <dd>留了手机号码的按号码算（加密后比对，看不到号码），代表报的、提的按代表算，没有留号码的一件算一人。</dd>
        <dt>关注</dt>
        <dd>在公开页面点过「我也关注」的人数。</dd>
        <dt>趋势</dt>
        <dd>近四周与前四周比：多四分之一以上是上升，少四分之一以上是下降，都在近四周的是新出现。</dd>
        <dt>排位</dt>
        <dd>人数最要紧，其次是关注和件数；拖得久的慢慢靠后。</dd>
        <dt>相近</dt>
        <dd>这一件离热点的中心有多近，最近的是典型件。</dd>
      </dl>
    </details>
  )
}

function Naming({ t, onClose }: { t: TopicView; onClose: () => void }) {
  const refresh = useRefresh()
  const { message } = App.useApp()
  const [name, setName] = useState(t.name)
  const [wrong, setWrong] = useState('')
  const send = async () => {
    try {
      await postJson(`/api/topics/${t.id}/name`, { name: name.trim() })
      message.success(name.trim() ? '名称已定' : '改用关键词称呼')
      onClose()
      await refresh()
    } catch (e) {
      setWrong(problemOf(e)?.fields?.name ?? wordsOf(e))
    }
  }
  return (
    <Modal open title="改名" onCancel={onClose} onOk={() => void send()} okText="改名" cancelText="先不办">
      <label htmlFor="tp-name">名称</label>
      <Input
        id="tp-name"
        value={name}
        {...limit(60)}
        autoFocus
        status={wrong ? 'error' : ''}
        onChange={(e) => {
          setName(e.target.value)
          setWrong('')
        }}
        onPressEnter={() => void send()}
        placeholder="一句话说清是什么事，如：城东片区公交不便"
      />
      <p className={wrong ? 'dk-red' : 'dk-soft'} role={wrong ? 'alert' : undefined}>
        {wrong || '以后每次归并都保留这个名称；清空则用地点和关键词称呼。'}
      </p>
    </Modal>
  )
}

function Merging({ t, onClose }: { t: TopicView; onClose: () => void }) {
  const go = useGo()
  const refresh = useRefresh()
  const { message } = App.useApp()
  const [into, setInto] = useState<string>()
  const [busy, setBusy] = useState(false)
  const q = useQuery({ queryKey: ['topics', ''], queryFn: () => getJson<Page>('/api/topics') })
  const send = async () => {
    if (!into) return
    setBusy(true)
    try {
      await postJson('/api/topics/merge', { ids: [into, t.id] })
      message.success('已合并')
      onClose()
      go(`/topics/${into}`, true)
      await refresh()
    } catch (e) {
      message.error(wordsOf(e))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title="合并到……"
      onCancel={onClose}
      onOk={() => void send()}
      okText="合并"
      okButtonProps={{ disabled: !into, loading: busy }}
      cancelText="先不办"
    >
      <Select
        aria-label="合并到哪一个热点"
        style={{ width: '100%' }}
        placeholder="选一个热点"
        value={into ?? null}
        onChange={(v: string) => setInto(v)}
        showSearch={{ optionFilterProp: 'label' }}
        options={(q.data?.rows ?? []).filter((x) => x.id !== t.id).map((x) => ({ value: x.id, label: `${x.label}（${x.n} 件）` }))}
        notFoundContent="没有别的热点"
      />
      <p className="dk-soft">本热点的 {t.n} 件都归到选中的那一个，名称用那一个的；以后每次归并都照此办理。合错了可以再拆出来。</p>
    </Modal>
  )
}

/** The process's own form, told which topic it is about; what was typed for one topic is not brought up at another. */
function Raising({ t, onClose, onDone }: { t: TopicView; onClose: () => void; onDone: (id: string) => void }) {
  const q = useQuery({ queryKey: ['pick', 'new', 'hotTopic', 'raise'], queryFn: () => getJson<Act>('/api/hotTopic/new?action=raise'), staleTime: 0 })
  if (!q.data) return null
  const confirm = `${t.label}：${t.n} 件，${t.people} 人。上报后与这 ${t.n} 件互相连着，两头都看得见来龙去脉。`
  const button: Act = { ...q.data, party: t.id, confirm, initial: { ...q.data.initial, topic: t.id, name: t.name } }
  return <NewDrawer process="hotTopic" button={button} onClose={onClose} onDone={onDone} />
}
