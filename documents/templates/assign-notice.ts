/** 书面交办通知: what one unit has been given, and what the law asks of it (代表法第五十一条). */
import { type Block, heading, para, type Template } from '../model.ts'
import { BLANK_OPTIONS, type FeedbackForm, feedbackBlocks } from './feedback-form.ts'
import { bound, contact, type Item, list, type Sent, sent } from './parts.ts'

export interface AssignNotice extends Sent {
  /** 市六届人大三次会议 | 2026年闭会期间 */
  session: string
  to: string
  items: Item[]
  mainCount: number
  coCount: number
  /** Words of the limits in force: '3个工作日'. */
  signWithin: string
  returnWithin: string
  coWithin: string
  replyWithin: string
  contactWithin: string
  /** What the form bound in lets the deputy choose between. */
  options?: FeedbackForm['options']
  /** 单位主要负责人 */
  signer: string
  /** written, wish or face */
  form: string
  /** 领衔代表和联名代表 */
  answered: string
  /** 人大代表工作机构、政府办公室 */
  copied: string
  /** 8月31日 */
  reportBy: string
}

/** 附件2: how an answer is written (§3.4). */
const replyFormat = ({ session, answered, signer, copied }: AssignNotice): Block[] => [
  para('（一）采用信函格式，发文机关标志为承办单位全称；首页右上角标明结果标识（A、B、C、D）和公开方式。'),
  para(`（二）标题为《对${session}第×号建议的答复》，编列本单位发文字号。`),
  para(`（三）主送${answered}。`),
  para(
    '（四）正文先写“您提出的《……》（第×号）收悉，现答复如下”，再逐条回应：已经解决的写事实，正在解决的写措施、进度和时限，暂不能解决的写原因；有会办单位的写明会办意见；承诺事项写明措施、完成时限和责任人。',
  ),
  para(`（五）末尾写明联系人和联系电话，由${signer}签发，加盖公章；附《征询意见表》。`),
  para(`（六）抄送${copied}。`),
]

export const assignNotice: Template<AssignNotice> = {
  key: 'assignNotice',
  label: '书面交办通知',
  processes: ['B12'],
  form: 'notice',
  series: '人代',
  audience: 'unit',
  make: (d) => ({
    form: 'notice',
    ...sent(d),
    title: `关于交办${d.session}代表建议的通知`,
    addressee: d.to,
    blocks: [
      para(
        `现将${d.session}代表建议、批评和意见${d.items.length}件交由你单位办理${d.mainCount && d.coCount ? `，其中主办${d.mainCount}件、会办${d.coCount}件` : d.coCount ? '（均为会办）' : '（均为主办）'}。请按照《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》第五十一条的规定认真研究办理，并将有关事项通知如下：`,
      ),
      heading(1, '一、及时签收'),
      para(`收到本通知后${d.signWithin}内，在系统中逐件签收，明确承办人员和分管负责人。`),
      heading(1, '二、退回和调整'),
      para(`认为不属于本单位职责范围的，自收到之日起${d.returnWithin}内书面申请退回，说明理由、职责依据并提出拟承办单位；逾期不再调整，不得自行转办。`),
      heading(1, '三、加强沟通'),
      para(`办理前、办理中和答复前应当与代表联系沟通，充分听取意见，首次沟通应当在${d.contactWithin}内进行，并如实填写沟通记录。未与代表沟通的，不得答复。`),
      heading(1, '四、会同办理'),
      para(`会办单位应当在${d.coWithin}内将会办意见书面送主办单位；主办单位应当汇总会办意见后答复代表。`),
      heading(1, '五、答复时限和格式'),
      para(
        `应当自交办之日起${d.replyWithin}内答复代表；涉及面广、处理难度大的，自交办之日起六个月内答复。${d.form === 'face' ? '答复以面复为主，应当先当面答复代表并如实记录。' : d.form === 'wish' ? '代表希望当面答复的，应当先当面答复并如实记录。' : ''}答复应当由${d.signer}签发，加盖公章，在首页右上角标明结果标识，写明公开方式、联系人和联系电话，附《征询意见表》，并抄送本机关。列入计划解决的，应当写明措施、进度和完成时限。`,
      ),
      heading(1, '六、办理情况报告'),
      para(`全部办理完毕后，请书面报告办理情况；年度办理工作情况的报告请于${d.reportBy}前报送。`),
    ],
    ...bound([
      { title: '建议目录', blocks: [list(d.items)] },
      { title: '答复格式', blocks: replyFormat(d) },
      { title: '征询意见表', blocks: feedbackBlocks({ title: '', main: '', kindWords: '承办单位', options: d.options ?? BLANK_OPTIONS }, true) },
    ]),
    ...contact(d),
    issuedBy: { organ: d.organ, date: d.date },
  }),
}
