/** A form sent by a browser without script: fields as text; photos laid aside as they are, to be redrawn after the answer. */
import { randomUUID, timingSafeEqual } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { clean } from '../../kernel/characters.ts'
import { cleanName } from '../../kernel/files.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Vault } from '../../kernel/vault.ts'
import { fromOwnPage } from '../../server/own-page.ts'

export interface RawPhoto {
  id: string
  name: string
}
export interface Sent {
  fields: Record<string, string>
  photos: RawPhoto[]
  /** Beside the field: what was wrong with a photo. */
  wrong: Record<string, string>
}
export const PHOTOS = 3
const MOST = 15 * 1024 * 1024

/** Where a photo lies until it is redrawn. */
export const waitingPath = (dataDir: string, id: string): string => path.join(dataDir, 'files', 'waiting', id)

/** A POST from another site's page is none of ours, whatever cookie comes along. */
export function ownForm(req: FastifyRequest, baseURL: string): void {
  if (!fromOwnPage(req, baseURL)) throw new Refusal('forbidden', '请从本站页面提交')
}

/** Photos that wait may take this much of the disk; a flood of them is refused in words, the text goes through. */
const BUDGET = 4 * 1024 ** 3
let known = { at: 0, bytes: 0 }

async function crowded(dataDir: string): Promise<boolean> {
  if (Date.now() - known.at > 10_000) {
    const dir = path.dirname(waitingPath(dataDir, 'x'))
    const names = await fs.readdir(dir).catch(() => [])
    const sizes = await Promise.all(
      names.map((n) =>
        fs.stat(path.join(dir, n)).then(
          (s) => s.size,
          () => 0,
        ),
      ),
    )
    known = { at: Date.now(), bytes: sizes.reduce((a, b) => a + b, 0) }
  }
  return known.bytes > BUDGET
}

/** Which photo it is by its first bytes; what follows is judged when it is redrawn. */
function photoKind(head: Buffer | undefined): 'jpg' | 'png' | 'webp' | undefined {
  if (!head) return undefined
  if (head[0] === 0xff && head[1] === 0xd8) return 'jpg'
  if (head.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return 'png'
  return head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WEBP' ? 'webp' : undefined
}

/**
 * @param photos whether this form has a field for them; elsewhere they are read past and not kept
 * @param room whether so many bytes more may be kept
 */
export async function readForm(
  req: FastifyRequest,
  dataDir: string,
  photos = false,
  room: (bytes: number) => Promise<boolean> = async () => true,
): Promise<Sent> {
  const out: Sent = { fields: {}, photos: [], wrong: {} }
  if (!req.isMultipart()) throw new Refusal('input', '请从页面上的表格提交')
  for await (const part of req.parts({ limits: { files: PHOTOS, fileSize: MOST, fields: 30, fieldSize: 200_000 } })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') out.fields[part.fieldname] = clean(part.value)
      continue
    }
    if (!part.filename || !photos) {
      part.file.resume()
      continue
    }
    if (await crowded(dataDir)) {
      part.file.resume()
      out.wrong.photos = '现在提交照片的人太多，请先不附照片提交，或者过一小时再来'
      continue
    }
    const id = randomUUID()
    const to = waitingPath(dataDir, id)
    await fs.mkdir(path.dirname(to), { recursive: true, mode: 0o750 })
    let head: Buffer | undefined
    part.file.once('data', (b: Buffer) => {
      head = b
    })
    await pipeline(part.file, createWriteStream(to, { flags: 'wx', mode: 0o640 }))
    const kind = photoKind(head)
    const bad = part.file.truncated
      ? '照片超过 15 MB，请压缩后再选'
      : !kind
        ? '只能附照片（JPG、PNG、WebP）'
        : !(await room((await fs.stat(to)).size))
          ? '今天从您这里提交的照片太多了，请先不附照片提交，或者明天再附'
          : undefined
    if (bad) {
      out.wrong.photos = bad
      await fs.rm(to, { force: true })
    } else out.photos.push({ id, name: `${path.parse(cleanName(part.filename)).name}.${kind}` })
  }
  return out
}

/** Photos already laid aside, handed back with a form that is shown again: signed for this form alone, so that nobody names another's. */
export function laidMark(vault: Vault, key: string, photos: readonly RawPhoto[]): string {
  if (photos.length === 0) return ''
  const text = Buffer.from(JSON.stringify(photos)).toString('base64url')
  return `${text}.${vault.digest('laid', `${key}/${text}`).toString('base64url')}`
}
export async function laidOf(vault: Vault, key: string, mark: string, dataDir: string): Promise<RawPhoto[]> {
  const [text = '', signed = ''] = mark.split('.')
  const want = vault.digest('laid', `${key}/${text}`)
  const got = Buffer.from(signed, 'base64url')
  if (got.length !== want.length || !timingSafeEqual(got, want)) return []
  const photos = JSON.parse(Buffer.from(text, 'base64url').toString()) as RawPhoto[]
  const there = await Promise.all(
    photos.map((p) =>
      fs.access(waitingPath(dataDir, p.id)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return photos.filter((_, i) => there[i])
}

export const dropPhotos = (dataDir: string, photos: readonly RawPhoto[]): Promise<unknown> =>
  Promise.all(photos.map((p) => fs.rm(waitingPath(dataDir, p.id), { force: true })))
