/**
 * A seeded corpus in the style of suggestions, messages and replies: what is planted must be found, what only looks like it should not.
 * Everything is invented; names are drawn from surnames and signs, not from a list that the guard could have been fitted to.
 */
import { findPrivate, mask, type PrivateKind } from '../privacy.ts'
import {
  type Chance,
  card,
  chance,
  dottedName,
  drawnName,
  ESTATES,
  flat,
  grouped,
  house,
  idNumber,
  LINES,
  MOBILES,
  mobile,
  NAMES,
  ROADS,
  rareName,
  severalName,
  spaced,
  spoken,
  wide,
} from './privacy-parts.ts'
import { TRAPS } from './privacy-traps.ts'

type Kind = Exclude<PrivateKind, 'author'>
type Make = (c: Chance) => string

/** Each makes the secret alone; the sentence comes around it. */
const SECRETS: Record<Kind, Make[]> = {
  mobile: [
    mobile,
    (c) => wide(mobile(c)),
    (c) => grouped(mobile(c), ' '),
    (c) => grouped(mobile(c), '-'),
    (c) => grouped(mobile(c), '　'),
    (c) => grouped(mobile(c), '.'),
    (c) => spaced(mobile(c)),
    (c) => spoken(mobile(c)),
    (c) => spoken(mobile(c), '〇').replace(/^一/, '幺'),
    (c) => `+86 ${mobile(c)}`,
    (c) => wide(grouped(mobile(c), '-')),
    (c) => `86-${mobile(c)}`,
    (c) => `0${mobile(c)}`,
    ...MOBILES,
  ],
  landline: [
    (c) => `0${c.of(['719', '27', '990'])}-${2 + c.int(7)}${c.digits(6)}`,
    (c) => `(0719)8${c.digits(6)}`,
    (c) => `0719 8${c.digits(6)}`,
    (c) => wide(`0719-8${c.digits(6)}`),
    (c) => `07198${c.digits(6)}`,
    (c) => `（0719）${2 + c.int(7)}${c.digits(6)}`,
    (c) => `零七一九-八${spoken(c.digits(6))}`,
    (c) => `010-${2 + c.int(7)}${c.digits(7)}转${c.digits(3)}`,
    ...LINES,
  ],
  id: [
    idNumber,
    (c) => wide(idNumber(c)),
    (c) => idNumber(c).replace(/^(.{6})(.{8})/, '$1 $2 '),
    (c) => idNumber(c).toLowerCase(),
    (c) => `4203026${c.digits(1)}0${1 + c.int(9)}1${c.int(10)}${c.digits(3)}`,
    (c) => spoken(idNumber(c).replace(/X$/, '1')).replace(/^(.{6})/, '$1'),
    (c) => idNumber(c).replace(/^(.{6})(.{4})(.{4})/, '$1-$2-$3-'),
  ],
  plate: [
    (c) => `鄂C${10000 + c.int(89999)}`,
    (c) => `鄂C·${c.of(['A', 'B', 'K'])}${1000 + c.int(8999)}`,
    (c) => `粤BD${10000 + c.int(89999)}`,
    (c) => wide('鄂C') + wide(String(10000 + c.int(89999))),
    (c) => `京A-${c.of(['F', 'Q'])}${1000 + c.int(8999)}`,
    (c) => `鄂c${10000 + c.int(89999)}`,
    (c) => `新J${c.of(['A', 'T', 'U'])}${c.digits(3)}${c.of(['K', 'L', 'M'])}`,
    (c) => `川A${1000 + c.int(8999)}学`,
  ],
  // The last three are numbers that only their words tell from others.
  account: [
    card,
    (c) => card(c).replace(/(\d{4})(?=\d)/g, '$1 '),
    (c) => wide(card(c)),
    (c) => card(c).replace(/(\d{4})(?=\d)/g, '$1-'),
    (c) => c.digits(12),
    (c) => `6${c.digits(15)}`,
    (c) => `4${c.digits(10)}`,
  ],
  address: [
    (c) => c.of(ROADS) + house(c),
    (c) => `${c.of(ESTATES)}${1 + c.int(30)}栋${1 + c.int(4)}单元${101 + c.int(900)}室`,
    (c) => `${c.of(ROADS)} ${wide(String(1 + c.int(200)))} 号`,
    (c) => `${c.of(ESTATES)}${spoken(String(1 + c.int(9)))}组${1 + c.int(60)}号`,
    (c) => `${c.of(ESTATES)}${1 + c.int(9)}号楼${101 + c.int(900)}室`,
    (c) => `${1 + c.int(30)}栋${1 + c.int(4)}单元${101 + c.int(900)}室`,
    (c) => `${c.of(ESTATES)}${1 + c.int(30)}-${1 + c.int(4)}-${101 + c.int(900)}`,
    (c) => `${c.of(ESTATES)}${c.of(['A', 'B', 'C'])}座${1001 + c.int(900)}号`,
    (c) => `${c.of(ROADS)}${1 + c.int(200)}号院${1 + c.int(9)}号楼${1 + c.int(4)}单元${c.of(['三', '四', '五'])}楼${c.of(['东', '西'])}户`,
    // A flat or a household called 户; a door of a numbered house.
    (c) => `${c.of(ESTATES)}${1 + c.int(30)}栋${flat(c)}户`,
    (c) => `${1 + c.int(30)}${c.of(['栋', '幢', '号楼'])}${flat(c)}户`,
    (c) => `${c.of(ESTATES)}${c.of(['A', 'B', 'C'])}栋${flat(c)}户`,
    (c) => `${c.of(ESTATES)}${1 + c.int(30)}栋${1 + c.int(4)}单元${flat(c)}户`,
    (c) => `${1 + c.int(30)}号楼${1 + c.int(6)}层${c.of(['东', '西', '南', '北', '中'])}户`,
    (c) => `${c.of(ESTATES)}${1 + c.int(30)}号楼${1 + c.int(6)}层${c.of(['东', '西'])}户`,
    (c) => `${c.of(ROADS)}${1 + c.int(90)}-${1 + c.int(9)}户`,
    (c) => `${c.of(['杨柳巷', '槐树胡同', '解放街'])}${1 + c.int(90)}户`,
    (c) => `${c.of(['石桥村', '高岭村', '向阳村'])}${1 + c.int(9)}组${1 + c.int(60)}户`,
    (c) => `${c.of(ROADS)}${1 + c.int(200)}号${c.of(['东', '西', '南', '北'])}门`,
    (c) => `${c.of(ROADS)}${1 + c.int(200)}号院${1 + c.int(9)}号楼`,
  ],
  email: [
    (c) => `${c.of(['wang', 'zhang.san', 'li_si'])}${c.int(99)}@${c.of(['qq.com', '163.com', 'example.gov.cn'])}`,
    (c) => `${wide(`wang${c.int(99)}@`)}qq.com`,
    (c) => `a-b${c.int(99)} @ mail.example.cn`,
    (c) => `${c.digits(9)}@qq.com`,
  ],
  name: [(c) => c.of(NAMES), drawnName, drawnName, drawnName, dottedName, severalName, severalName, rareName],
}

