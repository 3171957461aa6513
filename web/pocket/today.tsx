/** 今日: what waits for me, by due date, each with the one button that settles it; below it what has happened. */
import { PullToRefresh } from 'antd-mobile'
import type { Duty } from '../../kernel/wire.ts'
import { useMe, useToday } from '../parts/use.ts'
import { setLook, useLook } from './elder.ts'
import { CupIcon, NextIcon } from './icons.tsx'
import { A, dutyPath, dutyWords, paths } from './nav.tsx'
import { NoticeRows, useNotices } from './notices.tsx'
import { DueText, Empty, Loaded, Section } from './pieces.tsx'
import { Page } from './shell.tsx'
import { isDirty } from './write/drafts.ts'
import { useDrafts } from './write/useDraft.ts'

export function TodayPage() {
  const me = useMe()
  const today = useToday()
  const notices = useNotices()
  return (
    <Page title="今日" tab="today" right={<ElderSwitch />}>
      <PullToRefresh onRefresh={() => Promise.all([today.refetch(), notices.refetch(), me.refetch()])}>
        {me.data && (
          <p className="pk-soft">
            <span className="pk-name">{me.data.person.name}</span>
            {me.data.seat.office === 'deputy' ? '代表' : ''}，{greeting()}。
          </p>
        )}
        <Loaded q={today}>
          {(t) => (
            <section aria-label="等我办的事">
              <div className="pk-section" style={{ marginTop: 8 }}>
                <h2>{t.counts.all > 0 ? `有 ${t.counts.all} 件事等您` : '等您办的事'}</h2>
                {t.counts.late > 0 && <span className="pk-red">逾期 {t.counts.late} 件</span>}
              </div>
              {t.items.length === 0 ? <Nothing /> : t.items.map((d) => <DutyCard key={`${d.matter}${d.action}${d.party}`} d={d} />)}
            </section>
          )}
        </Loaded>
        <OpenDrafts seat={me.data?.seat.id} />
        <Section
          title="最近动态"
          right={
            <A className="pk-link" to={paths.notices}>
              全部{me.data && me.data.unread > 0 ? `（${me.data.unread} 条未读）` : ''}
            </A>
          }
        >
          <Loaded q={notices}>{(n) => <NoticeRows items={n.items.slice(0, 5)} />}</Loaded>
        </Section>
      </PullToRefresh>
    </Page>
  )
}

function DutyCard({ d }: { d: Duty }) {
  return (
    <article className="pk-card" aria-label={`${d.actionLabel}：${d.title}`}>
      {d.due && <DueText due={d.due} />}
      <A className="pk-title" to={paths.matter(d.matter)} style={{ display: 'block' }}>
        {d.number && <span className="pk-name pk-soft">{d.number} </span>}
        {d.title}
      </A>
      <p className="pk-row pk-soft pk-small">
        <span>{d.stateLabel}</span>
        {d.who && <span>{d.who}</span>}
        {d.key && <span className="pk-tag pk-key">重点</span>}
      </p>
      <A className="pk-btn pk-btn-main pk-btn-wide" to={dutyPath(d)}>
        {dutyWords(d)}
      </A>
    </article>
  )
}

function Nothing() {
  return (
    <Empty icon={<CupIcon />} title="今天没有要办的事" text="您提的建议有了新进展，会第一时间出现在这里。">
      <p className="pk-soft">走访中听到什么、看到什么，可以随时记下来提成建议。</p>
    </Empty>
  )
}

function OpenDrafts({ seat }: { seat: string | undefined }) {
  const { list } = useDrafts(seat)
  if (list.length === 0) return null
  return (
    <Section title="没写完的建议">
      <ul className="pk-card pk-list">
        {list.map((d) => (
          <li key={d.key}>
            <A to={paths.write(d.key)}>
              <span>
                {(d.values.title as string) || '还没有写案由'}
                <small className="pk-soft" style={{ display: 'block' }}>
                  {isDirty(d) ? '保存在手机里，待同步' : '已同步到服务器'}
                </small>
              </span>
              <NextIcon />
            </A>
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function ElderSwitch() {
  const { elder } = useLook()
  return (
    <button type="button" role="switch" aria-checked={elder} className="pk-btn" onClick={() => setLook({ elder: !elder })}>
      <span className="pk-name">{elder ? '退出长辈版' : '长辈版'}</span>
    </button>
  )
}

function greeting(): string {
  const h = new Date().getHours()
  return h < 5 ? '夜深了，注意休息' : h < 9 ? '早上好' : h < 12 ? '上午好' : h < 14 ? '中午好' : h < 18 ? '下午好' : '晚上好'
}
