/** An invented photo for the invented city's proofs: plain colour with the word 示例 drawn on it, kept like any upload. */
import { Readable } from 'node:stream'
import type pg from 'pg'
import sharp from 'sharp'
import { storeFile } from '../../../kernel/files.ts'
import type { Actor } from '../../../kernel/process.ts'

export function photographer(owner: pg.Pool, dataDir: string): (who: Actor, at: number) => Promise<string> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="640"><rect width="960" height="640" fill="#dfe7df"/><rect y="420" width="960" height="220" fill="#b9c4b4"/><path d="M0 640 L420 420 L540 420 L960 640 Z" fill="#8d949c"/><rect x="640" y="240" width="180" height="180" fill="#f3efe6" stroke="#8d949c" stroke-width="6"/></svg>`
  let stored: ReturnType<typeof storeFile> | undefined
  return async (who, at) => {
    stored ??= sharp(Buffer.from(svg))
      .jpeg()
      .toBuffer()
      .then((b) => storeFile(dataDir, { from: Readable.from(b), name: '完成情况（示例）.jpg' }))
    const f = await stored
    for (const one of [f, f.thumb])
      if (one) await owner.query('insert into file (hash, size, mime) values ($1, $2, $3) on conflict do nothing', [one.hash, one.size, one.mime])
    const r = await owner.query('insert into attachment (file, thumb, name, by_person, by_seat, at) values ($1, $2, $3, $4, $5, $6) returning id', [
      f.hash,
      f.thumb?.hash ?? null,
      f.name,
      who.person,
      who.seat,
      new Date(at),
    ])
    return r.rows[0].id
  }
}
