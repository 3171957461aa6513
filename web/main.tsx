/** Which face: a deputy gets the pocket, everybody else the desk; without a login, the door. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, StrictMode, Suspense, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { problemOf } from './parts/api.ts'
import { useLive, useMe } from './parts/use.ts'

const Desk = lazy(() => import('./desk/app.tsx'))
const Pocket = lazy(() => import('./pocket/app.tsx'))
const Login = lazy(() => import('./login/app.tsx'))

const client = new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, retry: (n, e) => !problemOf(e) && n < 2, refetchOnWindowFocus: true } } })

function Face() {
  const me = useMe()
  useEffect(() => {
    const out = () => void client.resetQueries({ queryKey: ['me'] })
    addEventListener('huying:login', out)
    return () => removeEventListener('huying:login', out)
  }, [])
  if (me.isPending) return <p style={{ padding: 24 }}>正在打开……</p>
  if (!me.data)
    return problemOf(me.error)?.error === 'login' || problemOf(me.error)?.error === 'forbidden' ? <Login problem={problemOf(me.error)} /> : <Offline />
  // Login devices and the second factor are one page for both faces.
  const pocket = me.data.face === 'pocket' && !location.pathname.startsWith('/security')
  return (
    <>
      <Ears />
      {pocket ? <Pocket /> : <Desk />}
    </>
  )
}

function Ears() {
  useLive()
  return null
}

/** A deputy without network still gets to the drafts on the phone. */
function Offline() {
  return navigator.onLine ? <p style={{ padding: 24 }}>没有连上服务器，请稍后刷新。</p> : <Pocket />
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Suspense fallback={<p style={{ padding: 24 }}>正在打开……</p>}>
        <Face />
      </Suspense>
    </QueryClientProvider>
  </StrictMode>,
)

if ('serviceWorker' in navigator && location.hostname !== '127.0.0.1')
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined))
