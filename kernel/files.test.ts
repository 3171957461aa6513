import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cleanName, pathOf, storeFile } from './files.ts'
import { Refusal } from './refusal.ts'

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-files-'))
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))

const store = (name: string, from: Buffer | Readable, maxBytes?: number) => storeFile(dir, { from, name, maxBytes })
const refused = async (name: string, from: Buffer | Readable, maxBytes?: number): Promise<string> => {
  const e = await store(name, from, maxBytes).then(
    () => new Error(`${name} was taken`),
    (e: unknown) => e as Error,
  )
  if (!(e instanceof Refusal)) throw e
  expect(e.problem).toMatchObject({ error: 'input', fields: { file: e.message } })
  return e.message
}
const read = (hash: string) => fs.readFileSync(pathOf(dir, hash))
const everything = () => fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())

let xlsx: Buffer
let photo: Buffer
beforeAll(async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('表').addRow(['城东'])
  xlsx = Buffer.from(await book.xlsx.writeBuffer())
  photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#c33' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .withExifMerge({
      IFD0: { Make: 'ACME', Model: 'Phone 9' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 15/1 30/1', GPSLongitudeRef: 'E', GPSLongitude: '109/1 5/1 20/1' },
    })
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description exif:GPSLatitude="30,15.5N" xmlns:exif="http://ns.adobe.com/exif/1.0/"/></rdf:RDF></x:xmpmeta>',
    )
    .toBuffer()
})

/** A ZIP of stored (uncompressed) entries. */
function zip(entries: Record<string, string>): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(entries)) {
    const [n, data] = [Buffer.from(name), Buffer.from(text)]
    const rest = Buffer.alloc(22)
    rest.writeUInt16LE(20, 0)
    rest.writeUInt32LE(data.length, 14)
    rest.writeUInt32LE(data.length, 18)
    const sizes = Buffer.alloc(4)
    sizes.writeUInt16LE(n.length)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), rest, sizes, n, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), rest, sizes, tail, n]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(central.length, 8)
  end.writeUInt16LE(central.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}
const types = (part: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const docx = () => zip({ '[Content_Types].xml': types('word/document.xml'), 'word/document.xml': '<w:document/>' })
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n')
const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)])

test('a file is kept once under the hash of its bytes, from a buffer or a stream', async () => {
  const a = await store('城东调研.pdf', pdf)
  const b = await store('another.PDF', Readable.from([pdf.subarray(0, 10), pdf.subarray(10)]))
  const hash = createHash('sha256').update(pdf).digest('hex')
  expect([a, b]).toEqual([
    { hash, size: pdf.length, mime: 'application/pdf', name: '城东调研.pdf', thumb: null },
    { hash, size: pdf.length, mime: 'application/pdf', name: 'another.PDF', thumb: null },
  ])
  expect(pathOf(dir, hash)).toBe(path.join(dir, 'files', hash.slice(0, 2), hash.slice(2, 4), hash))
  expect(read(hash)).toEqual(pdf)
  expect(() => pathOf(dir, '../../etc/passwd')).toThrow()
})

test('what offices exchange is taken', async () => {
  const taken: [string, Buffer][] = [
    ['表.xlsx', xlsx],
    ['文.docx', docx()],
    ['文.ofd', zip({ 'OFD.xml': '<ofd:OFD/>', 'Doc_0/Document.xml': '<x/>' })],
    ['旧.doc', ole],
    ['旧.xls', ole],
    ['金山.wps', ole],
    ['记录.txt', Buffer.from('城东新建四个小区\n')],
    ['旧编码.txt', Buffer.from('b3c7b6ab', 'hex')],
    ['表.csv', Buffer.from('\ufeff姓名，电话\n曾，1\n')],
    ['图.png', await sharp(photo).png().toBuffer()],
    ['图.webp', await sharp(photo).webp().toBuffer()],
    ['图.JPEG', photo],
  ]
  for (const [name, bytes] of taken) expect((await store(name, bytes)).name, name).toBe(name)
})

test('what a browser or a machine would run is refused, under any name', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
  const html = Buffer.from('<!doctype html><script>alert(1)</script>')
  for (const name of ['a.svg', 'a.html', 'a.htm', 'a.js', 'a.exe', 'a.sh', 'a.docm', 'a.zip', 'a.gif', 'README'])
    expect(await refused(name, pdf), name).toMatch(/^不能上传/)
  for (const ending of ['jpg', 'png', 'pdf', 'txt', 'csv', 'docx', 'doc'])
    for (const bytes of [
      svg,
      html,
      Buffer.from('#!/bin/sh\nrm -rf /\n'),
      Buffer.from('<?php system(1)'),
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]),
    ])
      expect(await refused(`a.${ending}`, bytes), ending).toMatch(`文件内容与扩展名 .${ending} 不符`)
  expect(await refused('a.txt', Buffer.from('\ufeff  \n<html><body>'))).toMatch(/不符/)
})

