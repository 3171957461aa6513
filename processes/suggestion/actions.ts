/** What can be done with a suggestion: label, sentence, form, and what keeps it from being done. */
import { z } from 'zod'
import type { ProcessDef } from '../../kernel/process.ts'
import { choice, day, deputies, files, matterRef, maybe, maybeUnit, oneUnit, picks, text, whole, yes } from '../../kernel/words.ts'
import { changingActions } from './changing.ts'
import { fromMotion } from './from-motion.ts'
import { handlerActions } from './handlers.ts'
import { handoverActions } from './handover.ts'
import { arranged, CATEGORIES, FORMS, KEY_CRITERIA, RANKS, REJECT, reason, replyInput, SECRECY, sheet } from './inputs.ts'
import { judgingActions } from './judging.ts'
import { redone, sendable } from './needs.ts'
import { promiseActions } from './promises.ts'
import { publicationActions } from './publication.ts'
import { speechActions } from './speech.ts'

export const actions = {
  // The first that makes a suggestion is what a request without a named action means.
  draft: { label: '提建议', says: '{actor}起草了建议', input: z.object(sheet), creates: true },
  fromMotion,
  ...speechActions,
  ...handoverActions,
  ...handlerActions,
  ...changingActions,
  saveDraft: { label: '保存修改', says: '{actor}修改了建议', input: z.object(sheet) },
  inviteCosigners: {
    label: '邀请联名',
    says: '{actor}邀请{count}位代表联名',
    also: ['count'],
    input: z.object({ deputies: deputies('联名代表') }),
    secret: ['deputies'],
  },
  cosign: { label: '同意联名', says: '{actor}同意联名', primary: true, confirm: '联名即与领衔代表共同提出，请看过全文后确认', bulk: true },
  declineCosign: { label: '不参加联名', says: '{actor}不参加联名' },
  submit: {
    label: '提交',
    says: '{actor}提交了建议',
    primary: true,
    input: z.object({ waitNot: yes('不再等待未确认的联名代表') }),
    needs: (v) => (!v.matter.title || !v.matter.data.proposals ? '请先写完标题、情况和具体建议' : false),
    credit: '提出建议',
  },
  signOff: {
    label: '审签',
    says: '{actor}审核签字',
    input: z.object({ opinion: maybe('审核意见', { max: 500, rows: 2 }) }),
    primary: true,
    bulk: true,
    basis: '十堰市：「所有建议均由代表团负责人审核签字后，再交议案组逐一审核」',
  },
  returnToDeputy: { label: '退回修改', says: '{actor}退回代表修改：{reason}', input: z.object({ reason: reason('需要修改的地方') }) },
  register: {
    label: '审查立案',
    says: '{actor}审查通过，编为{number}',
    also: ['number'],
    primary: true,
    input: z.object({
      political: choice('政治关', { pass: '通过', fail: '不通过' }),
      legal: choice('法律关', { pass: '通过', fail: '不通过' }),
      quality: choice('质量关', { pass: '通过', fail: '不通过' }),
      category: choice('类别（五类）', CATEGORIES),
      subject: maybe('主题词', { max: 60, help: '几个关键词，用顿号隔开' }),
      secrecy: choice('密级', SECRECY, { help: '涉及国家秘密的不得进入本系统，请按保密规定另行办理' }).default('open'),
      opinion: maybe('审查意见', { max: 500, rows: 2 }),
    }),
  },
  notAccept: {
    label: '不予受理',
    says: '{actor}决定不予受理：{cause}',
    also: ['cause'],
    danger: true,
    input: z.object({ code: choice('原因', REJECT), explain: reason('向代表说明') }),
  },
  merge: {
    label: '并案',
    says: '{actor}将本件并入{target}',
    also: ['target'],
    input: z.object({ into: matterRef('并入哪一件'), reason: maybe('理由', { max: 300 }) }),
  },
  absorb: { label: '并入他件', says: '{count}位代表的同类建议并入本件', also: ['count'], inner: true },
  preAssign: { label: '预交办', says: '{actor}就承办单位征求意见：{units}', also: ['units'], input: arranged },
  acceptPreAssign: { label: '同意承办', says: '{actor}（{party}）同意承办', bulk: true },
  objectPreAssign: {
    label: '提出异议',
    says: '{actor}（{party}）对承办提出异议：{reason}',
    input: z.object({ reason: reason('异议的理由'), proposed: maybeUnit('建议改由') }),
  },
  presumeAgreed: { label: '视为同意', says: '{party}逾期未提出异议，视为同意承办' },
  assign: { label: '交办', says: '{actor}交办：{units}', also: ['units'], input: arranged, primary: true },
  handOver: {
    label: '按方案交办',
    says: '{actor}按预交办方案交办：{units}',
    also: ['units'],
    bulk: true,
    confirm: '按预交办方案正式交办，并通知承办单位和代表',
    needs: (v) => {
      const objected = v.parties.filter((p) => p.step === 'objected')
      return objected.length > 0 && `${objected.map((p) => p.name).join('、')}对承办有异议，请协商后用「交办」重新确定单位`
    },
  },
  signFor: { label: '签收', says: '{actor}（{party}）签收', bulk: true, primary: true },
  requestReturn: {
    label: '申请退回',
    says: '{actor}（{party}）申请退回：{reason}',
    input: z.object({ reason: reason('不属本单位职责的理由'), basis: text('职责依据', { max: 300, rows: 2 }), proposed: oneUnit('建议改由哪个单位') }),
    needs: (v) => !!v.party?.data.returnUntil && v.today > v.party.data.returnUntil && `申请退回的期限已于${v.party.data.returnUntil}届满，逾期不再调整`,
  },
  decideReturn: {
    label: '答复退回申请',
    says: '{actor}{decision}{party}的退回申请',
    also: ['decision'],
    input: z.object({
      agree: choice('决定', { yes: '同意，改交其他单位', no: '不同意，由该单位继续办理' }),
      unit: maybeUnit('改交', { when: { field: 'agree', in: ['yes'] } }),
      opinion: reason('说明', 500),
    }),
  },
  reassign: { label: '改交', says: '{actor}将{party}承办的部分改交{target}', also: ['target'], input: z.object({ unit: oneUnit('改交'), reason: reason() }) },
  recordContact: {
    label: '记录沟通',
    says: '{actor}（{party}）与代表沟通：{form}，{rank}',
    credit: '参与办理沟通',
    input: z.object({
      form: choice('形式', FORMS),
      rank: choice('我方参加人', RANKS),
      place: text('地点', { max: 60 }),
      heldOn: day('日期'),
      people: maybe('参加人', { max: 200 }),
      opinion: text('代表的意见', { max: 2000, rows: 3 }),
      attachments: files('照片、附件'),
    }),
  },
  submitOpinion: {
    label: '提交会办意见',
    says: '{actor}（{party}）提交会办意见',
    secret: ['contactPhone'],
    primary: true,
    input: z.object({
      opinion: text('会办意见', { max: 10000, rows: 6 }),
      docNo: maybe('文号', { max: 60 }),
      contactName: text('联系人', { max: 20 }),
      contactPhone: text('联系电话（办公）', { max: 30 }),
      attachments: files('附件'),
    }),
  },
  sendBackOpinion: { label: '退回会办意见', says: '{actor}请{party}补充会办意见：{reason}', input: z.object({ reason: reason('需要补充的内容') }) },
  requestExtension: {
    label: '申请延期',
    says: '{actor}（{party}）申请延期{months}个月：{reason}',
    input: z.object({ months: whole('延长几个月', { min: 1, max: 3 }), reason: reason('延期的理由'), told: yes('已向代表说明') }),
    needs: (v) => v.party?.data.extension?.state === 'asked' && '延期申请正在等待答复',
  },
  decideExtension: {
    label: '答复延期申请',
    says: '{actor}{decision}{party}的延期申请',
    also: ['decision'],
    input: z.object({ agree: choice('决定', { yes: '同意', no: '不同意' }), opinion: maybe('说明', { max: 300, rows: 2 }) }),
  },
  saveReply: { label: '起草答复', says: '{actor}（{party}）起草了答复', input: replyInput, secret: ['contactPhone'], primary: true },
  checkReply: {
    label: '审核答复',
    says: '{actor}（{party}）审核答复：{verdict}',
    also: ['verdict'],
    input: z.object({ pass: choice('审核结论', { yes: '通过，送负责人签发', no: '退回重写' }), comment: maybe('审核意见', { max: 500, rows: 2 }) }),
  },
  signReply: {
    label: '签发',
    says: '{actor}（{party}）签发答复：{verdict}',
    also: ['verdict'],
    input: z.object({
      pass: choice('签发结论', { yes: '同意签发', no: '退回修改' }),
      post: choice('签发人是', { head: '主要负责人', deputy: '分管负责人' }).default('head'),
      comment: maybe('批示', { max: 500, rows: 2 }),
    }),
    primary: true,
    basis: '浙江规定第二十二条',
  },
  sendReply: {
    label: '答复代表',
    says: '{actor}（{party}）答复代表，结果{code}',
    also: ['code'],
    needs: sendable,
    primary: true,
    confirm: '答复将送达每一位代表，并抄送代工委和政府办公室',
    tells: [{ to: ['daf_staff', 'gov_office'], text: '{party}已答复代表：{no}《{title}》' }],
  },
  returnReply: {
    label: '退回补正答复',
    says: '{actor}将{party}的答复退回补正：{reason}',
    input: z.object({ reason: reason('需要补正的地方', 2000) }),
    confirm: '退回后由承办单位补正重新答复；已发出的这份答复和其中的承诺不再作数，也不算重新办理',
    needs: (v) =>
      v.parties.some((p) => p.role === 'recipient' && p.ref === v.party?.id && !['asked', 'reminded', 'informed'].includes(p.step))
        ? '已有代表评价过这份答复，不满意的请按「不满意件」处理'
        : v.matter.data.publication?.state === 'published' && '本件已经公开，请先「撤下」再退回',
    basis: '北京条例第二十七条：办理敷衍塞责的，提出改进意见，要求重新研究答复',
  },
  ...judgingActions,
  orderRedo: {
    label: '责成重新办理',
    says: '{actor}责成{units}重新办理',
    also: ['units'],
    primary: true,
    input: z.object({ units: picks('重新办理的单位'), reason: reason('要求') }),
    needs: (v) => redone(v) && '已经重新办理过，仍不满意的请「会商评估」',
  },
  explain: { label: '说明情况后结案', says: '{actor}向代表说明情况：{explain}', input: z.object({ explain: reason('向代表说明的情况') }) },
  callPanel: {
    label: '会商评估',
    says: '{actor}决定{form}',
    input: z.object({
      form: choice('形式', { 会商: '会商', 专家评估: '专家评估', 第三方评估: '第三方评估' }),
      evaluator: maybe('评估机构或参加人', { max: 200, help: '第三方评估的，随后用「指定评估人员」委托其账号打分' }),
    }),
  },
  settlePanel: {
    label: '作出会商评估结论',
    says: '{actor}作出结论：{opinion}',
    primary: true,
    needs: (v) => v.parties.some((p) => p.role === 'evaluator' && p.step === 'assigned') && '评估人员还没有提交评估报告',
    input: z.object({
      opinion: reason('结论', 2000),
      again: yes('仍应重新办理'),
      units: picks('重新办理的单位', { when: { field: 'again', in: ['true'] } }).optional(),
    }),
  },
  releaseJudgement: {
    label: '向承办单位反馈评价',
    says: '{actor}将代表评价反馈承办单位',
    confirm: '反馈后承办单位可以看到各位代表的评价',
    needs: (v) => !!v.matter.data.released && '评价已经反馈过',
  },
  ...promiseActions,
  withdraw: {
    label: '撤回',
    says: '{actor}撤回建议：{reason}',
    danger: true,
    input: z.object({ reason: reason('撤回的理由', 300) }),
    needs: (v) => v.parties.some((p) => p.role === 'joined') && '已有其他代表的建议并入本件，不能撤回',
    basis: '山东条例第九条、重庆条例第十二条',
  },
  urge: {
    label: '催办',
    says: '{actor}催办{party}（{channel}）：{note}',
    input: z.object({
      channel: choice('方式', { 电话: '电话', 系统: '系统', 当面: '当面' }),
      note: text('内容', { max: 300, rows: 2 }),
      person: maybe('对方姓名、职务', { max: 60 }),
      answer: maybe('对方答复', { max: 500, rows: 2 }),
    }),
    tells: [{ to: ['main', 'co'], text: '{actor}催办{no}《{title}》' }],
  },
  lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
  redate: { label: '重算期限', says: '{why}', also: ['why'] },
  proposeKey: {
    label: '提名重点督办',
    says: '{actor}提名本件为重点督办建议',
    bulk: true,
    input: z.object({ criterion: choice('标准', KEY_CRITERIA) }),
    needs: (v) => !!v.matter.data.keyReason && '已经是重点督办建议',
    basis: '代表法第五十二条；山东条例第十四条',
  },
  markKey: { label: '列为重点', says: '本件经主任会议列为重点督办建议', inner: true },
  ...publicationActions,
} as const satisfies ProcessDef['actions']
