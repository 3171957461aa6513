/** Header with place and seat, search, messages; on the left only what exists. */
import {
  BarChartOutlined,
  BellOutlined,
  CalendarOutlined,
  DownOutlined,
  FileTextOutlined,
  SearchOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { useLocation } from '@tanstack/react-router'
import { Badge, Button, Dropdown, Layout } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { SeatInfo } from '../../kernel/wire.ts'
import { leave, takeSeat } from '../parts/api.ts'
import { useKinds, useMe } from '../parts/use.ts'
import { A, useGo } from './link.tsx'
import { Notices } from './notices.tsx'
import { SearchBox } from './search.tsx'

interface Item {
  to: string
  label: string
  icon?: ReactNode
  count?: number
  on: boolean
}

const seatWords = (s: SeatInfo) => `${s.placeName} · ${s.unitName ?? s.delegationName ?? ''} ${s.officeLabel}`

export function Shell({ children }: { children: ReactNode }) {
  const me = useMe().data
  const kinds = useKinds().data
  const go = useGo()
  const at = useLocation().pathname
  const [search, setSearch] = useState(false)
  const [notices, setNotices] = useState(false)
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') {
        e.preventDefault()
        setSearch(true)
      }
    }
    addEventListener('keydown', key)
    return () => removeEventListener('keydown', key)
  }, [])
  if (!me) return null
  const office = ['daf_staff', 'daf_head'].includes(me.seat.office)
  // What the seat reads decides what its menu shows: the server says it from the declarations.
  const all = (name: string) => me.reads[name] === 'all'
  const some = (name: string) => name in me.reads
  const work = (group: string): Item[] =>
    (kinds ?? []).filter((k) => k.group === group).map((k) => ({ to: `/of/${k.name}`, label: k.label, on: at.startsWith(`/of/${k.name}`) }))
  const menu: { title: string; items: Item[] }[] = [
    { title: '', items: [{ to: '/', label: '今日', icon: <CalendarOutlined />, count: me.duties, on: at === '/' }] },
    {
      title: '建议议案',
      items: [
        ...(some('suggestion') ? [{ to: '/suggestion', label: '建议', icon: <FileTextOutlined />, on: at.startsWith('/suggestion') }] : []),
        ...work('建议议案'),
        ...(office ? [{ to: '/publication', label: '建议公开', on: at === '/publication' }] : []),
      ],
    },
    {
      title: '督办',
      items: [
        ...(all('letter') ? [{ to: '/ladder', label: '督办阶梯', on: at === '/ladder' }] : []),
        ...(some('suggestion') ? [{ to: '/ledger', label: '承诺台账', on: at === '/ledger' }] : []),
        ...work('督办'),
      ],
    },
    {
      title: '群众诉求',
      items: [
        ...work('群众诉求').filter((x) => x.to !== '/of/hotTopic'),
        ...(all('hotTopic') ? [{ to: '/topics', label: '热点', on: at.startsWith('/topics') }] : []),
        ...work('群众诉求').filter((x) => x.to === '/of/hotTopic'),
        ...(all('concern') ? [{ to: '/circular', label: '社情民意月报', on: at === '/circular' }] : []),
      ],
    },
    { title: '会前与活动', items: work('会前与活动') },
    { title: '资金与评优', items: [...(all('fund') ? [{ to: '/fund', label: '专项资金', on: at === '/fund' }] : []), ...work('资金与评优')] },
    {
      title: '本地',
      items: [
        ...(some('report') ? [{ to: '/report', label: '统计与报告', icon: <BarChartOutlined />, on: at.startsWith('/report') }] : []),
        ...(all('report') ? [{ to: '/papers', label: '文书目录', on: at === '/papers' }] : []),
        ...(some('report') ? [{ to: '/replies', label: '答复质量', on: at.startsWith('/replies') }] : []),
        ...(some('report') ? [{ to: '/assess', label: '单位考核', on: at === '/assess' }] : []),
        ...(all('suggestion') ? [{ to: '/sorting', label: '分类提示', on: at.startsWith('/sorting') }] : []),
        ...(some('log') ? [{ to: '/log', label: '办理日志', on: at === '/log' }] : []),
        ...(office ? [{ to: '/roster', label: '代表', icon: <TeamOutlined />, on: at === '/roster' }] : []),
        { to: '/settings', label: '设置', icon: <SettingOutlined />, on: at === '/settings' || at === '/stamps' },
      ],
    },
  ]
  return (
    <Layout className="dk">
      <a className="dk-skip" href="#main">
        跳到正文
      </a>
      <header className="dk-head">
        <A to="/" className="dk-brand">
          呼应
        </A>
        <Dropdown
          trigger={['click']}
          menu={{
            items: me.seats.map((s) => ({ key: s.id, label: seatWords(s) })),
            selectedKeys: [me.seat.id],
            onClick: ({ key }) => key !== me.seat.id && takeSeat(key),
          }}
        >
          <Button type="text" className="dk-seat">
            {me.seat.placeName}人大 <span className="dk-soft">{me.seat.unitName ?? me.seat.delegationName ?? me.seat.officeLabel}</span>{' '}
            {me.seats.length > 1 && <DownOutlined />}
          </Button>
        </Dropdown>
        <span className="dk-grow" />
        <Button className="dk-find" aria-label="查找 Ctrl-K" icon={<SearchOutlined />} onClick={() => setSearch(true)}>
          查找 <kbd>Ctrl-K</kbd>
        </Button>
        <Badge count={me.unread} size="small">
          <Button type="text" icon={<BellOutlined />} aria-label={`消息，${me.unread} 条未读`} onClick={() => setNotices(true)} />
        </Badge>
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'security', label: '登录与安全' },
              { key: 'out', label: '退出登录' },
            ],
            onClick: ({ key }) => (key === 'out' ? void leave() : go('/security')),
          }}
        >
          <Button type="text">
            <span className="dk-name">{me.person.name}</span> <DownOutlined />
          </Button>
        </Dropdown>
      </header>
      <div className="dk-body">
        <nav className="dk-nav" aria-label="主菜单">
          {menu
            .filter((g) => g.items.length > 0)
            .map((g) => (
              <div key={g.title} className="dk-navgroup">
                {g.title && <h2>{g.title}</h2>}
                {g.items.map((m) => (
                  <A key={m.to} to={m.to} className={m.on ? 'dk-on' : ''} aria-current={m.on ? 'page' : undefined}>
                    {m.icon} {m.label} {!!m.count && <b className="dk-num">{m.count}</b>}
                  </A>
                ))}
              </div>
            ))}
          {me.person.demo && <p className="dk-demo">演示数据：城市、人员和建议均为虚构</p>}
        </nav>
        <main id="main" className="dk-main" tabIndex={-1}>
          {children}
        </main>
      </div>
      {search && <SearchBox onClose={() => setSearch(false)} />}
      <Notices open={notices} onClose={() => setNotices(false)} />
    </Layout>
  )
}
