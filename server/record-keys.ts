/**
 * The keys of the record, outside the database: `record.key` (secret, one a line, newest first) and `record.pub`, the public halves and
 * the first block each has to have signed. Rotation: a new first line (`npm run verify -- --rotate-key`); the old lines stay, they open old digests.
 */
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { type ProofKey, proofKey } from '../kernel/proof.ts'
import { type Signer, signerOf, type Trusted } from '../kernel/signer.ts'

export interface RecordKeys {
  /** The first makes new digests. */
  proof: ProofKey[]
  signer: Signer
}

const file = (home: string) => path.join(home, 'record.key')
const publicFile = (home: string) => path.join(home, 'record.pub')
const linesOf = (text: string) => text.split(/[\s,]+/).filter(Boolean)

/** @param given `HUYING_RECORD_KEY`: secrets, newest first, instead of the file */
export function readRecordKeys(home: string, given?: string): RecordKeys | undefined {
  const secrets = linesOf(given || (fs.existsSync(file(home)) ? fs.readFileSync(file(home), 'utf8') : ''))
  const [newest] = secrets
  if (newest === undefined) return undefined
  if (newest.length < 32) throw new Error('记录的密钥太短，至少 32 个字符。')
  return { proof: secrets.map(proofKey), signer: signerOf(newest) }
}

/** Made once and kept readable for this account alone. */
export function openRecordKeys(home: string, given?: string): RecordKeys {
  if (!given && !fs.existsSync(file(home))) fs.writeFileSync(file(home), `${newSecret()}\n`, { mode: 0o600, flag: 'wx' })
  return readRecordKeys(home, given) as RecordKeys
}

const newSecret = () => randomBytes(32).toString('base64url')

/** Takes effect at the next start. */
export function rotate(home: string): void {
  const before = fs.existsSync(file(home)) ? fs.readFileSync(file(home), 'utf8') : ''
  // Written whole under another name first: half a key would be none.
  fs.writeFileSync(`${file(home)}.new`, `${newSecret()}\n${before}`, { mode: 0o600 })
  fs.renameSync(`${file(home)}.new`, file(home))
}

export function readTrusted(from: string): Trusted[] {
  if (!fs.existsSync(from)) return []
  return fs
    .readFileSync(from, 'utf8')
    .split('\n')
    .filter((l) => l.trim() && !l.startsWith('#'))
    .map((l) => {
      const [id = '', publicKey = '', block] = l.trim().split(/\s+/)
      if (!/^[0-9a-f]{16}$/.test(id) || !Number.isInteger(Number(block))) throw new Error(`${from} 里有一行看不懂：${l.slice(0, 80)}`)
      return { id, publicKey, from: Number(block) }
    })
}

export const trustedOf = (home: string): Trusted[] => readTrusted(publicFile(home))

/** Writes down who signs from the next block on. @param pool of the owner */
export async function enrol(home: string, signer: Signer, pool: pg.Pool): Promise<void> {
  if (trustedOf(home).at(-1)?.id === signer.id) return
  const { rows } = await pool.query<{ no: number }>('select coalesce(max(no), 0)::int + 1 as no from event_block')
  fs.appendFileSync(publicFile(home), `${signer.id} ${signer.publicKey} ${rows[0]?.no ?? 1}\n`)
}
