/** The picture of a seal or a signature as it comes in: measured before it is unpacked, cut to what is drawn, drawn anew. */
import type { FastifyRequest } from 'fastify'
import sharp from 'sharp'
import type { StampKind } from '../documents/stamps.ts'
import { oneAtATime } from '../kernel/files.ts'
import { refuse } from '../kernel/filetypes.ts'

const MAX_BYTES = 2 * 1024 * 1024
const SIDE = { least: 120, most: 3000 }
/** How much of a stamp's rectangle may be covered: a scan on white paper covers all of it. */
const MOST_COVERED = 0.9

export interface Drawn {
  png: Buffer
  width: number
  height: number
}

/** @returns the file's bytes and the fields that came with it; @throws {Refusal} when it is none or too large */
export async function receivePicture(req: FastifyRequest): Promise<{ bytes: Buffer | undefined; fields: Record<string, unknown> }> {
  if (!req.isMultipart()) throw refuse('请选择 PNG 图片')
  const fields: Record<string, unknown> = {}
  let bytes: Buffer | undefined
  for await (const part of req.parts({ limits: { files: 1, fileSize: MAX_BYTES, fields: 10, fieldSize: 4000 } })) {
    if (part.type === 'field') fields[part.fieldname] = part.value
    else
      bytes = await part.toBuffer().catch((e: { code?: string }) => {
        throw e.code === 'FST_REQ_FILE_TOO_LARGE' ? refuse(`图片超过 ${MAX_BYTES / 1024 / 1024} MB，请缩小后再上传`) : e
      })
  }
  return { bytes, fields }
}

/** @throws {Refusal} with what is wrong with it, and what to do */
export async function draw(bytes: Buffer, kind: StampKind): Promise<Drawn> {
  const said = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  if (said?.format !== 'png') throw refuse('请用 PNG 图片（背景透明）')
  const { width, height } = said
  if (width > SIDE.most || height > SIDE.most) throw refuse(`图片有 ${width}×${height} 个点，太大了；请缩小到长和宽都不超过 ${SIDE.most} 点`)
  if (!said.hasAlpha) throw refuse(OPAQUE)
  const drawn = await oneAtATime(() => cut(bytes)).catch(() => {
    throw refuse('图片打不开，可能已损坏；请重新导出 PNG 后再上传')
  })
  if (drawn.covered === 0) throw refuse('图片是空的，没有看到印章或签名')
  if (drawn.covered > MOST_COVERED) throw refuse(OPAQUE)
  if (Math.max(drawn.width, drawn.height) < SIDE.least) throw refuse(`图片太小，印出来会模糊：印章或签名本身不少于 ${SIDE.least} 点`)
  if (kind === 'seal' && Math.max(drawn.width, drawn.height) / Math.min(drawn.width, drawn.height) > 1.6)
    throw refuse('印章应是圆形、椭圆形或方形，请只留印章本身')
  return { png: drawn.png, width: drawn.width, height: drawn.height }
}
const OPAQUE = '图片的背景不透明，会盖住署名和日期；请去掉背景，另存为背景透明的 PNG'

/** Without its empty margins, so that its size on paper is the stamp's own. */
async function cut(bytes: Buffer): Promise<Drawn & { covered: number }> {
  const { data, info } = await sharp(bytes, { limitInputPixels: SIDE.most * SIDE.most, failOn: 'error' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  let [left, top, right, bottom, covered] = [info.width, info.height, -1, -1, 0]
  for (let y = 0; y < info.height; y++)
    for (let x = 0; x < info.width; x++) {
      if ((data[(y * info.width + x) * info.channels + 3] ?? 0) < 24) continue
      covered++
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  if (covered === 0) return { png: Buffer.alloc(0), width: 0, height: 0, covered }
  const box = { left, top, width: right - left + 1, height: bottom - top + 1 }
  const out = await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .extract(box)
    .resize(1200, 1200, { fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer({ resolveWithObject: true })
  return { png: out.data, width: out.info.width, height: out.info.height, covered: covered / (box.width * box.height) }
}
