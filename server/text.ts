/** 查找 and 查重: words looked for in everything this reader may see, and what resembles a matter or a text in the writing. */

import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { readAs, writing } from '../database/read.ts'
import { recordPlaceEvent } from '../kernel/act.ts'
import { length, namePattern } from '../kernel/characters.ts'
import type { Matter } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { NameHit, SimilarList } from '../kernel/wire-text.ts'
import { typed as words, yearNumber } from '../kernel/words.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import { tellsOf } from '../processes/common/known.ts'
import { search } from '../processes/common/search.ts'
import { similarTo } from '../processes/common/similar.ts'
import type { RouteContext } from './app.ts'
import { type LanguageModel, mayNotLeave } from './channels/model.ts'
import { matterId, unseen } from './matter-acts.ts'
import { offices, signedIn } from './policies.ts'
import { route } from './route.ts'

const tag = '查找'
/** Who writes, or enters what others say. */
const writers = offices('deputy', 'delegation_officer', 'motion_group', 'daf_staff', 'daf_head', 'gov_office', 'committee', 'sc_leader', 'station_liaison')
const EMPTY: SimilarList = { items: [], history: '' }

/** Deputies, units and stations of the viewer's place by name, pinyin or initials. What is shown of a deputy is what anybody may know. */
async function names(c: pg.ClientBase, viewer: Viewer, q: string): Promise<NameHit[]> {
  const typed = q.normalize('NFKC').trim().toLowerCase()
  if (!typed || length(typed) > 40) return []
  const letters = /^[a-z]+$/.test(typed)
  const like = letters ? `% ${typed}%` : namePattern(typed)
  const office = ['daf_staff', 'daf_head', 'motion_group', 'gov_office', 'sc_leader', 'committee'].includes(viewer.seat.office)
  const r = await c.query(
    `(select 'deputy' as kind, d.id, p.name, coalesce(u.name, '') as note, d.place, null as matter from seat d join person p on p.id = d.person left join unit u on u.id = d.delegation
       where d.place = $1 and d.office = 'deputy' and d.state = 'active' and ${letters ? `(' ' || p.name_sort)` : 'p.name_key'} like $2 order by p.name_sort limit 5)
     union all
     (select u.kind, u.id, u.name, u.short, u.place, t.matter from unit u left join station t on t.unit = u.id
       where u.place = $1 and u.active and u.kind in ('handling', 'station') and ${letters ? `(' ' || u.name_sort)` : `(name_fold(u.name) like $2 or name_fold(u.short)`} like $2${letters ? '' : ')'} order by u.position, u.name_sort limit 5)`,
    [viewer.seat.place, like],
  )
  return r.rows.map((x): NameHit => {
    if (x.kind === 'deputy') return { kind: 'deputy', name: x.name, note: x.note, to: office ? `/suggestion?deputy=${x.id}` : `/g/${x.place}/deputies/${x.id}` }
    if (x.kind === 'station')
      return { kind: 'station', name: x.name, note: '', to: office && x.matter ? `/of/station/${x.matter}` : `/g/${x.place}/stations/${x.id}` }
    return { kind: 'unit', name: x.name, note: x.note, to: `/suggestion?unit=${x.id}` }
  })
}

export function textRoutes(app: FastifyInstance, { pool, now }: RouteContext, model?: LanguageModel): void {
  route(app, {
    method: 'GET',
    url: '/api/search',
    policy: signedIn,
    tag,
    summary: '查找事项（编号、标题和内容里的字）、代表、单位和联络站',
    query: z.object({
      q: words(100).default(''),
      among: z.string().max(40).optional(),
      year: yearNumber.optional(),
      from: z.coerce.number().int().min(0).max(10_000).optional(),
      ids: z.string().max(20_000).default(''),
      seat: z.string().optional(),
    }),
    handler: ({ viewer, query }) =>
      readAs(pool, viewer, async (c) => ({
        ...(await search(c, viewer, query)),
        names: query.among || query.ids || query.from ? [] : await names(c, viewer, query.q),
      })),
  })
  // Asked for by itself: looking through all texts takes longer than opening the matter.
  route(app, {
    method: 'GET',
    url: '/api/matter/:id/similar',
    policy: signedIn,
    tag,
    summary: '与这件相似的建议和诉求；代表只看自己领衔、报送的',
    params: matterId,
    handler: ({ viewer, params }): Promise<SimilarList> =>
      readAs(pool, viewer, async (c) => {
        const m = (
          await c.query({
            name: 'similar-of',
            text: `select id, process, place, lead, title, state, private, confidential, no, data from matter where id = $1`,
            values: [params.id],
          })
        ).rows[0] as (Matter & { lead: string | null }) | undefined
        if (!m) throw unseen()
        if (viewer.seat.office === 'deputy' && m.lead !== viewer.seat.id) return EMPTY
        return similarTo(c, { place: m.place, title: m.title, text: tellsOf(m.process)(m).text, except: m.id })
      }),
  })
  route(app, {
    method: 'GET',
    url: '/api/drafting',
    policy: signedIn,
    tag,
    summary: '有没有接外部语言模型',
    handler: () => ({ on: model !== undefined }),
  })
  route(app, {
    method: 'POST',
    url: '/api/matter/:id/drafting',
    policy: offices('daf_staff', 'daf_head', 'motion_group', 'gov_office'),
    tag,
    summary: '请外部语言模型起草摘要或标题；保密的、有个人信息的不交出去，交出去的记录在案',
    params: matterId,
    body: z.object({ kind: z.enum(['summary', 'subject']) }),
    limit: { max: 60, timeWindow: '10 minutes' },
    handler: async ({ viewer, params, body }) => {
      const m = await readAs(pool, viewer, async (c) => (await c.query('select * from matter where id = $1', [params.id])).rows[0] as Matter | undefined)
      if (!m) throw unseen()
      if (!model) throw new Refusal('gate', '没有接外部语言模型')
      const text = tellsOf(m.process)(m).text
      const why = mayNotLeave(m, `${m.title}\n${text}`)
      if (why) throw new Refusal('gate', why)
      const words = await model.draft(body.kind, m.title, text).catch((e: Error) => {
        throw new Refusal('gate', e.message)
      })
      await writing(pool, (c) =>
        recordPlaceEvent(c, {
          process: 'drafting',
          place: m.place,
          action: body.kind,
          actor: actorOf(viewer),
          at: now(),
          says: `${viewer.name}请外部语言模型起草一件事项的${body.kind === 'summary' ? '摘要' : '标题'}`,
          data: { matter: m.id },
        }),
      )
      return { words }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/similar',
    policy: writers,
    tag,
    summary: '正在写的这一段，有没有人提过',
    body: z.object({ title: words(200).default(''), text: words(20_000, '最多 20000 字', 2).default('') }),
    handler: ({ viewer, body }): Promise<SimilarList> => readAs(pool, viewer, (c) => similarTo(c, { place: viewer.seat.place, ...body, show: 5 })),
  })
}
