/** The day's roots as they are handed out: one line each, the same on the page, in the feed and in a letter, and read back from any of them. */
import type pg from 'pg'
import type { Root } from './record.ts'
import type { Trusted } from './signer.ts'

export const rootLine = (r: Root): string => `${r.day} ${r.block} ${r.hash}`
export const keyLine = (k: Trusted): string => `key ${k.id} ${k.publicKey} ${k.from}`

/** @param most the newest ones; newest first */
export async function readRoots(client: Pick<pg.Pool | pg.ClientBase, 'query'>, most: number): Promise<Root[]> {
  const sql = `select day::text, block::int as block, encode(hash, 'hex') as hash from event_root order by day desc limit $1`
  return (await (client as pg.Pool).query<Root>(sql, [most])).rows
}

/** Out of whatever was kept: the text file, the page, the feed, a letter. */
export function rootsIn(text: string): { roots: Root[]; keys: Trusted[] } {
  const roots = new Map<string, Root>()
  for (const [line, day = '', block, hash = ''] of text.matchAll(/(\d{4}-\d\d-\d\d)\s+(\d+)\s+([0-9a-f]{64})(?![0-9a-f])/g))
    roots.set(line, { day, block: Number(block), hash })
  const keys = new Map<string, Trusted>()
  for (const [line, id = '', publicKey = '', from] of text.matchAll(/key\s+([0-9a-f]{16})\s+([\w-]{43})\s+(\d+)/g))
    keys.set(line, { id, publicKey, from: Number(from) })
  return { roots: [...roots.values()], keys: [...keys.values()] }
}
