/**
 * Soft checks while writing: they point out, they never refuse. The forbidden kinds and their codes are the union of the local
 * lists (rules §2.3: 京15、浙10、沪8、鲁、渝13、青岛11).
 */
import { length } from '../../kernel/characters.ts'
import { REJECT } from './inputs.ts'

export interface Hint {
  level: 'stop' | 'warn' | 'info'
  field: 'title' | 'situation' | 'proposals'
  code: string
  text: string
}

const FORBIDDEN: [code: keyof typeof REJECT, pattern: RegExp][] = [
  ['PERSONAL', /(我本人|本人的?(工资|职称|待遇|编制|房产|拆迁)|我(家|爱人|儿子|女儿|父亲|母亲)的?(房子|工作|案子|补偿|待遇))/],
  ['FORWARDED_LETTER', /(转递|转交|转来|附上?).{0,6}(群众|村民|业主|居民)?.{0,4}(来信|上访信|联名信)/],
  ['APPEAL', /(检举|控告|举报).{0,12}(书记|局长|主任|镇长|村长|干部|领导|某)|不服.{0,10}(判决|裁定|处分|决定).{0,6}(申诉|复查)/],
  ['CASE', /[（(〔[]\d{4}[)）〕\]].{1,12}号.{0,6}(判决|裁定|案)|(法院|检察院|仲裁).{0,10}(枉法|错判|改判|再审|尽快判决|尽快执行)/],
  ['BIDDING', /(指定|优先|直接)(由|选择|确定|采购).{2,20}(有限公司|集团).{0,8}(承建|中标|施工|供应)?/],
  ['INTEREST', /(我(公司|厂|企业|单位)|本(公司|厂|企业)).{0,20}(补贴|扶持|减免|贷款|立项|用地)/],
  ['ACADEMIC', /(推广|采购|使用).{0,8}(我们|本公司|我公司).{0,10}(产品|技术|设备|系统)|请问.{0,20}(政策|法律|规定)是/],
]

const ACTION =
  /(建议|应当?|请|要求|希望)?(由|对|在|将)?.{0,16}(建设|修建|修复|改造|增加|增设|设置|设立|制定|出台|完善|加强|开展|清理|整治|提高|降低|延长|开通|优化|安排|落实|取消|规范|推进|建立|划定|安装|更换|补贴|培训|公开|统一|扩建|新建|治理)/
const VAGUE = /^(建议)?(加强(管理|监管|重视)|高度重视|尽快解决|妥善处理|加大力度)[。!!;;]?$/

const clean = (s: string) => s.replace(/\s+/g, '')

export function check(t: { title: string; situation: string; proposals: string }): Hint[] {
  const out: Hint[] = []
  const add = (level: Hint['level'], field: Hint['field'], code: string, text: string) => out.push({ level, field, code, text })
  const title = clean(t.title)
  const all = clean(`${t.title}${t.situation}${t.proposals}`)

  if (title && length(title) < 6) add('warn', 'title', 'TITLE', '标题太短,请写明"关于……的建议"')
  if (length(title) > 50) add('warn', 'title', 'TITLE', `标题有 ${length(title)} 字,请写得简短明确`)
  if (title && !/建议|意见|批评/.test(title)) add('info', 'title', 'TITLE', '标题一般写作"关于……的建议"')
  if (/(以及|和|及|与).{2,20}(问题|的建议)/.test(title) && /[、,,].{2,}[、,,]/.test(title))
    add('warn', 'title', 'SINGLE', '看起来说了几件事。一件建议只说一件事,分开写便于办理')
  const topics = clean(t.proposals).match(/(第[一二三四五]件事|另外,?还(有|要)一个问题|此外,?还反映|其他问题)/g)
  if (topics) add('warn', 'proposals', 'SINGLE', '好像夹带了别的事。一事一议,请另写一件')

  if (t.situation && length(clean(t.situation)) < 40) add('info', 'situation', 'FACTS', '情况再写具体一些:在哪里、影响谁、多久了')
  const lines = t.proposals
    .split(/[\n。;;]/)
    .map(clean)
    .filter(Boolean)
  if (t.situation && lines.length === 0) add('warn', 'proposals', 'EMPTY', '还没有具体建议:请谁、做什么、做到什么程度')
  else if (lines.length > 0 && !lines.some((l) => ACTION.test(l) && !VAGUE.test(l)))
    add('warn', 'proposals', 'EMPTY', '建议还不够具体:请写清请哪个单位、做什么、做到什么程度')

  for (const [code, pattern] of FORBIDDEN)
    if (pattern.test(all)) add('stop', 'situation', code, `可能属于不宜作为建议提出的情形:${REJECT[code]}。如果不是,可以照常提交,由审查人员把关`)
  if (/1[3-9]\d{9}|\d{17}[\dXx]/.test(all)) add('warn', 'situation', 'PRIVACY', '正文里好像有手机号或身份证号,请去掉群众的个人信息')
  return out
}
