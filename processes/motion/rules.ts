/** Numbers and switches that a place may set for motions, each with the article it comes from. */
import type { ProcessDef } from '../../kernel/process.ts'

const clock = (label: string, n: number, unit: 'WD' | 'DAY' | 'MONTH', basis: string) =>
  ({ label: `议案：${label}`, kind: 'span', value: [n, unit], basis, group: '议案', min: 1, max: 400 }) as const
const SH = '上海议案规定'

export const LEVELS: Record<string, string> = { npc: '全国', province: '省级', city: '设区的市级', county: '县级', township: '乡镇' }

export const rules = {
  'motion.min': {
    label: '议案：联名人数（按层级）',
    kind: 'table',
    options: LEVELS,
    unit: '人',
    min: 1,
    max: 200,
    group: '议案',
    basis: '全国人大议事规则第二十三条：三十名以上代表或者一个代表团；地方组织法第二十二条：县级以上代表十人以上、乡镇代表五人以上',
    value: [
      ['npc', '30'],
      ['province', '10'],
      ['city', '10'],
      ['county', '10'],
      ['township', '5'],
    ],
  },
  'motion.byDelegation': {
    label: '议案：代表团可以提出议案',
    kind: 'switch',
    value: true,
    group: '议案',
    basis: '全国人大议事规则第十二条、第二十三条：代表团全体代表过半数通过；地方由本地规定，没有规定的请关闭',
  },
  'motion.direct': {
    label: '议案：不设专门委员会、由主席团直接决定的层级',
    kind: 'list',
    options: LEVELS,
    value: ['county', 'township'],
    group: '议案',
    basis: '地方组织法第二十二条：由主席团决定是否列入大会议程，或者先交有关的专门委员会审议；没有专门委员会的由主席团直接决定',
  },
  'motion.reconsiderHours': {
    label: '议案：复议申请须早于主席团最后一次会议（小时）',
    kind: 'number',
    value: 4,
    min: 1,
    max: 48,
    group: '议案',
    basis: `${SH}第十四条：提案人过半数且不少于法定联名人数，在主席团最后一次会议四小时前书面提出`,
  },
  'motion.titleMax': {
    label: '议案：案由字数上限',
    kind: 'number',
    value: 60,
    min: 20,
    max: 100,
    group: '议案',
    basis: '议案应当有案由、案据和方案（代表法第十五条）；字数为本地惯例',
  },
  'motion.cosign': clock('联名确认', 7, 'DAY', '本地惯例；联名代表应在提交前逐人确认'),
  'motion.revise': clock('修改后重新提交', 1, 'WD', '本地惯例；应在议案截止时间前'),
  'motion.register': clock('议案组登记（大会期间）', 1, 'WD', `${SH}第九条：大会秘书处登记、分类后送有关专门委员会；时限为本地惯例`),
  'motion.opinion': clock('专门委员会意见（大会期间）', 2, 'WD', '地方组织法第二十二条：先交有关的专门委员会审议，提出是否列入议程的意见'),
  'motion.forward': clock('闭会期间收到后交专门委员会', 15, 'DAY', `${SH}第十条：代表工作机构收到后十五日内交有关专门委员会`),
  'motion.recessOpinion': clock('闭会期间专门委员会意见', 30, 'DAY', `${SH}第十条：专门委员会三十日内提出意见，提请下次大会主席团`),
  'motion.await': clock('等待下次大会', 12, 'MONTH', '地方组织法第十四条：地方各级人民代表大会会议每年至少举行一次'),
  'motion.decide': clock('主席团决定', 2, 'WD', '地方组织法第二十二条：由主席团决定是否列入大会议程'),
  'motion.agenda': clock('大会审议表决', 5, 'DAY', `${SH}第十二条：列入大会议程的，由大会审议、交付表决；时限为本地惯例`),
  'motion.report': clock('专门委员会审议结果报告', 3, 'MONTH', `${SH}第十五条：大会闭会后三个月内向常务委员会提出审议结果报告`),
  'motion.scDecide': clock('常委会决定', 2, 'MONTH', `${SH}第十九条：专门委员会的报告由常务委员会会议审议、作出决定`),
  'motion.organReport': clock('有关机关报告办理情况', 3, 'MONTH', `${SH}第二十条：有关机关三个月内报告办理情况`),
  'motion.organRedo': clock('有关机关重新办理', 1, 'MONTH', `${SH}第二十一条：一个月内再次报告`),
  'motion.review': clock('办理报告的审查', 1, 'MONTH', `${SH}第二十一条：办理情况的报告提请常委会会议审议；时限为本地惯例`),
} as const satisfies ProcessDef['rules']
