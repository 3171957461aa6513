import { expect, test } from 'vitest'
import { newReceipt, receiptTyped, vaultOf } from './vault.ts'

const v = vaultOf('一个秘密')

test('what is sealed opens again, differs each time, and holds nothing readable', () => {
  const [a, b] = [v.seal('13800000000'), v.seal('13800000000')]
  expect([v.open(a), v.open(b)]).toEqual(['13800000000', '13800000000'])
  expect(a.equals(b)).toBe(false)
  expect(a.includes(Buffer.from('13800000000'))).toBe(false)
})

test('another secret, or one changed bit, opens nothing', () => {
  const a = v.seal('王某')
  expect(() => vaultOf('另一个').open(a)).toThrow()
  a[a.length - 1] = (a.at(-1) as number) ^ 1
  expect(() => v.open(a)).toThrow()
})

test('digests of different uses do not meet', () => {
  expect(v.digest('phone', 'x').equals(v.digest('phone', 'x'))).toBe(true)
  expect(v.digest('phone', 'x').equals(v.digest('receipt', 'x'))).toBe(false)
})

test('a hundred thousand receipts: all of one shape, no two alike, read back however they are typed', () => {
  const all = new Set<string>()
  for (let i = 0; i < 100_000; i++) all.add(newReceipt())
  expect(all.size).toBe(100_000)
  const one = [...all][0] as string
  expect(one).toMatch(/^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}$/)
  expect(receiptTyped(` ${one.toLowerCase().replaceAll('-', ' ')}`)).toBe(one)
  expect(receiptTyped('0000-0000-0000')).toBeUndefined()
  expect(receiptTyped(one.slice(1))).toBeUndefined()
})
