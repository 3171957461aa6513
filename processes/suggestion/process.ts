/**
 * 代表建议、批评和意见: from a deputy's draft to a promise kept (B4, B5, B8–B20).
 * Sources: 代表法(2025)24、36、51–52; local regulations as named at each arrow and rule.
 */
import { z } from 'zod'
import { type Arrow, defineProcess, type Party, type View } from '../../kernel/process.ts'
import { choice, day, deputies, files, list, matterRef, maybe, maybeUnit, oneUnit, pick, picks, text, units, whole, yes } from '../../kernel/words.ts'
import { rules } from './rules.ts'

export const KINDS = { suggestion: '建议', criticism: '批评', opinion: '意见' }
export const CATEGORIES = { politics: '政治建设', economy: '经济建设', culture: '文化建设', society: '社会建设', ecology: '生态文明建设' }
export const SOURCES = { research: '专题调研', tour: '视察', station: '联络站', concern: '社情民意', other: '其他' }
export const REJECT = {
  PERSONAL: '涉及代表本人及其亲属个人问题', OWN_UNIT: '属单个单位的问题', FORWARDED_LETTER: '转递群众来信', APPEAL: '检举、控告、申诉',
  CASE: '涉及具体案件', BIDDING: '涉及招投标的具体单位', INTEREST: '涉及利害关系、不正当竞争', ACADEMIC: '学术探讨、产品推介、政策法律咨询',
  EMPTY: '没有实际内容', OUT_OF_SCOPE: '不属本行政区域职权范围', OTHER: '其他',
}
export const MAIN_KINDS = { sole: '独办', lead: '主办', separate: '分办' }
export const SATISFACTION = { 满意: '满意', 基本满意: '基本满意', 不满意: '不满意' }
export const SOLVED = { 解决或基本解决: '解决或基本解决', 部分解决或列入计划: '部分解决或列入计划', 近期尚不能解决: '近期尚不能解决', 留作参考: '留作参考' }
export const ADOPTED = { 采纳: '采纳', 部分采纳: '部分采纳', 解释说明: '解释说明', 未采纳: '未采纳' }
export const FORMS = { 座谈会: '座谈会', 登门走访: '登门走访', 电话联系: '电话联系', 视频会议: '视频会议', 现场调研: '现场调研' }
export const RANKS = { 单位主要负责人: '单位主要负责人', 分管负责人: '分管负责人', 科室负责人: '科室负责人', 一般干部: '一般干部' }

const sheet = {
  title: text('标题（案由）', { max: 100, help: '写明"关于……的建议"，一件建议只说一件事' }),
  kind: choice('类别', KINDS),
  situation: text('情况和问题', { max: 20000, rows: 8, help: '有情况、有分析：在哪里、什么事、影响了谁、为什么' }),
  proposals: text('具体建议', { max: 20000, rows: 6, help: '请谁、做什么、做到什么程度；一条一行' }),
  source: choice('来源', SOURCES),
  wishUnit: maybeUnit('建议的承办单位', { help: '可以不填，由交办单位确定' }),
  wishFace: yes('希望当面答复'),
  mayPublish: yes('同意公开'),
  publishReason: maybe('不同意公开的理由', { max: 200, when: { field: 'mayPublish', in: ['false'] } }),
  confidential: yes('要求对身份保密', { help: '选后承办单位和公众看不到您的姓名，由代工委居中联系' }),
  attachments: files('附件、照片'),
}
const reason = (label = '理由', max = 1000) => text(label, { max, rows: 3 })

const arranged = z
  .object({
    kind: choice('办理方式', { sole: '独办：一个单位办理', lead: '主办加会办', separate: '分办：几个单位分别答复' }),
    main: units('主办（独办、分办）单位'),
    co: units('会办单位', { when: { field: 'kind', in: ['lead'] } }),
    share: maybe('分工说明', { max: 500, rows: 2, help: '各单位分别负责哪一部分' }),
    complex: yes('涉及面广、处理难度大（六个月内答复）'),
    note: maybe('交办意见', { max: 500, rows: 2 }),
  })
  .superRefine((v, c) => {
    const say = (path: string, message: string) => c.addIssue({ code: 'custom', path: [path], message })
    if (v.kind === 'separate' ? v.main.length < 2 : v.main.length !== 1) say('main', v.kind === 'separate' ? '分办至少要两个单位' : '请选择一个主办单位')
    if (v.kind === 'lead' && v.co.length === 0) say('co', '主办加会办至少要一个会办单位；没有会办请选「独办」')
    if (v.co.some((u) => v.main.includes(u))) say('co', '会办单位不能与主办单位相同')
    if (new Set(v.main).size !== v.main.length) say('main', '单位重复了')
  })

