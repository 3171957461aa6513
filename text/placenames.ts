/**
 * How Chinese names of places are made: a bare name and an ending (桂花苑·小区, 车城·路, 张湾·区). Tables, and what follows from names
 * alone; where names stand in a text is told in places.ts. The lists were gathered from what people write to governments.
 */
import { BEFORE_NAME, NO_PLACE } from './placewords.ts'

const list = (s: string): string[] => s.split(' ')

/** `district` holds towns and streets, `area` holds spots; two texts are about one place when they share a spot. */
export type Level = 'district' | 'area' | 'spot'
export interface Ending {
  text: string
  level: Level
  /** May be left out in speaking: 桂花苑小区 is 桂花苑. */
  loose: boolean
}

const DISTRICT = list('自治州 自治县 自治区 县市 区 县 市 省')
const AREA = list('街道办事处 街道办 街道 镇 乡')
const LOOSE = list('居民小区 住宅小区 安置小区 小区 社区 楼盘')
const FIRM = list(
  '开发区 工业园区 产业园区 工业园 产业园 科技园 物流园 软件园 创业园 园区 花园 家园 嘉园 佳园 名园 公园 景区 庄园 乐园 陵园 植物园 动物园 ' +
    '新村 新城 名城 花城 商城 商贸城 建材城 汽配城 公寓 大厦 大楼 广场 佳苑 雅苑 嘉苑 名苑 华苑 华庭 豪庭 名庭 华府 公馆 名邸 名都 名郡 半岛 国际 山庄 帝景 别墅 天下 ' +
    '快速路 步行街 大道 大街 东路 西路 南路 北路 中路 高架桥 立交桥 天桥 大桥 高架 立交 隧道 水库 机场 码头 火车站 高铁站 地铁站 汽车站 客运站 公交站 ' +
    '幼儿园 小学 中学 高中 大学 学院 学校 校区 医院 卫生院 卫生室 诊所 福利院 敬老院 养老院 市场 体育馆 体育场 图书馆 博物馆 文化宫 酒店 宾馆 商场',
)
/** One sign, so only in names of three signs and more: the language is full of 出路, 过河, 全城. */
const SHORT = list('苑 园 城 村 路 街 巷 桥 河 湖 江 站 庭 府 湾 郡 坊 岛 洲 港 塘 坪 寨 屯 寺 庙 山 沟 岗 坡 岭 垭')

const entry =
  (level: Level, loose = false) =>
  (text: string) => ({ text, level, loose })
const ENDINGS: Ending[] = [
  ...FIRM.map(entry('spot')),
  ...LOOSE.map(entry('spot', true)),
  ...AREA.map(entry('area')),
  ...DISTRICT.map(entry('district')),
  ...SHORT.map(entry('spot')),
].sort((a, b) => b.text.length - a.text.length)
const byLast = Map.groupBy(ENDINGS, (e) => e.text.at(-1) as string)

/** The longest ending of a word, if it has one. */
export const endingOf = (word: string): Ending | undefined => byLast.get(word.at(-1) ?? '')?.find((e) => word.endsWith(e.text))

/** Lines, classes and bus routes: the number is the name. */
export const NUMBERED = /^(\d{1,4})(号线|班|路)$/
/** 「A3区」: the names of places as some offices hide them. */
export const CODE = /^[a-z]\d{0,3}(?:县市|[区县市州])$/

export function levelOf(place: string): Level {
  if (CODE.test(place)) return 'district'
  return endingOf(place)?.level ?? 'spot'
}

/** Whether a word is no name though it ends like one: 公路, and 农村公路 too. 「小区」 alone is not meant, for a name may stand before it. */
export function isCommon(word: string): boolean {
  if (bare.has(word)) return false
  if (NO_PLACE.has(word)) return true
  for (let i = 2; i <= word.length - 2; i++) {
    if (NO_PLACE.has(word.slice(i)) && (NO_PLACE.has(word.slice(0, i)) || BEFORE_NAME.has(word.slice(0, i)))) return true
  }
  return false
}
const bare = new Set([...FIRM, ...LOOSE])

/** The word is nothing but an ending: what stands before it is the name. */
export const isBare = (word: string): boolean => endingOf(word)?.text === word

/** What a name is called when its loose ending is left out. */
export function bareName(place: string): string {
  const e = endingOf(place)
  return e?.loose && place.length - e.text.length >= 2 ? place.slice(0, -e.text.length) : place
}

const ORDER = /[\d〇零一二三四五六七八九十甲乙丙丁东西南北前后左右上下内外大小新老]/
/** One sign written otherwise in a name of three signs and more: 白塘湖路, 白糖湖路. Numbers and directions are no slips. */
function slip(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 3) return false
  let at = -1
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue
    if (at >= 0) return false
    at = i
  }
  return at < 0 || !(ORDER.test(a[at] as string) && ORDER.test(b[at] as string))
}

/**
 * Whether two names may be one place: equal, one said longer (恒达桂花苑小区 = 桂花苑), or a slip of one sign. Kind to the names, for
 * its answer only keeps two texts from being held apart.
 */
export function samePlace(a: string, b: string): boolean {
  if (a === b) return true
  if (NUMBERED.test(a) || NUMBERED.test(b) || levelOf(a) !== levelOf(b)) return false
  const [x, y] = [bareName(a), bareName(b)]
  const [short, long] = x.length <= y.length ? [x, y] : [y, x]
  if (short === long) return true
  if (short.length >= 3 && long.includes(short)) return true
  const [p, q] = [endingOf(x)?.text ?? '', endingOf(y)?.text ?? '']
  return p === q && slip(x.slice(0, x.length - p.length), y.slice(0, y.length - q.length))
}

/** Of two names of one place the one that says less around it. */
export const shorterName = (a: string, b: string): string => (bareName(a).length <= bareName(b).length ? a : b)

/**
 * Keys by which names that `samePlace` may hold for one can be found without comparing all with all: `own` are those a name is kept
 * under, `asked` those it is looked for by (every name it could be a longer form of, itself with any one sign left out).
 */
export function aliasKeys(place: string): { own: string[]; asked: string[] } {
  const name = bareName(place)
  const gaps = [...name].map((_, i) => `${name.slice(0, i)}?${name.slice(i + 1)}`)
  const parts: string[] = []
  for (let i = 0; i + 2 <= name.length; i++) for (let j = i + 2; j <= name.length; j++) parts.push(name.slice(i, j))
  return { own: [name, ...gaps], asked: [...parts, ...gaps] }
}
