/** The words the sample papers are filled with. */
import type { Report } from '../../documents/templates/report.ts'

export const SITUATION = `城东片区近三年新建四个住宅小区，入住居民一万二千余人，其中六十岁以上老人两千一百人、中小学生一千八百人。目前最近的公交站在迎宾路口，步行要二十五分钟；现有3路、7路公交车不经过片区内任何小区。
今年3月我们走访了186户居民，九成以上反映老人就医、孩子上学不便：到市医院要换乘两次，单程一小时二十分；早晚高峰出租车难打，私家车把学府路堵成“停车场”。
究其原因，一是片区交付早于公共交通规划调整；二是学府路东段尚未贯通，大车无法掉头；三是公交场站用地没有落实。`
export const PROPOSALS = `1．请市交通运输局开通经城东片区到市医院的公交线路，在四个小区门口增设站点；
2．早晚高峰十分钟一班，平峰二十分钟一班，末班车不早于晚上九点；
3．请市住房和城乡建设局在2026年底前贯通学府路东段，并落实公交场站用地不少于1500平方米。`
export const TITLE = '关于优化城东片区公交线路、贯通学府路东段并落实公交场站用地的建议'

export const sent = (organ: string, number: string) => ({
  organ,
  number,
  date: '2026-05-12',
  contactName: '吴海涛',
  contactPhone: '0990-2210011',
  copies: '市人大常委会代表工作委员会，市政府办公室（督查室），碧溪区人大常委会',
})
export const DAF = '云岭市人大常委会代表工作委员会'
export const UNIT = '云岭市交通运输局'
export const item = { no: '045', title: TITLE, lead: '李秀兰' }
export const items = Array.from({ length: 23 }, (_, i) => ({
  no: String(i + 1).padStart(3, '0'),
  title: i % 3 ? '关于加强农村公路养护的建议' : TITLE,
  lead: ['李秀兰', '张伟民', '欧阳文静'][i % 3] as string,
  main: '市交通运输局',
  co: i % 2 ? '市财政局、市住房和城乡建设局' : '',
  due: '2026年6月10日',
  key: i === 3,
}))
export const options = {
  forms: ['座谈会', '登门走访', '电话联系', '视频会议', '现场调研'],
  ranks: ['单位主要负责人', '分管负责人', '科室负责人', '一般干部'],
  satisfaction: ['满意', '基本满意', '不满意'],
  solved: ['解决或基本解决', '部分解决或列入计划', '近期尚不能解决', '留作参考'],
  adopted: ['采纳', '部分采纳', '解释说明', '未采纳'],
}
export const none = { forms: [], ranks: [], satisfaction: [], solved: [], adopted: [] }
export const bare = { organ: UNIT, date: '2026-01-02' }
export const report: Report = {
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
export const shortReport: Report = { title: '关于督办情况的报告', sections: [] }
