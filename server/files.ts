/** Files in and out. Seen exactly by those who see their matter (row-level security); one's own upload not yet hung on anything by oneself alone. */
import { createReadStream } from 'node:fs'
import fs from 'node:fs/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { lookOf, readAs, say, writing } from '../database/read.ts'
import { disposition } from '../kernel/download.ts'
import { MAX_FILE, pathOf, type StoredFile, storeFile } from '../kernel/files.ts'
import { refuse } from '../kernel/filetypes.ts'
import { spend } from '../kernel/limits.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Vault } from '../kernel/vault.ts'
import type { FileView } from '../kernel/wire.ts'
import { typed } from '../kernel/words.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'

const tag = '附件'
const params = z.object({ id: z.string() })
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const unseen = () => new Refusal('unknown', '没有这个文件，或者您无权查看')

/** Uploads of one person in one day that hang on nothing yet. */
const PENDING = { files: 100, bytes: 500 * 1024 * 1024 }

export default function fileRoutes(
  app: FastifyInstance,
  { pool, dataDir, house, now = () => new Date() }: { pool: pg.Pool; dataDir: string; house?: { vault?: Vault | undefined }; now?: () => Date },
): void {
  route(app, {
    method: 'POST',
    url: '/api/files',
    policy: signedIn,
    tag,
    summary: '上传一个附件（multipart：file、purpose、matter）',
    handler: async ({ req, res, viewer }): Promise<FileView> => {
      await refuseHoarding(pool, viewer, now())
      // What is announced counts, kept or not: drawing and hashing it is the work.
      const amount = Number(req.headers['content-length']) || 0
      if (house?.vault && (await spend(pool, house.vault, [{ kind: 'bytes', who: viewer.person, amount }], now())))
        throw new Refusal('busy', '您今天上传的附件太多了，请明天再传，或者压缩后再传')
      const { file, fields } = await receive(req, res, dataDir)
      return save(pool, viewer, file, fields, now())
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/files/:id',
    policy: signedIn,
    tag,
    summary: '取一个附件',
    params,
    handler: ({ params, viewer, req, res }) => send(pool, dataDir, viewer, params.id, false, req, res),
  })
  route(app, {
    method: 'GET',
    url: '/api/files/:id/thumb',
    policy: signedIn,
    tag,
    summary: '取照片的缩略图',
    params,
    handler: ({ params, viewer, req, res }) => send(pool, dataDir, viewer, params.id, true, req, res),
  })
}

const Fields = z.object({ purpose: typed(40).default(''), matter: z.uuid().or(z.literal('')).optional() })

/** What is refused is still read to its end, or the sender would never get to see why; beyond this not even that. */
const MOST_READ = 5 * MAX_FILE

async function receive(req: FastifyRequest, res: FastifyReply, dataDir: string): Promise<{ file: StoredFile; fields: z.infer<typeof Fields> }> {
  if (!req.isMultipart()) throw refuse('请选择要上传的文件')
  if (!(Number(req.headers['content-length']) <= MOST_READ)) {
    res.header('connection', 'close')
    throw refuse(`文件超过 ${MAX_FILE / 1024 / 1024} MB，请压缩后再上传`)
  }
  let file: StoredFile | undefined
  let wrong: unknown
  const given: Record<string, unknown> = {}
  for await (const part of req.parts({ limits: { files: 1, fileSize: MOST_READ, fields: 10, fieldSize: 1000 } })) {
    if (part.type === 'field') given[part.fieldname] = part.value
    else {
      file = await storeFile(dataDir, { from: part.file, name: part.filename }).catch((e) => {
        wrong = e
        part.file.resume()
        return undefined
      })
    }
  }
  if (wrong) throw wrong
  const fields = Fields.safeParse(given)
  if (!fields.success) throw Refusal.input(fields.error)
  if (!file) throw refuse('请选择要上传的文件')
  return { file, fields: fields.data }
}

async function refuseHoarding(pool: pg.Pool, viewer: Viewer, now: Date): Promise<void> {
  const mine = await readAs(
    pool,
    viewer,
    async (c) =>
      (
        await c.query<{ files: number; bytes: number }>(
          `select count(*)::int as files, coalesce(sum(f.size), 0)::float8 as bytes from attachment a join file f on f.hash = a.file where a.matter is null and a.by_person = $1 and a.at > $2::timestamptz - interval '1 day'`,
          [viewer.person, now],
        )
      ).rows[0],
  )
  if (mine && (mine.files >= PENDING.files || mine.bytes >= PENDING.bytes)) throw new Refusal('busy', '您上传了很多还没有提交的附件，请先提交或隔天再传')
}

async function save(pool: pg.Pool, viewer: Viewer, file: StoredFile, { purpose, matter }: z.infer<typeof Fields>, at: Date): Promise<FileView> {
  const id = await writing(pool, async (c) => {
    for (const f of [file, file.thumb])
      if (f) await c.query('insert into file (hash, size, mime) values ($1, $2, $3) on conflict do nothing', [f.hash, f.size, f.mime])
    // From here on as the viewer: the row must pass the same policies as a reading.
    await say(c, lookOf(actorOf(viewer)))
    if (matter && (await c.query('select 1 from matter where id = $1', [matter])).rowCount === 0) throw new Refusal('unknown', '没有这件事项，或者您无权查看')
    // Hung on the matter by the act that names it, and by nothing else.
    const r = await c.query<{ id: string }>(
      'insert into attachment (file, thumb, name, purpose, by_person, by_seat, at) values ($1, $2, $3, $4, $5, $6, $7) returning id',
      [file.hash, file.thumb?.hash ?? null, file.name, purpose, viewer.person, viewer.seat.id, at],
    )
    return r.rows[0]?.id as string
  })
  const url = `/api/files/${id}`
  return {
    id,
    name: file.name,
    mime: file.mime,
    size: file.size,
    url,
    thumb: file.thumb ? `${url}/thumb` : null,
    purpose,
    party: null,
    by: viewer.name,
    at: at.toISOString(),
  }
}

interface Found {
  name: string
  hash: string
  mime: string
}

async function send(pool: pg.Pool, dataDir: string, viewer: Viewer, id: string, thumb: boolean, req: FastifyRequest, res: FastifyReply) {
  if (!UUID.test(id)) throw unseen()
  const found = await readAs(
    pool,
    viewer,
    async (c) =>
      (
        await c.query<Found>(
          `select a.name, f.hash, f.mime from attachment a join file f on f.hash = ${thumb ? 'a.thumb' : 'a.file'} where a.id = $1 and a.removed_at is null`,
          [id],
        )
      ).rows[0],
  )
  if (!found) throw unseen()
  const where = pathOf(dataDir, found.hash)
  const size = (await fs.stat(where).catch(() => undefined))?.size
  if (size === undefined) throw new Refusal('broken', '文件不在存储中，请告诉管理员')
  const etag = `"${found.hash}"`
  // Kept by the reader's own browser at most, and asked again each time: the right may be gone.
  res.header('cache-control', 'private, no-cache').header('etag', etag).header('x-content-type-options', 'nosniff').header('vary', 'cookie, x-seat')
  if (req.headers['if-none-match'] === etag) return res.code(304).send()
  const shown = found.mime === 'application/pdf' || /^image\/(jpeg|png|webp)$/.test(found.mime)
  res.header('content-type', found.mime.startsWith('text/') ? 'application/octet-stream' : found.mime).header('content-length', size)
  res.header('content-disposition', disposition(shown ? 'inline' : 'attachment', thumb ? `${found.name}.webp` : found.name))
  return res.send(createReadStream(where))
}
