/** What many write about at once: grouped, counted, kept from night to night as staff decided. */
import { expect, test } from 'vitest'
import { averageLink, type Pair } from './linkage.ts'
import { keepTogether, match, splitInto, trendOf } from './topicruns.ts'
import { assign, cluster, type Decisions, heatOf, type Item, type Topic } from './topics.ts'
import { docOf, idfFrom } from './vector.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n, 4))
const STORIES: [name: string, title: (i: number) => string, text: (i: number) => string][] = [
  ['smoke', (i) => `桂花苑小区烧烤店油烟扰民${'！'.repeat(i % 3)}`, (i) => `桂花苑小区楼下第${i}家烧烤店没有烟道，油烟直排，晚上无法开窗。`],
  ['other', (i) => `翠湖佳苑烧烤店油烟扰民${'！'.repeat(i % 3)}`, (i) => `翠湖佳苑楼下第${i}家烧烤店没有烟道，油烟直排，晚上无法开窗。`],
  ['bus', (i) => `204路公交车${i % 2 ? '太挤' : '等不到'}`, () => '早高峰204路公交车发车间隔太长，学生上学迟到，请增加班次。'],
  ['doctor', (i) => `乡村医生养老保险${i % 2 ? '何时落实' : '没有着落'}`, () => '村卫生室的乡村医生干了三十年没有养老保险。'],
]
const ITEMS: Item[] = STORIES.flatMap(([name, title, text], s) =>
  Array.from({ length: 6 - s }, (_, i): Item => ({ id: `${name}${i}`, title: title(i), text: text(i), at: day(i * 5 + s), who: `u${i % 4}`, votes: i })),
)
ITEMS.push({ id: 'alone', title: '建议推广太极拳', text: '广场上可以教太极拳。', at: day(3), who: '', votes: 0 })

const groups = (topics: readonly Topic[]) => topics.map((t) => t.members.map((m) => m.id).sort()).sort()
const of = (topics: readonly Topic[], id: string) => topics.find((t) => t.members.some((m) => m.id === id)) as Topic

test('one topic for each story, and the same fumes elsewhere are another', () => {
  const topics = cluster(ITEMS)
  expect(groups(topics).map((g) => [...new Set(g.map((id) => id.replace(/\d/, '')))])).toEqual([['bus'], ['doctor'], ['other'], ['smoke']])
  const smoke = of(topics, 'smoke0')
  expect(smoke).toMatchObject({ id: 'smoke0', n: 6, people: 4, votes: 15, first: day(0), last: day(25), places: ['桂花苑小区'] })
  expect(smoke.keywords).toContain('油烟')
  expect(smoke.keywords.join('')).not.toContain('\t')
  expect(smoke.heat).toBeCloseTo(4 + 2 * Math.log(16) + 6 / Math.sqrt(25 / 7 + 1))
  expect(smoke.medoid.title).toContain('桂花苑')
  for (const m of smoke.members) expect(m.similarity).toBeGreaterThan(0.5)
  expect(topics.map((t) => t.heat)).toEqual(topics.map((t) => t.heat).toSorted((a, b) => b - a))
  // As it is kept in a database.
  expect(JSON.parse(JSON.stringify(smoke)).centroid).toEqual(smoke.centroid)
})

test('every run and every order gives the same', () => {
  expect(cluster(ITEMS.toReversed())).toEqual(cluster(ITEMS))
})

test('unknown writers count each for themselves', () => {
  const topics = cluster(ITEMS.map((i) => ({ ...i, who: '' })))
  expect(of(topics, 'bus0').people).toBe(4)
})

test('what staff put together and took apart holds on a later run with new messages', () => {
  const first = cluster(ITEMS)
  const ids = (id: string) => of(first, id).members.map((m) => m.id)
  const merge = keepTogether([...ids('smoke0'), ...ids('other0')])
  const split = splitInto([
    ['bus0', 'bus2'],
    ['bus1', 'bus3'],
  ])
  const decisions: Decisions = { together: [...merge.together, ...split.together, ['gone', 'bus0']], apart: [...merge.apart, ...split.apart] }
  const later: Item[] = Array.from({ length: 4 }, (_, i) => ({ ...(ITEMS[i] as Item), id: `later${i}`, at: day(60 + i) }))
  const again = cluster([...later, ...ITEMS], { decisions })
  expect(of(again, 'smoke0')).toBe(of(again, 'other3'))
  expect(of(again, 'later0')).toBe(of(again, 'smoke0'))
  expect(of(again, 'bus0')).toBe(of(again, 'bus2'))
  expect(of(again, 'bus1')).toBe(of(again, 'bus3'))
  expect(of(again, 'bus0')).not.toBe(of(again, 'bus1'))
})

test('where staff contradict themselves, apart wins', () => {
  const decisions: Decisions = {
    together: [
      ['bus0', 'bus1'],
      ['bus1', 'doctor0'],
    ],
    apart: [['bus0', 'doctor0']],
  }
  const topics = cluster(ITEMS, { decisions })
  expect(of(topics, 'bus0')).toBe(of(topics, 'bus1'))
  expect(of(topics, 'bus0')).not.toBe(of(topics, 'doctor0'))
})

test('a topic keeps its id and its given name from night to night', () => {
  const old = cluster(ITEMS).map((t) => ({ id: `kept-${t.id}`, name: t.id === 'bus0' ? '公交太少' : undefined, members: t.members }))
  const later: Item = { ...(ITEMS.find((i) => i.id === 'bus0') as Item), id: 'early', at: day(-9) }
  const named = match(cluster([later, ...ITEMS]), old)
  expect(of(named, 'early')).toMatchObject({ id: 'kept-bus0', name: '公交太少' })
  expect(of(named, 'smoke0').id).toBe('kept-smoke0')
  expect(of(named, 'smoke0').name).toBeUndefined()
})

