/**
 * The privacy guard: what in a text may identify a private person (个人信息保护法第四条、第二十八条; 政府信息公开条例第十五条).
 * It only points; a person decides finding by finding, and `mask` writes what was decided. Missing one is worse than one too many.
 */
import { DOTS, foldName } from '../kernel/characters.ts'
import { DOTTED_ANYWHERE, dottedAt, signsOf } from './dotted.ts'
import { nameAt, SURNAME } from './surnames.ts'

export type PrivateKind = 'mobile' | 'landline' | 'id' | 'plate' | 'account' | 'address' | 'email' | 'name' | 'author'

export const KIND_LABELS: Record<PrivateKind, string> = {
  mobile: '手机号码',
  landline: '固定电话',
  id: '身份证号',
  plate: '车牌号',
  account: '账号',
  address: '住址',
  email: '电子邮箱',
  name: '姓名',
  author: '代表姓名',
}

export interface PrivateFinding {
  kind: PrivateKind
  /** Offsets into the text, in UTF-16 units; `to` is exclusive. */
  from: number
  to: number
  text: string
  /** Why it was pointed at, for the person who decides. */
  reason: string
}

/** What stands in place of a finding: people are called 某某, the rest is left out and said so. */
const masked = (kind: PrivateKind): string => (kind === 'name' || kind === 'author' ? '某某' : '［略］')

const NUMERAL: Record<string, string> = {
  〇: '0',
  零: '0',
  一: '1',
  幺: '1',
  壹: '1',
  二: '2',
  贰: '2',
  两: '2',
  三: '3',
  叁: '3',
  四: '4',
  肆: '4',
  五: '5',
  伍: '5',
  六: '6',
  陆: '6',
  七: '7',
  柒: '7',
  八: '8',
  捌: '8',
  九: '9',
  玖: '9',
}

/** Full-width to plain, a typed circle to 〇, sign by sign: every offset stays what it was. */
function plain(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000\u2010-\u2015\u2212\u00a0\u25cb\u25ef]/g, (c) => {
    const n = c.charCodeAt(0)
    if (n === 0x25cb || n === 0x25ef) return '〇'
    return n === 0x3000 || n === 0xa0 ? ' ' : n >= 0xff01 ? String.fromCharCode(n - 0xfee0) : '-'
  })
}
const digits = (text: string) => text.replace(/[〇零一幺壹二贰两三叁四肆五伍六陆七柒八捌九玖]/g, (c) => NUMERAL[c] as string)

const GAP = '[\\s\\-.·_()]{0,3}'
const run = (n: string) => `(?:${GAP}\\d)${n}`
const MOBILE = new RegExp(`(?<!\\d)(?:(?:\\+|00)?86${GAP}|0)?1${GAP}[3-9]${run('{9}')}(?!${GAP}\\d)(?!\\s*(?:万|亿|元|千|吨|米|平方|公里|人次|立方))`, 'g')
const EXTENSION = '(?:\\s*[,，(]?\\s*(?:[-*#x]|转接?|(?:转接?)?分机号?|ext\\.?)\\s*[:：]?\\s*\\d{1,5}\\)?)?'
const LANDLINE = new RegExp(`(?<![\\d〔[年])(?<!\\d[(])\\(?(?:(?:\\+|00)86${GAP}0?[1-9]\\d{1,2}|0\\d{2,3})${GAP}[2-9]${run('{6,7}')}${EXTENSION}(?!\\d)`, 'gi')
/** Of a firm or an office that is paid to be rung. */
const HOTLINE = new RegExp(`(?<!\\d)[48]00${run('{7}')}${EXTENSION}(?!${GAP}\\d)(?!\\s*(?:万|亿|元|千|吨|米|平方|公里|人次|立方))`, 'gi')
const LOCAL =
  /(?:电话|座机|传真|致电|拨打|联系方式|(?<!发票|合同|受理|流水|订单|批准|许可证?|房产证|文件)号码|热线|tel)[^\d\n。；;]{0,8}(?!(?:19|20)\d\d[-.](?:0?[1-9]|1[0-2])[-.])([2-9](?:[\s-]?\d){6,7}(?:\s*(?:转接?|(?:转接?)?分机号?)\s*:?\s*\d{1,5})?)(?![\d-])(?!\s*(?:元|人|户|万|亿))/gi
