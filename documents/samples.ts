/** Every paper filled twice, for tests and for looking at: as long as life, and as short as may be. */
import type { Report } from './templates/report.ts'

const SITUATION = `城东片区近三年新建四个住宅小区，入住居民一万二千余人，其中六十岁以上老人两千一百人、中小学生一千八百人。目前最近的公交站在迎宾路口，步行要二十五分钟；现有3路、7路公交车不经过片区内任何小区。
今年3月我们走访了186户居民，九成以上反映老人就医、孩子上学不便：到市医院要换乘两次，单程一小时二十分；早晚高峰出租车难打，私家车把学府路堵成“停车场”。
究其原因，一是片区交付早于公共交通规划调整；二是学府路东段尚未贯通，大车无法掉头；三是公交场站用地没有落实。`
const PROPOSALS = `1．请市交通运输局开通经城东片区到市医院的公交线路，在四个小区门口增设站点；
2．早晚高峰十分钟一班，平峰二十分钟一班，末班车不早于晚上九点；
3．请市住房和城乡建设局在2026年底前贯通学府路东段，并落实公交场站用地不少于1500平方米。`
const TITLE = '关于优化城东片区公交线路、贯通学府路东段并落实公交场站用地的建议'

const sent = (organ: string, number: string) => ({
  organ,
  number,
  date: '2026-05-12',
  contactName: '吴海涛',
  contactPhone: '0990-2210011',
  copies: '市人大常委会代表工作委员会，市政府办公室（督查室），碧溪区人大常委会',
})
const DAF = '云岭市人大常委会代表工作委员会'
const UNIT = '云岭市交通运输局'
const item = { no: '045', title: TITLE, lead: '李秀兰' }
const items = Array.from({ length: 23 }, (_, i) => ({
  no: String(i + 1).padStart(3, '0'),
  title: i % 3 ? '关于加强农村公路养护的建议' : TITLE,
  lead: ['李秀兰', '张伟民', '欧阳文静'][i % 3] as string,
  main: '市交通运输局',
  co: i % 2 ? '市财政局、市住房和城乡建设局' : '',
  due: '2026年6月10日',
  key: i === 3,
}))
const options = {
  forms: ['座谈会', '登门走访', '电话联系', '视频会议', '现场调研'],
  ranks: ['单位主要负责人', '分管负责人', '科室负责人', '一般干部'],
  satisfaction: ['满意', '基本满意', '不满意'],
  solved: ['解决或基本解决', '部分解决或列入计划', '近期尚不能解决', '留作参考'],
  adopted: ['采纳', '部分采纳', '解释说明', '未采纳'],
}
const none = { forms: [], ranks: [], satisfaction: [], solved: [], adopted: [] }
const bare = { organ: UNIT, date: '2026-01-02' }
const report: Report = {
  title: '云岭市人民代表大会常务委员会代表工作委员会关于2026年代表建议、批评和意见办理情况的报告',
  subtitle: '2026年11月24日在云岭市第六届人民代表大会常务委员会第三十次会议上',
  organ: DAF,
  date: '2026-11-24',
  intro: '受主任会议委托，现将2026年代表建议办理情况报告如下，请审议。',
  sections: [
    {
      heading: '总体情况',
      text: SITUATION,
      table: {
        caption: '表1　办理结果',
        columns: ['类别', '件数', '占比'],
        widths: [30, 10, 10],
        rows: [
          ['A 已经解决或者基本解决', '126', '58.3%'],
          ['B 正在解决或者列入规划逐步解决', '71', '32.9%'],
          ['C 因条件限制需待以后解决', '19', '8.8%'],
        ],
      },
    },
    {
      heading: '主要做法',
      parts: [
        { heading: '高位推动', text: PROPOSALS },
        { heading: '沟通协商', text: SITUATION },
      ],
    },
    { heading: '承诺事项兑现情况', text: '今年承诺事项71项，已兑现48项；去年结转23项，已兑现21项。' },
    { heading: '存在的问题和下一步工作', text: PROPOSALS },
  ],
  closing: '以上报告，请审议。',
}
const shortReport: Report = { title: '关于督办情况的报告', sections: [] }

