/** Which of the earlier letters come first, which words are given as the reason, and that another place is another matter. */
import { expect, test } from 'vitest'
import { bandOf, hashWord, rank, signature } from './similar.ts'
import { cosine, docOf, type Idf, idfFrom, sharedWords, vectorOf } from './vector.ts'

const LETTERS = [
  { id: '1', title: '桂花苑小区楼下烧烤店油烟直排', text: '桂花苑小区一楼的烧烤店没有烟道，油烟直排到楼上，晚上无法开窗，老人咳嗽。' },
  { id: '2', title: '翠湖佳苑楼下烧烤店油烟直排', text: '翠湖佳苑一楼的烧烤店没有烟道，油烟直排到楼上，晚上无法开窗，老人咳嗽。' },
  { id: '3', title: '烧烤摊半夜冒烟', text: '住在恒达桂花苑，楼下烧烤摊油烟呛人，晚上不敢开窗。' },
  { id: '4', title: '桂花苑小区电梯坏了', text: '桂花苑小区3栋的电梯停了半个月，老人上下楼困难。' },
  { id: '5', title: '建议增加204路公交车', text: '早高峰204路公交车太挤，等车时间长。' },
  { id: '6', title: '乡村医生的待遇', text: '村卫生室的医生没有养老保险，年轻人不愿意来。' },
  { id: '7', title: '希望7号线延长到滨江公园', text: '滨江公园游人多，希望地铁7号线延长到公园门口。' },
  { id: '8', title: '白塘湖路一直在修', text: '白塘湖路修了又停，围挡占了半条路，出行不便。' },
]
const idf = idfFrom(LETTERS.map((l) => docOf(l.title, l.text)))
const asked = LETTERS[0] as (typeof LETTERS)[number]

test('the same matter in other words comes before the same words about another place', () => {
  const found = rank(asked, LETTERS, idf)
  expect(found[0]).toMatchObject({ id: '1', band: 'same', veto: false })
  expect(found[0]?.score).toBeCloseTo(1)
  const other = found.find((f) => f.id === '2')
  const same = found.find((f) => f.id === '3')
  expect(other?.veto).toBe(true)
  expect(other?.band).not.toBe('same')
  expect(other?.places).toEqual([])
  expect(same?.veto).toBe(false)
  expect(same?.places).toEqual(['桂花苑小区'])
  expect(same?.words).toContain('油烟')
  expect(found.map((f) => f.id)).not.toContain('6')
  expect(found.map((f) => f.score)).toEqual(found.map((f) => f.score).toSorted((a, b) => b - a))
})

test('numbers are part of the name, slips of one sign are not another place', () => {
  const line = rank({ title: '希望1号线延长到滨江公园', text: '滨江公园游人多，希望地铁1号线延长到公园门口。' }, LETTERS, idf)[0]
  expect(line).toMatchObject({ id: '7', veto: true })
  expect(line?.band).not.toBe('same')
  const road = rank({ title: '白糖湖路围挡半年', text: '白糖湖路的围挡占了半条路，一直在修。' }, LETTERS, idf)[0]
  expect(road).toMatchObject({ id: '8', veto: false })
})

test('bands', () => {
  expect([bandOf(0.9, false), bandOf(0.9, true), bandOf(0.5, false), bandOf(0.5, true), bandOf(0.2, false)]).toEqual(['same', 'look', 'look', 'faint', 'faint'])
})

test('full width, capitals and the order of the candidates change nothing', () => {
  const plain = rank({ title: 'A3区204路公交车太挤', text: '' }, LETTERS, idf)
  expect(rank({ title: 'Ａ３区２０４路公交车太挤', text: '' }, LETTERS, idf)).toEqual(plain)
  expect(rank({ title: 'A3区204路公交车太挤', text: '' }, LETTERS.toReversed(), idf)).toEqual(plain)
  expect(plain[0]?.words[0]).toBe('204路')
})

test('texts that say nothing, one word, signs and 20,000 characters', () => {
  for (const text of ['', ' ', '的', '😀😀', '(.*)+[a-z]{2,}$^\\', '\uD83D']) expect(rank({ title: text, text }, LETTERS, idf)).toEqual([])
  expect(cosine(vectorOf('', '', idf), vectorOf('', '', idf))).toBe(0)
  expect(rank({ title: '烧烤', text: '' }, LETTERS, idf).map((f) => f.id)).toContain('3')
  const long = '滨江公园的长椅坏了，游人没有地方坐。'.repeat(1200)
  expect(long.length).toBeGreaterThan(20_000)
  const started = performance.now()
  expect(rank({ title: '滨江公园', text: long }, [...LETTERS, { id: '9', title: '滨江公园的长椅', text: long }], idf)[0]?.id).toBe('9')
  expect(performance.now() - started).toBeLessThan(2000)
})

test('a table that knows no word, or more of a word than there are texts, still gives numbers', () => {
  const odd: Idf[] = [
    { n: 0, df: () => 0 },
    { n: 10, df: () => 50 },
    { n: 1e6, df: () => 0 },
  ]
  for (const table of odd) for (const f of rank(asked, LETTERS, table)) expect(f.score).toBeGreaterThan(0)
})

test('runs of signs weigh, but nobody is shown them and no database asked for them', () => {
  const a = docOf('恒达桂花苑', '', undefined)
  expect(cosine(vectorOf('恒达桂花苑', '', idf), vectorOf('恒大桂花苑', '', idf))).toBeGreaterThan(0.4)
  expect([...a.counts.keys()].some((w) => w.startsWith('\t'))).toBe(true)
  const v = vectorOf('恒达桂花苑', '', idf)
  for (const w of [...sharedWords(v, v, 99), ...signature(a.counts, idf)]) expect(w).not.toContain('\t')
  expect(docOf('', '\t桂花', undefined).counts.has('\t桂花')).toBe(false)
})

test('shared words: those that count most, equals in one order', () => {
  const a = vectorOf('桂花苑烧烤油烟', '', idf)
  expect(sharedWords(a, a, 2)).toEqual(sharedWords(new Map([...a].reverse()), a, 2))
  expect(sharedWords(a, a, 2)).toHaveLength(2)
})

test('signatures: the telling words first, common ones never, the same on every run', () => {
  const table: Idf = { n: 1000, df: (w) => ({ 小区: 400, 油烟: 40, 桂花苑: 3, 甲: 1 })[w] ?? 0 }
  expect(signature(['小区', '油烟', '桂花苑'], table)).toEqual(['桂花苑', '油烟'])
  expect(
    signature(
      new Map([
        ['油烟', 30],
        ['桂花苑', 1],
        ['小区', 9],
      ]),
      table,
    ),
  ).toEqual(['油烟', '桂花苑'])
  expect(signature(['乙乙', '甲甲'], table)).toEqual(signature(['甲甲', '乙乙'], table))
  expect(
    signature(
      Array.from({ length: 99 }, (_, i) => `词${i}`),
      table,
    ),
  ).toHaveLength(24)
  // A house that has only just begun has no common words yet.
  expect(signature(['小区'], { n: 5, df: () => 5 })).toEqual(['小区'])
  expect(signature([], table)).toEqual([])
})

test('hashes fit an int column and differ', () => {
  const words = Array.from({ length: 20_000 }, (_, i) => `词${i}`)
  const hashes = new Set(words.map(hashWord))
  expect(hashes.size).toBeGreaterThan(19_990)
  for (const h of hashes) if (!Number.isInteger(h) || h < -(2 ** 31) || h >= 2 ** 31) throw new Error(String(h))
  expect(hashWord('桂花苑')).toBe(hashWord('桂花苑'))
})
