/** Hostile strings for every text field that is declared anywhere: whatever process is added, it is covered by being declared. */
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { length } from '../kernel/characters.ts'
import { processes } from '../processes/index.ts'

const HOSTILE = [
  '王𠮷𬭎〇',
  '👨‍👩‍👧‍👦❤️🇨🇳',
  `e${'\u0301'.repeat(40)}`,
  '附件\u202efdp.exe\u2066',
  '一\r\n二\r三\u2028四\t五',
  'a\0b\u0007\ufeff\u200bc\ud842',
  '长'.repeat(10_000),
  `一${' '.repeat(300_000)}二`,
  '１２３ＡＢＣ　全角',
  `"'><script>alert(1)</script>`,
  '{{7*7}}$(7*7)',
  '%00%0a%2e%2e',
  '#let x = 1 #include "a.typ" $ _ * @',
  "'; drop table matter; --",
  '\\',
]
const HIDDEN = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff\u2028\u2029\r]|\p{Cs}/u

// biome-ignore lint/suspicious/noExplicitAny: Zod's own internals
type Any = any
/** Every free text in a schema, by its path. */
function texts(schema: Any, path: string[] = []): { path: string[]; schema: z.ZodType; max: number | undefined; rows: boolean }[] {
  const d = schema?.def
  if (!d) return []
  const meta = schema.meta?.() as { max?: number; rows?: number; widget?: string } | undefined
  if (d.type === 'string') return [{ path, schema, max: meta?.max, rows: !!meta?.rows }]
  if (d.type === 'object') return Object.entries(schema.shape).flatMap(([k, v]) => texts(v, [...path, k]))
  if (d.type === 'array') return texts(d.element, [...path, '0'])
  return d.innerType ? texts(d.innerType, path) : d.in ? texts(d.in, path) : []
}

test('every text of every act comes out clean and within its limit, or is refused in words', () => {
  let fields = 0
  for (const [name, { def }] of processes)
    for (const [action, a] of Object.entries(def.actions))
      for (const f of texts(a.input).filter((x) => x.max !== undefined)) {
        fields++
        for (const s of HOSTILE) {
          const where = `${name}/${action}.${f.path.join('.')} ${JSON.stringify(s.slice(0, 20))}`
          const r = f.schema.safeParse(s)
          if (!r.success) {
            expect(r.error.issues[0]?.message, where).toMatch(/\p{Script=Han}/u)
            continue
          }
          const kept = r.data as string
          expect(HIDDEN.test(kept), where).toBe(false)
          expect(f.rows || !/[\n\t]/.test(kept), where).toBe(true)
          expect(length(kept) <= (f.max as number), where).toBe(true)
          expect(f.schema.parse(kept), where).toBe(kept)
        }
        // As many rare characters as the limit says, and not one more.
        expect(f.schema.safeParse('𠮷'.repeat(f.max as number)).success, `${name}/${action}.${f.path}`).toBe(true)
        expect(f.schema.safeParse('𠮷'.repeat((f.max as number) + 1)).success, `${name}/${action}.${f.path}`).toBe(false)
      }
  expect(fields).toBeGreaterThan(100)
})
