/** Small things every desk page uses. */

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Button, Drawer, Skeleton } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useState } from 'react'
import type { Due, Why } from '../../kernel/wire.ts'
import { getJson, wordsOf } from '../parts/api.ts'
import { DueText } from '../parts/due.tsx'

export const when = (iso: string): string => {
  const d = dayjs(iso)
  return d.year() === dayjs().year() ? d.format('M月D日 HH:mm') : d.format('YYYY年M月D日 HH:mm')
}

export function Loaded<T>({ q, children }: { q: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (q.data !== undefined) return <>{children(q.data)}</>
  if (q.error)
    return (
      <div className="dk-empty" role="alert">
        <p>{wordsOf(q.error)}</p>
        <Button onClick={() => void q.refetch()}>再试一次</Button>
      </div>
    )
  return <Skeleton active paragraph={{ rows: 6 }} />
}

/** The date with its reason one press away. */
export function DueWhy({ due, label }: { due: Due; label?: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <span className="dk-due">
      <DueText due={due} {...(label ? { label } : {})} />
      <Button type="link" size="small" onClick={() => setOpen(true)} aria-label={`${due.label}：为什么是这一天`}>
        为什么？
      </Button>
      {open && <WhyDrawer id={due.id} onClose={() => setOpen(false)} />}
    </span>
  )
}

function WhyDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const why = useQuery({ queryKey: ['why', id], queryFn: () => getJson<Why>(`/api/clock/${id}`) })
  return (
    <Drawer open onClose={onClose} title="为什么是这一天" size={480}>
      <Loaded q={why}>
        {(w) => (
          <div className="dk-why">
            <h3>
              {w.label}：{w.due.words}
            </h3>
            <p>
              <DueText due={w.due} />
            </p>
            <dl>
              <dt>规则</dt>
              <dd>
                {w.rule.label}：{w.rule.words}（{w.rule.place === '默认' ? '系统默认' : `${w.rule.place}规定`}）
              </dd>
              <dt>依据</dt>
              <dd>{w.rule.basis}</dd>
              <dt>起因</dt>
              <dd>{w.start.what}</dd>
            </dl>
            <ol>
              {w.steps.map((s) => (
                <li key={s}>{s}</li>
              ))}
            </ol>
            {w.skipped.length > 0 && (
              <>
                <h4>期间的节假日和调休</h4>
                <ul>
                  {w.skipped.map((s) => (
                    <li key={s.day}>
                      {s.day} {s.name} {s.kind === 'off' ? '放假，不计入' : '调休上班，计入'}
                    </li>
                  ))}
                </ul>
              </>
            )}
            {w.extensions.map((e) => (
              <p key={e.at}>
                延期：{e.from} → {e.to}，{e.by}同意。{e.why}
              </p>
            ))}
            {w.warning && <p className="dk-amber">▲ {w.warning}</p>}
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
