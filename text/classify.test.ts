import { describe, expect, it } from 'vitest'
import { fromBytes, type Item, train } from './classify.ts'
import { dutyIndex, mergeRanks, rankByDuties, type Unit } from './duties.ts'
import { countTerms, learnable } from './features.ts'
import { measureSureness, sharesOf } from './linear.ts'
import { permutation, seeded, trainPlane } from './svm.ts'
import { plainText } from './words.ts'

const MATTERS: Record<string, string[]> = {
  traffic: ['公交车站台太远', '公交线路班次太少', '路口红绿灯时间太短', '斑马线没有信号灯', '地铁站出口堵车', '货车占用车道停车'],
  school: ['小学学位不够', '幼儿园入园报名', '中学老师补课收费', '学校食堂饭菜', '招生学区划分', '学生书包太重'],
  river: ['河道里垃圾漂浮', '工厂排放污水', '河水发黑发臭', '雨天污水管溢出', '水库边养殖污染', '夜里排放废气'],
}
const PLACES = ['东门', '南桥', '西岭', '北塘', '新村']
const ITEMS: Item[] = Object.entries(MATTERS).flatMap(([label, matters]) =>
  matters.flatMap((m) => PLACES.map((p) => ({ title: `关于${p}${m}的事`, text: `${p}一带${m}，住在附近的人都很着急，盼望早日看到变化。`, label }))),
)
const model = train(ITEMS)

describe('plane', () => {
  const x = { indptr: Int32Array.of(0, 1, 2, 3, 4), indices: Int32Array.of(0, 0, 1, 1), values: Float32Array.of(1, 0.5, 1, 0.5), columns: 2 }
  it('tells two sides apart', () => {
    const { weights, bias } = trainPlane(x, Int32Array.of(0, 0, 1, 1), 0, { C: 10 })
    expect((weights[0] as number) * 0.5 + bias).toBeGreaterThan(0)
    expect((weights[1] as number) * 0.5 + bias).toBeLessThan(0)
  })
  it('meets the condition of its optimum: w is the sum of the rows by their slack', () => {
    // For L2-loss w = Σ yᵢαᵢxᵢ with αᵢ = 2C·max(0, 1 − yᵢ·margin); the bias likewise, its column being 1.
    const { weights, bias } = trainPlane(x, Int32Array.of(0, 0, 1, 1), 0, { C: 1, tolerance: 1e-9, passes: 5000 })
    const sum = [0, 0, 0]
    for (let i = 0; i < 4; i++) {
      const j = x.indices[i] as number
      const v = x.values[i] as number
      const sign = i < 2 ? 1 : -1
      const alpha = 2 * Math.max(0, 1 - sign * ((weights[j] as number) * v + bias))
      sum[j] = (sum[j] as number) + sign * alpha * v
      sum[2] = (sum[2] as number) + sign * alpha
    }
    expect(weights[0]).toBeCloseTo(sum[0] as number, 6)
    expect(weights[1]).toBeCloseTo(sum[1] as number, 6)
    expect(bias).toBeCloseTo(sum[2] as number, 6)
  })
  it('refuses what does not fit', () => {
    expect(() => trainPlane(x, Int32Array.of(0), 0)).toThrow(RangeError)
    expect(() => trainPlane(x, Int32Array.of(0, 0, 1, 1), 0, { C: 0 })).toThrow(RangeError)
  })
  it('orders by chance, the same each time', () => {
    expect([...permutation(20, seeded(3))]).toEqual([...permutation(20, seeded(3))])
    expect([...permutation(20, seeded(3))].sort((a, b) => a - b)).toEqual([...Array(20).keys()])
  })
})

describe('terms', () => {
  it('counts words of the head twice', () => {
    const doc = countTerms(['学校', '食堂'], { head: 1, grams: [] })
    expect([...doc.counts]).toEqual([2, 1])
  })
  it('learns no long numbers', () => expect(learnable('电话13800001111或１３８００００１１１１，门牌12号')).not.toContain('13800001111'))
})

describe('confidence', () => {
  it('adds to one', () => expect([...sharesOf([900, -900, 899], 3)].reduce((a, b) => a + b)).toBeCloseTo(1, 10))
  it('is low where margins say nothing and high where they never fail', () => {
    const y = Int32Array.from({ length: 300 }, (_, i) => i % 2)
    const random = seeded(5)
    const blind = measureSureness(y, 1, () => () => Float64Array.of(random(), random()))
    const seeing = measureSureness(y, 1, () => (r) => Float64Array.of(r % 2 ? 0 : 1, r % 2))
    expect(blind).toBeLessThan(1)
    expect(seeing).toBeGreaterThan(10)
  })
})

