/** What a file is, judged by its bytes: the short list that offices exchange, and nothing that a browser would run. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { fileTypeFromFile } from 'file-type'
import { Refusal } from './refusal.ts'

interface Kind {
  mime: string
  /** What the recogniser calls such content; none: it is text. */
  as: readonly string[]
  /** A name that must be in the archive. */
  entry?: RegExp
}

const OLE = ['cfb']
/** By the name's ending. */
const KINDS: Record<string, Kind> = {
  pdf: { mime: 'application/pdf', as: ['pdf'] },
  docx: { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', as: ['docx', 'zip'], entry: /^word\// },
  xlsx: { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', as: ['xlsx', 'zip'], entry: /^xl\// },
  pptx: { mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', as: ['pptx', 'zip'], entry: /^ppt\// },
  ofd: { mime: 'application/ofd', as: ['zip', 'ofd'], entry: /^OFD\.xml$/ },
  doc: { mime: 'application/msword', as: OLE },
  xls: { mime: 'application/vnd.ms-excel', as: OLE },
  ppt: { mime: 'application/vnd.ms-powerpoint', as: OLE },
  wps: { mime: 'application/vnd.ms-works', as: OLE },
  et: { mime: 'application/vnd.ms-excel', as: OLE },
  jpg: { mime: 'image/jpeg', as: ['jpg'] },
  jpeg: { mime: 'image/jpeg', as: ['jpg'] },
  png: { mime: 'image/png', as: ['png'] },
  webp: { mime: 'image/webp', as: ['webp'] },
  txt: { mime: 'text/plain', as: [] },
  csv: { mime: 'text/csv', as: [] },
}

export const isPhoto = (mime: string): boolean => mime.startsWith('image/')

/** @throws {Refusal} 'input', to be shown beside the field `file` */
export const refuse = (why: string): Refusal => new Refusal('input', why, { fields: { file: why } })

const LIST = 'PDF、OFD、Word、Excel、PPT、WPS、TXT、CSV 和 JPG、PNG、WEBP 图片'

/**
 * @param name as given by the sender, already cleaned
 * @returns the MIME type that fits both the content and the name's ending
 * @throws {Refusal} when it is not on the list or does not hold what its name says
 */
export async function judge(file: string, name: string): Promise<string> {
  const ending = path.extname(name).slice(1).toLowerCase()
  if (/^(heic|heif)$/.test(ending)) throw refuse('这是苹果手机的 HEIC 照片，请在手机“设置—相机—格式”中选“兼容性最佳”，或转成 JPG 后再上传')
  const kind = Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined
  if (!kind) throw refuse(`不能上传${ending ? ` .${ending} ` : '没有扩展名的'}文件；可以上传 ${LIST}`)
  const found = await fileTypeFromFile(file)
  const mismatch = refuse(`文件内容与扩展名 .${ending} 不符，可能已损坏或被改过名；请用原来的软件打开，另存后再上传`)
  if (kind.as.length === 0) {
    if (found || !(await isPlainText(file))) throw mismatch
    return kind.mime
  }
  if (!found || !kind.as.includes(found.ext)) throw mismatch
  if (kind.entry) {
    const names = await entriesOf(file)
    if (!names.some((n) => kind.entry?.test(n))) throw mismatch
    if (names.some((n) => /vbaproject\.bin$/i.test(n))) throw refuse('文件中带有宏，请另存为不带宏的文件后再上传')
  }
  return kind.mime
}

/** Readable text in UTF-8 or GB 18030 that no browser would take for a page or a program. */
async function isPlainText(file: string): Promise<boolean> {
  const bytes = await fs.readFile(file)
  if (bytes.includes(0)) return false
  const start = bytes
    .subarray(0, 4096)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
  if (/^#!|^\s*<(\?|!|html|head|body|script|svg|iframe|meta|style)/i.test(start) || /<(script|svg|iframe|html)[\s>]/i.test(start)) return false
  return ['utf-8', 'gb18030'].some((label) => {
    try {
      new TextDecoder(label, { fatal: true }).decode(bytes)
      return true
    } catch {
      return false
    }
  })
}

/** Names in a ZIP archive's central directory; empty when it is none. Nothing is unpacked, so nothing can blow up. */
async function entriesOf(file: string): Promise<string[]> {
  const b = await fs.readFile(file)
  const end = b.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0 || end + 22 > b.length) return []
  const names: string[] = []
  let at = b.readUInt32LE(end + 16)
  while (at + 46 <= b.length && b.readUInt32LE(at) === 0x02014b50 && names.length < 20_000) {
    const length = b.readUInt16LE(at + 28)
    names.push(b.toString('utf8', at + 46, at + 46 + length))
    at += 46 + length + b.readUInt16LE(at + 30) + b.readUInt16LE(at + 32)
  }
  return names
}
