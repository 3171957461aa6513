import { length } from '../../kernel/characters.ts'

/** A limit in characters as people count them. It never cuts what is typed: the server says beside the field what is too long. */
export const limit = (max: number) => ({ count: { max, strategy: length } })
