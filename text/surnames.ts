/** Surnames, and the everyday words that begin like one: what keeps 「高龄老人」 from being taken for a person. */
import { dottedAt, isHan, isRare, signsOf, soundedAt } from './dotted.ts'

const SINGLE =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺肖付闫佘麦荀阚逯卿粟禹亓晁昌储代'
const DOUBLE = '欧阳|上官|司马|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|长孙|宇文|令狐|端木|澹台|淳于'

export const SURNAME = `(?:${DOUBLE}|[${[...new Set(SINGLE)].join('')}])`

const SURNAME_AT = new RegExp(`^${SURNAME}`)

/** Two characters with which no name begins, though the first is a surname. */
const WORDS =
  '高度 高龄 高中 高考 高速 高标 高层 高校 高温 高新 高质 高峰 高额 高价 高压 高血 高原 高铁 安置 安全 安装 安排 安心 安居 安静 安保 方便 方面 方案 方式 方向 方法 方言 常年 常住 常见 常规 常态 常常 成立 成为 成本 成年 成功 成果 成效 成员 于是 和谐 和睦 和平 和解 向上 向前 向有 时间 时常 时有 时限 时段 全部 全体 全市 全县 全区 全面 全镇 全村 全家 全年 全国 应当 应该 应急 应对 应付 都是 都有 都在 都说 都要 张贴 张口 张罗 关于 关心 关注 关系 关键 关爱 关闭 关节 严重 严格 严禁 严肃 严厉 温暖 温馨 温度 任何 任务 任意 任教 任职 许多 许可 何时 何种 包括 包装 包含 包容 包保 江边 江河 车辆 车主 车位 车站 车祸 车道 马路 马上 马力 水电 连续 连接 连片 连夜 白天 白内 白血 白色 路面 路边 路灯 路口 路段 路况 路过 谢绝 顾虑 顾客 项目 段落 施工 施救 曾经 曾在 曾多 曾向 易地 易燃 易发 金额 金融 金属 计划 计算 计生 石头 石材 毛病 毛利 卫生 卫健 卫浴 万元 万余 万人 章程 文化 文明 文件 文体 余人 余户 祝愿 程度 程序 黄金 黄土 黄河 周边 周围 周末 周期 周一 周二 周三 周四 周五 周六 周日 陈旧 陈述 陈设 解决 解释 解除 单位 单独 单亲 单身 强烈 强化 强调 强制 华侨 华人 来自 来访 来信 来源 来到 来说 古镇 古城 古稀 米面 米饭 商户 商品 商业 商店 商贩 商铺 商住 商会 党员 党委 党组 党支 党群 连心 官员 原有 原来 原因 原则 原本 乐意 乐于 封闭 封堵 保障 保护 保证 保险 保留 保安 保洁 明显 明确 明年 明知 明白 银行 台账 台阶 习惯 席位 查询 查看 查处 查找 盛行 盛夏 夏季 夏天 冬天 秦岭 雷雨 雷电 田间 田地 田园 林地 林业 林木 林区 林场 花费 花园 花草 花钱 房屋 房子 房产 房东 房价 房租 房源 边远 边缘 边界 池塘 左右 左侧 左手 谷物 谷底 管理 管道 管护 管网 管线 管委 辛苦 辛勤 童年 费用 费时 费力 游客 游泳 游玩 阳光 阳台 游戏 宁愿 宁可 农民 汤水 唐朝 宋代 武术 武装 龙头 洪水 洪涝 梅雨 庄稼 庄园 季节 季度 季末 申请 申报 申诉 申领 尤其 毕业 毕竟 简单 简易 简化 符合 盖房 盖章 盖起 木材 木屋 燕子 冷藏 冷链 冷清 卓有 蓝天 井盖 井水 练习 宗教 宗旨 宗地 桑树 明天 沙石 沙子 伏天 岳父 岳母 齐全 齐心 齐备 苗木 苗圃 凌晨 纪念 纪委 纪律 欧洲 曲线 甘愿 景区 景点 景观 司机 司法 薄弱 桂花 柏油 宫颈 柴油 柴火 吉祥 屈指 位于 位置 位次 植树 植物 植被 强行 位列 任由 计有 文书 文字 殷切 兰花 常去 常说 成群 成片 和其 和他 和她 和我 和当 和家 和村 和群 和居 和业 向我 向社 向有 向村 向镇 向市 向县 于去 于今 于二 时任 时候 全程 应由 应按 都能 都会 都没 都被 都不 关门 关停 连年 连同 原籍 原址 原单 查实 管好 管用 温饱 严查 严管 余名 余位 余岁 章节 金秋 万岁 万户 易受 宗亲 冉冉 卫星 习近 管辖 官方 扬尘 古老 乐见 边防 强度 谈话 谈到 谈及 游船 银杏 高处 高低 高发 高楼 高山 高等 高温 来回 米左 常因 常被 时而 万家 左邻 石板 路上 路远 路途 路人 何去 何处 方可 方能 方才 安度 安危 安家 安葬 安享 江水 成了 成熟 成长 成都 成倍 成千 成交 高高 时刻 时分 时代 常用 常有 常务 位居'