describe('classifier', () => {
  it('learns', () => {
    expect(model.labels).toEqual(['river', 'school', 'traffic'])
    expect(model.counts.get('river')).toBe(30)
    expect(model.rank('我们村的河水又黑又臭，有人排放污水')[0]?.label).toBe('river')
    expect(model.rank('孩子上小学，学位够不够，怎么报名', '学区划分')[0]?.label).toBe('school')
    const ranks = model.rank('公交线路')
    expect(ranks[0]?.label).toBe('traffic')
    expect(ranks.map((r) => r.score)).toEqual(ranks.map((r) => r.score).sort((a, b) => b - a))
    expect(ranks.reduce((sum, r) => sum + r.score, 0)).toBeCloseTo(1, 10)
  })
  it('gives words of the text as reasons', () => {
    const text = '盼望在路口加装红绿灯，公交车也多开几班'
    const [first] = model.rank(text)
    expect(first?.reasons.length).toBeGreaterThan(0)
    for (const w of first?.reasons ?? []) expect(plainText(text)).toContain(w)
    expect(first?.reasons.some((w) => /红绿灯|公交|路口/.test(w))).toBe(true)
  })
  it('is the same when trained again', () => expect(train(ITEMS).toBytes().equals(model.toBytes())).toBe(true))
  it('is the same after a stay in the database', () => {
    // As the driver gives it: a part of a larger buffer that begins at an odd place.
    const bytes = Buffer.concat([Buffer.alloc(3), model.toBytes()]).subarray(3)
    const back = fromBytes(bytes)
    for (const { text, title } of ITEMS.slice(0, 40)) expect(back.rank(text, title)).toEqual(model.rank(text, title))
    expect([...back.counts]).toEqual([...model.counts])
    expect(back.toBytes().equals(model.toBytes())).toBe(true)
  })
  it('holds no word of a letter', () => expect(model.toBytes().toString('utf8')).not.toMatch(/公交|学校|东门/))
  it('refuses foreign and broken bytes', () => {
    expect(() => fromBytes(Buffer.from('something else'))).toThrow(RangeError)
    expect(() => fromBytes(Buffer.alloc(0))).toThrow(RangeError)
    expect(() => fromBytes(model.toBytes().subarray(0, 2000))).toThrow('cut short')
  })
  it('refuses to learn from nothing', () => expect(() => train([])).toThrow(RangeError))
  it('lives with one item, one label, empty texts, unlike sizes', () => {
    expect(train([{ text: '路灯坏了', label: 'only' }]).rank('路灯')[0]).toMatchObject({ label: 'only', score: 1 })
    const empty = train([
      { text: '', label: 'a' },
      { text: '', label: 'b' },
    ])
    expect(empty.rank('随便什么')).toHaveLength(2)
    const odd = train([...ITEMS, { text: '路灯坏了三天', label: 'lamp' }])
    expect(odd.rank('小学学位不够')[0]?.label).toBe('school')
  })
  it('learns from replies, too', () => {
    const told = train(ITEMS.map((i) => (i.label === 'river' ? { ...i, more: '已派环境监察员到现场采样' } : i)))
    expect(told.counts.get('river')).toBe(30)
    expect(told.rank('监察员来采样了吗')[0]?.label).toBe('river')
  })
  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t　'],
    ['one word', '公交'],
    ['one sign', '路'],
    ['20,000 signs', '公交车站台太远，'.repeat(2500)],
    ['20,000 signs without a break', '污'.repeat(20_000)],
    ['emoji', '🚌🚏😡👨‍👩‍👧公交\u{1F6B2}'],
    ['half an emoji', 'a\ud83d公交'],
    ['full width', '７号线公交车ＡＢＣ１２３'],
    ['metacharacters', `.*+?^$\{}()|[\\]'; drop table matter; -- %_ <b> \u0000`],
    ['names of the language', '__proto__ constructor toString hasOwnProperty'],
  ])('does not stumble over %s', (_, text) => {
    const ranks = model.rank(text, text.slice(0, 50))
    expect(ranks).toHaveLength(3)
    for (const r of ranks) expect(r.score >= 0 && r.score <= 1).toBe(true)
    expect(rankByDuties(text, UNITS)).toHaveLength(UNITS.length)
    expect(train([...ITEMS.slice(0, 6), { text, label: text || 'none' }]).rank(text).length).toBeGreaterThan(0)
  })
  it('reads full width as plain', () => expect(model.rank('７号公交ＢＲＴ')).toEqual(model.rank('7号公交brt')))
})