/** An office's line, said to be one: published so that people ring it. */
const OFFICE_LINE = /(?:咨询|监督|举报|投诉|服务|值班|办公室?|维修|报修|热线|客服|受理|窗口|便民|预约|挂号|抢修)(?:联系)?(?:电话|热线|号码)?[^\d。；;\n]{0,4}$/
/** Numbers before the one in question, of the same list. */
const LISTED = /(?:[\d\-()\s]{7,20}[、，,/或和]\s?)+$/
const ID18 = /(?<![\dA-Za-z])[1-9](?:[\s-]?\d){16}[\s-]?[\dXx](?![\dA-Za-z])/g
const ID15 = /(?<![\dA-Za-z])[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![\dA-Za-z])/g
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][\s·.•-]?(?=[A-Z]{0,3}\d)[A-HJ-NP-Z\d]{4,5}[A-HJ-NP-Z\d挂学警港澳领](?![A-Za-z\d])(?!\s*(?:地块|标段|区块|批次|号楼|型.{0,3}(?:泵|阀|灯|管|电机|电缆|变压器|仪|炉)))/gi
const NUMBERED = /(?<![\dA-Za-z])\d(?:[\s-]?\d){8,29}(?![\dA-Za-z])/g
const ACCOUNT_WORDS =
  /(?:账号|帐号|账户|帐户|卡号|银行卡|存折|开户|收款|户头|信用卡|社保号|社保卡|医保号|医保卡|公积金号|学籍号|残疾证号|护照号?|户号)[^。；;\n]{0,14}$/
