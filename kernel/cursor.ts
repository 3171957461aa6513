/** Where the next page of a list begins: opaque, of any length, and always taken back by the server that gave it out. */
export const cursorOf = (sort: string, id: string): string => Buffer.from(JSON.stringify([sort, id])).toString('base64url')

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** @returns undefined for what this server never gave out: the list then begins at its head */
export function cursorFrom(given: unknown): [sort: string, id: string] | undefined {
  if (typeof given !== 'string') return undefined
  try {
    const x = JSON.parse(Buffer.from(given, 'base64url').toString()) as unknown
    return Array.isArray(x) && typeof x[0] === 'string' && ID.test(String(x[1])) && !x[0].includes('\0') ? [x[0], x[1]] : undefined
  } catch {
    return undefined
  }
}