test('a merged topic goes on as its larger part; a new one never takes an id that is in use', () => {
  const topics = cluster(ITEMS)
  const merged = cluster(ITEMS, { decisions: keepTogether([...of(topics, 'smoke0').members, ...of(topics, 'other0').members].map((m) => m.id)) })
  expect(of(match(merged, topics), 'other0').id).toBe('smoke0')
  const stranger = match(topics, [{ id: 'bus0', members: [{ id: 'nobody' }] }])
  expect(of(stranger, 'bus0').id).toBe('bus0-2')
  expect(new Set(stranger.map((t) => t.id)).size).toBe(topics.length)
})

test('in the day a new message goes to its topic, to none if it is far or elsewhere', () => {
  const topics = cluster(ITEMS)
  const idf = idfFrom(ITEMS.map((i) => docOf(i.title, i.text)))
  expect(assign({ title: '桂花苑楼下烧烤油烟', text: '桂花苑的烧烤店油烟太大，晚上不能开窗。' }, topics, idf)?.id).toBe('smoke0')
  expect(assign({ title: '绿景花园烧烤店油烟扰民', text: '绿景花园楼下烧烤店油烟直排，晚上无法开窗。' }, topics, idf)).toBeUndefined()
  expect(assign({ title: '希望建一座图书馆', text: '' }, topics, idf)).toBeUndefined()
  expect(assign({ title: '', text: '' }, topics, idf)).toBeUndefined()
})

test('trend over four weeks against the four before', () => {
  const at = (...days: number[]) => ({ first: day(Math.min(...days)), members: days.map((d) => ({ at: day(d) })) })
  expect(trendOf(at(1, 2, 40, 41, 42), day(56))).toEqual({ last: 3, before: 2, direction: 'rising' })
  expect(trendOf(at(1, 2, 3, 40), day(56))).toMatchObject({ direction: 'falling' })
  expect(trendOf(at(1, 40), day(56))).toMatchObject({ direction: 'level' })
  expect(trendOf(at(40, 41), day(56))).toMatchObject({ direction: 'new' })
  expect(trendOf(at(1, 2), day(200))).toMatchObject({ last: 0, direction: 'quiet' })
  // What comes after `today` is not known yet.
  expect(trendOf(at(10, 99), day(20))).toMatchObject({ last: 1 })
})

test('heat: people before clicks, and no votes below nothing', () => {
  expect(heatOf(10, 0, 10, day(0), day(0))).toBe(20)
  expect(heatOf(1, -5, 1, day(0), day(0))).toBe(2)
})

/** Merges the two nearest, over and over: slow, and plainly right. */
function slowly(n: number, pairs: readonly Pair[], cut: number): number[][] {
  let clusters = Array.from({ length: n }, (_, i) => [i])
  const s = new Map(pairs.map((p) => [p.a * n + p.b, p.s]))
  const mean = (x: number[], y: number[]) =>
    x.flatMap((a) => y.map((b) => s.get(Math.min(a, b) * n + Math.max(a, b)) ?? 0)).reduce((t, v) => t + v, 0) / (x.length * y.length)
  for (;;) {
    let best: [number, number, number] = [-1, -1, cut]
    for (let i = 0; i < clusters.length; i++) {
      for (let j = 0; j < i; j++) {
        const m = mean(clusters[i] as number[], clusters[j] as number[])
        if (m >= best[2]) best = [i, j, m]
      }
    }
    const [i, j] = best
    if (i < 0) break
    const joined = [...(clusters[i] as number[]), ...(clusters[j] as number[])].sort((a, b) => a - b)
    clusters = [...clusters.filter((_, k) => k !== i && k !== j), joined]
  }
  return clusters.sort((a, b) => (a[0] as number) - (b[0] as number))
}

test('chains of nearest neighbours give what merging the nearest gives', () => {
  let seed = 7
  const chance = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    return seed / 0x7fffffff
  }
  for (let round = 0; round < 60; round++) {
    const n = 4 + (round % 20)
    const pairs: Pair[] = []
    for (let b = 1; b < n; b++) for (let a = 0; a < b; a++) if (chance() < 0.4) pairs.push({ a, b, s: chance() })
    expect(averageLink(n, pairs, 0.2)).toEqual(slowly(n, pairs, 0.2))
  }
})

test('nothing, one, all the same, long and odd texts', () => {
  expect(cluster([])).toEqual([])
  expect(cluster([ITEMS[0] as Item])).toEqual([])
  expect(cluster([ITEMS[0] as Item], { least: 1 })).toHaveLength(1)
  const same = Array.from({ length: 300 }, (_, i) => ({ ...(ITEMS[0] as Item), id: `x${i}` }))
  expect(cluster(same)[0]?.n).toBe(300)
  const odd = ['', '😀', '(.*)+', '路', '烧烤', '桂花苑小区的路灯坏了。'.repeat(2000)].map(
    (text, i): Item => ({ ...(ITEMS[0] as Item), id: `y${i}`, title: text.slice(0, 40), text }),
  )
  expect(cluster(odd, { least: 1 }).reduce((t, x) => t + x.n, 0)).toBe(odd.length)
})

test('a thousand messages take no second or two', () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({ ...(ITEMS[i % ITEMS.length] as Item), id: `m${i}` }))
  const started = performance.now()
  cluster(many)
  expect(performance.now() - started).toBeLessThan(4000)
})
