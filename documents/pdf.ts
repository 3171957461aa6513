/** Official documents as PDF: A4, GB/T 9704-2012, fonts embedded. Many documents make one file, each beginning on a page 1 of its own. */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { fonts } from './fonts.ts'
import { CHAR, dateWords, LINE, nameSize, sealPlace } from './gbt.ts'
import { clean, type OfficialDoc, type Picture } from './model.ts'
import type { Done, Job } from './pdf-worker.ts'
import { titleLines } from './title.ts'

interface Waiting {
  ok: (b: Buffer) => void
  no: (e: Error) => void
}
let worker: Worker | undefined
let next = 0
const waiting = new Map<number, Waiting>()

/** One worker for all, started when first needed; it does not keep the process alive while it has nothing to do. */
function typesetter(): Worker {
  if (worker) return worker
  const w = new Worker(path.join(import.meta.dirname, 'pdf-worker.ts'), { workerData: { fonts: fonts().files } })
  worker = w
  const fail = (e: Error) => {
    if (worker === w) worker = undefined
    for (const x of waiting.values()) x.no(e)
    waiting.clear()
  }
  w.on('message', (d: Done) => {
    const x = waiting.get(d.id)
    waiting.delete(d.id)
    if (waiting.size === 0) w.unref()
    if (d.out) x?.ok(Buffer.from(d.out))
    else x?.no(new Error(`排版没有成功：${d.error}`))
  })
  w.on('error', fail)
  w.on('exit', (code) => fail(new Error(`排版线程停了（${code}）`)))
  w.unref()
  return w
}

/** Ends the thread; the next document starts another. */
export async function closePdf(): Promise<void> {
  const w = worker
  worker = undefined
  await w?.terminate()
}

/** @param name the file's own title (shown by readers); @throws when typesetting fails, never on odd characters */
export function toPdf(docs: OfficialDoc | readonly OfficialDoc[], name?: string): Promise<Buffer> {
  const all = Array.isArray(docs) ? (docs as readonly OfficialDoc[]) : [docs as OfficialDoc]
  const json = JSON.stringify({ name: clean(name ?? all[0]?.title ?? '').replace(/\n/g, ''), fonts: fonts().faces, line: LINE, char: CHAR, docs: all.map(set) })
  return new Promise((ok, no) => {
    const id = ++next
    const w = typesetter()
    waiting.set(id, { ok, no })
    w.ref()
    w.postMessage({ id, json } satisfies Job)
  })
}

/** What the page needs beyond the words: sizes, broken titles, dates in words, pictures as bytes; nothing empty, nothing invisible. */
function set(d: OfficialDoc, index: number): unknown {
  const s = d.signature
  const picture = (p?: Picture) => p && { bytes: [...p.png], width: p.width, height: p.height }
  return tidy({
    ...d,
    index,
    titleLines: titleLines(clean(d.title)),
    organ: d.form === 'letter' || d.form === 'notice' ? clean(d.mark ?? d.organ ?? '').replace(/\n/g, '') || '　' : undefined,
    organSize: nameSize(d.mark ?? d.organ ?? '', d.form === 'notice' ? 44 : 38),
    signature: s && {
      ...s,
      dateWords: dateWords(s.date),
      sealPicture: picture(s.sealPicture),
      sealPlace: s.sealPicture && sealPlace(s.sealPicture.height),
      handPicture: picture(s.handPicture),
    },
    issuedBy: d.issuedBy && { ...d.issuedBy, dateWords: dateWords(d.issuedBy.date) },
  })
}

function tidy(x: unknown): unknown {
  if (typeof x === 'string') return clean(x)
  if (Array.isArray(x)) return typeof x[0] === 'number' ? x : x.map(tidy)
  if (x === null || typeof x !== 'object') return x
  return Object.fromEntries(
    Object.entries(x).flatMap(([k, v]) =>
      v === undefined || v === null || (v === '' && !['text', 'label', 'name', 'dateWords', 'organ', 'date', 'title', 'signer'].includes(k))
        ? []
        : [[k, tidy(v)]],
    ),
  )
}
