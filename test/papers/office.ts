/** Papers of supervision, reports, motions and money, each filled twice. */
import { bare, DAF, item, items, PROPOSALS, report, SITUATION, sent, shortReport, TITLE, UNIT } from './words.ts'

export const OFFICE: Record<string, { full: object; least: object }> = {
  callRegister: {
    full: {
      organ: DAF,
      period: '2026年5月',
      calls: items.slice(0, 14).map((x) => ({
        on: '2026年5月6日',
        unit: '市交通运输局',
        no: x.no,
        title: x.title,
        by: '王敏',
        answered: '吴海涛',
        said: '询问办理进度，提醒答复期限将满。',
        promise: '5月20日前答复代表',
      })),
    },
    least: { organ: DAF, period: '2026年5月', calls: [] },
  },
  keyPlan: {
    full: {
      ...sent('云岭市人民代表大会常务委员会办公室', '云人常办〔2026〕8号'),
      year: 2026,
      to: '市政府办公室，各有关单位',
      items: items.slice(0, 6).map((x) => ({
        no: x.no,
        title: x.title,
        supervisor: '郑志远',
        govLeader: '陈立伟',
        committee: '城乡建设与环境资源保护委员会',
        main: '市交通运输局',
        co: x.co,
        when: '5月至9月',
        how: '调研、座谈、专题询问',
      })),
      requirements: ['各领衔领导每季度听取一次办理情况汇报。', '承办单位主要负责人亲自办理，每月报告进展。', '对口委员会全程跟踪。'],
    },
    least: { ...bare, year: 2026, to: '各有关单位', items: [], requirements: [] },
  },
  supervisionReport: { full: { ...report, signer: '周建国', title: '关于代表建议督办情况的报告' }, least: shortReport },
  evaluationReport: { full: { ...report, title: '代表建议办理情况第三方评估报告' }, least: { ...shortReport, title: '评估报告' } },
  annualReport: { full: { ...report, to: '市人大常委会', signer: '周建国' }, least: { ...shortReport, title: '办理情况报告' } },
  concernCircular: { full: { ...report, title: '社情民意办理情况通报' }, least: { ...shortReport, title: '社情民意办理情况通报' } },
  redoNotice: {
    full: {
      ...sent(DAF, '云人代函〔2026〕18号'),
      to: UNIT,
      item,
      reason: '1．明确12路公交开通时间；\n2．说明公交场站用地落实情况。',
      within: '1个月',
      due: '2026年7月20日',
    },
    least: { ...bare, to: UNIT, item: { title: '关于公交的建议' }, reason: '请重新办理。', within: '1个月' },
  },
  promiseLedger: {
    full: {
      scope: '云岭市（全部承办单位）',
      asOf: '2026年6月30日',
      rows: items.slice(0, 16).map((x, i) => ({
        no: x.no,
        unit: '市住房和城乡建设局',
        item: '贯通学府路东段，建成双向四车道道路1.2公里',
        measure: '列入2026年城建计划，财政安排资金3200万元',
        due: '2026年12月31日',
        owner: '陈建设',
        progress: '已完成征地拆迁，路基施工过半',
        evidence: i % 2 ? '施工月报、现场照片' : '',
        opinion: '',
        state: '待兑现',
      })),
    },
    least: { scope: UNIT, asOf: '2026年6月30日', rows: [] },
  },
  inspectionLetter: {
    full: {
      ...sent(DAF, '云人代函〔2026〕19号'),
      secrecy: '内部',
      to: '中共云岭市委巡察工作领导小组办公室',
      unit: UNIT,
      period: '2024年以来',
      figures: [
        { label: '承办代表建议', value: '46件' },
        { label: '逾期', value: '5件' },
        { label: '重新办理', value: '3件' },
      ],
      issues: items.slice(0, 4).map((x) => ({ no: x.no, title: x.title, what: '连续两年提出，答复相同，未见进展' })),
    },
    least: { ...bare, to: '市委巡察办', unit: UNIT, period: '2024年以来', figures: [], issues: [] },
  },
  publicList: {
    full: {
      organ: DAF,
      session: '云岭市六届人大三次会议',
      rows: items.map((x) => ({
        no: x.no,
        title: x.title,
        lead: x.lead,
        unit: '市交通运输局',
        replyNo: '云交函〔2026〕12号',
        repliedOn: '2026年5月12日',
        code: 'A',
      })),
    },
    least: { organ: DAF, session: '云岭市2026年闭会期间', rows: [] },
  },
  adjustNotice: {
    full: {
      ...sent(DAF, '云人代函〔2026〕6号'),
      to: [UNIT, '云岭市住房和城乡建设局'],
      item,
      from: UNIT,
      target: '云岭市住房和城乡建设局',
      role: '主办单位',
      why: '城市道路建设属于市住房和城乡建设局职责。',
      due: '2026年6月10日',
    },
    least: { ...bare, to: [UNIT], item: { title: '关于公交的建议' }, from: UNIT, target: '市财政局', role: '会办单位', why: '' },
  },
  forwardLetter: {
    full: {
      ...sent(DAF, '云人代转〔2026〕3号'),
      to: '云岭市信访局',
      subject: '群众来信',
      content: SITUATION,
      request: '请将处理结果告知来信人，并函告我委。',
      attachments: ['来信原件（3页）', '代表说明'],
    },
    least: { ...bare, to: '市信访局', subject: '群众来信', content: '', request: '' },
  },
  speechList: {
    full: {
      session: '云岭市六届人大三次会议',
      organ: '大会秘书处',
      rows: items.slice(0, 12).map((x) => ({
        deputy: x.lead,
        delegation: '碧溪区代表团',
        opinion: `建议政府工作报告写入${x.title.slice(2)}，加大民生投入，尽快见到实效。`,
        unit: '市政府办公室',
        handled: '吸收到报告修改稿',
      })),
    },
    least: { session: '云岭市六届人大三次会议', organ: '大会秘书处', rows: [] },
  },
  topicGuide: {
    full: {
      year: 2026,
      organ: DAF,
      date: '2026-01-05',
      groups: [
        { name: '经济建设', topics: ['营商环境优化', '县域商业体系建设', '专精特新企业培育'] },
        { name: '社会建设', topics: ['公共交通便民', '一老一小服务', '老旧小区加装电梯'] },
      ],
    },
    least: { year: 2026, organ: DAF, date: '2026-01-05', groups: [] },
  },
  motionSheet: {
    full: {
      heading: '云岭市第六届人民代表大会第三次会议',
      no: '02',
      receivedOn: '2026-01-21',
      title: '关于制定《云岭市城市公共交通条例》的议案',
      lead: { name: '李秀兰', certificateNo: '0600123', delegation: '碧溪区代表团', post: '城东社区党委书记', phone: '' },
      cosigners: Array.from({ length: 11 }, (_, i) => ({
        name: ['张伟民', '欧阳文静', '刘芳'][i % 3] as string,
        certificateNo: `06001${20 + i}`,
        delegation: '碧溪区代表团',
      })),
      grounds: SITUATION,
      plan: PROPOSALS,
      attachments: ['条例草案建议稿.docx'],
      delegationOpinion: '同意提交大会。',
      groupOpinion: '建议作为议案处理，交法制委员会审议。',
    },
    least: { heading: '云岭市第六届人民代表大会第三次会议', title: '关于立法的议案', lead: { name: '李秀兰' }, cosigners: [], grounds: '', plan: '' },
  },
  motionReport: {
    full: {
      session: '云岭市六届人大三次会议',
      date: '2026-01-23',
      by: '大会秘书处议案组',
      signer: '孙立新',
      cutoff: '1月22日12时',
      received: 5,
      asMotion: [
        { no: '01', title: '关于制定《云岭市城市公共交通条例》的议案', lead: '李秀兰', committee: '法制委员会', opinion: '列入常委会会议议程，会后审议' },
      ],
      asSuggestion: [{ title: '关于加强农村公路养护的议案', lead: '张伟民', why: '属于政府职权范围内的工作，作为代表建议交市人民政府办理。' }],
      more: SITUATION,
    },
    least: { session: '云岭市六届人大三次会议', date: '2026-01-23', by: '议案组', received: 0, asMotion: [], asSuggestion: [] },
  },
  fundPlan: {
    full: {
      ...sent(DAF, '云人代〔2026〕9号'),
      year: 2026,
      to: '市财政局，各有关单位',
      total: '456',
      projects: items
        .slice(0, 8)
        .map((x, i) => ({ no: x.no, title: x.title, project: '城东片区公交站台建设', unit: '市交通运输局', amount: String(60.5 - i), done: '2026年10月底' })),
      requirements: ['专款专用，不得挪用。', '项目完成后三十日内申请验收。'],
    },
    least: { ...bare, year: 2026, to: '市财政局', total: '0', projects: [], requirements: [] },
  },
  fundApplication: {
    full: {
      year: 2026,
      unit: UNIT,
      project: '城东片区公交站台建设',
      no: '045',
      title: TITLE,
      deputies: '李秀兰等3名',
      contactName: '吴海涛',
      contactPhone: '0990-2210011',
      total: 180,
      asked: 60.5,
      own: 119.5,
      content: PROPOSALS,
      benefit: SITUATION,
      schedule: '6月招标，7月开工，9月底完工。',
    },
    least: { year: 2026, unit: UNIT, project: '站台', title: '关于公交的建议', total: 1, asked: 1, own: 0, content: '', benefit: '', schedule: '' },
  },
  commendation: {
    full: {
      ...sent('云岭市人民代表大会常务委员会', '云人常〔2026〕31号'),
      year: 2026,
      groups: [
        { name: '优秀代表建议（10件）', names: items.slice(0, 10).map((x) => `${x.title}（${x.lead}）`) },
        { name: '办理工作先进单位（3个）', names: ['市交通运输局', '市财政局', '市教育局'] },
      ],
    },
    least: { ...bare, year: 2026, groups: [] },
  },
}
