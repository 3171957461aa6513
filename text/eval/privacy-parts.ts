/** Invented numbers, names and places of the guard's corpus, drawn by a seeded chance. */

/** Mulberry32: the same sentences on every machine. */
export function chance(seed: number) {
  let a = seed
  const next = () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (n: number) => Math.floor(next() * n)
  return { int, of: <T>(list: readonly T[]): T => list[int(list.length)] as T, digits: (n: number) => Array.from({ length: n }, () => int(10)).join('') }
}
export type Chance = ReturnType<typeof chance>

export const wide = (t: string) => t.replace(/[0-9A-Za-z@:-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
export const spoken = (t: string, zero = '零') => t.replace(/\d/g, (d) => (d === '0' ? zero : ('一二三四五六七八九'[Number(d) - 1] as string)))
export const grouped = (n: string, gap: string) => n.replace(/^(\d{3})(\d{4})(\d{4})$/, `$1${gap}$2${gap}$3`)
export const spaced = (n: string) => [...n].join(' ')

export const NAMES =
  '王建国 李秀英 张伟 刘芳 陈志强 杨桂兰 赵大海 黄小红 周杰 吴美玲 徐国庆 孙丽华 马超 朱永福 胡明亮 郭子涵 何雨欣 高玉兰 林浩然 郑爱华 罗永贵 梁家辉 宋立新 谢春花 唐志远 韩梅梅 冯德胜 于海洋 董卫东 萧红 程思思 曹阳 袁小兵 邓丽萍 许文强 傅国平 沈月娥 曾志伟 彭大庆 吕秀莲 苏小妹 卢俊义 蒋春梅 蔡国栋 贾玉珍 丁建军 魏淑芬 薛平贵 叶知秋 欧阳春兰 上官文英 诸葛平 张某某 李某 王某某'.split(
    ' ',
  )
/** By how common they are, the commonest several times. */
const SURNAMES =
  '王王王李李李张张张刘刘陈陈杨杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
const FIRST = '建国志文明永秀玉丽桂春海小大德光荣金福新立家俊子雨欣浩梓思佳晓红爱淑凤月云雪冬双长清正兴庆有自从可正忠孝义仁礼智世学成少一天元'
const SECOND = '国军民华平强伟英兰珍梅芳霞萍娟娥琴香莲凤玲红花辉林生明亮海江涛波鹏飞龙虎祥福贵财富才德良善文武斌杰豪宇轩涵萱怡琪瑶婷洁静敏慧颖雯倩'
export function drawnName(c: Chance): string {
  const pick = (t: string) => [...t][c.int([...t].length)] as string
  return pick(SURNAMES) + (c.int(5) === 0 ? '' : pick(FIRST)) + pick(SECOND)
}
export const dottedName = (c: Chance) =>
  `${c.of(['阿依古丽', '古丽娜尔', '艾力', '买买提', '帕提古丽', '吐尔逊'])}·${c.of(['艾山', '吾甫尔', '阿不都拉', '玉素甫', '卡德尔', '肉孜'])}`

const DOTS = ['·', '·', '·', '•', '．', '・', '‧', '.']
const PARTS =
  '阿依古丽 古丽娜尔 迪丽努尔 买买提 阿不都热合曼 阿布都外力 吐尔逊尼亚孜 卡米力江 热依汗古丽 努尔艾力 艾山 吾甫尔 玉素甫 肉孜 库尔班 伊力亚斯 叶尔肯 巴合提 古丽巴哈尔 索朗 扎西 次仁 旦增 卓玛 平措 央金 拉姆 乌兰 图雅 娜仁 其木格 巴图 苏和 玛尔江'.split(
    ' ',
  )
/** Of two to five parts, with whatever dot the keyboard had. */
export function severalName(c: Chance): string {
  const dot = c.of(DOTS)
  return Array.from({ length: 2 + c.int(4) }, () => c.of(PARTS)).join(dot)
}
const RARE = [...'𠮷㛃𬭎〇𬀩𫖯䶮𠅤㺱𬱖𪻐㙦𬴂𬤊']
/** A name with a sign beyond the first plane, of the first extension, or 〇 as it is also typed. */
export function rareName(c: Chance): string {
  const pick = (t: string) => [...t][c.int([...t].length)] as string
  const rare = c.of(RARE)
  return pick(SURNAMES) + c.of([rare, `${pick(FIRST)}${rare}`, `${rare}${pick(SECOND)}`, `${rare}${c.of(RARE)}`, rare === '〇' ? '○' : rare])
}
const areaCode = (c: Chance) => c.of(['558', '719', '990', '27', '10'])
const line = (c: Chance, area: string) => `${2 + c.int(7)}${c.digits(area.length === 2 ? 7 : 6)}`
/** Every way in which a mobile and a fixed line are written with the country's and the area's number and an extension. */
export const MOBILES: ((c: Chance) => string)[] = [
  (c) => `0086${mobile(c)}`,
  (c) => `0086 ${grouped(mobile(c), ' ')}`,
  (c) => `+86-${grouped(mobile(c), '-')}`,
  (c) => `（+86）${mobile(c)}`,
  (c) => wide(`+86 ${mobile(c)}`).replace('+', '＋'),
  (c) => `86 ${grouped(mobile(c), ' ')}`,
  (c) => mobile(c).replace(/^(\d{4})(\d{4})/, '$1 $2 '),
  (c) => mobile(c).replace(/^(\d{3})/, '($1)'),
]
export const LINES: ((c: Chance) => string)[] = [
  (c) => {
    const a = areaCode(c)
    return `(0${a})${line(c, a)}`
  },
  (c) => {
    const a = areaCode(c)
    return `（０${wide(a)}）${wide(line(c, a))}`
  },
  (c) => {
    const a = areaCode(c)
    return `+86 ${a} ${line(c, a)}`
  },
  (c) => {
    const a = areaCode(c)
    return `0086-${a}-${line(c, a)}`
  },
  (c) => {
    const a = areaCode(c)
    return `0${a}-${line(c, a)}${c.of(['转', ' 转 ', '-', '转分机', '分机'])}${c.digits(3)}`
  },
  (c) => `400-${c.digits(3)}-${c.digits(4)}`,
  (c) => `400${c.digits(7)}`,
  (c) => `800 ${c.digits(3)} ${c.digits(4)}`,
]
export const ROADS = '人民路 建设大道 解放街 朝阳巷 北京路 柳林街 汉江大道 车城路 东风大道 桂花巷 友谊南路 胜利胡同'.split(' ')
export const ESTATES = '阳光花园 桂花社区 金色家园 幸福小区 滨江新城 石桥村 高岭村 翠湖佳苑 锦绣华庭 老街坊 明珠公寓 和平里'.split(' ')

export function idNumber(c: Chance): string {
  const body = `4203${c.of(['02', '03', '21', '22', '81'])}${1940 + c.int(70)}${String(1 + c.int(12)).padStart(2, '0')}${String(1 + c.int(28)).padStart(2, '0')}${c.digits(3)}`
  const w = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return body + '10X98765432'[w.reduce((a, x, i) => a + x * Number(body[i]), 0) % 11]
}
export function card(c: Chance): string {
  const body = `62${c.digits(c.of([13, 16]))}`
  for (let d = 0; d < 10; d++) {
    const n = body + d
    let sum = 0
    for (let i = 0; i < n.length; i++) {
      const x = Number(n[n.length - 1 - i]) * (i % 2 ? 2 : 1)
      sum += x > 9 ? x - 9 : x
    }
    if (sum % 10 === 0) return n
  }
  return body
}
export const mobile = (c: Chance) => `1${c.of(['3', '5', '7', '8', '9'])}${c.digits(9)}`
/** A flat's number: a floor, and one of nine doors. */
export const flat = (c: Chance) => `${1 + c.int(18)}0${1 + c.int(9)}`
export const house = (c: Chance) =>
  c.of([
    `${1 + c.int(200)}号`,
    `${1 + c.int(200)}号${1 + c.int(9)}栋${1 + c.int(4)}单元${101 + c.int(900)}室`,
    `${1 + c.int(200)}号院${1 + c.int(9)}号楼${101 + c.int(900)}室`,
    `${1 + c.int(99)}-${1 + c.int(5)}号`,
  ])
