/** Real anchors that stay in the page. */
import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent } from 'react'

export function useGo(): (to: string, replace?: boolean) => void {
  const r = useRouter()
  return (to, replace) => (replace ? r.history.replace(to) : r.history.push(to))
}

export function A({ to, onClick, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const go = useGo()
  const follow = (e: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(e)
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey) return
    e.preventDefault()
    go(to)
  }
  return <a href={to} onClick={follow} {...rest} />
}
