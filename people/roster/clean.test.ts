import { expect, test } from 'vitest'
import { certificate, email, ethnicity, mobile, name, phone, postcode, birth as read, state, tags, term, tidy } from './clean.ts'

const birth = (t: string) => read(t, '2026-11-23')
const why = (fn: () => string) => {
  try {
    return `read as ${fn()}`
  } catch (e) {
    return (e as Error).message
  }
}

test('dates in every common hand', () => {
  expect(['1968-05-12', '1968.5.12', '1968/05/12', '19680512', '1968年5月12日', '1968.05', '1968年5月', '196805', '1968-5'].map(birth)).toEqual([
    '1968-05-12',
    '1968-05-12',
    '1968-05-12',
    '1968-05-12',
    '1968-05-12',
    '1968-05',
    '1968-05',
    '1968-05',
    '1968-05',
  ])
  for (const t of ['1970-02-30', '1968.13', '24974', '68.5', '五月', '1868-05', '2999-01']) expect(why(() => birth(t))).not.toContain('read as')
})

test('phone numbers: what is wrong, without the number', () => {
  expect(['13800001234', '138 0000 1234', '138-0000-1234', '+86 13800001234', '8613800001234'].map(mobile)).toEqual(Array(5).fill('13800001234'))
  expect(why(() => mobile('1380000123'))).toBe('手机号码少一位，应为 11 位数字')
  expect(why(() => mobile('138000012'))).toBe('手机号码少两位，应为 11 位数字')
  expect(why(() => mobile('138000012345'))).toBe('手机号码多一位，应为 11 位数字')
  expect(why(() => mobile('12800001234'))).toBe('手机号码应以 13 至 19 开头，请核对')
  expect(why(() => mobile('13800001234 / 13900001234'))).toContain('只能填写一个')
})

test('terms, states, tags, the rest', () => {
  expect(['第六届', '6', '六届', '第十八届', '十届', '二十届', '第6届人大', '六届五次'].map(term)).toEqual(['6', '6', '6', '18', '10', '20', '6', '6'])
  expect(['在任', '终止', '暂停执行职务'].map(state)).toEqual(['active', 'terminated', 'suspended'])
  expect(tags('基层一线，妇女；工人 妇女')).toBe('基层一线、妇女、工人')
  expect([name('王 敏'), name('阿依古丽•买买提'), ethnicity('汉'), ethnicity('维吾尔族')]).toEqual(['王敏', '阿依古丽·买买提', '汉族', '维吾尔族'])
  expect([certificate('YL6-0001'), phone('0990—6660001'), email('a@b.cn'), postcode('012345')]).toEqual(['YL6-0001', '0990-6660001', 'a@b.cn', '012345'])
  expect(why(() => postcode('12345'))).toBe('邮编少一位，应为 6 位数字')
})

test('only digits and letters lose their width: punctuation of a text stays Chinese', () => {
  expect(tidy('\uFEFF 云岭路\uFF11\uFF12号，（后门） ')).toBe('云岭路12号，（后门）')
  expect(['—', '-', '/', '无', ' '].map(tidy)).toEqual(['', '', '', '', ''])
  expect(tidy("'=1+1")).toBe('=1+1')
})
