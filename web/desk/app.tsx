/** The desk face: offices and units on a PC. */
import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { App as AntApp, ConfigProvider, type ConfigProviderProps } from 'antd'
import zhCNModule from 'antd/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { tokens } from '../parts/tokens.ts'
import { AssessPage } from './assess.tsx'
import { CircularPage } from './circular.tsx'
import { FundPage } from './fund.tsx'
import { LadderPage } from './ladder.tsx'
import { LedgerPage } from './ledger.tsx'
import { ListPage } from './list.tsx'
import { LogPage } from './log.tsx'
import { MatterPage } from './matter.tsx'
import { PlacePapersPage } from './place-papers.tsx'
import { PublicationPage } from './publication.tsx'
import { RepliesPage, ReplyRowsPage } from './replies.tsx'
import { ReportPage } from './report.tsx'
import { ReportRowsPage } from './report-rows.tsx'
import { RosterPage } from './roster.tsx'
import { SearchPage } from './search.tsx'
import { SecurityPage } from './security.tsx'
import { SettingsPage } from './settings.tsx'
import { Shell } from './shell.tsx'
import { SortingPage, SortingRowsPage } from './sorting.tsx'
import { StampsPage } from './stamps.tsx'
import { StationImportPage } from './stations.tsx'
import { TodayPage } from './today.tsx'
import { TopicPage } from './topic.tsx'
import { TopicsPage } from './topics.tsx'
import { WorkPage } from './work.tsx'
import './desk.css'
import './pages.css'
import './text.css'
import './work.css'

dayjs.locale('zh-cn')
// antd ships this file as CommonJS: bundlers and Node disagree on where its default is.
const zhCN = ((zhCNModule as { default?: unknown }).default ?? zhCNModule) as NonNullable<ConfigProviderProps['locale']>

const root = createRootRoute({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: () => <p className="dk-empty">没有这个页面。</p>,
  errorComponent: () => <p className="dk-empty">这一页没能显示出来，请刷新再试；您填写的内容还在。</p>,
})
const page = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => root, path, component })
const router = createRouter({
  routeTree: root.addChildren([
    page('/', TodayPage),
    page('/suggestion', ListPage),
    page('/suggestion/$id', MatterPage),
    page('/of/$process', WorkPage),
    page('/of/$process/$id', MatterPage),
    page('/search', SearchPage),
    page('/report', ReportPage),
    page('/assess', AssessPage),
    page('/log', LogPage),
    page('/circular', CircularPage),
    page('/topics', TopicsPage),
    page('/topics/$id', TopicPage),
    page('/report/rows', ReportRowsPage),
    page('/fund', FundPage),
    page('/papers', PlacePapersPage),
    page('/ladder', LadderPage),
    page('/ledger', LedgerPage),
    page('/publication', PublicationPage),
    page('/roster', RosterPage),
    page('/stations/import', StationImportPage),
    page('/replies', RepliesPage),
    page('/replies/rows', ReplyRowsPage),
    page('/sorting', SortingPage),
    page('/sorting/rows', SortingRowsPage),
    page('/settings', SettingsPage),
    page('/stamps', StampsPage),
    page('/security', SecurityPage),
  ]),
  scrollRestoration: true,
})

export default function Desk() {
  return (
    <ConfigProvider
      locale={zhCN}
      button={{ autoInsertSpace: false }}
      theme={{
        token: {
          colorPrimary: tokens.accent,
          colorLink: '#0B57D0',
          colorText: tokens.ink,
          colorBgLayout: tokens.ground,
          borderRadius: tokens.radius,
          fontFamily: tokens.font,
          fontSize: 15,
          colorError: tokens.red,
          colorSuccess: tokens.green,
          colorWarning: tokens.amber,
          // Worked out from a dark amber the ground would be a muddy brown.
          colorWarningBg: '#FFF8E5',
          colorWarningBorder: '#E9CF8A',
          colorTextDisabled: '#6E7781',
          colorTextPlaceholder: '#6E7781',
        },
        components: { Table: { headerBg: '#FAFBFC', cellPaddingBlock: 10 } },
      }}
    >
      <AntApp>
        <RouterProvider router={router as never} />
      </AntApp>
    </ConfigProvider>
  )
}