/** The reply as drafted; `sendReply` sends exactly what was signed. */
export const replyInput = z.object({
  docNo: text('发文字号', { max: 60, help: '如：云交函〔2026〕12号' }),
  code: text('处理结果', { max: 4, widget: 'radio', dynamic: true }),
  body: text('答复正文', { max: 30000, rows: 12, help: '逐条回应：已解决写事实；正在解决写措施、进度、时限；暂不能解决写原因' }),
  solved: maybe('已落实事项', { max: 5000, rows: 3 }),
  planned: maybe('计划落实事项', { max: 5000, rows: 3 }),
  promises: list('承诺事项', z.object({ item: text('事项', { max: 300 }), measure: maybe('措施', { max: 500 }), dueOn: day('完成时限'), owner: maybe('责任人', { max: 40 }) }), { max: 20 }),
  contactName: text('联系人', { max: 20 }),
  contactPhone: text('联系电话（办公）', { max: 30 }),
  disclosure: choice('公开方式', { public: '主动公开', withheld: '不予公开' }),
  withheldReason: maybe('不予公开的理由', { max: 200, when: { field: 'disclosure', in: ['withheld'] } }),
  attachments: files('附件'),
})

const working = ['signedFor', 'contacted', 'drafted', 'checked', 'signed', 'redo'] as const
const office = ['daf_staff', 'daf_head'] as const
const coordinating = ['gov_office', 'daf_staff', 'daf_head'] as const

const pendingCo = (v: View) => v.parties.filter((p) => p.role === 'co' && !['submitted', 'agreed', 'objected'].includes(p.step))
const openPromises = (p?: Party): { id: string; item: string; dueOn: string }[] => p?.data.promises ?? []

/** Every unit that replied has already handled it anew as often as the rules allow. */
const redone = (v: View) => v.parties.filter((p) => p.role === 'main').every((p) => (p.data.round ?? 1) > v.rule<number>('redo.max'))

/** What keeps a reply from being sent, in the order in which it is mended (豫办法20、鲁条例20、渝条例18). */
function sendable(v: View): string | undefined {
  const p = v.party
  if (!p) return undefined
  if (!p.data.contacts) return '还没有与代表沟通的记录，请先「记录沟通」（未与代表沟通的不得答复）'
  const co = pendingCo(v)
  if (co.length > 0) return `尚有会办单位未反馈意见：${co.map((x) => x.name).join('、')}`
  if (p.step !== 'signed') return p.step === 'drafted' ? '答复还没有经过内部审核' : p.step === 'checked' ? '答复还没有经单位负责人签发' : '还没有起草答复'
  return undefined
}

/** What units do, in a first handling and in a redo alike. */
const unitWork = (clock: 'reply' | 'redo'): Record<string, Arrow | Arrow[]> => ({
  recordContact: { by: ['main:unit_officer', 'main:unit_leader'], from: working, step: ['contacted'], basis: '代表法第五十一条：与代表联系沟通，充分听取意见' },
  saveReply: { by: ['main:unit_officer'], from: ['signedFor', 'contacted', 'drafted', 'redo'], step: 'drafted', duty: clock, basis: '代表法第五十一条' },
  checkReply: { by: ['main:unit_officer', 'main:unit_leader'], from: ['drafted'], step: ['checked', 'contacted'], duty: clock },
  signReply: { by: ['main:unit_leader'], from: ['checked'], step: ['signed', 'contacted'], duty: clock, basis: '浙江规定第二十二条：由主要负责人签发' },
  sendReply: [
    { by: ['main:unit_officer', 'main:unit_leader'], from: ['signed'], step: 'delivered', to: ['judging'], duty: clock, basis: '浙江规定第二十二条：分别答复每位代表' },
    // Offered early too, so that the button can say what is still missing.
    { by: ['main:unit_officer', 'main:unit_leader'], from: working, step: 'delivered', to: ['judging'] },
  ],
  submitOpinion: [
    { by: ['co:unit_officer'], from: ['signedFor', 'submitted'], step: 'submitted', duty: 'opinion', basis: '山东条例第二十一条、上海规定第十七条' },
    { by: ['co:unit_officer'], from: ['sentBack'], step: 'submitted', duty: 'resubmit', basis: '重庆条例第二十条' },
  ],
  sendBackOpinion: { by: ['main:unit_officer'], on: ['co'], from: ['submitted'], step: 'sentBack', basis: '重庆条例第二十条' },
})

