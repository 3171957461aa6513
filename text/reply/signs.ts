/** What the words of a reply say of its result: done, coming, refused, why, when. Patterns from reading replies; each is a hint, not proof. */
import type { Read } from './read.ts'
import { firstWith, type Sentence } from './sentences.ts'

const WORKS =
  '解决|完成|办结|建成|修复|修好|整改|落实|通车|开通|投入使用|安装|拆除|清理|清运|清除|发放|退还|兑现|到位|竣工|验收|处置|处理|采纳|印发|出台|实施|增设|新增|更换|维修|关停|取缔|恢复|开放|启用|纠正|化解|补发|办理|达成|施划|疏通|封堵|查处|处罚|立案|责令|调整|优化'
/** Something is done: said with 已, and neither denied nor still to come. */
const DONE = new RegExp(
  `(?:^|[^尚还仍不未])(?:已|均已|现已|业已|已经|已于.{2,16})(?!列入|纳入|启动|着手|制定计划|转|将|收).{0,16}?(?:${WORKS})|(?:得到|予以|全部|基本)(?:了|妥善|圆满|有效)?(?:解决|办结|完成)|(?:完工|竣工|通车|投用)|(?:${WORKS}|增设|投入|召开)了`,
)
/** Made ready is not done. */
const READY = /(?:设计|选址|方案|勘察|勘测|规划|立项|招标|招投标|前期|调研|可研|论证|评审|摸底|备案|用地预审|踏勘)/
const NOT_YET = /尚未|还未|仍未|未能|预计|力争|计划|拟|将(?:于|在|会|按)?|待.{1,12}后|争取/
const PLAN =
  /正在|计划(?!生育)|拟(?!定稿)(?!.{0,3}稿)|(?<![现即不])将(?:会|于|在|按|依|根据|结合|进一步|继续|尽快|尽力|积极|认真|组织|安排|对|加大|加强|开展|启动|实施|建设|推进|督促|协调|适时|逐步|研究|争取|优先|同步|统筹|不断|严格|全面|加快|持续|联合|会同|密切|定期|采取|增设|增加|新建|改造|安装|完成|一并|优化|完善|先行|编制|制定|提交|上报|派|重点|多渠道|陆续|统一)|列入|纳入|预计|力争|下一步|分期|分批|逐步|抓紧|着手|筹备|前期工作|年底前|争取/
const REFUSE =
  /(?:暂不|暂时不|目前不|目前无法|无法|不能|难以|不宜|不予|未能|暂缓|暂难)(?!忍|想象|理解|及时联系|与您|联系).{0,12}?(?:解决|实施|建设|安排|采纳|落实|实现|开通|满足|增设|设置|支持|办理|列入|纳入|推进|启动|新建|修建|调整|开展|改造|批准|审批)|(?:尚不|暂不|还不|不)具备.{0,12}条件|条件.{0,4}不(?:成熟|具备|允许)|暂无.{0,8}(?:计划|条件|安排|资金)|不符合.{0,20}(?:规定|要求|条件|政策)/
const REASON =
  /由于|因为|鉴于|因(?!此|而).{2,}|受.{2,24}(?:限制|影响|制约)|根据|依据|依照|按照|《|第.{1,6}条|原因|不具备|不成熟|缺乏|不足|缺口|不符合|不属于|超出|权限|职权|事权|没有.{0,10}(?:依据|条件|资金|用地)/
const DATE =
  /(?<year>20\d\d)年(?:(?<month>\d{1,2})月)?|(?:今年|明年|后年|当年|本年度|下年度|年内|年底|年末|年中|本月|下月|月底|季度|上半年|下半年|上旬|中旬|下旬|十四五|十五五|开学前|汛期前|春节前|国庆前|供暖前)|(?<!\d)\d{1,2}月(?:底|初|份|\d{1,2}日|前|中)?|[一二两三四五六七八九十\d]{1,3}(?:个)?(?:工作日|月|天|日|周|年)(?:之)?内|[一二三四五六七八九十]{1,2}月底?/
export const UPPER = /(?:省级?|国家|上级|中央|自治区).{0,12}(?:权限|事权|职权|政策|审批|统一(?:制定|规定|部署|安排))/
export const UPWARD = /(?:向|报|请示|汇报|争取|呈报|反映|建议).{0,20}(?:省|国家|上级|中央|自治区|部|厅)|(?:上报|报请|请示|积极争取|向上(?:反映|汇报|争取))/
export const REFERENCE = /参考|研究|吸收|吸纳|借鉴|考虑|论证|采纳|完善|解释|说明/

/** Still to come: a sentence that plans, in which a clause that is not of the past names a time that is not over. */
function dated(all: readonly Sentence[], on: string | undefined): Sentence | undefined {
  return all.find((s) => {
    if (!PLAN.test(s.plain)) return false
    for (const clause of s.plain.split(/[,，]/)) {
      if (DONE.test(clause) && !NOT_YET.test(clause)) continue
      const { groups } = DATE.exec(clause) ?? {}
      if (!groups) continue
      if (!groups.year || !on || `${groups.year}-${(groups.month ?? '12').padStart(2, '0')}` >= on.slice(0, 7)) return true
    }
    return false
  })
}
const done = (all: readonly Sentence[]): Sentence | undefined => {
  for (const s of all) {
    // By clauses: 「已完成设计，预计明年开工」 is done in its first only.
    const hit = s.plain.split(/[,，]/).some((c) => DONE.test(c) && !READY.test(c) && !NOT_YET.test(c) && !REFUSE.test(c))
    if (hit) return s
  }
  return undefined
}

/** The first sentence that says each. */
export interface Signs {
  done?: Sentence
  plan?: Sentence
  date?: Sentence
  refusal?: Sentence
  reason?: Sentence
  /** A time limit stands in a promise or in a sentence. */
  hasDate: boolean
}

export function signsOf({ said, input }: Read): Signs {
  const of = (key: keyof Signs, sentence: Sentence | undefined) => (sentence ? { [key]: sentence } : {})
  const date = dated(said, input.reply.on)
  return {
    ...of('done', done(said)),
    ...of('plan', firstWith(said, PLAN)?.sentence),
    ...of('date', date),
    ...of('refusal', firstWith(said, REFUSE)?.sentence),
    ...of('reason', firstWith(said, REASON)?.sentence),
    hasDate: date !== undefined || (input.reply.promises ?? []).some((p) => p.dueOn),
  }
}
