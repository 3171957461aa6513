/** The pocket face: routes under /m; addresses of the desk that a colleague sent lead to the same matter here. */
import { useQueryClient } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider, useLocation, useParams } from '@tanstack/react-router'
import { unstableSetRender } from 'antd-mobile'
import { useEffect } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { useMe } from '../parts/use.ts'
import { ActPage } from './act/form.tsx'
import { NewPage } from './act/new.tsx'
import { CosignPage } from './cosign.tsx'
import { DayPage, DaysPage } from './day/page.tsx'
import { paint } from './elder.ts'
import { GuidePage } from './guide.tsx'
import { JudgePage } from './judge.tsx'
import { SuggestionsPage } from './list.tsx'
import { WhySheet } from './matter/clocks.tsx'
import { MatterPage } from './matter/page.tsx'
import { MinePage } from './mine.tsx'
import { paths, useNav } from './nav.tsx'
import { keepMe, keptMe } from './net.ts'
import { NoticesPage } from './notices.tsx'
import { Page } from './shell.tsx'
import { ThanksPage } from './thanks.tsx'
import { TodayPage } from './today.tsx'
import { Keeper } from './write/keeper.tsx'
import { WritePage } from './write/page.tsx'
import { WriteStart } from './write/start.tsx'
import './css/base.css'
import './css/frame.css'
import './css/pieces.css'
import './css/form.css'
import './css/read.css'

// antd-mobile 5 looks for createRoot in react-dom, where React 19 no longer has it; Dialog, Toast and ImageViewer need this.
const roots = new WeakMap<Element | DocumentFragment, Root>()
unstableSetRender((node, container) => {
  const root = roots.get(container) ?? createRoot(container)
  roots.set(container, root)
  root.render(node)
  return async () => {
    // Not while React is still rendering the tree that asks for it.
    await new Promise((done) => setTimeout(done, 0))
    root.unmount()
    roots.delete(container)
  }
})

const root = createRootRoute({
  component: () => (
    <>
      <Keeper />
      <Outlet />
      <WhySheet />
    </>
  ),
  notFoundComponent: Astray,
  errorComponent: Broken,
})
const page = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => root, path, component })
const tree = root.addChildren([
  page('/m', TodayPage),
  page('/m/suggestions', SuggestionsPage),
  page('/m/suggestion/$id', MatterPage),
  page('/m/suggestion/$id/cosign', CosignPage),
  page('/m/suggestion/$id/judge', JudgePage),
  page('/m/suggestion/$id/do/$action', ActPage),
  page('/m/suggestion/$id/thanks/$action', ThanksPage),
  page('/m/new/$process', NewPage),
  page('/m/write', WriteStart),
  page('/m/write/$key', WritePage),
  page('/m/guide', GuidePage),
  page('/m/day', DaysPage),
  page('/m/day/$id', DayPage),
  page('/m/notices', NoticesPage),
  page('/m/mine', MinePage),
  page('/suggestion/$id', FromDesk),
  page('/of/$process/$id', FromDesk),
])
const router = createRouter({ routeTree: tree, scrollRestoration: true, defaultPreload: false })

/** A link from the desk or from a mail. */
function FromDesk() {
  const { id } = useParams({ strict: false }) as { id: string }
  return <Turn to={paths.matter(id)} />
}

function Astray() {
  const at = useLocation().pathname
  return <Turn to={at.startsWith('/suggestion') ? paths.list : paths.today} />
}

/** A fault of ours on one page must not take the whole face away. */
function Broken() {
  return (
    <Page title="出错了" up={paths.today}>
      <div className="pk-card" role="alert">
        <p>这一页没能显示出来。您写的内容都保存在手机里，没有丢。</p>
        <button type="button" className="pk-btn pk-btn-main pk-btn-wide" onClick={() => location.assign(paths.today)}>
          回到今日
        </button>
      </div>
    </Page>
  )
}

function Turn({ to }: { to: string }) {
  const nav = useNav()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per address
  useEffect(() => nav.replace(to), [to])
  return null
}

export default function Pocket() {
  const client = useQueryClient()
  const me = useMe()
  useEffect(() => paint(), [])
  // Opened in airplane mode: the last person's drafts, under the last person's name.
  useEffect(() => {
    if (me.data) keepMe(me.data)
    else if (!navigator.onLine) client.setQueryData(['me'], keptMe())
  }, [me.data, client])
  // The desk registers its own router type for the whole program; this one is untyped on purpose.
  return <RouterProvider router={router as never} />
}
