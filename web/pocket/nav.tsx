/** Links of the pocket face. Real anchors, so that a long press, a screen reader and "open in new page" find what they expect. */
import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react'

export interface Nav {
  go: (to: string) => void
  /** The page left behind cannot be gone back to: for pages that have done their work. */
  replace: (to: string) => void
  /** Back where one came from; from a bookmark or a message, up to `up`. */
  back: (up: string) => void
}

export function useNav(): Nav {
  const r = useRouter()
  return {
    go: (to) => r.history.push(to),
    replace: (to) => r.history.replace(to),
    back: (up) => (r.history.canGoBack() ? r.history.back() : r.history.replace(up)),
  }
}

export function A({ to, replace, onClick, ...rest }: { to: string; replace?: boolean; children: ReactNode } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const nav = useNav()
  const follow = (e: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(e)
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return
    e.preventDefault()
    if (replace) nav.replace(to)
    else nav.go(to)
  }
  return <a href={to} onClick={follow} {...rest} />
}

const enc = encodeURIComponent
export const paths = {
  today: '/m',
  list: '/m/suggestions',
  mine: '/m/mine',
  security: '/security',
  notices: '/m/notices',
  matter: (id: string) => `/m/suggestion/${enc(id)}`,
  cosign: (id: string) => `/m/suggestion/${enc(id)}/cosign`,
  judge: (id: string, party?: string | null) => `/m/suggestion/${enc(id)}/judge${party ? `?party=${enc(party)}` : ''}`,
  act: (id: string, action: string, party?: string | null) => `/m/suggestion/${enc(id)}/do/${enc(action)}${party ? `?party=${enc(party)}` : ''}`,
  thanks: (id: string, action: string) => `/m/suggestion/${enc(id)}/thanks/${enc(action)}`,
  begin: (process: string, action?: string) => `/m/new/${enc(process)}${action ? `?action=${enc(action)}` : ''}`,
  write: (key?: string) => (key ? `/m/write/${enc(key)}` : '/m/write'),
}

/** Where an action is done: some have a page of their own. Only a suggestion has the writing page, and replies to judge. */
export function actPath(process: string, id: string, action: string, party?: string | null): string {
  if (process !== 'suggestion') return action === 'cosign' ? paths.cosign(id) : paths.act(id, action, party)
  if (action === 'cosign' || action === 'declineCosign') return paths.cosign(id)
  if (action === 'judge') return paths.judge(id, party)
  if (action === 'saveDraft' || action === 'submit') return paths.write(id)
  return paths.act(id, action, party)
}

/** Where a duty leads: what is answered after reading leads to the matter, where the answers stand under it. */
export function dutyPath(d: { process: string; matter: string; action: string; party: string | null }): string {
  if (d.process !== 'suggestion' && READ_FIRST.includes(d.action)) return paths.matter(d.matter)
  return actPath(d.process, d.matter, d.action, d.party)
}
const READ_FIRST = ['submit', 'backReconsideration']

/** The duty in a deputy's words; an unknown one keeps the office's own. */
const WORDS: Record<string, string> = { cosign: '看看并确认联名', judge: '看答复，作评价', submit: '修改后重新提交', saveDraft: '修改后重新提交' }
export function dutyWords(d: { process: string; action: string; actionLabel: string; state: string }): string {
  if (d.action === 'backReconsideration') return '看看并确认是否支持复议'
  if (d.action === 'submit' && d.state === 'cosigning') return '看联名情况，提交'
  return WORDS[d.action] ?? d.actionLabel
}
