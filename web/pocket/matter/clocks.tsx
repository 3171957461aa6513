/** Every deadline with its reason one tap away. The sheet is part of the address, so that "back" closes it. */
import { useLocation } from '@tanstack/react-router'
import { Popup } from 'antd-mobile'
import type { ClockView, Why } from '../../../kernel/wire.ts'
import { useNav } from '../nav.tsx'
import { DueText, Loaded, Section } from '../pieces.tsx'
import { useWhy } from './use.ts'

export function WhyLink({ clock }: { clock: string }) {
  const nav = useNav()
  const at = useLocation()
  return (
    <button type="button" className="pk-link" onClick={() => nav.go(`${at.pathname}${at.searchStr}#why-${clock}`)}>
      为什么是这一天
    </button>
  )
}

/** One for the whole app: opens on `#why-<clock>`. */
export function WhySheet() {
  const { hash, pathname } = useLocation()
  const nav = useNav()
  const clock = hash.startsWith('why-') ? hash.slice(4) : null
  const q = useWhy(clock)
  const close = () => nav.back(pathname)
  return (
    <Popup visible={clock !== null} onMaskClick={close} bodyStyle={{ borderRadius: '8px 8px 0 0' }} destroyOnClose>
      <div className="pk-sheet" role="dialog" aria-modal="true" aria-label="为什么是这一天">
        <div className="pk-stack">
          <div className="pk-spread">
            <h2>为什么是这一天</h2>
            <button type="button" className="pk-btn" onClick={close}>
              关闭
            </button>
          </div>
          {clock && <Loaded q={q}>{(w) => <WhyText w={w} />}</Loaded>}
        </div>
      </div>
    </Popup>
  )
}

function WhyText({ w }: { w: Why }) {
  return (
    <div className="pk-stack">
      <p>
        <b>{w.label}</b> <DueText due={w.due} />
      </p>
      {w.warning && <p className="pk-amber">{w.warning}</p>}
      <dl className="pk-facts">
        <div>
          <dt>从哪天算</dt>
          <dd>
            {w.start.on} {w.start.what}
          </dd>
        </div>
        <div>
          <dt>期限</dt>
          <dd>
            {w.rule.label}:{w.rule.words}
          </dd>
        </div>
        <div>
          <dt>依据</dt>
          <dd>
            {w.rule.basis}
            {w.rule.place && `（${w.rule.place}）`}
          </dd>
        </div>
      </dl>
      <ol style={{ listStyle: 'decimal', paddingLeft: '1.5em' }}>
        {w.steps.map((s) => (
          <li key={s}>{s}</li>
        ))}
      </ol>
      {w.skipped.length > 0 && (
        <p>
          <span className="pk-soft">遇到的节假日和调休：</span>
          {w.skipped.map((s) => `${s.day} ${s.name}${s.kind === 'work' ? '（上班）' : '（放假）'}`).join('，')}
        </p>
      )}
      {w.pauses.map((p) => (
        <p key={p.from}>
          {p.from} 至 {p.to ?? '现在'}暂停计时 {p.days} 天：{p.why}
        </p>
      ))}
      {w.extensions.map((e) => (
        <p key={e.at}>
          延期：由 {e.from} 延至 {e.to}，{e.by}申请，{e.consent}同意。{e.why}
        </p>
      ))}
    </div>
  )
}

export function Clocks({ list }: { list: ClockView[] }) {
  const running = list.filter((c) => c.running || c.paused)
  if (running.length === 0) return null
  return (
    <Section title="正在计时">
      <ul className="pk-card pk-list">
        {running.map((c) => (
          <li key={c.id} style={{ padding: '8px 0' }}>
            <b>{c.label}</b>
            {c.partyName && <span className="pk-soft"> {c.partyName}</span>}
            {c.paused && <span className="pk-amber"> 暂停计时</span>}
            <p className="pk-row">
              <DueText due={c.due} /> <WhyLink clock={c.id} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
