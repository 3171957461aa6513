/**
 * 长辈版: one switch and one size, kept on this phone. The size is the body text in px; everything else on the face is in `rem`,
 * so that one number scales all of it (18–30 in 长辈版, 17 otherwise).
 */
import { useSyncExternalStore } from 'react'
import { tokens } from '../parts/tokens.ts'

export interface Look {
  elder: boolean
  /** Body text in px while 长辈版 is on. */
  size: number
}
export const SIZES = { plain: 17, from: 18, to: 30, first: 20 } as const
const KEY = 'huying.look'

const clamp = (n: number): number => Math.min(SIZES.to, Math.max(SIZES.from, Math.round(n) || SIZES.first))

function read(): Look {
  try {
    const l = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Look>
    return { elder: l.elder === true, size: clamp(l.size ?? SIZES.first) }
  } catch {
    return { elder: false, size: SIZES.first } // a phone that forbids storage still gets a face
  }
}

let now = read()
const hearers = new Set<() => void>()

export function paint(l: Look = now): void {
  const root = document.documentElement
  root.classList.add('pk-root')
  for (const [name, value] of Object.entries(tokens)) root.style.setProperty(`--pk-${name}`, typeof value === 'number' ? `${value}px` : value)
  root.classList.toggle('pk-elder', l.elder)
  root.style.setProperty('--pk-size', `${l.elder ? l.size : SIZES.plain}px`)
}

export function setLook(l: Partial<Look>): void {
  now = { ...now, ...l, size: clamp(l.size ?? now.size) }
  try {
    localStorage.setItem(KEY, JSON.stringify(now))
  } catch {
    // still in force until the page is closed
  }
  paint()
  for (const h of hearers) h()
}

export const useLook = (): Look =>
  useSyncExternalStore(
    (h) => {
      hearers.add(h)
      return () => hearers.delete(h)
    },
    () => now,
  )
