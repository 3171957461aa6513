/** Lists, pages and empty forms of every process but the suggestion: one set of addresses each, made from its kit. */
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { readAs } from '../database/read.ts'
import { act } from '../kernel/act.ts'
import { addSpan, type Calendar, localDay } from '../kernel/calendar.ts'
import { calendarFor, calendarOf } from '../kernel/calendar-store.ts'
import { disposition, XLSX } from '../kernel/download.ts'
import { defaultsOf, fieldsOf } from '../kernel/fields.ts'
import { gate } from '../kernel/gate.ts'
import { type Matter, NEW, type View } from '../kernel/process.ts'
import { inMenu } from '../kernel/reads.ts'
import { Refusal } from '../kernel/refusal.ts'
import { ruleBook } from '../kernel/rules.ts'
import { readRules } from '../kernel/store.ts'
import type { Button, MatterView, ProcessInfo } from '../kernel/wire.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import type { Kit } from '../processes/common/kit.ts'
import { listWork, type WorkAsk, workQuery } from '../processes/common/list.ts'
import { readPage } from '../processes/common/page.ts'
import { workbook } from '../processes/common/workbook.ts'
import { kits } from '../processes/index.ts'
import { readSuggestion } from '../processes/suggestion/reads.ts'
import type { RouteContext } from './app.ts'
import { actBody, actorAt, actRoutes, matterId, unseen } from './matter-acts.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'

/** The page of whatever matter this is; undefined where this viewer may not see it. */
async function pageOf(c: pg.ClientBase, viewer: Viewer, id: string, now: Date): Promise<MatterView | undefined> {
  const process = (await c.query({ name: 'process-of', text: 'select process from matter where id = $1', values: [id] })).rows[0]?.process
  if (process === 'suggestion') return readSuggestion(c, viewer, id, now)
  const kit = kits.find((k) => k.def.name === process)
  return kit && readPage(kit, c, viewer, id, now)
}

