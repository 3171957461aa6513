/** 代表家站点 (D1–D10): registered, built, checked against a standard that the place may edit, run, and measured by what was solved there. */
import { type Arrow, defineProcess, type View } from '../../kernel/process.ts'
import { actions } from './actions.ts'

const span = (label: string, n: number, unit: 'WD' | 'DAY' | 'MONTH', basis: string) =>
  ({ label, kind: 'span', value: [n, unit], basis, group: '代表家站点' }) as const
const checklist = (label: string, value: string[], basis: string) => ({ label, kind: 'list', value, basis, group: '代表家站点' }) as const
const local = '本地惯例，各地可改'
const BIJIE = '毕节市：「分别在各县市区选择5个人大代表联络站、5个人大代表联络室和1个行业（专业）人大代表联络站开展示范创建」'
const office = ['daf_staff'] as const
/** The station itself by its liaison, or the office for it. */
const either = (a: Omit<Arrow, 'by'>): Arrow[] => [
  { ...a, by: office, on: ['self'] },
  { ...a, by: ['self:station_liaison'] },
]
export interface Plate {
  plate: string
  no?: string
  on: string
  /** Absent: approved, as plates were before anybody had to ask. */
  state?: 'asked' | 'approved' | 'refused' | 'down'
  reason?: string
}
const plates = (v: View, ...states: Plate[`state`][]) => ((v.matter.data.plates ?? []) as Plate[]).some((p) => states.includes(p.state ?? 'approved'))
const entered = (v: View) => (v.matter.data.entrances ?? 0) > 0
const asked = (v: View) => plates(v, 'asked')
const keeping: Record<string, Arrow | Arrow[]> = {
  amend: { by: office },
  place: { by: office },
  unplace: { by: office },
  policies: either({}),
  nominate: either({}),
  setPlan: either({}),
  rota: either({}),
  logActivity: either({}),
  nameDemo: { by: office },
  renew: { by: office },
  applyPlate: either({}),
  plate: [{ by: office, when: asked, duty: 'plate' }, { by: office }],
  refusePlate: { by: office, when: asked, duty: 'plate' },
  unplate: { by: office, when: (v) => plates(v, 'approved') },
  addEntrance: either({}),
  changeEntrance: either({ when: entered }),
  stopEntrance: either({ when: entered }),
  addCase: either({}),
  publishCase: { by: office },
}

