/** The store of files: each kept once under the hash of its bytes, `<dataDir>/files/ab/cd/<sha256>`. Who may see one is not decided here. */

import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import { clean, cut, length, trimOf } from './characters.ts'
import { isPhoto, judge, refuse } from './filetypes.ts'

export interface Stored {
  /** SHA-256 of the stored bytes, hex. */
  hash: string
  /** Bytes. */
  size: number
  mime: string
}
export interface StoredFile extends Stored {
  /** Cleaned; what to show and to offer for download. */
  name: string
  /** Of photos: WebP, at most 480 px. */
  thumb: Stored | null
}

export const MAX_FILE: number = 20 * 1024 * 1024
export const MAX_PHOTO: number = 15 * 1024 * 1024
const MAX_SIDE = 4000
const THUMB_SIDE = 480
/** A picture that says it is larger is not decoded at all: JPEG is drawn small while it is read, the others first become whole. */
const MAX_PIXELS = { jpeg: 120_000_000, other: 50_000_000 }

/** Where the bytes of that hash lie. @throws Error when it is no SHA-256 in hex */
export function pathOf(dataDir: string, hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a SHA-256')
  return path.join(dataDir, 'files', hash.slice(0, 2), hash.slice(2, 4), hash)
}

/**
 * Takes a file in: measures it while it comes, judges it by its content, turns photos upright and strips them of all that the
 * camera wrote beside the picture (place, time, device).
 * @throws {Refusal} 'input' with words for the field `file`; nothing is kept then
 */
export async function storeFile(dataDir: string, o: { from: Readable | Buffer; name: string; maxBytes?: number }): Promise<StoredFile> {
  const name = cleanName(o.name)
  const half = path.join(dataDir, 'files', 'incoming', randomUUID())
  await fs.mkdir(path.dirname(half), { recursive: true, mode: 0o750 })
  const made = [half]
  try {
    const size = await receive(o.from, half, o.maxBytes ?? MAX_FILE)
    if (size === 0) throw refuse('文件是空的，请检查后再上传')
    const mime = await judge(half, name)
    if (!isPhoto(mime)) return { name, thumb: null, ...(await keep(dataDir, half, mime)) }
    if (size > MAX_PHOTO) throw refuse(`照片超过 ${MAX_PHOTO / 1024 / 1024} MB，请压缩后再上传`)
    const [photo, thumb] = [`${half}.photo`, `${half}.thumb`]
    made.push(photo, thumb)
    await redraw(half, photo, thumb, mime)
    return { name, ...(await keep(dataDir, photo, mime)), thumb: await keep(dataDir, thumb, 'image/webp') }
  } finally {
    await Promise.all(made.map((f) => fs.rm(f, { force: true })))
  }
}

/** Bytes that the house has made itself, kept as they are. */
export async function storeBytes(dataDir: string, bytes: Uint8Array, mime: string): Promise<Stored> {
  const half = path.join(dataDir, 'files', 'incoming', randomUUID())
  await fs.mkdir(path.dirname(half), { recursive: true, mode: 0o750 })
  try {
    await fs.writeFile(half, bytes, { flag: 'wx', mode: 0o640 })
    return await keep(dataDir, half, mime)
  } finally {
    await fs.rm(half, { force: true })
  }
}

async function receive(from: Readable | Buffer, to: string, most: number): Promise<number> {
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      done(size > most ? refuse(`文件超过 ${Math.floor(most / 1024 / 1024) || 1} MB，请压缩后再上传`) : null, chunk)
    },
  })
  // The source outlives a refusal: its owner decides whether to read on.
  const source = (Buffer.isBuffer(from) ? Readable.from([from]) : from).iterator({ destroyOnReturn: false })
  await pipeline(source, measure, createWriteStream(to, { flags: 'wx', mode: 0o640 }))
  return size
}

/** Drawn anew, so that neither metadata nor anything hidden behind the picture goes along. */
async function redraw(from: string, photo: string, thumb: string, mime: string): Promise<void> {
  const said = await sharp(from, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  if (!said?.width || !said.height) throw refuse(UNREADABLE)
  const most = said.format === 'jpeg' && !said.isProgressive ? MAX_PIXELS.jpeg : MAX_PIXELS.other
  if (said.width * said.height * (said.pages ?? 1) * (said.depth === 'ushort' ? 2 : 1) > most)
    throw refuse(`照片打不开：有 ${said.width}×${said.height} 个点，太大了；请缩小后再上传（最多 ${most / 10_000} 万个点）`)
  await oneAtATime(() => draw(from, photo, thumb, mime, most))
}
const UNREADABLE = '照片打不开，可能已损坏或尺寸过大；请重新拍摄或另存后再上传'

let drawing: Promise<unknown> = Promise.resolve()
/** A picture unpacked takes hundreds of megabytes: the next one waits. */
export function oneAtATime<T>(fn: () => Promise<T>): Promise<T> {
  const mine = drawing.then(fn)
  drawing = mine.catch(() => undefined)
  return mine
}

async function draw(from: string, photo: string, thumb: string, mime: string, most: number): Promise<void> {
  try {
    const upright = sharp(from, { limitInputPixels: most, failOn: 'error' }).autoOrient()
    const full = upright.clone().resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
    const encoded = mime === 'image/png' ? full.png() : mime === 'image/webp' ? full.webp({ quality: 85 }) : full.jpeg({ quality: 85, mozjpeg: false })
    await encoded.toFile(photo)
    // From the small one: the large one is unpacked once.
    await sharp(photo).resize({ width: THUMB_SIDE, height: THUMB_SIDE, fit: 'inside', withoutEnlargement: true }).webp({ quality: 75 }).toFile(thumb)
  } catch {
    throw refuse(UNREADABLE)
  }
}

/** Onto the disk for good, then under its final name: a power cut leaves the whole file or none. */
async function keep(dataDir: string, half: string, mime: string): Promise<Stored> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(half)) hash.update(chunk)
  const hex = hash.digest('hex')
  const to = pathOf(dataDir, hex)
  const { size } = await fs.stat(half)
  if ((await fs.stat(to).catch(() => undefined))?.size === size) return { hash: hex, size, mime }
  await fs.mkdir(path.dirname(to), { recursive: true, mode: 0o750 })
  await sync(half)
  await fs.rename(half, to)
  await sync(path.dirname(to))
  return { hash: hex, size, mime }
}

async function sync(file: string): Promise<void> {
  const handle = await fs.open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A file name fit to be shown and saved anywhere: no folders, nothing invisible, at most 120 characters; the ending is kept. */
export function cleanName(given: string): string {
  const last =
    clean(given.normalize('NFC'))
      .replace(/[\n\t]/g, '')
      .split(/[/\\]/)
      .at(-1) ?? ''
  const safe = trimOf(last.replace(/[<>:"|?*]/g, '_'), /[\s.]/).replace(/\s+/g, ' ')
  const ending = path.extname(safe)
  const stem = cut(safe.slice(0, safe.length - ending.length), Math.max(1, 120 - length(ending)))
  return `${stem || '未命名'}${cut(ending, 20)}`
}