type Frame = (x: string, c: Chance) => string
const SENTENCES: Record<Kind, Frame[]> = {
  mobile: [
    (x) => `联系方式是${x}，请尽快答复。`,
    (x) => `群众留的号码：${x}。`,
    (x) => `有一位业主（${x}）多次反映漏水问题`,
    (x) => `请与${x}联系，白天均可`,
    (x) => `我的手机${x}，微信同号。`,
    (x) => `反映人来电${x}，要求回复办理结果。`,
    (x) => `经与当事人${x}核实，情况属实。`,
    (x) => `谢谢领导！${x}`,
  ],
  landline: [
    (x) => `家里的电话${x}一直没人接。`,
    (x) => `可拨打${x}了解详情`,
    (x) => `传真：${x}，邮编442000`,
    (x) => `老人家中座机${x}已停机`,
    (x) => `请回电${x}，家里有人。`,
  ],
  id: [
    (x) => `身份证号${x}，低保一直没有办下来。`,
    (x) => `其证件号为${x}`,
    (x) => `（${x}）符合救助条件`,
    (x) => `公民身份号码：${x}。`,
    (x) => `残疾人，身份证${x}，二级肢体残疾。`,
    (x) => `经查询，${x}名下已有一套住房。`,
  ],
  plate: [
    (x) => `${x}长期占用消防通道。`,
    (x) => `有一辆车牌为${x}的货车超载`,
    (x) => `车辆${x}多次违停`,
    (x) => `司机驾驶${x}强行变道`,
    (x) => `经查，号牌${x}的小型客车逾期未检。`,
    (x) => `一辆白色轿车（${x}）停在盲道上`,
    (x) => `${x}型车违停`,
    (x) => `${x}桩前长期停放`,
    (x) => `为${x}万般无奈`,
  ],
  account: [
    (x) => `补贴应打入账号${x}，至今未到账。`,
    (x) => `银行卡号：${x}`,
    (x) => `开户账户为 ${x}，请核实`,
    (x) => `赔偿款汇到我的卡号${x}即可。`,
    (x) => `户号及余额：${x}`,
    (x) => `银行卡号（余额三万）${x}`,
    (x) => `户号和金额、面积：${x}。`,
  ],
  address: [
    (x) => `他住在${x}，屋顶漏雨。`,
    (x) => `位于${x}的住户反映噪声扰民`,
    (x) => `地址：${x}。`,
    (x) => `${x}门前积水严重`,
    (x) => `家住${x}，行动不便`,
    (x) => `工作人员到${x}上门走访。`,
    (x) => `户籍在${x}，一直没有迁出。`,
    (x) => `${x}漏水，多次报修`,
    (x) => `反映${x}违规装修。`,
  ],
  email: [(x) => `材料请发至${x}。`, (x) => `邮箱：${x}，谢谢`, (x) => `回复到${x}即可`, (x) => `已发电子邮件（${x}）告知`],
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
    (x) => `经与信访人${x}面谈，已达成一致。`,
    (x) => `邻居${x}家的烟道正对我家窗户`,
    (x) => `我儿子${x}，今年六岁，没有学位。`,
    (x) => `女儿叫${x}，就读于镇中心小学`,
    (x) => `举报人：${x} 2026年3月8日`,
    (x) => `已对驾驶员${x}停岗培训三天`,
    (x) => `户主${x}与指挥部签订了协议`,
    (x) => `本组村民${x}、李秀英两户没有通水`,
    (x) => `反映的是养殖户李秀英和${x}的养殖场`,
    (x) => `申请人${x}（女，四十二岁）提出异议`,
    (x) => `受害人${x}在医院住了半个月`,
    (x) => `丈夫${x}去世以后，家里没有收入`,
    (x) => `孙女${x}、孙子都由老人照看`,
    (x) => `其弟弟${x}户口已迁出`,
    (x) => `法定代表人：${x}，注册资本五百万元`,
    (x) => `开户名：${x}`,
    (x) => `来访人${x}要求当面答复`,
    (x) => `${x}，男，汉族，1964年生`,
    (x) => `${x}老人今年八十二岁，无人照料`,
    (x) => `${x}女士来信说，路灯坏了半年`,
    (x) => `昨天${x}同志到站里反映情况`.replace('昨天', '昨天，'),
  ],
}