export function workRoutes(app: FastifyInstance, ctx: RouteContext): void {
  route(app, {
    method: 'GET',
    url: '/api/matter/:id',
    policy: signedIn,
    tag: '我',
    summary: '任一事项的全貌（链接里只有编号时）',
    params: matterId,
    handler: ({ viewer, params }) =>
      readAs(ctx.pool, viewer, async (c) => {
        const m = await pageOf(c, viewer, params.id, ctx.now())
        if (!m) throw unseen()
        return m
      }),
  })
  route(app, {
    method: 'GET',
    url: '/api/processes',
    policy: signedIn,
    tag: '我',
    summary: '我能看到和发起的事项种类',
    handler: async ({ viewer }): Promise<ProcessInfo[]> => {
      const at = await localOf(ctx, viewer)
      return kits
        .filter((k) => inMenu(k.def.reads, viewer.seat.office))
        .map((k) => ({
          name: k.def.name,
          draft: !!k.def.states[k.def.start]?.private,
          label: k.def.label,
          group: k.group,
          stages: k.def.stages,
          beginsAt: k.beginsAt && Object.keys(k.def.actions).some((a) => k.def.actions[a]?.creates && mayBegin(k, viewer, a, at)) ? k.beginsAt : null,
          creates: Object.entries(k.beginsAt ? {} : k.def.actions)
            .filter(([name, a]) => a.creates && !a.inner && mayBegin(k, viewer, name, at))
            .map(([action, a]) => ({ action, label: a.label })),
          bulk: Object.entries(k.def.actions)
            .filter(([, a]) => a.bulk)
            .map(([action, a]) => ({ action, label: a.label })),
        }))
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/matter/:id/:action',
    policy: signedIn,
    tag: '我',
    summary: '办理任一事项（由该事项自己的流程表把关）',
    params: matterId.extend({ action: z.string().max(40) }),
    body: actBody,
    handler: async ({ viewer, params, body, req }) => {
      const process = await readAs(ctx.pool, viewer, async (c) => (await c.query('select process from matter where id = $1', [params.id])).rows[0]?.process)
      if (!process) throw unseen()
      return act(ctx.house, { ...body, process, action: params.action, matter: params.id, actor: actorAt(viewer, req), now: ctx.now() })
    },
  })
  for (const kit of kits) oneProcess(app, ctx, kit)
}

/** What the place itself has set, without which a form would be offered that the place has closed. */
interface Local extends Awaited<ReturnType<typeof readRules>> {
  now: Date
  calendar: Calendar
}
const localOf = async ({ pool, now }: Pick<RouteContext, 'pool' | 'now'>, viewer: Viewer): Promise<Local> => ({
  ...(await readAs(pool, viewer, async (c) => {
    const g = await readRules(c, viewer.seat.place)
    return { ...g, calendar: await calendarOf(c, viewer.seat.place, g.calendarVersion) }
  })),
  now: now(),
})

/** The gate's own answer for a matter that does not exist yet. */
function beginning(kit: Kit, viewer: Viewer, { now, rules: rows, chain, calendar }: Local): View {
  const matter: Matter = {
    id: '',
    process: kit.def.name,
    place: viewer.seat.place,
    state: NEW,
    version: 0,
    title: '',
    kind: '',
    series: null,
    no: null,
    session: null,
    delegation: viewer.seat.delegation,
    category: null,
    confidential: false,
    private: true,
    mergedInto: null,
    createdAt: now,
    stateSince: now,
    data: {},
  }
  const rules = ruleBook(kit.def, rows, chain, localDay(now))
  return {
    matter,
    parties: [],
    clocks: [],
    actor: actorOf(viewer),
    now,
    today: localDay(now),
    rule: (k) => rules.value(k),
    after: (day, span) => addSpan(calendar, day, span),
  }
}
const mayBegin = (kit: Kit, viewer: Viewer, action: string, at: Local) => gate(kit.def, beginning(kit, viewer, at), action).ok

function oneProcess(app: FastifyInstance, ctx: RouteContext, kit: Kit): void {
  const { pool, now } = ctx
  const { def } = kit
  const tag = def.label
  const list = (viewer: Viewer, query: WorkAsk) =>
    readAs(pool, viewer, async (c) => listWork(kit, c, viewer, query, await calendarFor(c, viewer.seat.place), now()))
  route(app, {
    method: 'GET',
    url: `/api/${def.name}`,
    policy: signedIn,
    tag,
    summary: `${def.label}列表`,
    query: workQuery,
    handler: ({ viewer, query }) => list(viewer, query),
  })
  route(app, {
    method: 'GET',
    url: `/api/${def.name}.xlsx`,
    policy: signedIn,
    tag,
    summary: '按同样的筛选导出 Excel',
    query: workQuery,
    handler: async ({ viewer, query, res }) => {
      const rows: unknown[][] = []
      let columns: string[] = []
      let after: string | undefined
      do {
        const page = await list(viewer, { ...query, after, limit: 200 })
        columns = page.columns
        for (const r of page.rows)
          rows.push([
            r.number,
            r.title,
            r.stateLabel,
            r.units.map((u) => `${u.name}(${u.stepLabel})`).join('；'),
            r.due?.on ?? '',
            r.due?.leftWords ?? '',
            ...r.cells,
          ])
        after = page.next ?? undefined
      } while (after)
      res.header('content-type', XLSX).header('content-disposition', disposition('attachment', `${def.label}.xlsx`, def.name))
      return workbook({ name: def.label, head: ['编号', '标题', '状态', '单位', '期限', '期限情况', ...columns], rows })
    },
  })
  route(app, {
    method: 'GET',
    url: `/api/${def.name}/new`,
    policy: signedIn,
    tag,
    summary: '空表',
    query: z.object({ action: z.string().max(40).optional(), seat: z.string().optional() }),
    handler: async ({ viewer, query }): Promise<Button> => {
      const name = query.action ?? Object.keys(def.actions).find((a) => def.actions[a]?.creates) ?? ''
      const a = Object.hasOwn(def.actions, name) ? def.actions[name] : undefined
      if (!a?.creates || a.inner) throw new Refusal('unknown', '没有这项办理')
      const view = beginning(kit, viewer, await localOf(ctx, viewer))
      const verdict = gate(def, view, name)
      if (!verdict.ok) throw new Refusal('forbidden', verdict.why)
      return {
        action: name,
        label: a.label,
        party: null,
        partyName: null,
        primary: true,
        danger: false,
        why: null,
        confirm: a.confirm ?? null,
        fields: fieldsOf(a.input).map((f) => kit.field?.(f, name, view, undefined) ?? f),
        initial: { ...defaultsOf(a.input), ...kit.initial?.(name, view, undefined) },
      }
    },
  })
  route(app, {
    method: 'GET',
    url: `/api/${def.name}/:id`,
    policy: signedIn,
    tag,
    summary: '一件事项的全貌',
    params: matterId,
    handler: ({ viewer, params }) =>
      readAs(pool, viewer, async (c) => {
        const m = await readPage(kit, c, viewer, params.id, now())
        if (!m) throw unseen()
        return m
      }),
  })
  actRoutes(app, ctx, def, tag)
}