/** … and those met only in the middle of sentences: behind a colon they may be names (成建国, 施展). */
const IN_SENTENCE =
  '应享 应得 应尽 应依 应以 应一 应部 钱财 路线 解押 原宅 简况 简章 简直 施展 查阅 查证 成绩 余款 管教 管部 连考 连读 连生 连工 连窝 连电 方负 方未 关切 关水 关电 官兵 保持 包庇 乐园 全权 任现 游乐 商讨 商议 冷漠 强硬 迟迟 安宁 蒙受 陆续 谢谢 谢您 车贷 车拥 花高 花了 房号 房多 明明 武广 高一 高二 高三 于群 于您 于我 于他 于贫 于本 万分 官庄 常半 应诉 应聘 成立 花去 包车 车费 房款 车款 单方 单价 强拆 强占 强制 强迫 强征 查获 查封 严峻 严防 和解 时候 时不 曾一 曾两 曾三 曾有 曾找 曾被 方某 连遭 连累 连带 连绵 谈妥 项链 左腿 左脚 左眼 右手 金钱 白白 白跑 毛坯 牛羊 鱼塘 花生 花卉 江湖 海鲜 温度 席间 万般 任凭 任其 干部 党龄 党校 官网 车流 车速 车行 车棚 车库 车站 路基 路由 路口 路费 石子 石灰 沙发 沙土 水管 井口 冰箱 时段 全款 全额 全程 全班 都江 盛产 满意 常住 易腐 古玩 古树 施暴 施肥 闻讯 强买 强卖 强推 盖楼 盖了 安监 安检 安防 安抚 练车 练琴 习惯 游走 游行 游说 乐器 乐队 景色 于是 温室 温水 冷水 冷冻 冷气 汤药 金银 银屑 毕竟 甘蔗 柴刀 燕麦 屈服 花圃 苗族 司仪 孙子 孙女 孙儿 保利 保教 童白 童先 向学 向全 向西 向东 向南 向北 向铁 向开 向公 向贵 向主 赖以 原想 原西 原以 房爆 房间 房顶 周转 单重 连凳 连呼 钱花 钱没 强列 何三 何不 何要 何没 何总 何会 何还 何能 冷眼 扬言 辛辛 曾拨 成建 商量 商场 位彭 金科 牛奶 石料 金额 商贷 江苏 山东 时间 温泉 付款 付出 付费 付清 付了 付给 付完 付钱 付不 付定 付首 付全 代表 代理 代办 代价 代课 代建 代缴 代替 代码 代为 代购 代收 代签 代写 储存 储蓄 储备 储水 肖像 麦田 麦子 昌盛 高兴 于小 于火 成天 连微 方拿 方得 代交 代投 单列 单纯 查出 顾问 应发 边住 边走 高空 房补 向街'
const STOP = new Set(WORDS.split(' '))
const STOP_DIRECT = new Set(IN_SENTENCE.split(' '))

/** With these no given name begins … */
const NEVER = new Set(
  '的是在有和与及或说反称从到已也等因被把对于则就都将要来去又还不没无提请认每可能会需让使给自按据其她他此之者们了过着个位名户岁组村镇县市区局委办所站'.split(
    '',
  ),
)
/** … and where one of these follows, the name was shorter. */
const ENDS = new Set([
  ...NEVER,
  ...'同年日时今现住报表介用经由后前内中上下里外间以所人口受患跌摔骑驾居电手联系身号码地址先女老大爷妈奶叔嫂伯姨师一二三四五六七八九十两几某家夫本曾多均且只',
])

