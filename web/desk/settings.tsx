/** 设置: the numbers of the place, each with its article; the working calendar; the state of the record. */
import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'antd'
import { getJson } from '../parts/api.ts'
import { useMe } from '../parts/use.ts'
import { Loaded, when } from './bits.tsx'
import { Year } from './calendar.tsx'
import { A } from './link.tsx'
import { Rules } from './rules.tsx'

/** Those who issue papers or sign them. */
const STAMPED = ['daf_head', 'daf_staff', 'unit_leader', 'unit_officer', 'gov_office', 'sc_leader', 'committee']

export function SettingsPage() {
  const me = useMe().data
  const may = ['daf_head', 'daf_staff'].includes(me?.seat.office ?? '')
  const tabs = [
    { key: 'rules', label: '本地规则', children: <Rules may={may} /> },
    { key: 'calendar', label: '工作日历', children: <Year may={['daf_head', 'sysadmin'].includes(me?.seat.office ?? '')} /> },
    ...(may || ['auditor', 'secadmin', 'sysadmin'].includes(me?.seat.office ?? '') ? [{ key: 'record', label: '事件日志', children: <Record /> }] : []),
  ]
  return (
    <section>
      <div className="dk-title">
        <h1>设置</h1>
        {STAMPED.includes(me?.seat.office ?? '') && <A to="/stamps">印章和签名</A>}
      </div>
      <Tabs items={tabs} />
    </section>
  )
}

function Record() {
  const q = useQuery({
    queryKey: ['record'],
    queryFn: () =>
      getJson<{ events: number; blocks: number; unsealed: number; sealedAt: string | null; root: { day: string; hash: string } | null }>('/api/record'),
  })
  return (
    <Loaded q={q}>
      {(r) => (
        <section className="dk-card">
          <h2>事件日志只能追加，封进哈希链</h2>
          <dl className="dk-facts">
            <div>
              <dt>事件</dt>
              <dd>{r.events} 条</dd>
            </div>
            <div>
              <dt>已封存</dt>
              <dd>
                {r.blocks} 块{r.sealedAt && `，最近 ${when(r.sealedAt)}`}
              </dd>
            </div>
            <div>
              <dt>待封存</dt>
              <dd>{r.unsealed} 条</dd>
            </div>
            <div>
              <dt>最近公布的根</dt>
              <dd className="dk-hash">{r.root ? `${r.root.day} ${r.root.hash}` : '还没有公布'}</dd>
            </div>
          </dl>
          <p className="dk-soft">管理员可以运行 npm run verify 逐条核验，任何改动都会被指出。</p>
        </section>
      )}
    </Loaded>
  )
}
