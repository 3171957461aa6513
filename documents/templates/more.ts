/** Records, lists and notices whose whole content comes from rows: one line each. */
import type { Template } from '../model.ts'
import { listPaper, noticePaper, recordPaper } from './kinds.ts'
import { type PanelMinutes, panelMinutes } from './panel-minutes.ts'
import { type Report, report } from './report.ts'

const reportPaper = (key: string, label: string, processes: string[], audience: Template['audience'] = 'office'): Template<Report> => ({
  key,
  label,
  processes,
  form: 'plain',
  audience,
  make: report,
})

/** 协调会商纪要: the same paper as after an unsatisfied answer, for what several departments have to agree on before the handover. */
const coordinationMinutes: Template<PanelMinutes> = { ...panelMinutes, key: 'coordinationMinutes', label: '会商纪要（承办协调）', processes: ['B11'] }

// biome-ignore lint/suspicious/noExplicitAny: each template knows its own data
export const MORE: readonly Template<any>[] = [
  recordPaper({ key: 'researchRecord', label: '调研记录', processes: ['B1'], audience: 'all' }),
  listPaper({ key: 'categoryTable', label: '分类统计表', processes: ['B9'], upright: true }),
  listPaper({ key: 'preAssignList', label: '预交办清单', processes: ['B10'] }),
  coordinationMinutes,
  recordPaper({ key: 'onsitePlan', label: '初步方案', processes: ['B13'], audience: 'all' }),
  listPaper({ key: 'onsiteRota', label: '驻会值守表', processes: ['B13'] }),
  reportPaper('promiseCircular', '承诺事项进展通报', ['B20']),
  listPaper({ key: 'fundPayments', label: '专项资金拨付表', processes: ['B25'] }),
  recordPaper({ key: 'fundAcceptance', label: '项目验收表', processes: ['B25'] }),
  recordPaper({ key: 'fundPerformance', label: '项目绩效评价表', processes: ['B25'] }),
  reportPaper('inspectionReport', '视察报告', ['B28'], 'all'),
  noticePaper({ key: 'contactNotice', label: '联系名单通知', processes: ['C2'] }),
  listPaper({ key: 'contactBook', label: '联系记录册', processes: ['C2'] }),
  recordPaper({ key: 'concernSheet', label: '社情民意登记表', processes: ['C6'] }),
  noticePaper({ key: 'receptionNotice', label: '接待公告', processes: ['C7'] }),
  recordPaper({ key: 'receptionRegister', label: '接待登记表', processes: ['C7'] }),
  listPaper({ key: 'deputyBook', label: '代表联系册', processes: ['C7'], upright: true }),
  listPaper({ key: 'stationLedgers', label: '联络站台账', processes: ['D3'] }),
  listPaper({ key: 'liaisonList', label: '代表联络员名单', processes: ['A10'], upright: true }),
  listPaper({ key: 'noStation', label: '未进站代表名单', processes: ['A11'], upright: true }),
]