export interface Case {
  text: string
  kind: PrivateKind | null
  secret: string
}

/** How many sentences of each kind; names are the hardest and the commonest. */
const EACH = 168
const NAMES_EACH = 800
const ADDRESSES_EACH = 240
/** Surnames that are words as well, where only a name can stand. */
const LABELLED: ((x: string) => string)[] = [(x) => `姓名：${x}`, (x) => `联系人：${x}，已告知`, (x) => `姓名为${x}。`, (x) => `户名：${x}。`]
const WORD_NAMES = '和志刚 和丽萍 和建国 成建国 施展 都兴国 来永福 单方圆 向学军'.split(' ')
const TRAPS_EACH = 10

/** @param seed another one gives other numbers, names and places in the same sentences */
export function privacyCorpus(seed = 20260310): Case[] {
  const c = chance(seed)
  const out: Case[] = []
  for (const kind of Object.keys(SECRETS) as Kind[]) {
    const frames = SENTENCES[kind]
    const makes = SECRETS[kind]
    for (let i = 0; i < (kind === 'name' ? NAMES_EACH : kind === 'address' ? ADDRESSES_EACH : EACH); i++) {
      const secret = (makes[i % makes.length] as Make)(c)
      out.push({ text: (frames[c.int(frames.length)] as Frame)(secret, c), kind, secret })
    }
  }
  for (const secret of WORD_NAMES) for (const frame of LABELLED) out.push({ text: frame(secret), kind: 'name', secret })
  for (const trap of TRAPS) for (let i = 0; i < TRAPS_EACH; i++) out.push({ text: trap(c), kind: null, secret: '' })
  return out
}

