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

/** @returns 'YYYY-MM' when no day is given, else 'YYYY-MM-DD' */
export function birth(t: string): string {
  const v = squeeze(t)
  const m = /^(\d{4})[年.\-/](\d{1,2})(?:[月.\-/](?:(\d{1,2})日?)?|)$/.exec(v) ?? /^(\d{4})(\d\d)(\d\d)?$/.exec(v)
  if (/^\d{5}$/.test(v)) throw new Wrong('是 Excel 内部的日期序号，请把单元格设为日期格式，或写成 1968-05-12')
  if (!m) throw new Wrong('出生年月应写成 1968-05-12 或 1968.05')
  const [, y, mo, d] = m.map(Number)
  const [year, month, day] = [y as number, mo as number, m[3] === undefined ? undefined : (d as number)]
  const date = new Date(Date.UTC(year, month - 1, day ?? 1))
  if (month < 1 || month > 12 || date.getUTCMonth() !== month - 1) throw new Wrong('没有这一天，请核对年、月、日')
  if (year < 1900 || date.getTime() > Date.now()) throw new Wrong('出生年份不对，请核对')
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
