/** A seeded corpus in the style of suggestions and replies: everything that is planted must be found, traps should not. */
import { expect, test } from 'vitest'
import { findPrivate, mask, type PrivateKind } from './privacy.ts'

/** Mulberry32: the same sentences on every machine. */
function chance(seed: number) {
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
type Chance = ReturnType<typeof chance>

const wide = (t: string) => t.replace(/[0-9A-Za-z@:-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
const spoken = (t: string, zero = '零') => t.replace(/\d/g, (d) => (d === '0' ? zero : ('一二三四五六七八九'[Number(d) - 1] as string)))
const NAMES =
  '王建国 李秀英 张伟 刘芳 陈志强 杨桂兰 赵大海 黄小红 周杰 吴美玲 徐国庆 孙丽华 马超 朱永福 胡明亮 郭子涵 何雨欣 高玉兰 林浩然 郑爱华 罗永贵 梁家辉 宋立新 谢春花 唐志远 韩梅梅 冯德胜 于海洋 董卫东 萧红 程思思 曹阳 袁小兵 邓丽萍 许文强 傅国平 沈月娥 曾志伟 彭大庆 吕秀莲 苏小妹 卢俊义 蒋春梅 蔡国栋 贾玉珍 丁建军 魏淑芬 薛平贵 叶知秋 欧阳春兰 上官文英 诸葛平 张某某 李某 王某某'.split(
    ' ',
  )
const ROADS = '人民路 建设大道 解放街 朝阳巷 北京路 柳林街 汉江大道 车城路 东风大道 桂花巷'.split(' ')
const ESTATES = '阳光花园 桂花社区 金色家园 幸福小区 滨江新城 石桥村 高岭村 翠湖佳苑 锦绣华庭 老街坊'.split(' ')

function idNumber(c: Chance): string {
  const body = `4203${c.of(['02', '03', '21', '22', '81'])}${1940 + c.int(70)}${String(1 + c.int(12)).padStart(2, '0')}${String(1 + c.int(28)).padStart(2, '0')}${c.digits(3)}`
  const w = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return body + '10X98765432'[w.reduce((a, x, i) => a + x * Number(body[i]), 0) % 11]
}
function card(c: Chance): string {
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
const mobile = (c: Chance) => `1${c.of(['3', '5', '7', '8', '9'])}${c.digits(9)}`
const house = (c: Chance) =>
  c.of([
    `${1 + c.int(200)}号`,
    `${1 + c.int(200)}号${1 + c.int(9)}栋${1 + c.int(4)}单元${101 + c.int(900)}室`,
    `${1 + c.int(200)}号院${1 + c.int(9)}号楼${101 + c.int(900)}室`,
    `${1 + c.int(99)}-${1 + c.int(5)}号`,
  ])

const grouped = (n: string, gap: string) => n.replace(/^(\d{3})(\d{4})(\d{4})$/, `$1${gap}$2${gap}$3`)
/** Each makes the secret alone; the sentence comes around it. */
const SECRETS: Record<Exclude<PrivateKind, 'author'>, ((c: Chance) => string)[]> = {
  mobile: [
    mobile,
    (c) => wide(mobile(c)),
    (c) => grouped(mobile(c), ' '),
    (c) => grouped(mobile(c), '-'),
    (c) => grouped(mobile(c), '　'),
    (c) => spoken(mobile(c)),
    (c) => spoken(mobile(c), '〇').replace(/^一/, '幺'),
    (c) => `+86 ${mobile(c)}`,
    (c) => wide(grouped(mobile(c), '-')),
    (c) => `86-${mobile(c)}`,
  ],
  landline: [
    (c) => `0${c.of(['719', '27', '990'])}-${2 + c.int(7)}${c.digits(6)}`,
    (c) => `(0719)8${c.digits(6)}`,
    (c) => `0719 8${c.digits(6)}`,
    (c) => wide(`0719-8${c.digits(6)}`),
    (c) => `07198${c.digits(6)}`,
    (c) => `（0719）${2 + c.int(7)}${c.digits(6)}`,
    (c) => `零七一九-八${spoken(c.digits(6))}`,
  ],
  id: [
    idNumber,
    (c) => wide(idNumber(c)),
    (c) => idNumber(c).replace(/^(.{6})(.{8})/, '$1 $2 '),
    (c) => idNumber(c).toLowerCase(),
    (c) => `4203026${c.digits(1)}0${1 + c.int(9)}1${c.int(10)}${c.digits(3)}`,
    (c) => spoken(idNumber(c).replace(/X$/, '1')).replace(/^(.{6})/, '$1'),
  ],
  plate: [
    (c) => `鄂C${10000 + c.int(89999)}`,
    (c) => `鄂C·${c.of(['A', 'B', 'K'])}${1000 + c.int(8999)}`,
    (c) => `粤B D${10000 + c.int(89999)}`.replace(' D', 'D'),
    (c) => wide('鄂C') + wide(String(10000 + c.int(89999))),
    (c) => `京A-${c.of(['F', 'Q'])}${1000 + c.int(8999)}`,
    (c) => `鄂c${10000 + c.int(89999)}`,
  ],
  account: [card, (c) => card(c).replace(/(\d{4})(?=\d)/g, '$1 '), (c) => wide(card(c)), (c) => `账号${c.digits(12)}`.slice(2)],
  address: [
    (c) => c.of(ROADS) + house(c),
    (c) => `${c.of(ESTATES)}${1 + c.int(30)}栋${1 + c.int(4)}单元${101 + c.int(900)}室`,
    (c) => `${c.of(ROADS)} ${wide(String(1 + c.int(200)))} 号`,
    (c) => `${c.of(ESTATES)}${spoken(String(1 + c.int(9)))}组${1 + c.int(60)}号`,
    (c) => `${c.of(ESTATES)}${1 + c.int(9)}号楼${101 + c.int(900)}室`,
    (c) => `${1 + c.int(30)}栋${1 + c.int(4)}单元${101 + c.int(900)}室`,
  ],
  email: [
    (c) => `${c.of(['wang', 'zhang.san', 'li_si'])}${c.int(99)}@${c.of(['qq.com', '163.com', 'example.gov.cn'])}`,
    (c) => `${wide(`wang${c.int(99)}@`)}qq.com`,
    (c) => `a-b${c.int(99)} @ mail.example.cn`,
  ],
  name: [(c) => c.of(NAMES)],
}
const SENTENCES: Record<Exclude<PrivateKind, 'author'>, ((x: string, c: Chance) => string)[]> = {
  mobile: [(x) => `联系方式是${x}，请尽快答复。`, (x) => `群众留的号码：${x}。`, (x) => `有一位业主（${x}）多次反映漏水问题`, (x) => `请与${x}联系，白天均可`],
  landline: [(x) => `家里的电话${x}一直没人接。`, (x) => `可拨打${x}了解详情`, (x) => `传真：${x}，邮编442000`],
  id: [(x) => `身份证号${x}，低保一直没有办下来。`, (x) => `其证件号为${x}`, (x) => `（${x}）符合救助条件`, (x) => `公民身份号码：${x}。`],
  plate: [(x) => `${x}长期占用消防通道。`, (x) => `有一辆车牌为${x}的货车超载`, (x) => `车辆${x}多次违停`],
  account: [(x) => `补贴应打入账号${x}，至今未到账。`, (x) => `银行卡号：${x}`, (x) => `开户账户为 ${x}，请核实`],
  address: [(x) => `他住在${x}，屋顶漏雨。`, (x) => `位于${x}的住户反映噪声扰民`, (x) => `地址：${x}。`, (x) => `${x}门前积水严重`],
  email: [(x) => `材料请发至${x}。`, (x) => `邮箱：${x}，谢谢`],
  name: [
    (x) => `村民${x}反映水渠淤塞已有三年。`,
    (x) => `我父亲${x}患病多年，报销比例低。`,
    (x) => `当事人${x}的诉求没有解决`,
    (x) => `患者${x}，男，住院二十天`,
    (x) => `独居老人${x}家中没有扶手`,
    (x) => `联系人：${x}，已告知进度`,
    (x) => `低保户${x}说，补贴到账晚`,
    (x) => `业主“${x}”等多次反映`,
    (x) => `姓名：${x}`,
    (x) => `他的妻子${x}在外务工`,
    (x) => `学生${x}上学要走五公里`,
  ],
}
/** Near misses from real papers: nothing private in them. */
const TRAPS: ((c: Chance) => string)[] = [
  (c) => `按照云交函〔2026〕${1 + c.int(200)}号文件要求，已于2026年${1 + c.int(12)}月完成整改。`,
  (c) => `总投资${1000 + c.int(9000)}万元，其中市级财政${c.digits(3)}.${c.digits(2)}万元。`,
  (c) => `项目资金13${c.digits(9)}元已经下达到县。`,
  () => '群众可以拨打12345热线或者12328反映问题。',
  (c) => `${c.of(ROADS)}改造工程全长${1 + c.int(9)}.${c.int(9)}公里，预计年底通车。`,
  (c) => `开通${1 + c.int(60)}路、${1 + c.int(60)}路公交，高峰十分钟一班。`,
  (c) => `第0${10 + c.int(80)}号建议提出的三条意见均已采纳。`,
  (c) => `国道G${100 + c.int(300)}和省道S${100 + c.int(300)}沿线的${c.int(90)}处隐患已经处置。`,
  () => '高龄老人安置问题受到群众高度关注，业主成立了业主委员会。',
  () => '居民反映强烈，村民生活用水困难，学生上学不便，商户经营成本上升。',
  () => '老人常年独居，患者全部转诊，儿童安全值得关注，职工应当依法参保。',
  (c) => `统计显示，202${c.int(6)}年全市常住人口三百二十${c.of(['一', '二', '三'])}万人，增长百分之二点一。`,
  (c) => `项目编号2026${c.digits(8)}，进度已达百分之八十。`,
  (c) => `依据代表法第五十${c.of(['一', '二'])}条和条例第十${c.of(['四', '八'])}条办理。`,
  (c) => `${2020 + c.int(7)}-${10 + c.int(3)}-${10 + c.int(18)}召开座谈会，${10 + c.int(50)}人参加。`,
  () => '李秀兰代表：您提出的建议收悉，现答复如下。',
  (c) => `每平方米补贴${100 + c.int(900)}元，共惠及${1000 + c.int(9000)}户。`,
  () => '请市住房和城乡建设局会同各县（市、区）研究落实，责任单位为市财政局。',
  () => '群众方便就医，家长任何时候都能查询，教师应有编制，农民工资按月支付。',
  (c) => `二〇二六年${c.of(['三', '六', '九'])}月底前完成，二〇二七年全面推开。`,
]

interface Case {
  text: string
  kind: PrivateKind | null
  secret: string
}
function corpus(): Case[] {
  const c = chance(20260310)
  const out: Case[] = []
  for (const kind of Object.keys(SECRETS) as (keyof typeof SECRETS)[]) {
    for (let i = 0; i < (kind === 'name' ? 150 : 60); i++) {
      const make = SECRETS[kind][i % SECRETS[kind].length] as (c: Chance) => string
      const secret = make(c)
      // A number that only its words tell from others stands behind those words.
      const near = kind === 'account' && make === SECRETS.account[3] ? [SENTENCES.account[0] as (x: string, c: Chance) => string] : SENTENCES[kind]
      out.push({ text: c.of(near)(secret, c), kind, secret })
    }
  }
  for (let i = 0; i < 200; i++) out.push({ text: (TRAPS[i % TRAPS.length] as (c: Chance) => string)(c), kind: null, secret: '' })
  return out
}

test('B23 the guard finds what is planted: recall at least 0.98 over the seeded corpus, precision printed', () => {
  const cases = corpus()
  expect(cases.length).toBeGreaterThanOrEqual(300)
  const planted = cases.filter((x) => x.kind)
  const missed = planted.filter((x) => mask(x.text, findPrivate(x.text)).includes(x.secret) || !covered(x))
  let right = 0
  const wrong: string[] = []
  for (const x of cases)
    for (const f of findPrivate(x.text)) {
      const at = x.kind ? x.text.indexOf(x.secret) : -1
      if (at >= 0 && f.from < at + x.secret.length && at < f.to) right++
      else wrong.push(`${f.kind}：${f.text} ← ${x.text}`)
    }
  const recall = 1 - missed.length / planted.length
  const precision = right / (right + wrong.length)
  console.log(`隐私提示：${cases.length} 句，查全率 ${recall.toFixed(4)}，查准率 ${precision.toFixed(4)}`)
  expect(missed.map((x) => `${x.kind}：${x.secret} ← ${x.text}`).slice(0, recall >= 0.98 ? 0 : 40)).toEqual([])
  expect(recall).toBeGreaterThanOrEqual(0.98)
  expect(wrong.slice(0, precision >= 0.9 ? 0 : 40)).toEqual([])
})

/** What is left of the secret after masking is less than could identify: for a number none of four digits in a row. */
function covered(x: Case): boolean {
  const left = mask(x.text, findPrivate(x.text))
  if (x.kind === 'name') return !left.includes(x.secret.slice(0, 2))
  const tail = x.secret.replace(/\s/g, '').slice(-4)
  return !left.replace(/\s/g, '').includes(tail)
}

test('offsets belong to the text as it was written, also when full-width or read aloud', () => {
  const text = '电话：１３８　００１３　８０００；另一部是一三九零零一三九零零零。'
  const found = findPrivate(text)
  expect(found.map((f) => f.text)).toEqual(['１３８　００１３　８０００', '一三九零零一三九零零零'])
  expect(found.every((f) => text.slice(f.from, f.to) === f.text && f.reason)).toBe(true)
  expect(mask(text, found)).toBe('电话：［略］；另一部是［略］。')
})

test('only what was chosen is masked, and nothing overlaps', () => {
  const text = '村民王建国，13800138000，身份证420302196403211527。'
  const found = findPrivate(text)
  expect(found.map((f) => f.kind)).toEqual(['name', 'mobile', 'id'])
  expect(mask(text, found.slice(0, 1))).toBe('村民某某，13800138000，身份证420302196403211527。')
  for (const [i, f] of found.entries()) expect(f.from).toBeGreaterThanOrEqual(found[i - 1]?.to ?? 0)
})

test('an author is found by name, name written apart, and surname with 代表', () => {
  const found = findPrivate('李秀兰代表提出，李 秀兰同志和李代表、李某代表都在场，桃李代表队无关。', { authors: ['李秀兰'] })
  expect(found.filter((f) => f.kind === 'author').map((f) => f.text)).toEqual(expect.arrayContaining(['李秀兰', '李 秀兰', '李', '李某']))
})

test('a hostile text of a hundred thousand signs is read without hanging', () => {
  for (const piece of ['1 ', '一', '路1', '0-', '村民', 'a@', '栋1', '（', '王'] as const)
    expect(findPrivate(piece.repeat(100_000 / piece.length)).length).toBeGreaterThanOrEqual(0)
})