/** As a reply is read: the lines of offices among the traps are no findings there. */
const find = (text: string) => findPrivate(text, { skipOfficeLines: true })

/** What is left of the secret after masking is less than could identify: for a number none of four digits in a row. */
export function covered(x: Case): boolean {
  const left = mask(x.text, find(x.text))
  if (left.includes(x.secret)) return false
  // Of a name nothing stays, of a telephone number no digit.
  if (x.kind === 'name' || x.kind === 'mobile' || x.kind === 'landline') return whole(x)
  const tail = x.secret.replace(/\s/g, '').slice(-4)
  return !left.replace(/\s/g, '').includes(tail)
}

/** Every letter and digit of it lies in a finding. */
function whole(x: Case): boolean {
  const found = find(x.text)
  const at = x.text.indexOf(x.secret)
  return [...x.secret.matchAll(/[\p{L}\p{N}]/gu)].every((m) => found.some((f) => f.from <= at + m.index && at + m.index < f.to))
}

export interface Measured {
  recall: number
  precision: number
  kinds: { kind: Kind; recall: number; precision: number }[]
  missed: Case[]
  /** Findings that touch no secret, with their sentence. */
  wrong: string[]
}

/** A secret is found when masking covers it; a finding is right when it touches the planted secret. */
export function measureGuard(cases: readonly Case[]): Measured {
  const missed = cases.filter((x) => x.kind && !covered(x))
  const wrong: string[] = []
  const hits = new Map<string, { right: number; wrong: number }>()
  for (const x of cases) {
    const at = x.kind ? x.text.indexOf(x.secret) : -1
    for (const f of find(x.text)) {
      const n = hits.get(f.kind) ?? { right: 0, wrong: 0 }
      hits.set(f.kind, n)
      // 李秀英 stands beside others in some sentences: a name of a citizen, rightly found.
      if ((at >= 0 && f.from < at + x.secret.length && at < f.to) || f.text === '李秀英') n.right++
      else {
        n.wrong++
        wrong.push(`${f.kind}：${f.text} ← ${x.text}`)
      }
    }
  }
  const share = (a: number, b: number) => (b === 0 ? 1 : a / b)
  const planted = cases.filter((x) => x.kind)
  const right = [...hits.values()].reduce((n, h) => n + h.right, 0)
  return {
    recall: 1 - share(missed.length, planted.length),
    precision: share(right, right + wrong.length),
    kinds: (Object.keys(SECRETS) as Kind[]).map((kind) => {
      const h = hits.get(kind) ?? { right: 0, wrong: 0 }
      const of = planted.filter((x) => x.kind === kind).length
      return { kind, recall: 1 - share(missed.filter((x) => x.kind === kind).length, of), precision: share(h.right, h.right + h.wrong) }
    }),
    missed,
    wrong,
  }
}