test('a name that promises something else than the content is refused', async () => {
  const cases: [string, Buffer][] = [
    ['a.pdf', photo],
    ['a.jpg', pdf],
    ['a.docx', pdf],
    ['a.docx', zip({ 'evil.exe': 'MZ' })],
    ['a.docx', xlsx],
    ['a.xlsx', docx()],
    ['a.ofd', zip({ 'x/OFD.xml': '' })],
    ['a.txt', pdf],
    ['a.csv', xlsx],
    ['a.doc', docx()],
    ['a.png', photo],
    ['a.docx', docx().subarray(0, 60)],
  ]
  for (const [name, bytes] of cases) expect(await refused(name, bytes), name).toMatch(/不符/)
  expect(await refused('a.docx', zip({ '[Content_Types].xml': types('word/document.xml'), 'word/document.xml': '', 'word/vbaProject.bin': 'x' }))).toMatch(
    /带有宏/,
  )
  expect(await refused('IMG_1.HEIC', photo)).toMatch(/HEIC.*JPG/)
})

test('too large, empty or broken is refused in words, and leaves nothing behind', async () => {
  const before = everything().length
  let sent = 0
  const endless = Readable.from(
    (function* () {
      for (;;) {
        sent += 65_536
        yield Buffer.alloc(65_536)
      }
    })(),
  )
  expect(await refused('a.pdf', endless, 1024 * 1024)).toBe('文件超过 1 MB，请压缩后再上传')
  expect(sent).toBeLessThan(4 * 1024 * 1024)
  expect(await refused('a.pdf', Buffer.alloc(0))).toMatch(/空的/)
  expect(await refused('a.jpg', photo.subarray(0, 700))).toMatch(/照片打不开/)
  expect(await refused('a.png', bomb())).toMatch(/照片打不开/)
  await expect(
    store(
      'a.pdf',
      Readable.from(
        (function* () {
          yield pdf
          throw new Error('line cut')
        })(),
      ),
    ),
  ).rejects.toThrow('line cut')
  expect(everything().length).toBe(before)
})

/** A PNG of some hundred bytes that says it is 50,000 by 50,000. */
function bomb(): Buffer {
  const small = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64')
  small.writeUInt32BE(50_000, 16)
  small.writeUInt32BE(50_000, 20)
  return small
}

test('a photo loses place, device and time, stands upright, and gets a thumbnail', async () => {
  const given = await sharp(photo).metadata()
  expect(given.exif?.includes('ACME')).toBe(true)
  expect(given.orientation).toBe(6)
  // The very coordinates: 30/1 15/1 30/1 as rationals.
  const latitude = Buffer.from('1e000000010000000f000000010000001e00000001000000', 'hex')
  expect(photo.includes(latitude)).toBe(true)
  expect(photo.includes('GPSLatitude')).toBe(true)

  const kept = await store('现场.jpg', photo)
  const thumb = kept.thumb
  if (!thumb) throw new Error('no thumbnail')
  for (const hash of [kept.hash, thumb.hash]) {
    const bytes = read(hash)
    const m = await sharp(bytes).metadata()
    expect([m.exif, m.xmp, m.iptc, m.icc, m.orientation]).toEqual([undefined, undefined, undefined, undefined, undefined])
    for (const trace of ['Exif', 'GPS', 'ACME', 'Phone 9', 'xmpmeta', latitude]) expect(bytes.includes(trace), `${trace}`).toBe(false)
  }
  expect(await sharp(read(kept.hash)).metadata()).toMatchObject({ format: 'jpeg', width: 600, height: 900 })
  expect(await sharp(read(thumb.hash)).metadata()).toMatchObject({ format: 'webp', width: 320, height: 480 })
  expect(thumb.mime).toBe('image/webp')
})

test('what is hidden behind a picture does not go along, and a huge one is made smaller', async () => {
  const secret = Buffer.from('PK\x03\x04 hidden archive')
  const kept = await store('a.jpg', Buffer.concat([photo, secret]))
  expect(read(kept.hash).includes(secret)).toBe(false)
  const wide = await sharp({ create: { width: 6000, height: 100, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  expect(await sharp(read((await store('宽.png', wide)).hash)).metadata()).toMatchObject({ width: 4000, format: 'png' })
})

test('names keep their Chinese and lose all that deceives', () => {
  const cases: [string, string][] = [
    ['关于城东公交的建议（终稿）.docx', '关于城东公交的建议（终稿）.docx'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\王敏\\照片.jpg', '照片.jpg'],
    ['附件\u202efdp.exe', '附件fdp.exe'],
    ['a\u0000b\r\nX: y\u200b.pdf', 'abX_ y.pdf'],
    ['  .htaccess', 'htaccess'],
    ['<img src=x onerror=alert(1)>.png', '_img src=x onerror=alert(1)_.png'],
    ['', '未命名'],
    ['.pdf', 'pdf'],
    ['cafe\u0301.txt', 'café.txt'],
  ]
  for (const [given, clean] of cases) expect(cleanName(given), given).toBe(clean)
  expect(cleanName(`${'长'.repeat(300)}.pdf`)).toBe(`${'长'.repeat(116)}.pdf`)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (s) => {
      const name = cleanName(s)
      expect(name).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069<>"|?*]/u)
      expect(name.length).toBeGreaterThan(0)
      expect([...name].length).toBeLessThanOrEqual(140)
      expect(cleanName(name)).toBe(name)
    }),
  )
})
