/** Who may call a route at all. What a caller then sees of a matter is decided by row-level security and the gate. */
import { OFFICES, type Office, type Reads } from '../kernel/process.ts'
import type { Viewer } from '../people/viewer.ts'

export interface Policy {
  name: string
  /** True, or the reason why not. */
  allows: (viewer: Viewer | null) => true | string
}

/** Anybody, without login. Use it for login itself, health and public pages only. */
export const anyone: Policy = { name: '任何人', allows: () => true }

export const signedIn: Policy = { name: '已登录', allows: (v) => (v ? true : '请先登录') }

/** One of these offices, in the viewer's present seat. */
export function offices(...list: Office[]): Policy {
  const words = list.map((o) => OFFICES[o]).join('、')
  return {
    name: words,
    allows: (v) => (!v ? '请先登录' : (list as string[]).includes(v.seat.office) ? true : `只有${words}可以办理；您当前的身份是${OFFICES[v.seat.office]}`),
  }
}

/** Who reads all of what is declared so: a process's matters, or what stands in `HOUSE_READS`. `more`: those who read a part of it too. */
export const reading = (r: Reads, ...more: ('session' | 'own')[]): Policy => offices(...(r.all ?? []), ...(r.below ?? []), ...more.flatMap((k) => r[k] ?? []))
