/** Small things every page uses: waiting, failing, empty, a section's head. */
import { Skeleton } from 'antd-mobile'
import type { ReactNode } from 'react'
import type { Due } from '../../kernel/wire.ts'
import { DueText as Whole } from '../parts/due.tsx'
import { WarnIcon } from './icons.tsx'
import { A, paths } from './nav.tsx'
import { problemOf, wordsOf } from './net.ts'

/** Like the shared one, but may break between its parts: at 30px a date does not fit on one line of a phone. */
export const DueText = ({ due }: { due: Due }) => (
  <span className="pk-due">
    <Whole due={due} />
  </span>
)

interface Query<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

/** What was loaded before stays readable when a reload fails: the train is in a tunnel, the letter is still there. */
export function Loaded<T>({ q, children }: { q: Query<T>; children: (data: T) => ReactNode }) {
  if (q.data !== undefined) return <>{children(q.data)}</>
  if (q.error) return <Failed error={q.error} again={() => void q.refetch()} />
  return (
    <div role="status" aria-label="正在打开">
      <Skeleton.Title animated />
      <Skeleton.Paragraph lineCount={5} animated />
    </div>
  )
}

export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  // Asking again does not help where there is nothing to see.
  const gone = ['unknown', 'forbidden'].includes(problemOf(error)?.error ?? '')
  return (
    <div className="pk-card" role="alert">
      <p className="pk-red pk-row">
        <WarnIcon /> <span>{wordsOf(error)}</span>
      </p>
      {gone && (
        <>
          <p className="pk-soft">您有几个身份的，可以在“我的”里换一个再看。</p>
          <A className="pk-btn pk-btn-wide" to={paths.today}>
            回到今日
          </A>
        </>
      )}
      {again && !gone && (
        <button type="button" className="pk-btn pk-btn-wide" onClick={again}>
          再试一次
        </button>
      )}
    </div>
  )
}

export function Section({ title, right, children, id }: { title: string; right?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <section aria-label={title} id={id}>
      <div className="pk-section">
        <h2>{title}</h2>
        {right}
      </div>
      {children}
    </section>
  )
}

export function Empty({ icon, title, text, children }: { icon?: ReactNode; title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="pk-empty pk-stack">
      {icon}
      <h2>{title}</h2>
      {text && <p className="pk-soft">{text}</p>}
      {children}
    </div>
  )
}

/** A name stays on one line; a row of names breaks between them. */
export function Names({ list }: { list: string[] }) {
  return (
    <>
      {list.map((n, i) => (
        <span key={n}>
          <span className="pk-name">
            {n}
            {i < list.length - 1 ? '、' : ''}
          </span>
          <wbr />
        </span>
      ))}
    </>
  )
}

/** '5月6日 14:20', with the year when it is another one. */
export function when(iso: string): string {
  const d = new Date(iso)
  const f = (o: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', ...o })
  const year = f({ year: 'numeric' })
  const day = year.format(d) === year.format(new Date()) ? f({ month: 'long', day: 'numeric' }) : f({ year: 'numeric', month: 'long', day: 'numeric' })
  return `${day.format(d)} ${f({ hour: '2-digit', minute: '2-digit', hour12: false }).format(d)}`
}

const DIGITS = '零一二三四五六七八九'
/** 6 → 六, 14 → 十四, 20 → 二十: a term is written so on paper. Up to 99. */
export function numeral(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || n === 0 ? DIGITS[ones] : ''}`
}
