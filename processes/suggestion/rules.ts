/** Numbers and switches that a place may set for suggestions, each with the article it comes from. */
import type { ProcessDef } from '../../kernel/process.ts'
import { assessRules } from './assess-rules.ts'
import { publicationRules } from './publication.ts'
import { replyRules } from './reply-rules.ts'

export const CUTOFF = {
  recess: '截止后提交的，作为闭会期间的建议办理',
  refuse: '截止后不再受理，请代表在大会闭会后提交',
  none: '只截止议案，建议在会议期间随时可以提交',
}

const clock = (label: string, n: number, unit: 'WD' | 'DAY' | 'MONTH', basis: string) =>
  ({ label, kind: 'span', value: [n, unit], basis, group: '时限', min: 1, max: 400 }) as const

export const rules = {
  'clock.cosign': clock('联名确认', 7, 'DAY', '本地惯例；联名代表应在提交前确认'),
  'clock.delegationReview': clock('代表团审签（大会期间）', 1, 'WD', '十堰市：「所有建议均由代表团负责人审核签字后，再交议案组逐一审核」；时限为本地惯例'),
  'clock.review': clock('议案组审查（大会期间）', 2, 'WD', '十堰市：「切实把好建议的政治关、法律关、质量关」；时限为本地惯例'),
  'clock.revise': clock('代表修改后重新提交', 5, 'WD', '本地惯例'),
  'clock.assignInSession': clock('立案后交办（大会期间）', 3, 'WD', '十堰市：「实行即提即交工作模式」；山东条例第十条：会议期间提出的在会议期间交办'),
  'clock.assignInRecess': clock('收到后交办（闭会期间）', 5, 'WD', '收到之日起五个工作日内交办（青岛条例第十四条；山东条例第十条为五日）'),
  'clock.preAssign': clock('预交办意见', 3, 'WD', '南京市：「完善人代会期间代表建议预交办机制」；逾期未提出异议视为同意为本地惯例'),
  'clock.signFor': clock('签收', 3, 'WD', '十堰市：「通过代表建议网上办理系统签收交办」；时限为本地惯例'),
  'clock.return': clock('申请退回的期限', 10, 'WD', '收到之日起十个工作日内（重庆条例第十六条、河南办法第十四条）'),
  'clock.reassign': clock('退回申请的答复和改交', 10, 'WD', '重庆条例第十六条、河南办法第十四条'),
  'clock.firstContact': clock('首次与代表沟通', 20, 'WD', '重庆条例第十八条'),
  'clock.coOpinion': clock('会办意见', 1, 'MONTH', '自收到之日起一个月内送主办单位（山东条例第二十一条、上海规定第十七条）'),
  'clock.coResubmit': clock('补充会办意见', 5, 'WD', '重庆条例第二十条'),
  'clock.reply': clock('答复', 3, 'MONTH', '自交办之日起三个月内答复（代表法第五十一条）'),
  'clock.replyMax': clock('答复（涉及面广、处理难度大）', 6, 'MONTH', '自交办之日起六个月内答复（代表法第五十一条）'),
  'clock.extensionDecide': clock('延期申请的答复', 5, 'WD', '延期须经交办机关同意（北京条例第二十一条、山东条例第十九条）'),
  'clock.feedback': clock('代表评价', 15, 'WD', '收到答复之日起十五个工作日内反馈（北京条例第二十三条）'),
  'clock.feedbackAgain': clock('催评后的再等待', 5, 'WD', '催评后仍不反馈的不计入统计（重庆条例第二十九条）'),
  'clock.redoDecide': clock('不满意件的研究处理', 10, 'WD', '代表工作机构会同政府办公室研究并告知代表（上海规定第二十一条）；时限为本地惯例'),
  'clock.replyMend': clock('补正答复', 10, 'WD', '答复退回补正的期限；本地惯例，各地可改'),
  'clock.redo': clock('重新办理', 1, 'MONTH', '一个月内重新办理并答复（浙江规定第二十四条、山东条例第二十四条）'),
  'clock.panel': clock('会商或第三方评估', 20, 'WD', '仍不满意的由人大代表工作机构会商（重庆条例第二十七条）或组织评估（河南办法第二十二条）'),
  'clock.closing': clock('承诺全部了结后答复代表', 10, 'WD', '承诺解决的事项解决后告知代表（上海规定第二十二条）'),
  'clock.speechConfirm': clock('发言代表确认审议发言建议', 2, 'WD', '毕节市：「现场交办218件代表建议、审议发言建议」；经发言代表确认为本地惯例'),
  'clock.evaluate': clock('第三方评估人员提交报告', 15, 'WD', '组织专家评估（河南办法第二十二条）'),
  'reply.codes': {
    label: '答复结果分类',
    kind: 'table',
    group: '答复',
    basis: '按处理结果区别答复（上海规定第十八条、重庆条例第二十二条）；用字母标在答复首页右上角为外地做法',
    value: [
      ['A', '已经解决或者基本解决'],
      ['B', '正在解决或者列入规划逐步解决'],
      ['C', '因条件限制需待以后解决'],
      ['D', '留作参考'],
    ],
  },
  'reply.extensionMax': {
    label: '延期后答复总时限（月）',
    kind: 'number',
    value: 6,
    min: 3,
    max: 12,
    group: '答复',
    basis: '代表法第五十一条：涉及面广、处理难度大的六个月内答复',
  },
  'reply.promisesFor': {
    label: '必须列明承诺事项的结果分类',
    kind: 'list',
    value: ['B'],
    group: '答复',
    basis: '上海规定第十八条、重庆条例第二十二条：计划、进度、时限',
  },
  'promise.proof': {
    label: '兑现承诺须附完成证明',
    kind: 'switch',
    value: true,
    group: '答复',
    basis: '建立承诺事项台账（青岛条例第二十七条、重庆条例第二十四条）；附完成证明为本地惯例',
  },
  'accept.sessionCutoff': {
    label: '大会主席团决定的截止时间对建议',
    kind: 'choice',
    value: 'recess',
    options: CUTOFF,
    group: '受理',
    basis: '上海议案规定第八条：截止时间后形成的按闭会期间处理；重庆条例第十三条：会议期间由大会秘书处受理，闭会期间由人代工委受理',
  },
  'assign.channel': {
    label: '交办方式',
    kind: 'choice',
    value: 'both',
    options: { online: '只在网上', both: '网上和书面双线' },
    group: '交办',
    basis: '上海规定第十一条、山东条例第十条、重庆条例第十三条：通过网络平台交办；本地另行书面交办',
  },
  'redo.max': {
    label: '重新办理的次数',
    kind: 'number',
    value: 1,
    min: 0,
    max: 3,
    group: '评价',
    basis: '再次不满意的进入会商或第三方评估（重庆条例第二十七条、河南办法第二十二条）',
  },
  'text.titleMax': {
    label: '标题字数上限',
    kind: 'number',
    value: 50,
    min: 20,
    max: 100,
    group: '撰写',
    basis: '代表法第二十四条：应当明确具体；字数为本地惯例',
  },
  'text.bodySoft': { label: '正文字数提示线', kind: 'number', value: 2500, min: 500, max: 10000, group: '撰写', basis: '本地惯例：超过时只提示，不阻拦' },
  ...replyRules,
  ...publicationRules,
  ...assessRules,
} as const satisfies ProcessDef['rules']
