/** Names of several parts (阿依古丽·买买提, 索朗·扎西·次仁): where they end, which no surname tells. */
import { DOTS } from '../kernel/characters.ts'

/** Signs with which such names are written and hardly anything else is … */
const STRICT = new Set(
  '阿逊艾爱埃昂巴拜贝毕波伯布策达丹旦德迪蒂尔法甫嘎噶格贡古哈罕汗赫吉迦江杰卡凯坎柯克肯库拉兰朗勒丽莉鲁罗洛玛买曼梅蜜木穆姆娜乃尼妮奴努诺欧帕派潘佩坡普琪恰琼曲却热仁茹瑞若萨赛桑莎珊沙苏索塔泰特提图吐托瓦旺维吾乌希夏雅亚央耶叶伊依英玉尤孜扎珍哲卓珠孟嘉堆措姆宗措姬芭佐顿肉热依斯司丝胡合迈麦谢热茨柳龙巧让才扎旺郎秋加央白玛'.replace(
    /[龙柳才让白]/g,
    '',
  ),
)
/** … and those that everyday words have too: inside such a name only. */
const ALSO = new Set(
  '安班保比别次大单当登地丁东多凡飞夫盖甘刚高更海和黑花佳金康科孔来里力利林路吕马毛美门米那南年宁牛皮平其齐强乔日荣如尚生孙铁土万汪卫温武西肖兴许旭雪延扬以义益永于元云赞则占真志中忠朱子作才让白龙堂国丛巨义本什车茶查仓朵果加降绒拥初孜央都不合外增素伦奎纳都不合',
)
/** What follows a name begins like this, whatever the first sign may be elsewhere. */
const THEN = new Set(
  '来信 来电 来访 来到 来说 来自 提出 提到 提供 提交 提议 以及 以为 以来 和他 和她 和其 和家 大爷 大妈 大娘 大叔 大哥 大姐 子女 里的 东边 西边 南边 平时 年龄 年满 生病 生活 生前 高龄 高兴 作为 多次 多年 真实 比较 当时 当天 当事 当选 别人 更加 如果 日前 保证 其子 其女 其父 其母 其妻 其夫 那里 利用 力争 于是 于今 于去 安装 安置 门前 门口 路过 地址 强烈 中午 本人 查询 什么 国家 车辆 投诉 举报 反映 要求 希望 建议 申请 表示 居住 患有 去世 家住 家中 说是 都说 都在 都是 都有 都不 都没 都被 都要 不同 不在 不服 不能 不满 不愿 不知 不让 不是 不要 不想 合同 合作 外出 外地 外面 依法 依规 依照 依据 女士 先生 同志 代表 老人 师傅 阿姨 奶奶 爷爷 同学 老师 医生 户口'.split(
    ' ',
  ),
)
/** Signs that begin what follows a name, unless names are written with them. */
const ENDS = new Set(
  '的是在有与及或说反称从到已也等因被把对就都将要去又还不没无请认每可能会需使给自按据她他此之者们了过着个位名户岁组村镇县市区局委办所站同时今现住报表介用经由后前内上下外间人口受患跌摔骑驾居电手联系身号码址先女男老爷妈奶叔嫂姨师一二三四五六七八九十两几某家曾均且只向请拨打问我你您',
)

const DOT = new RegExp(`[${DOTS}]`, 'u')
const HAN = /\p{Script=Han}/u
const MOST = 8
const PARTS = 6
/** With its variant mark, if it has one. */
const SIGN = /\p{Script=Han}[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]?|./gsu

export const signsOf = (text: string): string[] => text.match(SIGN) ?? []
const bare = (sign: string) => String.fromCodePoint(sign.codePointAt(0) as number)
export const isHan = (sign: string | undefined): boolean => sign !== undefined && HAN.test(sign)
/** Beyond the signs of everyday writing (㛃, 𠮷, 𬭎): names have them. */
export const isRare = (sign: string | undefined): boolean => {
  const n = sign?.codePointAt(0) ?? 0
  return isHan(sign) && ((n >= 0x3400 && n < 0x4e00) || n > 0xffff)
}

const sounds = (signs: readonly string[]): boolean => signs.some((c) => STRICT.has(c)) && signs.every((c) => STRICT.has(c) || ALSO.has(c) || isRare(c))

/** How many signs from `at` on belong to the last part of a name. */
function lastPart(signs: readonly string[], at: number): number {
  let n = 0
  for (; n < MOST; n++) {
    const c = signs[at + n]
    if (!isHan(c)) break
    const one = bare(c as string)
    if (THEN.has(one + (signs[at + n + 1] ?? ''))) break
    if (STRICT.has(one) || isRare(c)) continue
    if (n > 1 && !ALSO.has(one)) break
    if (ENDS.has(one) && !ALSO.has(one)) break
  }
  return n
}

/** The name of several parts at the head of `rest`: Chinese parts with dots between them, in any number. */
export function dottedAt(rest: string): string | undefined {
  if (!DOT.test(rest)) return undefined
  const signs = signsOf(rest)
  let at = 0
  let parts = 0
  for (; parts < PARTS; parts++) {
    let n = 0
    while (n < MOST && isHan(signs[at + n])) n++
    if (n === 0 || !DOT.test(signs[at + n] ?? '') || !isHan(signs[at + n + 1])) break
    // A plain stop also ends sentences: there the signs themselves must say that it is a name.
    if (signs[at + n] === '.' && !(sounds(signs.slice(at, at + n)) && sounds(signs.slice(at + n + 1, at + n + 3)))) break
    at += n + 1
  }
  if (parts === 0) return undefined
  const last = lastPart(signs, at)
  return last === 0 ? undefined : signs.slice(0, at + last).join('')
}

/** 「村民买买提反映」, 「阿依古丽 买买提」: no surname, no dot, three signs or more that only such names have. */
export function soundedAt(rest: string): string | undefined {
  if (!STRICT.has(rest[0] ?? '')) return undefined
  const signs = signsOf(rest)
  let n = 0
  while (n < MOST && STRICT.has(signs[n] ?? '') && !THEN.has((signs[n] ?? '') + (signs[n + 1] ?? ''))) n++
  if (n < 3) return undefined
  let m = 0
  if (/[ \u3000]/.test(signs[n] ?? '')) while (m < MOST && STRICT.has(signs[n + 1 + m] ?? '')) m++
  return signs.slice(0, m >= 2 ? n + 1 + m : n).join('')
}

const STRICT_SIGN = `[${[...STRICT].join('')}]`
const ANY_SIGN = `[${[...STRICT, ...ALSO].join('')}]`
/** Anywhere: 「经与阿依古丽·买买提核实」. The signs themselves say that it is one. */
export const DOTTED_ANYWHERE = new RegExp(`${STRICT_SIGN}${ANY_SIGN}{0,7}${STRICT_SIGN}[${DOTS}](?=${ANY_SIGN}{2})`, 'gu')
