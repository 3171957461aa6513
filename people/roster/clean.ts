/** Cells as offices write them, made uniform; or the reason why not, in words that say what to do. */
import { clean, length, phoneDigits, tidyName } from '../../kernel/characters.ts'

export class Wrong extends Error {}

/** Full-width digits and letters, byte-order marks, invisible signs, blanks of every kind; Chinese punctuation stays as it is. */
export function tidy(text: string): string {
  const t = clean(text)
    .normalize('NFC')
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]+/g, (w) => w.normalize('NFKC'))
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, (run) => (run.includes('\n') ? '\n' : ' '))
    .trim()
  // A mark for "nothing here"; and the apostrophe with which a workbook keeps a sign from becoming a formula.
  return /^(?:[-—–/\\]+|无)$/.test(t) ? '' : t.replace(/^'(?=[=+\-@])/, '')
}

const squeeze = (t: string) => t.normalize('NFKC').replace(/\s/g, '')

export function atMost(t: string, max: number): string {
  if (length(t) > max) throw new Wrong(`内容太长，最多 ${max} 个字`)
  return t
}

/** Blanks inside Chinese names are layout ('王 敏'); the dot of other names is written in several ways. */
export function name(t: string): string {
  const n = tidyName(t)
  if (/\d/.test(n)) throw new Wrong('姓名中不应有数字')
  if (!/^[\p{L}\p{M}\p{Script=Han}·' -]+$/u.test(n)) throw new Wrong('姓名中有不认识的符号，请只填写姓名')
  return atMost(n, 40)
}

export const oneOf = (list: string[]) => (t: string) => {
  const v = squeeze(t)
  if (!list.includes(v)) throw new Wrong(`应填写${list.map((x) => `“${x}”`).join('或')}`)
  return v
}

/**
 * @param today 'YYYY-MM-DD'
 * @returns 'YYYY-MM' when no day is given, else 'YYYY-MM-DD'
 */
export function birth(t: string, today: string): string {
  const v = squeeze(t).replace(/\(\d{1,3}岁\)$/, '')
  const m = /^(\d{4})[年.\-/](\d{1,2})(?:[月.\-/](?:(\d{1,2})日?)?|)$/.exec(v) ?? /^(\d{4})(\d\d)(\d\d)?$/.exec(v)
  if (/^\d{5}$/.test(v)) throw new Wrong('是 Excel 内部的日期序号，请把单元格设为日期格式，或写成 1968-05-12')
  if (!m) throw new Wrong('出生年月应写成 1968-05-12 或 1968.05')
  const [, y, mo, d] = m.map(Number)
  const [year, month, day] = [y as number, mo as number, m[3] === undefined ? undefined : (d as number)]
  const date = new Date(Date.UTC(year, month - 1, day ?? 1))
  if (month < 1 || month > 12 || date.getUTCMonth() !== month - 1) throw new Wrong('没有这一天，请核对年、月、日')
  if (year < 1900 || date.toISOString().slice(0, 10) > today) throw new Wrong('出生年份不对，请核对')
  const ym = `${m[1]}-${String(month).padStart(2, '0')}`
  return day === undefined ? ym : `${ym}-${String(day).padStart(2, '0')}`
}

const ETHNICITIES =
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'.split(
    ' ',
  )
export function ethnicity(t: string): string {
  const v = squeeze(t)
  return ETHNICITIES.includes(v) ? `${v}族` : atMost(v, 20)
}

const DIGITS = '零一二三四五六七八九'
/** '第六届', '六届', '18', '第十八届' → the number in digits */
export function term(t: string): string {
  const v = /^第?(\d{1,2}|[一二三四五六七八九十]{1,3})届?/.exec(squeeze(t))?.[1]
  if (!v) throw new Wrong('届次应写成“第六届”或 6')
  if (/^\d+$/.test(v)) return String(Number(v))
  const [tens, ones] = v.includes('十') ? v.split('十') : ['', v]
  const n = (v.includes('十') ? (tens ? DIGITS.indexOf(tens) : 1) * 10 : 0) + (ones ? DIGITS.indexOf(ones) : 0)
  if (!(n > 0)) throw new Wrong('届次应写成“第六届”或 6')
  return String(n)
}

export function certificate(t: string): string {
  const v = squeeze(t)
  if (!/^[\p{L}\d\-—()〔〕第号/.]+$/u.test(v)) throw new Wrong('代表证号中有不认识的符号')
  return atMost(v, 40)
}

export function tags(t: string): string {
  const list = [
    ...new Set(
      t
        .normalize('NFKC')
        .split(/[、,;/|\s]+/)
        .filter(Boolean),
    ),
  ]
  if (list.length > 20) throw new Wrong('结构标签太多，最多 20 个')
  return list.map((x) => atMost(x, 20)).join('、')
}

const STATE: Record<string, string> = {
  当选: 'elected',
  待确认: 'elected',
  已确认: 'confirmed',
  资格有效: 'confirmed',
  在任: 'active',
  正常: 'active',
  现任: 'active',
  在职: 'active',
  有效: 'active',
  暂停: 'suspended',
  暂停执行职务: 'suspended',
  终止: 'terminated',
  资格终止: 'terminated',
  已终止: 'terminated',
}
export function state(t: string): string {
  const s = STATE[squeeze(t)]
  if (!s) throw new Wrong('状态应为“当选”“已确认”“在任”“暂停”或“终止”')
  return s
}

const WORD = ['', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十']
const howMany = (n: number) => WORD[n] ?? String(n)

/** The number itself never appears in the words. */
export function mobile(t: string): string {
  if (/1\d{10}\D+1\d{10}/.test(t)) throw new Wrong('只能填写一个手机号码，另一个请填到办公电话')
  const v = phoneDigits(t)
  if (/\D/.test(v)) throw new Wrong('手机号码里有不是数字的内容，应为 11 位数字')
  if (v.length !== 11) throw new Wrong(`手机号码${v.length < 11 ? '少' : '多'}${howMany(Math.abs(11 - v.length))}位，应为 11 位数字`)
  if (!/^1[3-9]/.test(v)) throw new Wrong('手机号码应以 13 至 19 开头，请核对')
  return v
}

export function phone(t: string): string {
  const v = t.normalize('NFKC').replace(/[—–]/g, '-')
  if (!/^[\d\s()+\-转、,;/]+$/.test(v) || !/\d{5}/.test(v.replace(/\D/g, ''))) throw new Wrong('办公电话应写成 0990-1234567 的样子')
  return atMost(v, 60)
}

export function email(t: string): string {
  const v = squeeze(t)
  if (v.length > 254 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(v)) throw new Wrong('邮箱应写成 name@example.cn 的样子')
  return atMost(v, 120)
}

export function postcode(t: string): string {
  const v = squeeze(t)
  if (!/^\d+$/.test(v)) throw new Wrong('邮编应为 6 位数字')
  if (v.length !== 6) throw new Wrong(`邮编${v.length < 6 ? '少' : '多'}${howMany(Math.abs(6 - v.length))}位，应为 6 位数字`)
  return v
}

/** A mobile and a number at work, in one cell or either alone. */
export function contact(t: string): { mobile?: string; office_phone?: string } {
  const parts = t
    .normalize('NFKC')
    .split(/[\n、,;/]|(?<=\d{7}) +(?=[01(]\d)/)
    .map((x) => x.trim())
    .filter(Boolean)
  const mobiles = parts.filter((x) => /^1[3-9]\d{9}$/.test(phoneDigits(x)))
  const others = parts.filter((x) => !mobiles.includes(x))
  if (mobiles.length > 1) throw new Wrong('只能填写一个手机号码，另一个请填到办公电话')
  // Eleven digits gone wrong are no number at work.
  for (const x of others) if (/^1\d{8,12}$/.test(phoneDigits(x))) mobile(x)
  return { ...(mobiles[0] ? { mobile: mobile(mobiles[0]) } : {}), ...(others.length > 0 ? { office_phone: phone(others.join('、')) } : {}) }
}

const UNIT =
  '(?:有限责任公司|有限公司|公司|集团|厂|店|银行|支行|分行|合作社|委员会|办公室|办事处|人大|政协|政府|法院|检察院|大学|学院|学校|中学|小学|一中|二中|三中|幼儿园|医院|卫生院|卫生室|研究所|研究院|设计院|事务所|派出所|协会|联合会|学会|商会|总会|工会|总工会|妇联|残联|团委|中心|服务站|分局|支队|大队|局|厅|处|室|站|所|院|部|社区|街道|村民小组|村|乡|镇|区|县|市|州|农场|林场|牧场|基地|市委|县委|区委|州委|党委|农商行|联社|报社|电视台|博物馆|图书馆|文化馆|剧团|寺|教堂)'
const POST =
  '(?:(?:党委|党组|党工委|党总支|党支部|总支|支部|支委|常委会)?(?:原|代理|执行|常务|名誉|第一|代)?副?(?:书记|主任|局长|厅长|处长|科长|股长|所长|院长|校长|园长|站长|行长|部长|县长|区长|市长|州长|乡长|镇长|村长|组长|队长|会长|理事长|董事长|秘书长|经理|总经理|总裁|厂长|社长|馆长|台长|团长|主席|主委|检察长|庭长|社长|总工程师|总会计师|护士长|班长|场长|店长|支书|主管|委员)|(?:党委|党组)成员|(?:(?:高级|特级|中级|初级|一级|二级|三级|四级|主任|副主任|主治|执业|注册|助理|正高级|副高级)?(?:教师|工程师|医师|农艺师|律师|会计师|经济师|畜牧师|兽医师|技师|法官|检察官|巡视员|调研员|主任科员|科员|教授|研究员|讲师))|医生|护士|护师|工人|职工|员工|村民|农民|牧民|个体户|负责人|法定代表人|法人|干部|职员|驾驶员|演员|教练|学生|技术员|网格员|村医)'
const WHOLE = new RegExp(`^(.*?${UNIT})(${POST}(?:[、,兼]+${POST})*)$`)
const ONLY_POST = new RegExp(`^(?:务农|${POST})$`)

/** '清渡县第一中学 校长', '清渡县第一中学校长': where the boundary is in doubt, the office is asked. */
export function employerAndPost(t: string): { employer?: string; post?: string } {
  const v = t.replace(/[\t\n]+/g, ' ').trim()
  if (ONLY_POST.test(v)) return { post: v }
  const at = v.split(/\s+|[;；|]/).filter(Boolean)
  const [a, b] = at.length === 2 ? at : /^(.*)[（(](.*)[)）]$/.test(v) ? [] : (WHOLE.exec(v)?.slice(1) ?? [])
  if (!a || !b) throw new Wrong('分不清哪些是工作单位、哪些是职务，请在两者之间加一个空格')
  return { employer: atMost(a, 200), post: atMost(b, 200) }
}
