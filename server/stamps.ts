/** 印章和签名: an office's seal is put in by its head, a signature by whoever signs; both name who may use them. */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { readAs, writing } from '../database/read.ts'
import { full } from '../documents/fill/ground.ts'
import { KIND, type StampKind } from '../documents/stamps.ts'
import { recordPlaceEvent } from '../kernel/act.ts'
import { localDay } from '../kernel/calendar.ts'
import { pathOf, storeBytes } from '../kernel/files.ts'
import { OFFICES, type Office } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import type { RouteContext } from './app.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'
import { draw, receivePicture } from './stamp-picture.ts'

const tag = '印章和签名'
const HEADS: readonly Office[] = ['daf_head', 'unit_leader']
const SIGNERS: readonly Office[] = ['daf_head', 'unit_leader', 'gov_office', 'sc_leader', 'committee']
/** Millimetres across: the larger side. */
const SIZE = { seal: [30, 60, 42], signature: [15, 60, 30] } as const

const users = z.array(z.uuid({ error: '请从名单里选人' })).max(50, '最多指定 50 人')
const Put = z.object({
  kind: z.enum(['seal', 'signature'], { error: '请选择印章或签名' }),
  organ: z.string().trim().max(80).default(''),
  title: z.string().trim().max(20, '职务最多 20 个字').default(''),
  size: z.coerce.number({ error: '请填写毫米数' }),
  users: z
    .string()
    .default('')
    .transform((x) => x.split(',').filter(Boolean))
    .pipe(users),
})
const params = z.object({ id: z.uuid({ error: '没有这个印章' }) })
const wrong = (fields: Record<string, string>) => new Refusal('input', '有几处需要改一下，请看标红的地方', { fields })
const unseen = () => new Refusal('unknown', '没有这个印章或签名，或者您无权查看')

