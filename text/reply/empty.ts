/**
 * 空转: a reply that only says the matter was received, handed on or is being looked at. Courtesy, receipt, referral, dates and
 * signatures are taken away clause by clause; what is left must say something.
 */
import type { Read } from './read.ts'
import { clausesOf, quoteOf, type Sentence } from './sentences.ts'
import type { Finding } from './types.ts'

const YOU = '(?:您们?|你们?)'
const SAID = '(?:留言|来信|来电|来函|来访|帖文?|贴文|信件|邮件|建议|意见|诉求|反映|问政|提案|咨询|投诉|信息|情况|问题|事情|事项)'
const BODY = '(?:部门|单位|局|委|办|院|校|队|所|站|处|厅|部|区|县|市|镇|乡|街道|村|社区|政府|中心|公司|银行|科室|机构|法院|集团|窗口|负责人|领导|指挥部)'
/** Clauses in which nothing is told. Each reads the whole of a clause. */
const NOTHING: RegExp[] = [
  // Whom it is for, and good wishes.
  /^[^,。]{0,12}(?:您好|你好|您们好|大家好)$/,
  /^.{0,14}尊敬的.{0,16}$/,
  /^(?:尊敬的|亲爱的)?(?:网友|网民|市民|群众|先生|女士|同志|朋友|.{1,4}代表|.{1,4}委员)?["“”'‘’「」]*(?:uu|a)?\d*["“”'‘’「」]*(?:网友|网民|先生|女士|同志|代表|委员)?(?:您好|你好)?[!~.]*$/,
  new RegExp(
    `^(?:再次|在此|最后|同时|也|非常|衷心|十分|首先)*(?:感谢|谢谢|多谢|祝愿?|恭祝|欢迎|希望${YOU}|敬请|请${YOU}?(?:继续|耐心|放心|谅解|理解|关注|留意|知悉|勿)|望${YOU}?(?:谅解|理解|知悉)|诚挚|给${YOU}?带来(?:的)?不便|深表歉意|抱歉|对不起|很抱歉|期待)`,
  ),
  /^(?:特此|谨此|专此|此)(?:回复|答复|复|函复|致谢|说明)$/,
  /(?:感谢|谢谢)(?:.{0,12})(?:支持|关注|关心|理解|监督|留言|来信|配合|建议|问政|建言)/,
  /^(?:一如既往|继续)?(?:的|地)?(?:理解|支持|监督|关注|关心)/,
  // It was received.
  new RegExp(`${SAID}.{0,10}(?:已经?|均已|我[局办县委们].{0,2}已)?(?:收悉|收到|获悉|知悉|悉知|阅悉|已阅|敬悉|收阅|阅知)`),
  /^(?:已|已经|均已)?(?:收悉|收到|已阅|阅|获悉|知悉)$/,
  /(?:回复|答复|回应|说明|反馈|解答|函复|办复|汇报)如下$/,
  /^(?:经|我[局办]).{0,12}(?:研究|调查|核实|了解|协调)(?:后)?$/,
  new RegExp(`^(?:关于|针对|就|对于|对)?${YOU}?(?:所|在.{0,16})?(?:反映|提出|咨询|提|发表|说|述|反应)?(?:的|上述|有关|相关|该)*${SAID}$`),
  /^(?:我[局办委县市区镇]|.{0,8}(?:局|办|委|政府|部门)).{0,6}(?:高度重视|非常重视|十分重视)$/,
  /^(?:高度重视|领导高度重视)$/,
  // It was handed on.
  new RegExp(
    `(?:已|将|会|均|并|现|办|们|按.{0,6}|及时|迅速|立即)(?:经|以)?.{0,24}?(?:转|移交|交办|批转|交由|交|发函|反馈|上报|移送|报送|呈报|汇报|书面报告).{0,24}${BODY}`,
  ),
  /^(?:已|已经|现已|均已|我们已|我办已).{0,6}(?:转交|转办|交办|转达|移交|转|批转)(?:办理|处理|核实)?$/,
  /^(?:我们?|我办|我局)?.{0,6}转给?.{0,16}(?:处理|办理|核实|核处|调查|参考|研究|办复|关注)/,
  /^(?:并)?(?:敦促|督促|要求|责成|请|由)?.{0,10}(?:认真|积极|尽快|及时|依法|按程序|按实际情况)?(?:进行)?(?:调查|核实|核查|核处|查处|处理|处置|办理|办复|研究|答复|回复|反馈|参考|关注|作积极处理)(?:、?(?:核实|核查|核处|处理|处置|办理|办复|答复|反馈|回复))*(?:中|之中|当中)?$/,
  /正在(?:积极|进一步|抓紧|加紧)?(?:调查|核实|核查|处理|办理|协调|交办|研究|了解)(?:、?(?:核实|处理|办理|协调))*(?:中|之中|当中)?$/,
  /(?:情况|结果|进度|进展|回复|答复).{0,10}(?:及时|第一时间|尽快|再|另行).{0,12}(?:反馈|回复|告知|答复|公布|发布)/,
  /(?:及时|第一时间|尽快|稍后|待.{2,16}后|迅速).{0,16}(?:回复|答复|反馈|告知)/,
  // Ask somebody else.
  /^(?:具体|详细|相关|有关|详情|请|建议|烦请|可|如|您可|也可|还可|您也|您还|多谢).{0,24}(?:咨询|联系|询问|拨打|致电|垂询|查询|查看|参看|参阅|反馈|反映|沟通|对接)/,
  new RegExp(`${YOU}.{0,12}(?:可以?|请|直接|先)?(?:到|向|至|与|找|去|拨打|致电).{0,24}(?:咨询|联系|询问|反映|查询|核实|沟通|投诉)`),
  /(?:不属|不在|非).{0,10}(?:职责|职能|管辖|权限|职权|业务).{0,4}(?:范围|范畴)?(?:内|之内)?$/,
  /^(?:请)?(?:留下|提供|完善|补充|补全|写明).{0,12}(?:联系方式|信息|电话|资料|身份|凭证|材料)/,
  /^以便.{0,14}$/,
  // It was answered before, elsewhere.
  /(?:已|已经|均已|已有).{0,10}(?:进行过?|作出|作了|予以|给予|在.{0,8})?(?:回复|答复|回应|解答)(?:过)?$/,
  /^(?:回复|答复|详见|详情见?|见|具体内容请?参看|链接|网址|附件)?(?:链接)?(?:https?|www)/,
  /^(?:链接|详见|回复链接|链接如下|附件)/,
  // A number, a date, a signature.
  /^[a-z]{0,4}[\d\-—()（）.年月日时分\s/]*$/,
  /^(?:联系)?(?:电话|号码|热线|咨询电话|联系人|联系方式|邮编|传真)/,
  /^.{0,16}(?:局|委|办|政府|中心|办公室|网信办|网宣办|公安局|委员会|大队|支队|街道|镇|单位)(?:\d{2,4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?|\d{4})?$/,
]
/** Words of facts: where two stand in what is left, it is an answer however short. */
const FACT =
  /\d+(?:\.\d+)?(?:元|万|亿|米|公里|平方|个|户|条|处|台|项|%|套|亩|吨|名|人|倍)|《|第.{1,4}条|经查|经核|经调查|现场|已于|完成|完工|竣工|修复|拆除|整改|安装|开通|通车|退还|发放|到位|建成|投入|处罚|立案|查封|关停|责令|根据|依据|按照|规定|由于|因为|原因|不符合|符合|不能|无法|暂不|计划|预计|列入|纳入|规划|施工|招标|审批|启动|开工|标准|政策|条件|流程|收费|资格/g

/** About one clause that says something: on either half of 2,253 real replies 15–20 signs give the same F1 within 0.02. */
const LEFT = 18
/** Intentions that bind nobody: when nothing else is left, it is no answer either, but a person should say so. */
const VAGUE = /(?:认真|积极|充分|进一步|综合|统筹|高度|适时|努力|尽量|大力|切实|不断|加强|深入)/

export interface Substance {
  /** Signs left, and the words of facts among them. */
  left: number
  facts: number
  empty: boolean
}

const saysNothing = (clause: string): boolean => NOTHING.some((re) => re.test(clause))
const signs = (t: string): number => t.replace(/[^\p{L}\p{N}]/gu, '').length

/** @param sentences of a reply's body; cheap, each clause is read once by each pattern. */
export function substanceOf(sentences: readonly Sentence[]): Substance {
  let left = 0
  let facts = 0
  for (const s of sentences) {
    for (const clause of clausesOf(s.plain)) {
      if (saysNothing(clause)) continue
      left += signs(clause)
      facts += clause.match(FACT)?.length ?? 0
    }
    // A long reply is not weighed to its end.
    if (left > LEFT * 8 && facts > 3) break
  }
  return { left, facts, empty: left < LEFT && facts === 0 }
}

export function emptyCheck({ all }: Read): Finding {
  const first = all[0]
  if (!first) return { level: 'fail', why: '还没有写答复内容。', add: '写明查到了什么、怎么办、什么时候办到。' }
  const s = substanceOf(all)
  const handed = all.find((x) => /转|移交|交办|交由|收悉|收到|正在|咨询|联系/.test(x.plain)) ?? first
  if (s.empty)
    return {
      level: 'fail',
      why: '答复只说了收到、转办或者正在办，没有实际内容。',
      quote: quoteOf(handed.raw),
      add: '写明核实的情况、采取的措施和完成时间；已转其他单位的，等该单位办出结果后一并答复。',
    }
  if (s.left < LEFT * 3 && s.facts === 0) {
    const vague = all.find((x) => VAGUE.test(x.plain)) ?? all.find((x) => !clausesOf(x.plain).every(saysNothing)) ?? first
    return {
      level: 'warn',
      why: '答复很短，只有表态，看不到事实和做法。',
      quote: quoteOf(vague.raw),
      add: '补上具体的事实：在哪里、做了什么、花了多少、什么时候完成。',
    }
  }
  return { level: 'pass', why: '有实际内容。' }
}