const judgeWork = (to?: readonly string[]): Record<string, Arrow | Arrow[]> => ({
  judge: [
    { by: ['recipient'], from: ['asked'], step: 'judged', to, duty: 'judge', basis: '北京条例第二十三条、上海规定第二十一条' },
    { by: ['recipient'], from: ['reminded'], step: 'judged', to, duty: 'judgeAgain' },
  ],
  remindJudgement: { by: ['system'], on: ['recipient'], from: ['asked'], step: 'reminded' },
  excludeJudgement: { by: ['system'], on: ['recipient'], from: ['reminded'], step: 'excluded', to, basis: '重庆条例第二十九条' },
})

const settled = ['redoDecision', 'followUp', 'closed'] as const
const reviewing: Record<string, Arrow> = {
  returnToDeputy: { by: ['motion_group', 'daf_staff', 'daf_head'], to: 'returned' },
  notAccept: { by: ['motion_group', 'daf_staff', 'daf_head'], to: 'notAccepted', basis: '浙江规定第十条、北京条例第十五条' },
  merge: { by: ['motion_group', 'daf_staff', 'daf_head'], to: 'merged', basis: '山东条例第二十条、浙江规定第十八条：可并案办理，分别答复' },
  withdraw: { by: ['lead'], to: 'withdrawn' },
}