const UNITS: Unit[] = [
  { id: 'edu', name: '教育局', duties: '负责中小学和幼儿园管理，组织招生入学、学区划分，监督校外培训机构收费' },
  { id: 'bus', name: '交通运输局', duties: '负责公交线路和站点设置，出租车管理，农村公路养护' },
  { id: 'env', name: '生态环境局', duties: '负责水污染、废气、噪声的监督检查，入河排污口管理' },
  { id: 'new', name: '数据局', duties: '' },
]

describe('duties', () => {
  it('finds a unit that has no past', () => {
    const [first] = rankByDuties('小区门口的公交线路能不能加一个站点', UNITS)
    expect(first?.id).toBe('bus')
    expect(first?.reasons).toContain('公交线路')
    expect(first?.score).toBeGreaterThan(0.4)
  })
  it('finds long words by their parts, and by the name of the unit', () => {
    expect(rankByDuties('幼儿园', UNITS)[0]?.id).toBe('edu')
    expect(rankByDuties('教育', UNITS)[0]?.id).toBe('edu')
  })
  it('does not go by the words all lists are written with', () => {
    const ranks = rankByDuties('谁来负责，谁来管理和监督', UNITS)
    expect(ranks.every((r) => r.reasons.length === 0)).toBe(true)
    for (const r of ranks) expect(r.score).toBeCloseTo(0.25, 10)
  })
  it('takes the title twice', () => {
    const score = (title: string) => dutyIndex(UNITS).rank('公交线路', title)[0]?.score ?? 0
    expect(score('公交线路')).toBeGreaterThan(score(''))
  })
  it('lives without units', () => expect(rankByDuties('公交', [])).toEqual([]))
})

describe('joining', () => {
  const learned = [
    { label: 'edu', score: 0.7, reasons: ['学位'] },
    { label: 'bus', score: 0.2, reasons: ['公交'] },
    { label: 'env', score: 0.1, reasons: [] },
  ]
  const counts = new Map([
    ['edu', 40],
    ['bus', 20],
    ['env', 3],
  ])
  const flat = UNITS.map((u) => ({ id: u.id, score: 0.25, reasons: [] }))

  it('goes by what was learned where duties say nothing', () => {
    const list = mergeRanks({ learned, counts, duties: flat, neighbours: [] })
    expect(list.map((p) => p.unit)).toEqual(['edu', 'bus'])
    expect(list[0]).toMatchObject({ words: ['学位'], similar: [], from: 'learned' })
  })
  it('goes by duties for a unit with few past items', () => {
    const duties = rankByDuties('工厂的废气和噪声，排污口也在冒黑水', UNITS)
    const weak = learned.map((r) => ({ ...r, score: r.label === 'edu' ? 0.5 : 0.25 }))
    const [first] = mergeRanks({ learned: weak, counts, duties, neighbours: [] })
    expect(first).toMatchObject({ unit: 'env', from: 'duties' })
    expect(first?.words).toContain('废气')
  })
  it('works from duties alone, before anything is learned', () => {
    const list = mergeRanks({ learned: [], counts: new Map(), duties: rankByDuties('公交线路', UNITS), neighbours: [] })
    expect(list.map((p) => p.unit)).toEqual(['bus'])
  })
  it('follows a like item that was handled', () => {
    const neighbours = [
      { id: 'm1', unit: 'new', similarity: 0.5 },
      { id: 'm2', unit: 'new', similarity: 0.95 },
    ]
    const [first] = mergeRanks({ learned: [], counts: new Map(), duties: flat, neighbours })
    expect(first).toMatchObject({ unit: 'new', similar: ['m2', 'm1'], from: 'neighbours', words: [] })
    expect(mergeRanks({ learned, counts, duties: [], neighbours }).map((p) => p.unit)).toContain('new')
  })
  it('proposes no unit that may not be given work', () => {
    const duties = flat.filter((d) => d.id !== 'edu')
    expect(mergeRanks({ learned, counts, duties, neighbours: [{ id: 'm1', unit: 'edu', similarity: 1 }] }).map((p) => p.unit)).toEqual(['bus'])
  })
  it('says nothing where nothing speaks for anyone', () => expect(mergeRanks({ learned: [], counts, duties: flat, neighbours: [] })).toEqual([]))
  it('gives three at most, shares between 0 and 1', () => {
    const list = mergeRanks({ learned, counts, duties: rankByDuties('学校公交噪声数据', UNITS), neighbours: [] })
    expect(list).toHaveLength(3)
    for (const p of list) expect(p.score > 0 && p.score < 1).toBe(true)
  })
})