export const SAMPLES: Record<string, { full: object; least: object }> = {
  suggestionSheet: {
    full: {
      heading: '云岭市第六届人民代表大会第三次会议',
      no: '045',
      category: '社会建设',
      receivedOn: '2026-01-21',
      title: TITLE,
      lead: {
        name: '李秀兰',
        certificateNo: '0600123',
        delegation: '碧溪区代表团',
        post: '碧溪区城东街道城东社区党委书记、居委会主任',
        address: '云岭市碧溪区学府路12号城东社区居民委员会',
        postcode: '990302',
        phone: '0990-2210045',
      },
      cosigners: Array.from({ length: 6 }, (_, i) => ({
        name: ['张伟民', '欧阳文静', '刘芳'][i % 3] as string,
        certificateNo: `060012${i}`,
        delegation: '碧溪区代表团',
        confirmed: '2026-01-20',
      })),
      situation: SITUATION,
      proposals: PROPOSALS,
      wishUnit: '市交通运输局',
      mayPublish: false,
      publishReason: '涉及居民个人情况',
      wishFace: true,
      confidential: false,
      source: '专题调研',
      attachments: ['居民问卷汇总表.xlsx', '现场照片（12张）.zip'],
      signedOff: { by: '赵志强', on: '2026-01-21', opinion: '情况属实，建议可行，同意提交。' },
      review: { by: '孙立新', on: '2026-01-22', opinion: '一事一议，符合要求。' },
      main: ['市交通运输局'],
      co: ['市财政局', '市住房和城乡建设局'],
    },
    least: {
      heading: '云岭市2026年闭会期间',
      title: '关于公交的建议',
      lead: { name: '李秀兰' },
      cosigners: [],
      situation: '不便。',
      proposals: '请增设。',
      mayPublish: true,
      wishFace: false,
      confidential: false,
    },
  },
  assignNotice: {
    full: {
      ...sent(DAF, '云人代〔2026〕3号'),
      session: '云岭市六届人大三次会议',
      to: UNIT,
      items,
      mainCount: 15,
      coCount: 8,
      signWithin: '3个工作日',
      returnWithin: '10个工作日',
      coWithin: '1个月',
      replyWithin: '3个月',
      contactWithin: '20个工作日',
    },
    least: {
      ...bare,
      session: '云岭市2026年闭会期间',
      to: UNIT,
      items: items.slice(0, 1),
      mainCount: 1,
      coCount: 0,
      signWithin: '3个工作日',
      returnWithin: '10个工作日',
      coWithin: '1个月',
      replyWithin: '3个月',
      contactWithin: '20个工作日',
    },
  },
  handoverSheet: {
    full: { session: '云岭市六届人大三次会议', from: DAF, to: UNIT, items, handedBy: '王敏', takenBy: '吴海涛', date: '2026年1月25日' },
    least: { session: '云岭市2026年闭会期间', from: DAF, to: UNIT, items: items.slice(0, 1) },
  },
  replyLetter: {
    full: {
      ...sent(UNIT, '云交函〔2026〕12号'),
      docTitle: '云岭市六届人大三次会议第045号',
      deputies: ['李秀兰', '张伟民', '欧阳文静'],
      items: [item],
      code: 'B',
      disclosure: '主动公开',
      consulted: ['市财政局', '市住房和城乡建设局'],
      body: `一、关于开通公交线路\n城东片区公交出行问题，我局高度重视。${SITUATION}\n（一）线路走向\n拟新开12路，由城东客运站经四个小区到市医院，全长11.6公里，设站18对。\n二、关于加密班次\n${PROPOSALS}`,
      solved: '已在四个小区门口设置临时停靠点，9路早晚高峰加密到十五分钟一班。',
      planned: '2026年9月30日前开通12路公交线路；2026年12月31日前配合贯通学府路东段。',
      coOpinions: '市财政局：同意在城市公共交通补贴中安排资金180万元。\n市住房和城乡建设局：学府路东段已列入2026年城建计划，6月开工。',
      promises: [
        { item: '开通12路公交线路，高峰十分钟一班', measure: '购置新能源公交车12辆，招聘驾驶员26名', due: '2026年9月30日', owner: '陈建设' },
        { item: '建成城东公交场站', measure: '', due: '2026年12月31日', owner: '' },
      ],
      round: 2,
    },
    least: {
      ...bare,
      docTitle: '云岭市2026年闭会期间第1号',
      deputies: [],
      items: [{ title: '关于公交的建议' }],
      code: 'A',
      disclosure: '不予公开',
      consulted: [],
      body: '线路已经开通。',
      promises: [],
    },
  },
  coOpinion: {
    full: { ...sent('云岭市财政局', '云财会〔2026〕7号'), docTitle: '云岭市六届人大三次会议第045号', to: UNIT, item, opinion: SITUATION },
    least: { ...bare, docTitle: '云岭市2026年闭会期间第1号', to: UNIT, item: { title: '关于公交的建议' }, opinion: '无意见。' },
  },
  feedbackForm: {
    full: {
      no: '045',
      title: TITLE,
      main: UNIT,
      kindWords: '主办单位',
      replyNo: '云交函〔2026〕12号',
      repliedOn: '2026-05-12',
      deputy: '李秀兰',
      post: '城东社区党委书记',
      phone: '',
      contactForm: '座谈会',
      contactRank: '分管负责人',
      attitude: '满意',
      result: '不满意',
      solved: '近期尚不能解决',
      adopted: '解释说明',
      comment: '答复只说研究，没有时间表，希望明确开通日期。',
      redo: true,
      judgedOn: '2026-05-20',
      options,
    },
    least: { title: '关于公交的建议', main: UNIT, kindWords: '独办单位', options },
  },
  returnRequest: {
    full: {
      unit: UNIT,
      number: '云交函〔2026〕15号',
      item,
      handedOn: '2026-03-10',
      until: '2026-03-24',
      reason: SITUATION,
      basis: '《云岭市机构改革方案》和市住房和城乡建设局“三定”规定：城市道路建设由市住房和城乡建设局负责。',
      proposed: '市住房和城乡建设局',
      date: '2026-03-12',
      decision: '同意调整。',
    },
    least: { unit: UNIT, item: { title: '关于公交的建议' }, reason: '不属职责', basis: '三定规定' },
  },
  extensionRequest: {
    full: {
      ...sent(UNIT, '云交函〔2026〕16号'),
      to: DAF,
      item,
      due: '2026年6月10日',
      months: 2,
      newDue: '2026年8月10日',
      reason: '线路走向需要组织听证并重新测算客流，涉及三个部门。',
    },
    least: { ...bare, to: DAF, item: { title: '关于公交的建议' }, months: 1, reason: '需要论证' },
  },
  extensionAnswer: {
    full: { ...sent(DAF, '云人代函〔2026〕16号'), to: UNIT, item, granted: true, months: 2, newDue: '2026年8月10日', opinion: '请在7月10日前报告论证进展。' },
    least: { ...bare, to: UNIT, item: { title: '关于公交的建议' }, granted: false, months: 1 },
  },
  faceRecord: {
    full: {
      no: '045',
      title: TITLE,
      unit: UNIT,
      deputies: ['李秀兰', '张伟民'],
      on: '2026-05-12',
      place: '城东社区居民委员会二楼会议室',
      people: '陈建设（副局长）、吴海涛',
      content: SITUATION,
      opinion: '满意，请按期开通。',
    },
    least: { title: '关于公交的建议', unit: UNIT, deputies: [], content: '' },
  },
  contactRecord: {
    full: {
      no: '045',
      title: TITLE,
      unit: UNIT,
      deputies: ['李秀兰'],
      on: '2026-04-02',
      form: '座谈会',
      rank: '分管负责人',
      place: '城东社区',
      people: '陈建设、吴海涛',
      opinion: PROPOSALS,
      options,
    },
    least: { title: '关于公交的建议', unit: UNIT, deputies: [], options: none },
  },
  panelMinutes: {
    full: {
      organ: DAF,
      number: '云人代纪要〔2026〕2号',
      date: '2026-07-08',
      item,
      place: '市人大常委会一楼会议室',
      host: '周建国主任',
      attendees: ['王敏', '吴海涛', '郑国华', '李秀兰'],
      situation: SITUATION,
      opinions: ['市交通运输局应当公布时间表', '市财政局落实补贴'],
      conclusion: '由市交通运输局重新办理，于8月8日前答复代表。',
      copies: '市政府办公室',
    },
    least: { organ: DAF, date: '2026-07-08', item: { title: '关于公交的建议' }, attendees: [], situation: '', opinions: [], conclusion: '不再重新办理。' },
  },
  supervisionLetter: {
    full: {
      ...sent(DAF, '云人代督〔2026〕5号'),
      to: UNIT,
      items: items
        .slice(0, 9)
        .map((x, i) => ({ no: x.no, title: x.title, what: ['答复', '首次沟通', '会办意见'][i % 3], due: '2026年6月10日', overdue: 12 + i })),
      answerBy: '2026年6月30日',
    },
    least: { ...bare, to: UNIT, items: [{ title: '关于公交的建议', what: '答复', due: '2026年6月10日', overdue: 1 }], answerBy: '2026年6月30日' },
  },
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
  supervisionReport: { full: { ...report, title: '关于代表建议督办情况的报告' }, least: shortReport },
  evaluationReport: { full: { ...report, title: '代表建议办理情况第三方评估报告' }, least: { ...shortReport, title: '评估报告' } },
  annualReport: { full: report, least: { ...shortReport, title: '办理情况报告' } },
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
      total: 500,
      projects: items
        .slice(0, 8)
        .map((x, i) => ({ no: x.no, title: x.title, project: '城东片区公交站台建设', unit: '市交通运输局', amount: 60.5 - i, done: '2026年10月底' })),
      requirements: ['专款专用，不得挪用。', '项目完成后三十日内申请验收。'],
    },
    least: { ...bare, year: 2026, to: '市财政局', total: 0, projects: [], requirements: [] },
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
