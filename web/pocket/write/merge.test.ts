import { expect, test } from 'vitest'
import { merge } from './merge.ts'

const base = { title: '关于公交的建议', situation: '车少', mayPublish: true }

test('what only the phone changed stays, what only the server changed is taken over', () => {
  const r = merge(base, { ...base, situation: '晚上车少' }, { ...base, title: '关于夜间公交的建议' })
  expect(r).toEqual({ values: { ...base, title: '关于夜间公交的建议', situation: '晚上车少' }, clashes: [] })
})

test('a field changed on both sides keeps both texts, and mine stays in the form', () => {
  const r = merge(base, { ...base, situation: '手机上写的' }, { ...base, situation: '电脑上写的' })
  expect(r.values.situation).toBe('手机上写的')
  expect(r.clashes).toEqual([{ name: 'situation', mine: '手机上写的', theirs: '电脑上写的' }])
})

test('the same change on both sides, or two ways of being empty, is no conflict', () => {
  const changed = { ...base, situation: '一样' }
  expect(merge(base, changed, changed).clashes).toEqual([])
  expect(merge({ a: '' }, { a: undefined }, { a: [] }).clashes).toEqual([])
  expect(merge({ a: 'x' }, { a: '' }, {}).clashes).toEqual([])
})

test('a text deleted here and rewritten there is a conflict, not a loss', () => {
  expect(merge({ a: '旧' }, { a: '' }, { a: '新' })).toEqual({ values: { a: '' }, clashes: [{ name: 'a', mine: '', theirs: '新' }] })
})