export const station = defineProcess({
  name: 'station',
  label: '联络站',
  start: 'planned',
  // A city keeps the register of the stations of its streets and towns (D1).
  reads: { below: ['daf_staff', 'daf_head', 'sc_leader', 'committee'], own: ['station_liaison'] },
  stages: ['筹建', '验收', '运行', '撤销'],
  states: {
    planned: { label: '计划建设', stage: '筹建' },
    building: { label: '建设中', stage: '筹建' },
    checking: { label: '待复核', stage: '验收' },
    mending: { label: '整改中', stage: '验收' },
    running: { label: '运行', stage: '运行' },
    suspended: { label: '暂停', stage: '运行' },
    closed: { label: '已撤销', final: true, stage: '撤销' },
  },
  parties: { self: { label: '站点', kind: 'unit', first: 'in', steps: { in: { label: '在册', idle: true } } } },
  actions,
  flow: {
    new: { register: { by: office, to: ['planned', 'running'] } },
    planned: { amend: { by: office }, build: { by: office, to: 'building', duty: 'build' }, close: { by: office, to: 'closed' } },
    building: { ...keeping, selfCheck: either({ to: 'checking', duty: 'build' }), close: { by: office, to: 'closed' } },
    checking: { review: { by: office, to: ['running', 'mending'], duty: 'review' } },
    mending: { ...keeping, selfCheck: either({ to: 'checking', duty: 'mend' }) },
    running: {
      ...keeping,
      selfCheck: either({ to: 'checking', duty: 'yearly' }),
      suspend: { by: office, to: 'suspended' },
      close: { by: office, to: 'closed' },
    },
    suspended: {
      amend: { by: office },
      stopEntrance: either({ when: entered }),
      resume: { by: office, to: 'running', duty: 'resume' },
      close: { by: office, to: 'closed' },
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    build: { label: '建成并自查', of: 'matter', rule: 'station.build', states: ['planned', 'building'], warn: [20, 5], late: 'lapse' },
    review: { label: '复核', of: 'matter', rule: 'station.review', states: ['checking'], warn: [3, 0], late: 'lapse' },
    mend: { label: '整改', of: 'matter', rule: 'station.mend', states: ['mending'], warn: [5, 0], late: 'lapse' },
    yearly: { label: '年度自查', of: 'matter', rule: 'station.yearly', states: ['running'], warn: [20, 5], late: 'lapse' },
    plate: {
      label: '批复挂牌申请',
      of: 'matter',
      rule: 'station.plate',
      states: ['building', 'mending', 'running'],
      when: asked,
      warn: [3, 0],
      late: 'lapse',
    },
    resume: { label: '恢复或撤销', of: 'matter', rule: 'station.resume', states: ['suspended'], warn: [10], late: 'lapse' },
  },
  rules: {
    'station.build': span('计划到建成', 6, 'MONTH', local),
    'station.review': span('自查后复核', 20, 'WD', local),
    'station.mend': span('整改', 1, 'MONTH', local),
    'station.plate': span('申请挂牌后批复', 20, 'WD', local),
    'station.yearly': span('运行中每隔多久自查一次', 12, 'MONTH', local),
    'station.resume': span('暂停最长', 3, 'MONTH', local),
    'station.nine': checklist(
      '九有标准',
      ['有场所', '有牌子', '有设备', '有人员', '有制度', '有计划', '有活动', '有台账', '有档案'],
      '厦门市、福州市九有：「有场所、有牌子、有设备、有人员、有制度、有计划、有活动、有台账、有档案」',
    ),
    // The seed names 六有 and does not list them; these six are a start that the place edits.
    'station.six': checklist(
      '六有标准',
      ['有场所', '有牌子', '有人员', '有制度', '有活动', '有档案'],
      '相山区：「落实“六有”标准」；原文没有列出六项，内容为本地惯例，请按本地标准填写',
    ),
    'station.s2121': checklist('2121 工程', [], '相山区：「按照代表工作“2121”工程要求」；原文没有列出内容，请按本地标准填写'),
    'station.rotaDays': {
      label: '每月固定接待日（号）',
      kind: 'text',
      value: '5、25',
      basis: '相山区：「每月5日或25日组织人大代表到辖区单位、街道社区固定开展接待选民活动」；碰到节假日顺延为本地惯例',
      group: '代表家站点',
    },
    'station.rotaHosts': { label: '每次几位代表', kind: 'number', value: 2, min: 1, max: 20, basis: '本地惯例', group: '代表家站点' },
    'station.receptionsPerYear': {
      label: '每位进站代表每年接待群众几次（少于的在履职台账里列出）',
      kind: 'number',
      value: 2,
      min: 0,
      max: 60,
      basis: '本地惯例：一般每年不少于两次',
      group: '代表家站点',
    },
    'station.demoStations': {
      label: '每个县示范站数（最多）',
      kind: 'number',
      value: 5,
      min: 0,
      max: 100,
      basis: BIJIE,
      group: '代表家站点',
    },
    'station.demoRooms': { label: '每个县示范室数（最多）', kind: 'number', value: 5, min: 0, max: 100, basis: BIJIE, group: '代表家站点' },
    'station.demoBrands': {
      label: '每个县最优代表活动室、特色品牌各几个（最多）',
      kind: 'number',
      value: 2,
      min: 0,
      max: 100,
      basis: '厦门市考察报告：「力争每个区县都拥有1-2个特色活动室品牌」',
      group: '代表家站点',
    },
    'station.demoTrades': {
      label: '每个县示范行业站数（最多）',
      kind: 'number',
      value: 1,
      min: 0,
      max: 100,
      basis: BIJIE,
      group: '代表家站点',
    },
  },
})
