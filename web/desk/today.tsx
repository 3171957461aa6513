/** 今日: what waits for me, the act that settles it on the row. j/k move, Enter opens. */
import { useLocation } from '@tanstack/react-router'
import { App, Button, Checkbox } from 'antd'
import { useEffect, useState } from 'react'
import type { ActResult, Duty } from '../../kernel/wire.ts'
import { newKey, postJson, wordsOf } from '../parts/api.ts'
import { matterPath } from '../parts/paths.ts'
import { useMe, useRefresh, useToday } from '../parts/use.ts'
import { DueWhy, Loaded } from './bits.tsx'
import { BulkDialog } from './bulk.tsx'
import { A, useGo } from './link.tsx'

const FILTERS = [
  { key: '', label: '等我办', of: 'all' },
  { key: 'soon', label: '等我办、将到期', of: 'soon' },
  { key: 'late', label: '等我办、已逾期', of: 'late' },
] as const

export function TodayPage() {
  const q = useToday()
  const me = useMe().data
  const light = new URLSearchParams(useLocation().searchStr).get('light') ?? ''
  const [chosen, setChosen] = useState<string[]>([])
  const [bulk, setBulk] = useState<{ process: string; action: string; label: string; ids: string[] } | null>(null)
  return (
    <section>
      <Loaded q={q}>
        {(t) => {
          const items = t.items.filter((d) => !light || (light === 'late' ? d.due?.light === 'red' : d.due?.light === 'amber'))
          const picked = items.filter((d) => chosen.includes(idOf(d)))
          const actions = [...new Map(picked.filter((d) => d.bulk).map((d) => [`${d.process}/${d.action}`, d])).values()]
          return (
            <>
              <div className="dk-title">
                <h1>今日</h1>
                <nav aria-label="按期限筛选">
                  {FILTERS.map((f) => (
                    <A
                      key={f.key}
                      to={f.key ? `/?light=${f.key}` : '/'}
                      className={`dk-pill ${light === f.key ? 'dk-on' : ''}`}
                      aria-current={light === f.key ? 'true' : undefined}
                    >
                      {f.label} <b className="dk-num">{t.counts[f.of]}</b>
                    </A>
                  ))}
                </nav>
              </div>
              {picked.length > 0 && (
                <div className="dk-bulk" role="status">
                  已选 {picked.length} 件
                  {actions.map(({ process, action, actionLabel }) => {
                    const ids = picked.filter((d) => d.process === process && d.action === action).map((d) => d.matter)
                    return (
                      <Button key={process + action} type="primary" onClick={() => setBulk({ process, action, label: actionLabel, ids })}>
                        批量{actionLabel}（{ids.length}）
                      </Button>
                    )
                  })}
                  {actions.length === 0 && <span className="dk-soft">所选事项需要逐件办理</span>}
                  <Button onClick={() => setChosen([])}>取消选择</Button>
                </div>
              )}
              {items.length === 0 ? (
                <div className="dk-empty">
                  <p>{light ? '这一类没有待办。' : '今天没有等您办的事。'}</p>
                  <A to="/suggestion">去看全部建议</A>
                </div>
              ) : (
                <Rows items={items} chosen={chosen} onChoose={setChosen} />
              )}
              {me && t.counts.all >= 500 && <p className="dk-soft">只列出最先到期的 500 件，其余请在「建议」里筛选。</p>}
            </>
          )
        }}
      </Loaded>
      {bulk && (
        <BulkDialog
          {...bulk}
          onClose={() => {
            setBulk(null)
            setChosen([])
          }}
        />
      )}
    </section>
  )
}

const idOf = (d: Duty) => `${d.matter}/${d.action}/${d.party}`

function Rows({ items, chosen, onChoose }: { items: Duty[]; chosen: string[]; onChoose: (ids: string[]) => void }) {
  const go = useGo()
  const [at, setAt] = useState(-1)
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.target instanceof HTMLElement && e.target.closest('input:not([type=checkbox]), textarea, [role=dialog]')) return
      if (e.key === 'j') setAt((n) => Math.min(n + 1, items.length - 1))
      else if (e.key === 'k') setAt((n) => Math.max(n - 1, 0))
      else if (e.key === 'Enter' && items[at] && e.target === document.body) go(matterPath(items[at].process, items[at].matter))
    }
    addEventListener('keydown', key)
    return () => removeEventListener('keydown', key)
  }, [items, at, go])
  useEffect(() => document.querySelector(`[data-row="${at}"]`)?.scrollIntoView({ block: 'nearest' }), [at])
  return (
    <ul className="dk-duties" aria-label="待办">
      {items.map((d, i) => (
        <li key={idOf(d)} data-row={i} className={i === at ? 'dk-at' : ''}>
          <Checkbox
            aria-label={`选择 ${d.number} ${d.title}`}
            checked={chosen.includes(idOf(d))}
            disabled={!d.bulk}
            onChange={(e) => onChoose(e.target.checked ? [...chosen, idOf(d)] : chosen.filter((x) => x !== idOf(d)))}
          />
          <span className="dk-duty-due">{d.due ? <DueWhy due={d.due} label /> : ''}</span>
          <A to={matterPath(d.process, d.matter)} className="dk-duty-what">
            <span className="dk-soft dk-nowrap">{d.number}</span> {d.title} {d.key && <em className="dk-tag">重点</em>}
            <small className="dk-soft">
              {d.stateLabel} {d.who}
            </small>
          </A>
          <Settle d={d} />
        </li>
      ))}
    </ul>
  )
}

function Settle({ d }: { d: Duty }) {
  const go = useGo()
  const refresh = useRefresh()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const [key, setKey] = useState(newKey)
  const act = async () => {
    if (!d.simple) return go(`${matterPath(d.process, d.matter)}?do=${d.action}${d.party ? `&party=${d.party}` : ''}`)
    setBusy(true)
    try {
      const r = await postJson<ActResult>(`/api/${d.process}/${d.matter}/${d.action}`, { key, party: d.party })
      message.success(r.says)
      await refresh()
    } catch (e) {
      message.error(wordsOf(e))
      await refresh()
    } finally {
      setKey(newKey())
      setBusy(false)
    }
  }
  return (
    <Button type="primary" ghost loading={busy} onClick={() => void act()}>
      {d.actionLabel}
    </Button>
  )
}
