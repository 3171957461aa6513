/** One room for characters: what the eye sees as one is one, whatever it takes to write it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../test/database.ts'
import { characters, clean, cleanAll, cleanLine, cut, first, foldDots, foldName, foldText, length, phoneDigits, tidyName } from './characters.ts'
import { mobile, text } from './words.ts'

const FAMILY = '👨‍👩‍👧‍👦'
const NAMES = [
  [
    '阿依古丽·买买提',
    '阿依古丽•买买提',
    '阿依古丽．买买提',
    '阿依古丽.买买提',
    '阿依古丽‧买买提',
    '阿依古丽・买买提',
    '阿依古丽ᐧ买买提',
    '阿依古丽∙买买提',
    '阿依古丽 买买提',
    '阿依古丽买买提',
    ' 阿依古丽 • 买买提 ',
  ],
  ['王𠮷', '王 𠮷', '王\u3000𠮷', '王𠮷\ufe00', '\u200b王𠮷'],
  ['张〇', '张○', '张◯', '张零'],
  ['㛃𬭎', '㛃 𬭎', '㛃𬭎\u{e0100}'],
  ['Ａｎｎａ', 'anna', 'Anna'],
]

test('the door: breaks of one kind, nothing unseen, no half characters; pictures and variants stay whole', () => {
  expect(clean('一\r\n二\r三\u2028四\u0085五')).toBe('一\n二\n三\n四\n五')
  expect(clean('a\0b\u0007c\u202ed\u2066e\u2069f\u200bg\u200eh\ufeffi\u00adj\ud842k\ufffel')).toBe('abcdefghijkl')
  expect(clean(`${FAMILY}❤️葛\u{e0100}城\tx`)).toBe(`${FAMILY}❤️葛\u{e0100}城\tx`)
  expect(clean('中\u200d文\ufe0f\ufe0f\ufe0f')).toBe('中文\ufe0f')
  expect(cleanLine('甲 \r\n\t 乙')).toBe('甲 乙')
  expect(cleanAll({ a: ['x\0', { b: '\u202ey' }], n: 1, password: 'p\u200b' })).toEqual({ a: ['x', { b: 'y' }], n: 1, password: 'p\u200b' })
})

test('characters are counted and cut as people see them; a heap of accents is no way round a limit', () => {
  expect([length('王𠮷'), length(FAMILY), length('e\u0301'), length('中文，abc'), length('')]).toEqual([2, 1, 1, 6, 0])
  expect(length(`a${'\u0301'.repeat(8000)}`)).toBeGreaterThan(1000)
  expect([cut('王𠮷明', 2), cut(`一${FAMILY}二`, 2), cut('一二三四', 3, '…'), cut('一二', 3)]).toEqual(['王𠮷', `一${FAMILY}`, '一二…', '一二'])
  expect(cut(`a${'\u0301'.repeat(8000)}`, 10)).toBe('')
  expect([first('𠮷野'), first(`${FAMILY}x`), first('')]).toEqual(['𠮷', FAMILY, ''])
  expect(characters('王𠮷')).toEqual(['王', '𠮷'])
  for (const t of ['王𠮷𬭎〇㛃', `${FAMILY}${FAMILY}`, 'ก็นะ', 'नमस्ते', '🇨🇳🇨🇳'])
    for (let n = 0; n < 6; n++) expect([cut(t, n).isWellFormed(), length(cut(t, n)) <= n, t.startsWith(cut(t, n))]).toEqual([true, true, true])
})

test('a field counts characters, refuses what nobody can see and keeps the breaks of a long text only', () => {
  const line = text('标题', { max: 4 })
  expect(line.parse('王𠮷王𠮷')).toBe('王𠮷王𠮷')
  expect(line.safeParse('王𠮷王𠮷王').error?.issues[0]?.message).toBe('标题最多 4 字，请精简')
  for (const unseen of ['\u200b\u3164', ' \u3000 ', '\u0301', '\u202e\u2066', '']) expect(line.safeParse(unseen).error?.issues[0]?.message).toBe('请填写标题')
  expect([line.parse('一\r\n二'), text('内容', { max: 9, rows: 3 }).parse('一\r\n二\u202e')]).toEqual(['一 二', '一\n二'])
})

test('a telephone number is one however it is pasted', () => {
  for (const t of [
    '13812345678',
    '+86 138 1234 5678',
    '+86-138-1234-5678',
    '008613812345678',
    '0086 138 1234 5678',
    '８６１３８１２３４５６７８',
    '１３８　１２３４　５６７８',
    '(+86)13812345678',
    '138.1234.5678',
    '\u202d13812345678\u202c',
  ])
    expect([t, mobile('手机').parse(t)]).toEqual([t, '13812345678'])
  expect(mobile('手机').parse('')).toBe('')
  for (const t of ['1381234567', '138123456789', '+1 138 1234 5678', '一三八']) expect([t, mobile('手机').safeParse(t).success]).toEqual([t, false])
  expect(phoneDigits('0558-3022112')).toBe('05583022112')
})

test('a name is one name however it is typed, and kept in one way', () => {
  for (const ways of NAMES) expect(new Set(ways.map(foldName)).size, ways.join(' ')).toBe(1)
  expect(new Set(NAMES.map((w) => foldName(w[0] as string))).size).toBe(NAMES.length)
  expect(['阿依古丽 • 买买提', '王 𠮷', '张○', '买买提．·艾山．', 'Anna  Maria'].map(tidyName)).toEqual([
    '阿依古丽·买买提',
    '王𠮷',
    '张〇',
    '买买提·艾山',
    'Anna Maria',
  ])
  expect(foldDots('村民阿依古丽•买买提说，3.5 米；二○二六')).toBe('村民阿依古丽买买提说，3.5 米；二〇二六')
})

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

test('the database folds a name as the house does', async () => {
  const all = [...NAMES.flat(), 'Jean-Paul O’Neil', '㈱あ', 'ｶﾅ・カナ', 'Ölçü', '甲\u2003乙\u2060丙', '⼀⼆', '']
  const r = await db.owner.query('select t, name_fold(t) as folded from unnest($1::text[]) with ordinality u(t, n) order by n', [all])
  expect(r.rows.map((x) => x.folded)).toEqual(all.map(foldName))
  const texts = [...all, '二○二六年，村民阿依古丽•买买提说：３．５ 米。葛️城 ABC ﬁ']
  const t = await db.owner.query('select text_fold(t) as folded from unnest($1::text[]) with ordinality u(t, n) order by n', [texts])
  expect(t.rows.map((x) => x.folded)).toEqual(texts.map(foldText))
})
