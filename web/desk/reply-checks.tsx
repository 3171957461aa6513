/** 答复检查: what eleven checks say of a reply, each with the sentence it is about and what to add. No score; people decide. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { postJson, wordsOf } from '../parts/api.ts'

export interface Check {
  key: string
  label: string
  level: 'pass' | 'warn' | 'fail'
  why: string
  quote?: string
  add?: string
  items?: string[]
}
const LEVELS = { pass: ['✓', '通过', 'dk-green'], warn: ['▲', '请看一看', 'dk-amber'], fail: ['■', '应当修改', 'dk-red'] } as const
const ORDER = { fail: 0, warn: 1, pass: 2 }

/** What to ask the unit to mend, put together from the checks that did not pass. */
export const mendWords = (checks: readonly Check[]): string =>
  checks
    .filter((c) => c.level !== 'pass')
    .map((c, i) => `${i + 1}. ${c.label}：${c.why}${c.add ? ` ${c.add}` : ''}`)
    .join('\n')

/** @param reply as typed; absent: the saved or sent one */
export function ReplyChecks({
  matter,
  party,
  reply,
  onUse,
  use,
}: {
  matter: string
  party?: string | null
  reply?: unknown
  onUse?: (words: string) => void
  use?: string
}) {
  const typed = JSON.stringify(reply ?? null)
  const q = useQuery({
    queryKey: ['pick', 'replycheck', matter, party, typed],
    queryFn: () => postJson<Check[]>(`/api/matter/${matter}/replycheck`, { ...(party ? { party } : {}), ...(reply ? { reply } : {}) }),
    retry: false,
  })
  if (q.isError) return <p className="dk-soft">{wordsOf(q.error)}</p>
  if (!q.data) return <p className="dk-soft">正在检查……</p>
  const checks = q.data.toSorted((a, b) => ORDER[a.level] - ORDER[b.level])
  const open = checks.filter((c) => c.level !== 'pass')
  return (
    <section className="dk-checks" aria-label="答复检查">
      <h3>
        答复检查：
        {open.length === 0 ? '十一项里没有发现明显问题，请通读一遍' : `${open.length} 项请看一看`}
        {onUse && open.length > 0 && (
          <Button size="small" onClick={() => onUse(mendWords(open))}>
            {use}
          </Button>
        )}
      </h3>
      <ul>
        {open.map((c) => {
          const [sign, word, css] = LEVELS[c.level]
          return (
            <li key={c.key}>
              <b className={css}>
                {sign} {c.label}
              </b>{' '}
              <small className="dk-soft">{word}</small> {c.why}
              {c.quote && <q>{c.quote}</q>}
              {c.items?.some((x) => !c.why.includes(x) && !c.quote?.includes(x)) && (
                <ol>
                  {c.items
                    .filter((x) => !c.why.includes(x) && !c.quote?.includes(x))
                    .map((x) => (
                      <li key={x}>{x}</li>
                    ))}
                </ol>
              )}
              {c.add && <span className="dk-block dk-soft">怎么改：{c.add}</span>}
            </li>
          )
        })}
      </ul>
      {open.length < checks.length && (
        <p className="dk-soft">
          ✓ 通过：
          {checks
            .filter((c) => c.level === 'pass')
            .map((c) => c.label)
            .join('、')}
        </p>
      )}
    </section>
  )
}
