/** Records, lists and notices, each filled twice. */
import { columnsOf } from '../../documents/templates/kinds.ts'
import { bare, DAF, item, PROPOSALS, report, SITUATION, sent, shortReport, TITLE } from './words.ts'

const record = (title: string) => ({
  full: {
    title,
    left: '研2026年第003号',
    right: '云岭市',
    rows: [
      { label: '名称', text: TITLE },
      { label: '日期', text: '2026年3月5日' },
      { label: '地点', text: '城东社区' },
      { label: '人数', text: '12 人' },
      { label: '情况', text: SITUATION, long: true },
      { label: '意见', text: PROPOSALS, long: true },
    ],
    tables: [
      {
        title: '有关情况（8）',
        columns: columnsOf(['序号', '姓名', '情况'], ['情况']),
        rows: Array.from({ length: 8 }, (_, i) => [String(i + 1), '李秀兰', TITLE]),
      },
    ],
    signs: ['代表签名', '记录人'],
  },
  least: { title, rows: [] },
})
const list = (title: string) => ({
  full: {
    title,
    subtitle: '2026年',
    left: DAF,
    right: '共40件',
    tables: [
      {
        title: '一、名单（40）',
        columns: columnsOf(['序号', '编号', '标题', '单位', '日期'], ['标题']),
        rows: Array.from({ length: 40 }, (_, i) => [String(i + 1), '2026闭第012号', TITLE, '市交通运输局', '2026年6月10日']),
      },
    ],
  },
  least: { title, tables: [{ columns: columnsOf(['序号', '姓名']), rows: [] }] },
})
const notice = (title: string) => ({
  full: {
    ...sent(DAF, '云人代〔2026〕9号'),
    title,
    to: '各位代表',
    text: SITUATION,
    list: {
      title: '联系名单',
      columns: columnsOf(['序号', '联系人', '联系对象']),
      rows: Array.from({ length: 30 }, (_, i) => [String(i + 1), '张伟民', '李秀兰']),
    },
  },
  least: { ...bare, title, text: '请参加。' },
})

export const MORE: Record<string, { full: object; least: object }> = {
  researchRecord: record('会前调研记录'),
  categoryTable: list('代表建议分类统计表'),
  preAssignList: list('代表建议预交办清单'),
  coordinationMinutes: {
    full: {
      organ: DAF,
      number: '云人代纪要〔2026〕3号',
      date: '2026-03-10',
      item,
      place: '市政府三楼会议室',
      attendees: ['市交通运输局', '市财政局'],
      situation: SITUATION,
      opinions: ['交通局：同意主办', '财政局：同意会办'],
      conclusion: '由市交通运输局主办，市财政局会办。',
    },
    least: { organ: DAF, date: '2026-03-10', item: { title: '关于公交的建议' }, attendees: [], situation: '', opinions: [], conclusion: '' },
  },
  onsitePlan: record('代表建议即交即办初步方案'),
  onsiteRota: list('承办单位驻会值守表'),
  promiseCircular: { full: { ...report, title: '承诺事项进展通报' }, least: { ...shortReport, title: '承诺事项进展通报' } },
  fundPayments: list('专项资金拨付表'),
  fundAcceptance: record('专项资金项目验收表'),
  fundPerformance: record('专项资金项目绩效评价表'),
  inspectionReport: { full: { ...report, title: '视察报告' }, least: { ...shortReport, title: '视察报告' } },
  criticism: {
    full: {
      ...sent('云岭市人民代表大会常务委员会', '云人常发〔2026〕1号'),
      to: '市交通运输局',
      meeting: '第五十一次主任会议',
      meetingOn: '2026年6月26日',
      items: Array.from({ length: 12 }, (_, i) => ({ label: `2026闭第0${10 + i}号 ${TITLE}（答复）`, late: `${i + 3}天` })),
      demand: SITUATION,
      order: { meeting: '第五十次主任会议', on: '2026年5月25日', demands: PROPOSALS },
      reason: SITUATION,
      advice: '建议市政府督查室约谈主要负责人。',
    },
    least: { ...bare, to: '市交通运输局', meeting: '主任会议', meetingOn: '2026年6月26日', items: [], reason: '逾期不改。' },
  },
  contactNotice: notice('关于印发联系名单的通知'),
  contactBook: list('联系记录册'),
  concernSheet: record('社情民意登记表'),
  receptionNotice: notice('关于人大代表接待日的公告'),
  receptionRegister: record('人大代表接待群众登记表'),
  deputyBook: list('代表联系册'),
  stationLedgers: list('联络站台账'),
  liaisonList: list('代表联络员名单'),
  noStation: list('未进站代表名单'),
}
