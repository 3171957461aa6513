/** What two texts say of where: names found, names that are no names, places that are one and places that are not. */
import { expect, test } from 'vitest'
import { PlaceBook, placesIn, placeVeto, sharedPlaces, vetoTable } from './places.ts'

const veto = (a: string, b: string, book?: PlaceBook) => placeVeto(placesIn(a, book), placesIn(b, book))

test.each([
  ['张湾区车城路桂花苑小区楼下烧烤店冒烟', ['张湾区', '车城路', '桂花苑小区']],
  ['车城西路与朝阳中路交叉口没有红绿灯', ['车城西路', '朝阳中路']],
  ['从石桥村到高岭村的路没有硬化', ['石桥村', '高岭村']],
  ['位于东风大道的阳光小学门前', ['东风大道', '阳光小学']],
  ['龙门县第二人民医院门口停车难', ['龙门县', '第二人民医院']],
  ['在三堰客运站门口', ['三堰客运站']],
  ['柳陂镇卧龙岗社区', ['柳陂镇', '卧龙岗社区']],
  ['A3区和Ｋ9县的路灯', ['a3区', 'k9县']],
  ['希望７号线早日开通', ['7号线']],
  ['地铁十二号线太挤', ['12号线']],
  ['204路公交车太挤，27路也是', ['204路', '27路']],
  ['育才中学2305班', ['2305班', '育才中学']],
])('%s', (text, places) => {
  expect(placesIn(text)).toEqual(places)
})

test.each([
  '我们小区附近的道路坏了',
  '本村农村公路没有人管',
  '希望政府给普通家庭一条出路',
  '请超市和菜市场照章经营',
  '上班路上总堵车，网站也打不开',
  '全市各区都要重视',
  '',
])('no place: %s', (text) => {
  expect(placesIn(text)).toEqual([])
})

test.each([
  ['桂花苑小区楼下烧烤店油烟直排，晚上无法开窗', '翠湖佳苑楼下烧烤店油烟直排，晚上无法开窗'],
  ['建议7号线延长到滨江公园', '建议1号线延长到滨江公园'],
  ['育才中学2305班收班费', '育才中学2306班收班费'],
  ['东四路的路灯不亮', '东六路的路灯不亮'],
  ['A3区的路灯不亮', 'A5区的路灯不亮'],
  ['黄花镇的垃圾没有人清', '安沙镇的垃圾没有人清'],
  ['张湾区桂花社区的井盖坏了', '张湾区石桥社区的井盖坏了'],
  ['第一小学门口太堵', '第二小学门口太堵'],
])('same words, another place: %s | %s', (a, b) => {
  expect(veto(a, b)).toBe(true)
  expect(veto(b, a)).toBe(true)
})

test.each([
  ['桂花苑小区楼下烧烤店油烟直排', '住在恒达桂花苑的老人夜里睡不着，烧烤太呛'],
  ['白塘湖路一直在修', '白糖湖路围挡大半年了'],
  ['希望７号线早日开通', '地铁七号线什么时候通车'],
  ['车城路路口没有红绿灯', '车城路上过马路太危险'],
  ['张湾区的路灯不亮', '张湾区晚上太黑'],
  ['人才补贴何时发放', '桂花苑小区的人才补贴没有发'],
  ['十堰市的公交太少', '张湾区的公交太少'],
  ['张湾区车城路很堵', '房县的车城路很堵'],
])('the same place, or nobody can tell: %s | %s', (a, b) => {
  expect(veto(a, b)).toBe(false)
  expect(veto(b, a)).toBe(false)
})

test('part of another place and other names are known from the list alone', () => {
  const a = '西苑楼顶漏水'
  const b = '四方新村的房子漏水严重'
  const book = new PlaceBook(['四方新村', { name: '西苑', within: '四方新村' }, { name: '东汽总医院', aka: ['总医院'] }, '西湖'])
  expect(placesIn(a, book)).toEqual(['西苑', '四方新村'])
  expect(veto(a, b, book)).toBe(false)
  expect(placesIn('总医院停车难', book)).toEqual(['东汽总医院'])
  expect(placesIn('西苑小区南门', book)).toEqual(['西苑', '四方新村'])
  expect(placesIn('西湖小学放学', book)).toEqual(['西湖小学'])
  const circle = new PlaceBook([
    { name: '甲园', within: '乙园' },
    { name: '乙园', within: '甲园' },
  ])
  expect(placesIn('甲园', circle)).toEqual(['甲园', '乙园'])
})

test('shared places, the most specific first and by the shorter name', () => {
  expect(sharedPlaces(placesIn('张湾区恒达桂花苑小区'), placesIn('桂花苑在张湾区'))).toEqual(['桂花苑', '张湾区'])
  expect(sharedPlaces(['东四路'], ['东六路'])).toEqual([])
})

test('the table of many says what is said of two', () => {
  const lists = [
    '张湾区车城路桂花苑小区',
    '恒达桂花苑',
    '白塘湖路',
    '白糖湖路',
    '7号线到滨江公园',
    '1号线到滨江公园',
    '育才中学2305班',
    'A3区',
    'A5区和A市',
    '黄花镇',
    '',
    '滨江公园小区',
    '桂花苑幼儿园',
  ].map((t) => placesIn(t))
  const table = vetoTable(lists)
  lists.forEach((a, i) => {
    lists.forEach((b, j) => {
      expect(table(i, j), `${a}|${b}`).toBe(placeVeto(a, b))
    })
  })
})

test('odd texts', () => {
  expect(placesIn('😀桂花苑小区😀(.*)[区]$^\\路')).toEqual(['桂花苑小区'])
  expect(placesIn('\uD800桂花苑小区')).toEqual(['桂花苑小区'])
  const started = performance.now()
  expect(placesIn('东风大道的阳光小学门前，'.repeat(1700))).toEqual(['东风大道', '阳光小学'])
  placesIn('区'.repeat(20_000))
  placesIn('桂花路'.repeat(7000))
  placesIn(`${'1'.repeat(20_000)}路`, new PlaceBook(['11', '111路']))
  expect(performance.now() - started).toBeLessThan(2000)
})
