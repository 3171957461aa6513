/** Blocks are signed (Ed25519) with a key that is kept outside the database: whoever owns the tables alone cannot write the chain anew. */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto'

export interface Signer {
  id: string
  /** Raw 32 bytes, base64url: what a stranger needs for checking. */
  publicKey: string
  sign(no: number, hash: Buffer): Buffer
}

/** A key somebody trusts, and the first block it has to have signed; it holds until the next one's first. */
export interface Trusted {
  id: string
  publicKey: string
  from: number
}

const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const idOf = (raw: Buffer) => createHash('sha256').update(raw).digest('hex').slice(0, 16)
const message = (no: number, hash: Buffer) => Buffer.concat([Buffer.from(`huying block ${no}\n`), hash])

/** The same secret gives the same key. */
export function signerOf(secret: string): Signer {
  const seed = Buffer.from(hkdfSync('sha256', secret, 'huying', 'record/sign', 32))
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length)
  return { id: idOf(raw), publicKey: raw.toString('base64url'), sign: (no, hash) => sign(null, message(no, hash), key) }
}

const opened = new Map<string, KeyObject>()

/** @param trusted its id is reckoned from the key itself, so that a changed line trusts nobody */
export function signedBy(trusted: Trusted, no: number, hash: Buffer, signature: Buffer): boolean {
  const raw = Buffer.from(trusted.publicKey, 'base64url')
  if (raw.length !== 32 || idOf(raw) !== trusted.id) return false
  let key = opened.get(trusted.id)
  if (!key) {
    key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' })
    opened.set(trusted.id, key)
  }
  return verify(null, message(no, hash), key, signature)
}
