/** 热点: what many write about at once, the hottest first; every number leads to its members. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import type { TopicPage as Page, TopicLine } from '../../kernel/wire-work.ts'
import { getJson } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { Loaded, when } from './bits.tsx'
import { A, useGo } from './link.tsx'
import './topics.css'

const ARROWS = { new: '＋', rising: '↑', level: '→', falling: '↓', quiet: '·' } as const

export function TrendText({ t }: { t: Pick<TopicLine, 'trend' | 'trendWords'> }) {
  return (
    <b className={`tp-trend tp-${t.trend}`}>
      <span aria-hidden>{ARROWS[t.trend]}</span> {t.trendWords}
    </b>
  )
}

/** 件数、人数、关注: each a link to its members. */
export function NumbersText({ t }: { t: TopicLine }) {
  const to = `/topics/${t.id}`
  return (
    <>
      <A to={to}>
        <b className="dk-num">{t.n}</b> 件
      </A>
      {' · '}
      <A to={to}>
        <b className="dk-num">{t.people}</b> 人
      </A>
      {t.votes > 0 && (
        <>
          {' · '}
          <A to={to}>关注 {t.votes} 人</A>
        </>
      )}
    </>
  )
}

export function WeeksText({ t }: { t: TopicLine }) {
  return (
    <small className="dk-soft">
      <A to={`/topics/${t.id}?part=recent`}>近四周 {t.recent} 件</A>，<A to={`/topics/${t.id}?part=before`}>前四周 {t.before} 件</A>
    </small>
  )
}

export function RaisedTag({ t }: { t: TopicLine }) {
  if (!t.raised) return null
  return (
    <A to={matterPath('hotTopic', t.raised.id)} className={`dk-tag ${t.raised.open ? '' : 'dk-tag-grey'}`}>
      {t.raised.open ? '已上报' : '上报过'}，{t.raised.stateLabel}
    </A>
  )
}

export function TopicsPage() {
  const go = useGo()
  const asked = new URLSearchParams(useLocation().searchStr).get('q') ?? ''
  const [typed, setTyped] = useState(asked)
  useEffect(() => {
    if (typed.trim() === asked) return
    const t = setTimeout(() => go(typed.trim() ? `/topics?q=${encodeURIComponent(typed.trim())}` : '/topics', true), 400)
    return () => clearTimeout(t)
  }, [typed, asked, go])
  const q = useQuery({
    queryKey: ['topics', asked],
    queryFn: () => getJson<Page>(`/api/topics?q=${encodeURIComponent(asked)}`),
    placeholderData: keepPreviousData,
  })
  return (
    <section>
      <div className="dk-title">
        <h1>热点</h1>
        {q.data && (
          <span className="dk-soft">
            近 {q.data.days} 天里，{q.data.least} 件以上说同一件事的诉求和建议，最热的在前。
            {q.data.runAt && `${when(q.data.runAt)} 归并，之后新到的每小时归入一次。`}
          </span>
        )}
      </div>
      <Loaded q={q}>
        {(p) =>
          p.total === 0 ? (
            <Empty p={p} />
          ) : (
            <>
              <div className="dk-filters">
                <Input.Search
                  aria-label="按名称、关键词、地点、典型件查找"
                  placeholder="名称、关键词、地点、典型件"
                  value={typed}
                  onChange={(e) => setTyped(e.target.value)}
                  allowClear
                  style={{ width: 280 }}
                />
                <span className="dk-soft" role="status">
                  {asked ? `符合的 ${p.rows.length} 个，共 ${p.total} 个` : `共 ${p.total} 个`}
                </span>
                <span className="dk-grow" />
                <Button onClick={() => go('/of/hotTopic')}>已上报的研判</Button>
                <Button onClick={() => print()}>打印</Button>
              </div>
              {p.rows.length === 0 && <p className="dk-empty">没有符合的热点，换一个词再找。</p>}
              <ol className="tp-list">
                {p.rows.map((t, i) => (
                  <li key={t.id}>
                    <b className="tp-rank">{asked ? '' : i + 1}</b>
                    <div>
                      <h2>
                        <A to={`/topics/${t.id}`}>{t.label}</A> <RaisedTag t={t} />
                      </h2>
                      <Words t={t} />
                    </div>
                    <div className="tp-numbers">
                      <NumbersText t={t} />
                    </div>
                    <div className="tp-weeks">
                      <TrendText t={t} />
                      <WeeksText t={t} />
                    </div>
                  </li>
                ))}
              </ol>
            </>
          )
        }
      </Loaded>
    </section>
  )
}

/** Where, by which words, and the typical item. */
export function Words({ t }: { t: TopicLine }) {
  return (
    <>
      {t.typical && (
        <p className="tp-words">
          <span className="dk-soft">典型件：</span>
          <A to={matterPath(t.typical.process, t.typical.id)}>{t.typical.title}</A>
        </p>
      )}
      <p className="tp-words tp-line dk-soft">
        {t.places.length > 0 && <span>地点：{t.places.join('、')}</span>}
        {t.keywords.length > 0 && <span>关键词：{t.keywords.join('、')}</span>}
      </p>
    </>
  )
}

function Empty({ p }: { p: Page }) {
  return (
    <div className="dk-empty">
      <p>
        {p.runAt ? `近 ${p.days} 天还没有 ${p.least} 件以上说同一件事的诉求和建议。` : '还没有归并过。'}
        每天凌晨 2:20 自动归并一次，不用人管；收到的诉求、代表报的社情民意和建议都算在内。
      </p>
      <p className="tp-line">
        <A to="/of/concern">去登记、查看群众诉求</A>
        <A to="/settings">在设置里改「几件以上」</A>
      </p>
    </div>
  )
}

/** The five hottest, for the report page. */
export function TopicsTile() {
  const q = useQuery({ queryKey: ['topics', 'tile'], queryFn: () => getJson<Page>('/api/topics?limit=5') })
  if (!q.data) return null
  return (
    <section className="dk-card">
      <h2>
        <A to="/topics">热点 {q.data.total} 个</A>
      </h2>
      {q.data.rows.length === 0 && <p className="dk-soft">近 {q.data.days} 天没有热点。</p>}
      {q.data.rows.map((t) => (
        <p key={t.id} className="dk-line">
          <A to={`/topics/${t.id}`}>{t.label}</A>
          <span className="dk-nowrap">
            <TrendText t={t} /> <b className="dk-num">{t.n}</b> 件
          </span>
        </p>
      ))}
    </section>
  )
}
