/** A date is never bare: the day, what is left, a light that is sign and word as well as colour. */
import type { CSSProperties } from 'react'
import type { Due } from '../../kernel/wire.ts'
import { lights } from './tokens.ts'

export function Light({ due, style }: { due: Due; style?: CSSProperties }) {
  const l = lights[due.light]
  return (
    <span aria-hidden style={{ color: l.color, marginInlineEnd: 6, fontSize: '0.8em', ...style }}>
      {l.sign}
    </span>
  )
}

export function DueText({ due, label }: { due: Due; label?: boolean }) {
  const l = lights[due.light]
  return (
    <span className="due" style={{ color: l.color, fontVariantNumeric: 'tabular-nums' }}>
      <Light due={due} />
      {label && `${due.label} `}
      {due.words} · {due.leftWords}
    </span>
  )
}