export const suggestion = defineProcess({
  name: 'suggestion',
  label: '代表建议',
  start: 'draft',
  stages: ['草稿', '审签', '审查', '交办', '办理', '答复', '评价', '办结'],
  states: {
    draft: { label: '草稿', private: true, stage: '草稿' },
    cosigning: { label: '联名中', private: true, stage: '草稿' },
    delegationReview: { label: '代表团审签', stage: '审签' },
    motionGroupReview: { label: '议案组审查', stage: '审查' },
    officeReview: { label: '代工委审查', stage: '审查' },
    returned: { label: '退回修改', stage: '草稿' },
    registered: { label: '已立案', stage: '交办' },
    preAssigned: { label: '预交办', stage: '交办' },
    handling: { label: '办理中', stage: '办理' },
    judging: { label: '待评价', stage: '评价' },
    redoDecision: { label: '不满意待处理', stage: '评价' },
    redo: { label: '重新办理', stage: '办理' },
    panel: { label: '会商评估', stage: '评价' },
    followUp: { label: '跟踪落实', stage: '办结' },
    closed: { label: '办结', final: true, stage: '办结' },
    notAccepted: { label: '不予受理', final: true, stage: '办结' },
    merged: { label: '已并案', final: true, stage: '办结' },
    withdrawn: { label: '已撤回', final: true, stage: '办结' },
  },
  parties: {
    lead: { label: '领衔代表', kind: 'deputy', first: 'in', steps: { in: { label: '领衔', idle: true } } },
    cosigner: {
      label: '联名代表', kind: 'deputy', first: 'asked',
      steps: { asked: { label: '待确认' }, signed: { label: '已联名', idle: true }, declined: { label: '不参加', idle: true } },
    },
    joined: { label: '并案代表', kind: 'deputy', first: 'in', steps: { in: { label: '并案', idle: true } } },
    main: {
      label: '主办单位', kind: 'unit', first: 'noticed',
      steps: {
        proposed: { label: '征求意见中' }, agreed: { label: '同意承办', idle: true }, objected: { label: '提出异议', idle: true },
        noticed: { label: '待签收' }, signedFor: { label: '已签收' }, returnRequested: { label: '申请退回' }, contacted: { label: '已沟通' },
        drafted: { label: '已起草' }, checked: { label: '已审核' }, signed: { label: '已签发' }, delivered: { label: '已答复', idle: true }, redo: { label: '重新办理' },
      },
    },
    co: {
      label: '会办单位', kind: 'unit', first: 'noticed',
      steps: {
        proposed: { label: '征求意见中' }, agreed: { label: '同意承办', idle: true }, objected: { label: '提出异议', idle: true },
        noticed: { label: '待签收' }, signedFor: { label: '待会办意见' }, returnRequested: { label: '申请退回' }, submitted: { label: '已提意见', idle: true }, sentBack: { label: '补充意见' },
      },
    },
    recipient: {
      label: '答复对象', kind: 'deputy', first: 'asked',
      steps: { asked: { label: '待评价' }, reminded: { label: '已催评' }, judged: { label: '已评价', idle: true }, excluded: { label: '未评价（不计入）', idle: true } },
    },
  },
  actions: {
    draft: { label: '提建议', says: '{actor}起草了建议', input: z.object(sheet), creates: true },
    saveDraft: { label: '保存修改', says: '{actor}修改了建议', input: z.object(sheet) },
    inviteCosigners: { label: '邀请联名', says: '{actor}邀请{count}位代表联名', also: ['count'], input: z.object({ deputies: deputies('联名代表') }), secret: ['deputies'] },
    cosign: { label: '同意联名', says: '{actor}同意联名', primary: true, confirm: '联名即与领衔代表共同提出，请看过全文后确认', bulk: true },
    declineCosign: { label: '不参加联名', says: '{actor}不参加联名' },
    submit: {
      label: '提交', says: '{actor}提交了建议', primary: true, input: z.object({ waitNot: yes('不再等待未确认的联名代表') }),
      needs: (v) => (!v.matter.title || !v.matter.data.proposals ? '请先写完标题、情况和具体建议' : false), credit: '提出建议',
    },
    signOff: { label: '审签', says: '{actor}审核签字', input: z.object({ opinion: maybe('审核意见', { max: 500, rows: 2 }) }), primary: true, bulk: true, basis: '双重审核：代表团负责人审核签字' },
    returnToDeputy: { label: '退回修改', says: '{actor}退回代表修改：{reason}', input: z.object({ reason: reason('需要修改的地方') }) },
    register: {
      label: '审查立案', says: '{actor}审查通过，编为{number}', also: ['number'], primary: true,
      input: z.object({
        political: choice('政治关', { pass: '通过', fail: '不通过' }), legal: choice('法律关', { pass: '通过', fail: '不通过' }), quality: choice('质量关', { pass: '通过', fail: '不通过' }),
        category: choice('类别（五类）', CATEGORIES), subject: maybe('主题词', { max: 60 }), opinion: maybe('审查意见', { max: 500, rows: 2 }),
      }),
    },
    notAccept: { label: '不予受理', says: '{actor}决定不予受理：{cause}', also: ['cause'], danger: true, input: z.object({ code: choice('原因', REJECT), explain: reason('向代表说明') }) },
    merge: { label: '并案', says: '{actor}将本件并入{target}', also: ['target'], input: z.object({ into: matterRef('并入哪一件'), reason: maybe('理由', { max: 300 }) }) },
    absorb: { label: '并入他件', says: '{count}位代表的同类建议并入本件', also: ['count'], inner: true },
    preAssign: { label: '预交办', says: '{actor}就承办单位征求意见：{units}', also: ['units'], input: arranged },
    acceptPreAssign: { label: '同意承办', says: '{actor}（{party}）同意承办', bulk: true },
    objectPreAssign: { label: '提出异议', says: '{actor}（{party}）对承办提出异议：{reason}', input: z.object({ reason: reason('异议的理由'), proposed: maybeUnit('建议改由') }) },
    presumeAgreed: { label: '视为同意', says: '{party}逾期未提出异议，视为同意承办' },
    assign: { label: '交办', says: '{actor}交办：{units}', also: ['units'], input: arranged, primary: true },
    handOver: {
      label: '按方案交办', says: '{actor}按预交办方案交办：{units}', also: ['units'], bulk: true, confirm: '按预交办方案正式交办，并通知承办单位和代表',
      needs: (v) => {
        const objected = v.parties.filter((p) => p.step === 'objected')
        return objected.length > 0 && `${objected.map((p) => p.name).join('、')}对承办有异议，请协商后用「交办」重新确定单位`
      },
    },
    signFor: { label: '签收', says: '{actor}（{party}）签收', bulk: true, primary: true },
    requestReturn: {
      label: '申请退回', says: '{actor}（{party}）申请退回：{reason}', input: z.object({ reason: reason('不属本单位职责的理由'), basis: text('职责依据', { max: 300, rows: 2 }), proposed: oneUnit('建议改由哪个单位') }),
      needs: (v) => !!v.party?.data.returnUntil && v.today > v.party.data.returnUntil && `申请退回的期限已于${v.party.data.returnUntil}届满，逾期不再调整`,
    },
    decideReturn: {
      label: '答复退回申请', says: '{actor}{decision}{party}的退回申请', also: ['decision'],
      input: z
        .object({ agree: choice('决定', { yes: '同意，改交其他单位', no: '不同意，由该单位继续办理' }), unit: maybeUnit('改交', { when: { field: 'agree', in: ['yes'] } }), opinion: reason('说明', 500) }),
    },
    reassign: { label: '改交', says: '{actor}将{party}承办的部分改交{target}', also: ['target'], input: z.object({ unit: oneUnit('改交'), reason: reason() }) },
    recordContact: {
      label: '记录沟通', says: '{actor}（{party}）与代表沟通：{form}，{rank}', credit: '参与办理沟通',
      input: z.object({ form: choice('形式', FORMS), rank: choice('我方参加人', RANKS), place: text('地点', { max: 60 }), heldOn: day('日期'), people: maybe('参加人', { max: 200 }), opinion: text('代表的意见', { max: 2000, rows: 3 }), attachments: files('照片、附件') }),
    },
    submitOpinion: {
      label: '提交会办意见', says: '{actor}（{party}）提交会办意见', primary: true,
      input: z.object({ opinion: text('会办意见', { max: 10000, rows: 6 }), docNo: maybe('文号', { max: 60 }), contactName: text('联系人', { max: 20 }), contactPhone: text('联系电话（办公）', { max: 30 }), attachments: files('附件') }),
    },
    sendBackOpinion: { label: '退回会办意见', says: '{actor}请{party}补充会办意见：{reason}', input: z.object({ reason: reason('需要补充的内容') }) },
    requestExtension: {
      label: '申请延期', says: '{actor}（{party}）申请延期{months}个月：{reason}', input: z.object({ months: whole('延长几个月', { min: 1, max: 3 }), reason: reason('延期的理由'), told: yes('已向代表说明') }),
      needs: (v) => v.party?.data.extension?.state === 'asked' && '延期申请正在等待答复',
    },
    decideExtension: { label: '答复延期申请', says: '{actor}{decision}{party}的延期申请', also: ['decision'], input: z.object({ agree: choice('决定', { yes: '同意', no: '不同意' }), opinion: maybe('说明', { max: 300, rows: 2 }) }) },
    saveReply: { label: '起草答复', says: '{actor}（{party}）起草了答复', input: replyInput, primary: true },
    checkReply: { label: '审核答复', says: '{actor}（{party}）审核答复：{verdict}', also: ['verdict'], input: z.object({ pass: choice('审核结论', { yes: '通过，送负责人签发', no: '退回重写' }), comment: maybe('审核意见', { max: 500, rows: 2 }) }) },
    signReply: { label: '签发', says: '{actor}（{party}）签发答复：{verdict}', also: ['verdict'], input: z.object({ pass: choice('签发结论', { yes: '同意签发', no: '退回修改' }), comment: maybe('批示', { max: 500, rows: 2 }) }), primary: true, basis: '浙江规定第二十二条' },
    sendReply: { label: '答复代表', says: '{actor}（{party}）答复代表，结果{code}', also: ['code'], needs: sendable, primary: true, confirm: '答复将送达每一位代表，并抄送代工委和政府办公室', tells: [{ to: ['daf_staff', 'gov_office'], text: '{party}已答复代表：{no}《{title}》' }] },
    judge: {
      label: '评价答复', says: '{actor}评价了{unit}的答复', also: ['unit'], personal: true, primary: true, credit: '评价办理',
      secret: ['attitude', 'result', 'solved', 'adopted', 'comment', 'redo'],
      input: z
        .object({
          attitude: choice('办理态度', SATISFACTION), result: choice('办理结果', SATISFACTION), solved: choice('问题解决情况', SOLVED), adopted: choice('意见采纳情况', ADOPTED),
          comment: maybe('意见和希望', { max: 2000, rows: 4, help: '对态度或结果不满意的，请写明具体意见' }), redo: yes('要求重新办理'),
        })
        .superRefine((v, c) => {
          if ((v.attitude === '不满意' || v.result === '不满意') && !v.comment) c.addIssue({ code: 'custom', path: ['comment'], message: '对态度或结果不满意的，请写明具体意见（上海规定第二十一条）' })
        }),
    },
    remindJudgement: { label: '催评', says: '{party}逾期未评价，系统催评' },
    excludeJudgement: { label: '不计入', says: '{party}催评后仍未评价，不计入满意率统计' },
    orderRedo: {
      label: '责成重新办理', says: '{actor}责成{units}重新办理', also: ['units'], primary: true, input: z.object({ units: picks('重新办理的单位'), reason: reason('要求') }),
      needs: (v) => redone(v) && '已经重新办理过，仍不满意的请「会商评估」',
    },
    explain: { label: '说明情况后结案', says: '{actor}向代表说明情况：{explain}', input: z.object({ explain: reason('向代表说明的情况') }) },
    callPanel: { label: '会商评估', says: '{actor}决定{form}', input: z.object({ form: choice('形式', { 会商: '会商', 专家评估: '专家评估', 第三方评估: '第三方评估' }), evaluator: maybe('评估机构或参加人', { max: 200 }) }) },
    settlePanel: { label: '作出会商评估结论', says: '{actor}作出结论：{opinion}', primary: true, input: z.object({ opinion: reason('结论', 2000), again: yes('仍应重新办理'), units: picks('重新办理的单位', { when: { field: 'again', in: ['true'] } }).optional() }) },
    releaseJudgement: { label: '向承办单位反馈评价', says: '{actor}将代表评价反馈承办单位', confirm: '反馈后承办单位可以看到各位代表的评价', needs: (v) => !!v.matter.data.released && '评价已经反馈过' },
    reportProgress: { label: '报告进展', says: '{actor}（{party}）报告承诺事项进展：{progress}', input: z.object({ promise: pick('承诺事项'), progress: text('进展', { max: 1000, rows: 3 }), attachments: files('佐证') }) },
    fulfilPromise: { label: '已兑现', says: '{actor}（{party}）兑现承诺：{item}', also: ['item'], primary: true, input: z.object({ promise: pick('承诺事项'), evidence: text('完成情况', { max: 1000, rows: 3 }), attachments: files('佐证') }) },
    changePromise: {
      label: '变更承诺', says: '{actor}（{party}）变更承诺：{item}，{outcome}', also: ['item', 'outcome'],
      input: z.object({ promise: pick('承诺事项'), outcome: choice('变更为', { later: '延后完成', drop: '不再实施，向代表说明' }), dueOn: day('新的完成时限', { when: { field: 'outcome', in: ['later'] } }).optional(), reason: reason('原因和对代表的说明') }),
    },
    withdraw: { label: '撤回', says: '{actor}撤回建议：{reason}', danger: true, input: z.object({ reason: reason('撤回的理由', 300) }), needs: (v) => v.parties.some((p) => p.role === 'joined') && '已有其他代表的建议并入本件，不能撤回', basis: '山东条例第九条、重庆条例第十二条' },
    urge: { label: '催办', says: '{actor}催办{party}（{channel}）：{note}', input: z.object({ channel: choice('方式', { 电话: '电话', 系统: '系统', 当面: '当面' }), note: text('内容', { max: 300, rows: 2 }) }), tells: [{ to: ['main', 'co'], text: '{actor}催办{no}《{title}》' }] },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
    markKey: { label: '列为重点', says: '{actor}将本件列为重点督办建议', bulk: true, input: z.object({ reason: choice('标准', { 重大: '重大、普遍关心', 集中: '反映集中', 综合: '综合性强、难度大', 年度: '年度重点工作' }) }), needs: (v) => !!v.matter.data.keyReason && '已经是重点督办建议', basis: '代表法第五十二条' },
  },
  flow: {
    new: { draft: { by: ['deputy'], to: 'draft', basis: '代表法第二十四条、第三十六条' } },
    draft: {
      saveDraft: { by: ['lead'] },
      inviteCosigners: { by: ['lead'], to: 'cosigning' },
      submit: { by: ['lead'], to: ['delegationReview', 'officeReview'] },
      withdraw: { by: ['lead'], to: 'withdrawn' },
    },
    cosigning: {
      saveDraft: { by: ['lead'] },
      inviteCosigners: { by: ['lead'] },
      cosign: { by: ['cosigner'], from: ['asked'], step: 'signed', duty: 'cosign' },
      declineCosign: { by: ['cosigner'], from: ['asked'], step: 'declined' },
      submit: { by: ['lead'], on: ['lead'], to: ['delegationReview', 'officeReview'], duty: 'cosign' },
      withdraw: { by: ['lead'], to: 'withdrawn' },
      lapse: { by: ['system'] },
      redate: { by: ['system'] },
    },
    delegationReview: {
      signOff: { by: ['delegation_officer'], to: 'motionGroupReview', duty: 'delegationReview', basis: '双重审核：代表团负责人审核签字' },
      returnToDeputy: { by: ['delegation_officer'], to: 'returned' },
      withdraw: { by: ['lead'], to: 'withdrawn' },
    },
    motionGroupReview: { ...reviewing, register: { by: ['motion_group'], to: 'registered', duty: 'review', basis: '双重审核：议案组逐件审核' } },
    officeReview: { ...reviewing, register: { by: office, to: 'registered', duty: 'assign' } },
    returned: {
      saveDraft: { by: ['lead'] },
      submit: { by: ['lead'], on: ['lead'], to: ['delegationReview', 'motionGroupReview', 'officeReview'], duty: 'revise' },
      withdraw: { by: ['lead'], to: 'withdrawn' },
    },
    registered: {
      ...reviewing,
      preAssign: { by: ['motion_group', ...office], to: 'preAssigned' },
      assign: { by: ['motion_group', ...office], to: 'handling', duty: 'assign', basis: '代表法第五十一条' },
      absorb: { by: ['motion_group', ...office] },
    },
    preAssigned: {
      acceptPreAssign: { by: ['main:unit_officer', 'co:unit_officer'], from: ['proposed', 'objected'], step: 'agreed', duty: 'preAssign' },
      objectPreAssign: { by: ['main:unit_officer', 'co:unit_officer'], from: ['proposed', 'agreed'], step: 'objected' },
      presumeAgreed: { by: ['system'], on: ['main', 'co'], from: ['proposed'], step: 'agreed' },
      assign: { by: ['motion_group', ...office], to: 'handling', duty: 'assign' },
      handOver: { by: ['motion_group', ...office], to: 'handling' },
      absorb: { by: ['motion_group', ...office] },
      withdraw: { by: ['lead'], to: 'withdrawn' },
    },
    handling: {
      signFor: { by: ['main:unit_officer', 'co:unit_officer'], from: ['noticed'], step: 'signedFor', duty: 'sign' },
      requestReturn: { by: ['main:unit_officer', 'co:unit_officer'], from: ['noticed', 'signedFor'], step: 'returnRequested', basis: '重庆条例第十六条、河南办法第十四条' },
      decideReturn: { by: coordinating, on: ['main', 'co'], from: ['returnRequested'], step: ['signedFor'], duty: 'decideReturn' },
      reassign: { by: coordinating, on: ['main', 'co'], from: ['noticed', 'signedFor'] },
      ...unitWork('reply'),
      requestExtension: { by: ['main:unit_officer'], from: ['signedFor', 'contacted', 'drafted', 'checked', 'signed'], basis: '代表法第五十一条；延期须经交办机关同意' },
      decideExtension: { by: coordinating, on: ['main'], when: (v) => v.party?.data.extension?.state === 'asked', duty: 'extensionDecide' },
      ...judgeWork(),
      absorb: { by: ['motion_group', ...office] },
      withdraw: { by: ['lead'], to: 'withdrawn' },
    },
    judging: { ...judgeWork(settled) },
    redoDecision: {
      orderRedo: [
        { by: office, to: 'redo', when: (v) => !redone(v), duty: 'redoDecide', basis: '浙江规定第二十四条、上海规定第二十一条' },
        { by: office, to: 'redo' },
      ],
      explain: { by: office, to: ['followUp', 'closed'] },
      callPanel: [
        { by: office, to: 'panel', when: redone, duty: 'redoDecide', basis: '重庆条例第二十七条、河南办法第二十二条' },
        { by: office, to: 'panel' },
      ],
      releaseJudgement: { by: office },
    },
    redo: { ...unitWork('redo'), ...judgeWork() },
    panel: { settlePanel: { by: office, to: ['redo', 'followUp', 'closed'], duty: 'panel' }, releaseJudgement: { by: office } },
    followUp: {
      reportProgress: { by: ['main:unit_officer'], from: ['delivered'], when: (v) => openPromises(v.party).length > 0 },
      fulfilPromise: { by: ['main:unit_officer'], from: ['delivered'], to: ['closed'], when: (v) => openPromises(v.party).length > 0, duty: 'promise', basis: '青岛规定第二十七条、重庆条例第二十四条' },
      changePromise: { by: ['main:unit_officer'], from: ['delivered'], to: ['closed'], when: (v) => openPromises(v.party).length > 0 },
      releaseJudgement: { by: office },
    },
    closed: { releaseJudgement: { by: office } },
    '*': {
      urge: { by: coordinating, on: ['main', 'co'], from: ['proposed', 'noticed', ...working, 'sentBack'] },
      lapse: { by: ['system'] },
      redate: { by: ['system'] },
      markKey: { by: ['daf_head'] },
    },
  },
  clocks: {
    cosign: { label: '联名确认', of: 'matter', rule: 'clock.cosign', states: ['cosigning'], warn: [1], late: 'lapse' },
    delegationReview: { label: '代表团审签', of: 'matter', rule: 'clock.delegationReview', states: ['delegationReview'], warn: [], late: 'lapse' },
    review: { label: '审查', of: 'matter', rule: 'clock.review', states: ['motionGroupReview'], warn: [], late: 'lapse' },
    revise: { label: '修改', of: 'matter', rule: 'clock.revise', states: ['returned'], warn: [1], late: 'lapse' },
    assign: {
      label: '交办', of: 'matter', states: ['officeReview', 'registered', 'preAssigned'], warn: [1], late: 'lapse',
      rule: (v) => (v.matter.session ? 'clock.assignInSession' : 'clock.assignInRecess'), rules: ['clock.assignInSession', 'clock.assignInRecess'],
    },
    preAssign: { label: '预交办意见', of: ['main', 'co'], rule: 'clock.preAssign', states: ['preAssigned'], steps: ['proposed'], warn: [1], late: 'presumeAgreed' },
    sign: { label: '签收', of: ['main', 'co'], rule: 'clock.signFor', states: ['handling'], steps: ['noticed'], warn: [1], late: 'lapse' },
    decideReturn: { label: '答复退回申请', of: ['main', 'co'], rule: 'clock.reassign', states: ['handling'], steps: ['returnRequested'], warn: [3], late: 'lapse' },
    contact: {
      label: '首次沟通', of: ['main'], rule: 'clock.firstContact', states: ['handling'], steps: ['noticed', 'signedFor', 'contacted', 'drafted', 'checked', 'signed'], paused: ['returnRequested'],
      when: (v) => !v.party?.data.contacts, warn: [3], late: 'lapse',
    },
    opinion: { label: '会办意见', of: ['co'], rule: 'clock.coOpinion', states: ['handling'], steps: ['noticed', 'signedFor'], paused: ['returnRequested'], warn: [7, 3], late: 'lapse' },
    resubmit: { label: '补充会办意见', of: ['co'], rule: 'clock.coResubmit', states: ['handling', 'redo'], steps: ['sentBack'], warn: [1], late: 'lapse' },
    reply: {
      label: '答复', of: ['main'], rule: (v) => (v.matter.data.complex ? 'clock.replyMax' : 'clock.reply'), rules: ['clock.reply', 'clock.replyMax'],
      states: ['handling'], steps: ['noticed', 'signedFor', 'contacted', 'drafted', 'checked', 'signed'], paused: ['returnRequested'], warn: [15, 7, 3], late: 'lapse',
    },
    extensionDecide: {
      label: '答复延期申请', of: ['main'], rule: 'clock.extensionDecide', states: ['handling'], steps: ['signedFor', 'contacted', 'drafted', 'checked', 'signed'],
      when: (v) => v.party?.data.extension?.state === 'asked', warn: [1], late: 'lapse',
    },
    judge: { label: '评价', of: ['recipient'], rule: 'clock.feedback', states: ['handling', 'judging', 'redo'], steps: ['asked'], warn: [5, 2], late: 'remindJudgement' },
    judgeAgain: { label: '催评', of: ['recipient'], rule: 'clock.feedbackAgain', states: ['handling', 'judging', 'redo'], steps: ['reminded'], warn: [2], late: 'excludeJudgement' },
    redoDecide: { label: '不满意件处理', of: 'matter', rule: 'clock.redoDecide', states: ['redoDecision'], warn: [3], late: 'lapse' },
    redo: { label: '重新办理', of: ['main'], rule: 'clock.redo', states: ['redo'], steps: ['redo', 'contacted', 'drafted', 'checked', 'signed'], warn: [7, 3], late: 'lapse' },
    panel: { label: '会商评估', of: 'matter', rule: 'clock.panel', states: ['panel'], warn: [5], late: 'lapse' },
    promise: {
      label: '承诺事项', of: ['main'], rule: 'clock.promise', states: ['followUp'], steps: ['delivered'], when: (v) => openPromises(v.party).length > 0, warn: [15, 3], late: 'lapse',
      until: (_v, p) => {
        const first = openPromises(p).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0]
        return first && { on: first.dueOn, why: `答复中承诺「${first.item}」的完成时限` }
      },
    },
  },
  rules,
})