/** What somebody with a name does: behind a name of two signs it is no third. */
const DOES = new Set('投诉 举报 反映 要求 希望 申请 表示 居住 来信 来电 提出'.split(' '))

/** Hardly anybody's surname, and words of grammar in every sentence: names only where a sign or 「叫」 stands before them. */
const TITLE = /^(?:主任|会计|书记|队长|经理|局长|处长|科长|所长|院长|校长|镇长|乡长|县长|市长|区长|村长|组长|站长|主席|总|董|部长|警官|法官|律师|老师|医生)/
const GRAMMAR = new Set('和都来')
/** Surnames that are words of grammar as well, and signs that follow the word and never begin a given name. */
const WORDY = new Set('于向应连管时任方成曾单原查解花关')
const FOLLOWS = new Set(
  '领转往你我他她您它上有县市镇社乡政法派居物校医单银保各当所相其区街城劳信房诉被投申检纪监受公司部依以一这那该两三几多年今去众群价商队走吃喝水电话字饭门床饭看听',
)
/** Surnames that are no words by themselves: behind them any sign may begin a name (王有才、李从军). */
const PURE = new Set(
  '王李张刘陈杨赵吴徐孙朱郭罗梁宋郑韩唐冯董萧曹袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛阎潘杜戴汪范姚谭廖邹熊陆郝孔崔邱秦侯邵孟段尹黎贺龚庞樊殷陶翟颜倪肖付闫汤佘荀黄林谢胡韦毛钟覃雷史余武姜何',
)
const GIVEN_TOO = new Set('有可会能从自其之又来')

/**
 * The name at the head of `rest` (surname first), or undefined. Two or three characters; four with a double surname.
 * @param direct nothing stands between the word before and the name, so that it may as well be the middle of a sentence
 * @param labelled a colon or 「叫」 stands there, and only a name can follow
 */
export function nameAt(rest: string, direct = false, labelled = false): string | undefined {
  const several = dottedAt(rest) ?? soundedAt(rest)
  if (several) return several
  const signs = signsOf(rest)
  const surname = SURNAME_AT.exec(rest)?.[0] ?? (isRare(signs[0]) ? signs[0] : undefined)
  if (!surname) return undefined
  if (direct && (GRAMMAR.has(surname) || (WORDY.has(surname) && FOLLOWS.has(signs[1] ?? '')))) return undefined
  const given = rest.slice(surname.length)
  // 「张主任」 is an office, not a name.
  if (TITLE.test(given)) return undefined
  const hidden = /^(?:某+|[x×＊*XＸ]{1,3}(?![a-z0-9]))\p{Script=Han}?/iu.exec(given)?.[0]
  if (hidden) return surname + (/^某/.test(hidden) ? hidden.replace(/[^某].*$/, (c) => (ENDS.has(c) ? '' : c)) : hidden.replace(/\p{Script=Han}$/u, ''))
  // 「王 芳」: written apart.
  const apart = /^[ \u3000]{1,2}(\p{Script=Han}[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]?)/u.exec(given)
  if (apart && !NEVER.has(apart[1] as string)) return surname + apart[0]
  const [first, second, third] = signsOf(given)
  if (
    !isHan(first) ||
    STOP.has(surname + first) ||
    (!labelled && STOP_DIRECT.has(surname + first)) ||
    (NEVER.has(first as string) && !alsoGiven(surname, first as string, second, direct))
  )
    return undefined
  return isHan(second) && !ENDS.has(second as string) && !DOES.has(`${second}${third}`) ? `${surname}${first}${second}` : surname + first
}

/** 「村民王有才反映」: behind a surname that is no word (or a colon), and with a second sign to follow. */
const alsoGiven = (surname: string, first: string, second: string | undefined, direct: boolean): boolean =>
  (!direct || PURE.has(surname)) && GIVEN_TOO.has(first) && isHan(second) && !ENDS.has(second as string)
