/**
 * What must not lie open in the database (a citizen's name and number): sealed with AES-256-GCM under keys drawn from the house's
 * secret, found again by a keyed digest. A dump of the database alone gives nothing away (个人信息保护法 51).
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export interface Vault {
  /** 12 bytes nonce, 16 bytes tag, text. */
  seal(text: string): Buffer
  /** @throws Error when the bytes are not this house's or were changed */
  open(bytes: Buffer): string
  /** The same text gives the same 32 bytes; `use` keeps digests of different uses apart. */
  digest(use: string, text: string): Buffer
}

export function vaultOf(secret: string): Vault {
  const key = (use: string) => Buffer.from(hkdfSync('sha256', secret, 'huying', use, 32))
  const sealing = key('seal')
  return {
    seal(text) {
      const nonce = randomBytes(12)
      const c = createCipheriv('aes-256-gcm', sealing, nonce)
      const body = Buffer.concat([c.update(text, 'utf8'), c.final()])
      return Buffer.concat([nonce, c.getAuthTag(), body])
    },
    open(bytes) {
      const d = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12))
      d.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([d.update(bytes.subarray(28)), d.final()]).toString('utf8')
    },
    digest: (use, text) =>
      createHmac('sha256', key(`digest/${use}`))
        .update(text)
        .digest(),
  }
}

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

const shaped = (bytes: Buffer): string => {
  // 64 bits read as one number: no sign is favoured noticeably.
  let n = bytes.readBigUInt64BE(0)
  let out = ''
  for (let i = 0; i < 12; i++) {
    out += ALPHABET[Number(n % 31n)]
    n /= 31n
  }
  return out.replace(/(.{4})(?=.)/g, '$1-')
}

/** 'K7WM-3QXT-9RFD': twelve signs nobody confuses, about 59 bits, drawn by lot: nothing leads to it. */
export const newReceipt = (): string => shaped(randomBytes(8))

/** The receipt of a citizen's row, for its owner; those given out before they were kept were drawn from the row's id. */
export const receiptOf = (vault: Vault, row: { id: string; receipt_sealed: Buffer | null }): string =>
  row.receipt_sealed ? vault.open(row.receipt_sealed) : shaped(vault.digest('receipt-code', row.id))

/** As people type it: small letters, spaces, no dashes; undefined when it cannot be one. */
export function receiptTyped(typed: string): string | undefined {
  const clean = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  return clean.length === 12 && [...clean].every((c) => ALPHABET.includes(c)) ? clean.replace(/(.{4})(?=.)/g, '$1-') : undefined
}