/** A telephone's number behind such a word is the telephone's: 「社保卡咨询电话0719-…」. */
const RUNG = /(?:电话|热线|传真|拨打)[^。；;\n]*$/
const TELEPHONE = /^(?:0\d{9,15}|1\d{10}|[48]00\d{7})$/
/** A sum or an area, however long. */
const SUM = /^(?:\.\d{1,2})?(?!\d)\s*(?:万|亿|元|平方|平米|㎡|亩|人民币)/
const HANDLE = /(?<!公众号[\s（(“"「:]{0,3})(?:微信号?|QQ号?|抖音号|支付宝账?号?)\s{0,4}(?:号|[:为是]|，|,)?\s{0,4}((?:[a-z][\w-]{5,19})|(?:[1-9]\d{4,11}))/gi
const PASSPORT = /(?:护照|通行证)[^\dA-Z。；\n]{0,8}([A-Z]{1,2}\d{7,9})/gi
const EMAIL = /[\w.+-]{1,64}\s?@\s?[\w-]+(?:\s?\.\s?[A-Za-z\d-]+)+/g

const NO = '[\\d一二三四五六七八九十百零〇甲乙丙丁东西A-Za-z]'
/** A building's or a floor's flat, however its people are called; else a household, not a count of them (「831户居民」「三十户村民」). */
const HOME =
  '(?:(?<=(?:号楼|栋|幢|座|单元|楼|层)[\\s、，,-]{0,3}\\d{1,2}0\\d\\s{0,3})户(?!型)|户(?!\\s{0,3}(?:人|家|均|籍|口|数|型|主要|居民|村民|群众|住户|业主|农户|商户|商铺|门店|移民|职工|群|渔民|牧民|农民|市民|租户|租客|老人|贫困|脱贫|低保|五保|特困|困难|搬迁|拆迁|受灾|受益|用户|经营)))'
const HOUSE = `(?:第?${NO}{1,6}(?:[-之]\\d{1,5}){0,3}\\s{0,4}(?:号楼|号院|号|弄|组|队|栋|幢|座|单元|楼|层|室|门)|(?:${NO}{1,6}(?:[-之]\\d{1,5}){0,3}|[东西南北中左右]{1,2})\\s{0,4}${HOME})`
// A road or a settlement with a house number after it …
const ADDRESS = new RegExp(
  `[\\p{Script=Han}A-Za-z\\d]{1,14}?(?:大道|大街|胡同|街坊|新村|社区|小区|花园|家园|家属院|公寓|大厦|嘉园|佳苑|花苑|名苑|新城|华庭|路|街|巷|弄|村|苑|坊|里|湾|寨|屯)\\s{0,4}[、，,]?\\s{0,4}${HOUSE}(?:[\\s、，,-]{0,4}${HOUSE}){0,4}(?:\\s{0,4}[-]?\\d{2,4}(?![\\d年月日户人家]))?`,
  'gu',
)
// … or a building with a flat, wherever it stands.
const FLAT = new RegExp(
  `${NO}{1,4}\\s{0,4}(?:号楼|栋|幢|座|单元)[\\s、，,-]{0,4}(?:${NO}{1,3}\\s{0,4}单元)?[\\s、，,-]{0,4}(?:${NO}{1,3}\\s{0,4}(?:楼|层))?[\\s、，,-]{0,4}${NO}{2,6}\\s{0,4}(?:室|号|房|${HOME})|[\\dA-Za-z]{1,4}\\s{0,4}(?:号楼|栋|幢|座|单元)[\\s、，,-]{0,4}(?:${NO}{1,3}\\s{0,4}单元[\\s、，,-]{0,4})?(?:${NO}{1,3}\\s{0,4}(?:楼|层)[\\s、，,-]{0,4})?[东西南北中左右]{1,2}户(?!型)|\\d{1,3}-\\d{1,2}-\\d{3,4}(?!\\d)`,
  'g',
)
/** A village's group, a storey or a whole building is where thirty families live or a meeting was held; with 「住」 before it, somebody's home. */
const BROAD =
  /(?:(?:村|社区|屯|寨|里|大厦|小区|公寓|新城|花园|家园|苑|坊|华庭|湾)\s*第?[\d一二三四五六七八九十]{1,4}\s*(?:组|队|楼|层)(?:[、，,\s]{0,4}[\d一二三四五六七八九十]{1,3}\s{0,4}(?:组|队))*|[^\d一二三四五六七八九十单元室号][\s第]*[\dA-Za-z一二三四五六七八九十]{1,4}\s*(?:栋|幢|座|号楼)|[东西南北]门)$/
const HOUSES = new RegExp(HOUSE, 'g')
const UNIT = /(?:号楼|号院|单元|.)$/
/** How many families, not which: 「石桥村831户」「沿街30户」「共12栋360户」. */
const COUNT_PLACE =
  /(?:(?:新村|社区|小区|花园|家园|家属院|公寓|大厦|嘉园|佳苑|花苑|名苑|新城|华庭|村|苑|坊|里|湾|寨|屯)|(?:沿|临|背|修|通|道|公|铁|水|电|全|各|本|该|条)(?:路|街|巷))\s{0,4}[、，,]?\s{0,4}[^-\s、，,]{1,8}户$/
const COUNTED = /(?:共|计|有|涉及|惠及|覆盖|新建|建成|建设|改造|拆除|完成|近|约|超|达)\s?$/

/** Whether an address is too broad to be anybody's: one part only, or several of a kind (「三组、五组」), and no house number. */
function broad(found: string): boolean {
  const parts = found.match(HOUSES) ?? []
  if (parts.length === 1 && COUNT_PLACE.test(found)) return true
  return BROAD.test(found) && !/[\d一二三四五六七八九十〇零]\s*号(?!楼)/.test(found) && new Set(parts.map((x) => UNIT.exec(x)?.[0])).size < 2
}
const LIVES = /(?:住|家(?!园)|户籍|户口)[^，。；]{0,14}$/
const NOT_HOUSE = /(?:线|令|文|提案|建议|台风|地块|公告|通知|工程|标段|信箱|界桩|泵站|闸)/

const ROLES =
  '父亲|母亲|养父|养母|继父|继母|爸爸|妈妈|爱人|妻子|丈夫|老伴|配偶|儿子|女儿(?!童)|侄儿(?!童)|大哥|二哥|大姐|二姐|弟媳|嫂子|姑父|姨父|舅妈|婶婶|叔父|姐夫|妹夫|前夫|前妻|男友|女友|儿媳|女婿|孙子|孙女|外孙女?|哥哥|弟弟|姐姐|妹妹|兄弟|姐妹|叔叔|伯父|伯伯|舅舅|姑姑|姨妈|岳父|岳母|公公|婆婆|爷爷|奶奶|外公|外婆|姥姥|姥爷|侄子|侄女|外甥女?|亲属|家属|监护人|当事人|申请人|被申请人|原告|被告|被告人|上访人|信访人|来访人|患者|患儿(?!童)|病人|死者|逝者|伤者|受害人|被害人|嫌疑人|肇事者|村民|居民|(?<!行|林)业主|住户|户主|(?<!房)屋主|房主|学生|同学|家长|老人|职工|员工|工人|司机|车主|驾驶员|经营者|经营户|老板|店主|举报人|反映人|投诉人|诉求人|求助人|联系人|残疾人|贫困户|脱贫户|低保户|五保户|特困户|邻居|群众|市民|网民|租客|房东|拆迁户|被拆迁人|法定代表人|经办人|证人|证明人|担保人|借款人|孤儿|遗孀|独居老人|儿童|男童|女童|农户|农民|养殖户|种植户|商户|摊主|病患|产妇|孕妇|教师|医生|报告人|来信人|肇事人|伤者|收款人|开户人|开户名|户名|持卡人|当事者|被举报人|被投诉人|受伤者|死难者|签名|具名|署名|姓名|名叫|叫做'
const ROLE = new RegExp(`^(?:${ROLES})`)
const BEFORE = new RegExp(`(?:${ROLES})(?:们)?(?:是|为|叫|名叫|姓名|甲方|乙方)?[\\s:、，,“"「『（(]{0,3}`, 'g')
/** A sign of the script, rare ones and 〇 too. */
const H = '\\p{Script=Han}'
/** 「古丽娜尔·艾山」, of any number of parts. */
const DOTTED = `${H}{2,8}(?:[${DOTS}]${H}{1,8}){0,4}[${DOTS}]${H}{1,8}?`
const RARE = '[\\u3400-\\u4dbf\\u{20000}-\\u{323af}]'
const PERSON = `(?:${SURNAME}|${RARE})`
/** A sign beyond everyday writing behind a surname: hardly anything but a name. */
const RARE_NAME = new RegExp(`${SURNAME}(?=${H}?${RARE})`, 'gu')
const DOT = new RegExp(`[${DOTS}]`, 'u')
const AFTER = new RegExp(
  `(?<=^|[^${H}]|[的是由对向让请被找与和及、据])(${DOTTED}|${PERSON}(?:某{1,2}|${H}{1,2}))(?=先生|女士|老人|大爷|大妈|大娘|大叔|奶奶|爷爷|阿姨|师傅|同学|同志|之子|之妻|之女|之父|之母|一家|家中|本人|夫妇|夫妻|等\\d+[户人名])`,
  'gu',
)

/** Name first, then who it is: 「王建国，男，汉族」. */
const THEN_SEX = new RegExp(`(?<=^|[^${H}])(${DOTTED}|${PERSON}${H}{1,2})(?=\\s?[，,（(]\\s?[男女](?:[，,、）)\\s]|性))`, 'gu')
/** What follows a name of a place, and behind 「叫」 a name of a house, not of a person: 名叫「江畔网吧」. */
const PLACE_OF = /^(?:镇|街道|村(?![里上内口]))/
const HOUSE_OF = /^(?:吧|店|馆|厂|超市|公司|餐|酒|宾馆|学校|中学|小学|医院|路|街|村|镇|大桥|水库)/
/** A name of several parts takes so much. */
const AHEAD = 60
/** Between the names of one list. */
const NEXT_NAME = /^(?:[、和与及]|以及)/

export interface GuardOptions {
  /** Whose names must not appear, whatever the text says of them. */
  authors?: readonly string[]
  /** Leaves out an office's line that says it is one (「咨询电话：…」). Whoever publishes decides on those too, so they are pointed at by default. */
  skipOfficeLines?: boolean
}

/** Everything in a text that may identify somebody, in the order in which it stands; nothing overlaps. */
export function findPrivate(text: string, o: GuardOptions = {}): PrivateFinding[] {
  const out: PrivateFinding[] = []
  const p = plain(text)
  const add = (kind: PrivateKind, from: number, length: number, reason: string) =>
    length > 0 && out.push({ kind, from, to: from + length, text: text.slice(from, from + length), reason })
  const each = (s: string, re: RegExp, fn: (m: RegExpExecArray) => void) => {
    for (const m of s.matchAll(re)) fn(m as RegExpExecArray)
  }
  const group = (m: RegExpExecArray) => m.index + m[0].lastIndexOf(m[1] as string)

  for (const author of o.authors ?? []) for (const [from, length] of authorAt(p, author)) add('author', from, length, '提出建议的代表，姓名不公开')
  // Written in signs, then read aloud: 「一三八〇〇…」.
  const spoken = digits(p)
  for (const s of spoken === p ? [p] : [p, spoken]) {
    const aloud = s === p ? '' : '（汉字数字）'
    each(s, ID18, (m) => {
      const why = idReason(m[0], s.slice(Math.max(0, m.index - 12), m.index))
      if (why) add('id', m.index, m[0].length, why + aloud)
    })
    each(s, ID15, (m) => add('id', m.index, m[0].length, `十五位，第七到十二位是日期${aloud}`))
    each(s, MOBILE, (m) => add('mobile', m.index, m[0].length, `十一位手机号码${aloud}`))
    const office = (at: number) => o.skipOfficeLines === true && OFFICE_LINE.test(s.slice(Math.max(0, at - 60), at).replace(LISTED, ''))
    each(s, LANDLINE, (m) => office(m.index) || add('landline', m.index, m[0].length, `带区号的电话${aloud}`))
    each(s, HOTLINE, (m) => office(m.index) || add('landline', m.index, m[0].length, `400、800 电话${aloud}`))
    each(s, LOCAL, (m) => office(group(m)) || add('landline', group(m), (m[1] as string).length, `“电话”等字后面的号码${aloud}`))
    each(s, NUMBERED, (m) => {
      const n = m[0].replace(/\D/g, '')
      const before = s.slice(Math.max(0, m.index - 22), m.index)
      const after = s.slice(m.index + m[0].length, m.index + m[0].length + 8)
      if (ACCOUNT_WORDS.test(before) && !SUM.test(after) && !(TELEPHONE.test(n) && RUNG.test(before)))
        add('account', m.index, m[0].length, `“账号”等字后面的号码${aloud}`)
      else if (n.length >= 16 && n.length <= 19 && luhn(n)) add('account', m.index, m[0].length, `符合银行卡号的校验规则${aloud}`)
    })
  }
  each(p, PLATE, (m) => add('plate', m.index, m[0].length, '机动车号牌'))
  each(p, EMAIL, (m) => add('email', m.index, m[0].length, '电子邮箱'))
  each(p, HANDLE, (m) => add('account', group(m), (m[1] as string).length, '社交账号'))
  each(p, PASSPORT, (m) => add('id', group(m), (m[1] as string).length, '“护照”等字后面的号码'))
  each(p, ADDRESS, (m) => {
    if (broad(m[0]) && !LIVES.test(p.slice(Math.max(0, m.index - 16), m.index)) && !m[0].includes('住')) return
    if (!NOT_HOUSE.test(p.slice(m.index + m[0].length, m.index + m[0].length + 2))) {
      const lead = /^.*?(?:位于|住在|家住|现住|住址|地址|居住在|座落在|坐落在|坐落于|[在是为至到与和])(?=..)/.exec(m[0])?.[0].length ?? 0
      add('address', m.index + lead, m[0].length - lead, '有门牌或房号的地址')
    }
  })
  each(p, FLAT, (m) => {
    if (m[0].endsWith('户') && COUNTED.test(p.slice(Math.max(0, m.index - 4), m.index))) return
    add('address', m.index, m[0].length, '楼栋和房号')
  })
  each(p, BEFORE, (m) => {
    const at = m.index + m[0].length
    const role = m[0].replace(/[\s:、，,“"「『（(]+$/, '')
    const name = nameAt(p.slice(at, at + AHEAD), !/(?:叫|(?:姓|户)名[是为]|[:："「『（(“])\s*$/.test(m[0]), /(?:叫|名[是为]|[:：])\s*$/.test(m[0]))
    if (!name) return
    const behind = p.slice(at + name.length, at + name.length + 3)
    if (PLACE_OF.test(behind) || (/(?:叫|["「『“])\s*$/.test(m[0]) && HOUSE_OF.test(behind))) return
    add('name', at, name.length, `“${role}”后面的姓名`)
    // 「村民王建国、李秀英和张伟」: the others of the list are named as he is.
    for (let end = at + name.length, n = 0; n < 20; n++) {
      const gap = NEXT_NAME.exec(p.slice(end, end + 2))?.[0].length
      const next = gap ? nameAt(p.slice(end + gap, end + gap + AHEAD), true) : undefined
      if (!gap || !next || next.length < 2) break
      add('name', end + gap, next.length, `“${role}”后面并列的姓名`)
      end += gap + next.length
    }
  })
  // 「村民阿依古丽·买买提，女」: the word before a name of several parts is none of it.
  const named = (m: RegExpExecArray, reason: string) => {
    const whole = m[1] as string
    const lead = DOT.test(whole) ? (ROLE.exec(whole)?.[0].length ?? 0) : 0
    add('name', m.index + lead, whole.length - lead, reason)
  }
  each(p, THEN_SEX, (m) => {
    const name = nameAt((m[1] as string).concat('，'))
    if (name !== undefined && (name === m[1] || DOT.test(m[1] as string))) named(m, '姓名后面写了性别')
  })
  each(p, AFTER, (m) => {
    const name = nameAt((m[1] as string).concat('，'))
    if (name && name.length >= 2) named(m, '称呼前面的姓名')
  })
  each(p, RARE_NAME, (m) => {
    const name = nameAt(p.slice(m.index, m.index + AHEAD))
    if (name) add('name', m.index, name.length, '姓氏和生僻字')
  })
  each(p, DOTTED_ANYWHERE, (m) => {
    const name = dottedAt(p.slice(m.index, m.index + AHEAD))
    if (name) add('name', m.index, name.length, '带间隔点的姓名')
  })
  return apart(out)
}

/** The earlier and longer one stays; an author's name always does. */
function apart(found: PrivateFinding[]): PrivateFinding[] {
  const rank = (f: PrivateFinding) => (f.kind === 'author' ? 0 : f.kind === 'id' ? 1 : 2)
  const out: PrivateFinding[] = []
  const taken = new Uint8Array(found.reduce((n, f) => Math.max(n, f.to), 0))
  for (const f of found.sort((a, b) => rank(a) - rank(b) || b.to - b.from - (a.to - a.from) || a.from - b.from))
    if (!taken.subarray(f.from, f.to).includes(1)) {
      taken.fill(1, f.from, f.to)
      out.push(f)
    }
  return out.sort((a, b) => a.from - b.from)
}

/** A name also when written apart, and the surname with 代表 after it. */
function authorAt(text: string, author: string): [from: number, length: number][] {
  const signs = signsOf(foldName(author)).map((c) => (c === '〇' ? '[〇零]' : c.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')))
  if (signs.length === 0) return []
  const whole = [...text.matchAll(new RegExp(signs.join(`[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]?[\\s${DOTS}]{0,3}`), 'giu'))].map((m): [number, number] => [
    m.index,
    m[0].length,
  ])
  if (!new RegExp(`^${SURNAME}`).test(author) || signs.length > 4) return whole
  const surname = new RegExp(`^${SURNAME}`).exec(author)?.[0] as string
  const polite = [...text.matchAll(new RegExp(`${surname}(?:某{0,2})(?=\\s?代表)`, 'g'))].map((m): [number, number] => [m.index, m[0].length])
  return [...whole, ...polite]
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: eighteen places, the last one a check. Also pointed at without it, where the birthday or the words before say so. */
function idReason(raw: string, before: string): string | undefined {
  const n = raw.replace(/[\s-]/g, '').toUpperCase()
  const sum = WEIGHTS.reduce((a, w, i) => a + w * Number(n[i]), 0)
  if ('10X98765432'[sum % 11] === n[17]) return '十八位，校验码相符'
  if (/(?:身份证|证件|公民身份)/.test(before)) return '“身份证”等字后面的号码'
  if (/信用代码|订单|编号|项目代码/.test(before)) return undefined
  return /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(n.slice(6, 14)) ? '十八位，第七到十四位是日期' : undefined
}

function luhn(n: string): boolean {
  let sum = 0
  for (let i = 0; i < n.length; i++) {
    const d = Number(n[n.length - 1 - i]) * (i % 2 === 1 ? 2 : 1)
    sum += d > 9 ? d - 9 : d
  }
  return sum % 10 === 0 && !/^(\d)\1+$/.test(n)
}

/** The text with the chosen findings written over. Findings must come from this very text. */
export function mask(text: string, chosen: readonly Pick<PrivateFinding, 'kind' | 'from' | 'to'>[]): string {
  let out = ''
  let at = 0
  for (const f of [...chosen].sort((a, b) => a.from - b.from)) {
    if (f.from < at) continue
    out += text.slice(at, f.from) + masked(f.kind)
    at = f.to
  }
  return out + text.slice(at)
}
