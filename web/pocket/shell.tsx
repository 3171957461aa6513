/** The frame: head, offline and queue banner, bottom bar or the page's own foot. */
import type { CSSProperties, ReactNode } from 'react'
import { useMe } from '../parts/use.ts'
import { BackIcon, ListIcon, PersonIcon, PlusIcon, SunIcon } from './icons.tsx'
import { A, paths, useNav } from './nav.tsx'
import { useOnline } from './online.ts'
import { isWaiting } from './write/drafts.ts'
import { useDrafts } from './write/useDraft.ts'

export type Tab = 'today' | 'list' | 'mine'

export function Page(p: { title: string; tab?: Tab; up?: string; right?: ReactNode; foot?: ReactNode; children: ReactNode }) {
  const nav = useNav()
  const bar = p.tab ? 'calc(var(--pk-touch) + 12px)' : p.foot ? 'calc(var(--pk-touch) + 17px)' : '24px'
  return (
    <div className="pk" style={{ '--pk-bar': bar } as CSSProperties}>
      <title>{`${p.title} · 呼应`}</title>
      <header className={`pk-head ${p.up ? 'pk-head-back' : ''}`}>
        {p.up && (
          <button type="button" className="pk-btn pk-btn-bare" aria-label="返回" onClick={() => nav.back(p.up as string)}>
            <BackIcon />
          </button>
        )}
        <h1>{p.title}</h1>
        {p.right}
      </header>
      <Banner />
      <main className="pk-main">{p.children}</main>
      {p.foot && (
        <footer className="pk-foot">
          <div>{p.foot}</div>
        </footer>
      )}
      {p.tab && <Tabs now={p.tab} />}
    </div>
  )
}

function Banner() {
  const online = useOnline()
  const { data: me } = useMe()
  const { waiting: all, list } = useDrafts(me?.seat.id)
  // While somebody writes there is always something on its way; it is news only when it does not arrive.
  const waiting = online ? list.filter((d) => isWaiting(d) && Date.now() - d.editedAt > 40_000).length : all
  if (online && waiting === 0) return <output className="pk-hide" />
  const queue = waiting > 0 ? `${waiting} 份草稿待同步` : ''
  return (
    <output className="pk-banner">
      <span>{online ? `${queue}，正在送往服务器。` : `现在没有网络${queue ? `，${queue}` : ''}。写下的内容都保存在手机里，联网后自动同步。`}</span>
    </output>
  )
}

function Tabs({ now }: { now: Tab }) {
  const { data: me } = useMe()
  const at = (t: Tab) => (t === now ? ('page' as const) : undefined)
  return (
    <nav className="pk-tabs" aria-label="主导航">
      <ul>
        <li>
          <A to={paths.today} aria-current={at('today')}>
            <SunIcon />
            今日
            {me && me.duties > 0 && (
              <span className="pk-count">
                {me.duties > 99 ? '99+' : me.duties}
                <span className="pk-hide">件待办</span>
              </span>
            )}
          </A>
        </li>
        <li>
          <A to={paths.list} aria-current={at('list')}>
            <ListIcon />
            建议
          </A>
        </li>
        {me?.seat.office === 'deputy' && (
          <li>
            <A to={paths.write()} className="pk-plus">
              <PlusIcon />
              提建议
            </A>
          </li>
        )}
        <li>
          <A to={paths.mine} aria-current={at('mine')}>
            <PersonIcon />
            我的
          </A>
        </li>
      </ul>
    </nav>
  )
}