export function stampRoutes(app: FastifyInstance, { pool, now, dataDir }: RouteContext): void {
  route(app, {
    method: 'GET',
    url: '/api/stamps',
    policy: signedIn,
    tag,
    summary: '我保管的、我可以使用的印章和签名',
    handler: ({ viewer }) => readAs(pool, viewer, (c) => everything(c, viewer, now())),
  })
  route(app, {
    method: 'GET',
    url: '/api/stamp/:file',
    policy: signedIn,
    tag,
    summary: '印章或签名的图片（保管人、可以使用的人）',
    params: z.object({ file: z.string().max(80) }),
    handler: async ({ viewer, params: p, res }) => {
      const id = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.png$/.exec(p.file)?.[1]
      const row = id && (await readAs(pool, viewer, async (c) => (await c.query('select file from stamp where id = $1', [id])).rows[0]))
      if (!row) throw unseen()
      return res
        .header('content-type', 'image/png')
        .header('cache-control', 'private, no-store')
        .header('x-content-type-options', 'nosniff')
        .send(await fs.readFile(pathOf(dataDir, row.file)))
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/stamps',
    policy: signedIn,
    limit: { max: 60, timeWindow: '1 minute' },
    tag,
    summary: '录入印章（单位负责人）或签名（本人）（multipart：kind、organ、title、size、users、file）；新的代替旧的',
    handler: async ({ viewer, req }) => {
      if (!mayPut(viewer, 'seal') && !mayPut(viewer, 'signature')) throw new Refusal('forbidden', '印章由单位负责人录入，签名由签发文书的负责人录入')
      const { bytes, fields } = await receivePicture(req)
      const b = Put.safeParse(fields)
      if (!b.success) throw Refusal.input(b.error)
      return put(pool, dataDir, viewer, b.data, bytes, now())
    },
  })
  route(app, {
    method: 'PUT',
    url: '/api/stamps/:id',
    policy: signedIn,
    tag,
    summary: '改可以使用的人',
    params,
    body: z.object({ users }),
    handler: ({ viewer, params: p, body: b }) =>
      change(pool, viewer, p.id, now(), async (c, s) => {
        await among(c, viewer, s.kind, b.users, now())
        await c.query('update stamp set users = $2 where id = $1', [s.id, b.users])
        return ['changeStamp', `${viewer.name}改了可以使用${s.name}${KIND[s.kind]}的人`, { users: b.users }]
      }),
  })
  route(app, {
    method: 'POST',
    url: '/api/stamps/:id/end',
    policy: signedIn,
    tag,
    summary: '停用印章或签名（已印发的文书不变）',
    params,
    handler: ({ viewer, params: p }) =>
      change(pool, viewer, p.id, now(), async (c, s) => {
        await c.query('update stamp set ended_at = $2 where id = $1', [s.id, now()])
        return ['endStamp', `${viewer.name}停用${s.name}${KIND[s.kind]}`, {}]
      }),
  })
}

const mayPut = (v: Viewer, kind: StampKind): boolean =>
  kind === 'seal' ? HEADS.includes(v.seat.office) && v.seat.unit !== null : SIGNERS.includes(v.seat.office)

/** The organs whose seals this head keeps: his office's, and the standing committee's in whose name the congress's office issues. */
function organsOf({ seat: s }: Viewer): string[] {
  if (!s.unitName) return []
  return [full(s.placeName, s.unitName), ...(s.office === 'daf_head' ? [`${s.placeName}人民代表大会常务委员会`] : [])]
}

/** Seats that may be named: of the same office; for a leader without one, the congress's office. */
async function peopleOf(c: pg.ClientBase, { seat: s }: Viewer, kind: StampKind, at: Date): Promise<{ seat: string; name: string; office: string }[]> {
  const r = await c.query(
    `select s.id as seat, p.name, s.office from seat s join person p on p.id = s.person where s.place = $1 and s.state = 'active' and (s.ends_on is null or s.ends_on >= $4)
       and (s.unit = $2 and s.office in ('daf_head', 'daf_staff', 'unit_leader', 'unit_officer', 'gov_office', 'committee')
            or s.id = $3 or ($5 and s.office in ('daf_head', 'daf_staff'))) order by s.id <> $3, p.name_sort`,
    [s.place, s.unit, s.id, localDay(at), kind === 'signature' && (s.office === 'sc_leader' || s.office === 'committee')],
  )
  return r.rows.map((x) => ({ ...x, office: OFFICES[x.office as Office] }))
}

async function among(c: pg.ClientBase, v: Viewer, kind: StampKind, given: string[], at: Date): Promise<void> {
  const known = new Set((await peopleOf(c, v, kind, at)).map((p) => p.seat))
  if (given.some((x) => !known.has(x))) throw wrong({ users: '只能指定本单位在职的人' })
}

async function everything(c: pg.ClientBase, v: Viewer, at: Date) {
  const [s, post] = [v.seat, await c.query('select post from person where id = $1', [v.person])]
  const r = await c.query(
    `select t.id, t.kind, t.name, t.title, t.width::float8, t.height::float8, t.at, t.ended_at as "endedAt", p.name as by,
       (t.seat = $1 or (t.unit = $2 and $3)) is true as mine, $1 = any (t.users) as usable,
       coalesce((select json_agg(json_build_object('seat', u.id, 'name', up.name) order by up.name_sort) from seat u join person up on up.id = u.person where u.id = any (t.users)), '[]') as users
     from stamp t join seat b on b.id = t.by_seat join person p on p.id = b.person order by t.ended_at nulls first, t.kind, t.at desc limit 100`,
    [s.id, s.unit, mayPut(v, 'seal')],
  )
  return {
    // Who else may use a stamp is its keeper's business.
    stamps: r.rows
      .filter((x) => x.mine || !x.endedAt)
      .map((x) => ({ ...x, label: KIND[x.kind as StampKind], users: x.mine ? x.users : [], url: `/api/stamp/${x.id}.png` })),
    may: { seal: mayPut(v, 'seal'), signature: mayPut(v, 'signature') },
    organs: organsOf(v),
    name: v.name,
    title: (post.rows[0]?.post as string | null) ?? '',
    people: { seal: mayPut(v, 'seal') ? await peopleOf(c, v, 'seal', at) : [], signature: mayPut(v, 'signature') ? await peopleOf(c, v, 'signature', at) : [] },
    sizes: SIZE,
  }
}

async function put(pool: pg.Pool, dataDir: string, v: Viewer, b: z.infer<typeof Put>, bytes: Buffer | undefined, at: Date): Promise<{ id: string }> {
  const s = v.seat
  if (!mayPut(v, b.kind)) throw new Refusal('forbidden', b.kind === 'seal' ? '印章由单位负责人录入' : '签名由签发文书的负责人录入')
  if (b.kind === 'seal' && !organsOf(v).includes(b.organ)) throw wrong({ organ: '请选择是哪个机关的印章' })
  const [least, most] = SIZE[b.kind]
  if (!(b.size >= least && b.size <= most)) throw wrong({ size: `${KIND[b.kind]}的大小是 ${least} 到 ${most} 毫米` })
  if (!bytes || bytes.length === 0) throw wrong({ file: '请选择 PNG 图片' })
  const d = await draw(bytes, b.kind)
  const scale = b.size / Math.max(d.width, d.height)
  const mm = (n: number) => Math.round(n * scale * 10) / 10
  if (b.kind === 'signature' && mm(d.height) > 25) throw wrong({ size: `这个签名印出来高 ${mm(d.height)} 毫米，请改小到高度不超过 25 毫米` })
  const kept = await storeBytes(dataDir, d.png, 'image/png')
  const name = b.kind === 'seal' ? b.organ : v.name
  return writing(pool, async (c) => {
    await among(c, v, b.kind, b.users, at)
    await c.query('insert into file (hash, size, mime) values ($1, $2, $3) on conflict do nothing', [kept.hash, kept.size, kept.mime])
    // Two at once: the second waits here and then replaces the first.
    await c.query(`select pg_advisory_xact_lock(hashtextextended('stamp.' || $1, 0))`, [b.kind === 'seal' ? `${s.unit}${name}` : s.id])
    const old = await c.query(
      `update stamp set ended_at = $1 where ended_at is null and kind = $2 and (kind = 'seal' and unit = $3 and name = $4 or seat = $5) returning id`,
      [at, b.kind, s.unit, name, s.id],
    )
    const id = randomUUID()
    const [unit, seat] = b.kind === 'seal' ? [s.unit, null] : [null, s.id]
    await c.query(
      'insert into stamp (id, place, kind, unit, seat, name, title, file, width, height, users, by_seat, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)',
      [id, s.place, b.kind, unit, seat, name, b.kind === 'seal' ? '' : b.title, kept.hash, mm(d.width), mm(d.height), [...new Set(b.users)], s.id, at],
    )
    const data = { stamp: id, users: b.users, ...(old.rows[0] ? { replaces: old.rows[0].id } : {}) }
    await record(c, v, 'putStamp', `${v.name}录入${name}${KIND[b.kind]}`, data, at)
    return { id }
  })
}

/** One that this viewer keeps, locked. @throws {Refusal} when there is none, he only uses it, or it is withdrawn */
async function change(
  pool: pg.Pool,
  v: Viewer,
  id: string,
  at: Date,
  fn: (c: pg.ClientBase, s: { id: string; kind: StampKind; name: string }) => Promise<[string, string, Record<string, unknown>]>,
): Promise<{ id: string }> {
  if (!(await readAs(pool, v, async (c) => (await c.query('select 1 from stamp where id = $1', [id])).rowCount))) throw unseen()
  return writing(pool, async (c) => {
    const s = (
      await c.query(`select id, kind, name, ended_at, (seat = $2 or (unit = $3 and place = $4 and $5)) is true as mine from stamp where id = $1 for update`, [
        id,
        v.seat.id,
        v.seat.unit,
        v.seat.place,
        mayPut(v, 'seal'),
      ])
    ).rows[0]
    if (!s.mine) throw new Refusal('forbidden', s.kind === 'seal' ? '印章由单位负责人管理；您可以使用' : '签名由本人管理；您可以使用')
    if (s.ended_at) throw new Refusal('conflict', `这个${KIND[s.kind as StampKind]}已经停用`)
    const [action, says, data] = await fn(c, s)
    await record(c, v, action, says, { stamp: id, ...data }, at)
    return { id }
  })
}

const record = (c: pg.ClientBase, viewer: Viewer, action: string, says: string, data: Record<string, unknown>, at: Date) =>
  recordPlaceEvent(c, { process: 'house', place: viewer.seat.place, action, actor: actorOf(viewer), at, says, data })
