/** Real-length texts for the invented city, put together from its topics. */
import { addDays, localDay } from '../../../kernel/calendar.ts'
import type { Topic } from './topics.ts'

const of = <T>(list: readonly T[], i: number): T => list[i % list.length] as T

export function sheetOf(t: Topic, place: string, i: number, confidential: boolean): Record<string, unknown> {
  const people = of(
    [
      '走访了十六户居民，发放问卷三百份',
      '召开了两次座谈会，听取四十多位群众意见',
      '跟随网格员走访了三个村',
      '在代表联络站接待日收到同类反映二十七件',
      '会同小组代表实地察看了五处',
    ],
    i,
  )
  return {
    title: i % 5 === 4 && t.title.length < 34 ? t.title.replace('关于', `关于在${place}`) : t.title,
    kind: of(['suggestion', 'suggestion', 'suggestion', 'criticism', 'opinion'], i),
    situation: `${t.fact}。今年以来，我们在${place}${people}，群众反映最集中的就是这件事。\n${t.harm}。据了解，类似情况在${of(['周边乡镇', '其他几个街道', '全市不少地方'], i)}也不同程度存在，群众盼望尽快解决。${i % 9 === 4 ? `家住桂花社区12栋3单元501室的居民赵某某（电话13900990${String(100 + i)}）多次来站反映。` : ''}\n分析原因，主要是${t.cause}。过去几年有关单位做了不少工作，但${of(['进度与群众期盼还有差距', '缺少统一的标准和持续的投入', '部门之间衔接不够'], i)}。`,
    proposals: t.asks.map((a, k) => `${of(['一', '二', '三', '四'], k)}、${a}${k === t.asks.length - 1 ? '。' : '；'}`).join('\n'),
    source: of(['research', 'station', 'tour', 'concern', 'other'], i),
    wishFace: i % 4 === 0,
    mayPublish: i % 6 !== 5,
    publishReason: i % 6 === 5 ? '涉及尚未公布的规划' : '',
    confidential,
  }
}

export const contact = (i: number, at: number, officer: string): Record<string, unknown> => ({
  form: of(['座谈会', '登门走访', '现场调研', '电话联系', '视频会议'], i),
  rank: of(['分管负责人', '单位主要负责人', '科室负责人', '分管负责人'], i),
  place: of(['代表联络站', '单位会议室', '社区党群服务中心', '项目现场'], i),
  heldOn: localDay(new Date(at)),
  people: `${officer}及相关科室同志，提建议的代表`,
  opinion: of(
    [
      '希望给出明确的时间表，先解决群众最急的那一处',
      '对初步方案表示理解，希望补充资金来源',
      '建议先试点，再推开，并请代表参与验收',
      '希望把进展每季度告知一次',
    ],
    i,
  ),
})

export const opinionOf = (t: Topic, officer: string): Record<string, unknown> => ({
  opinion: `同意主办单位意见。对“${t.asks[0]}”所需经费，拟按程序列入下一年度预算统筹安排；涉及我单位职责的事项，将指定专人配合，并于每季度末向主办单位反馈进展。`,
  contactName: officer,
  contactPhone: '0990-2210021',
  docNo: '',
})

export function replyOf(t: Topic, i: number, round: number, officer: string, at: number, now: number, code = 'A'): Record<string, unknown> {
  const day = localDay(new Date(at))
  const done = of(['已组织现场勘察，摸清底数', '已会同有关单位制定方案', '已完成首批试点并投入使用'], i)
  const body = `您们提出的建议收悉。我单位高度重视，${round > 1 ? '针对代表对上次答复提出的意见，主要负责人再次带队调研，' : ''}经与会办单位和有关县（市、区）研究，现答复如下：\n${t.asks
    .map(
      (a, k) =>
        `${of(['一', '二', '三', '四'], k)}、关于${a}。${k === 0 ? `${done}。` : ''}${code === 'A' ? '目前已经落实到位，群众反映良好，后续将加强管护。' : code === 'B' ? '已列入工作计划，明确了责任科室、资金来源和完成时限，将按月调度。' : code === 'C' ? '因资金和用地条件尚不具备，暂时难以全面实施，将先行开展前期工作，条件成熟时优先安排。' : '所提意见很有价值，将在编制规划和修订办法时认真吸收。'}`,
    )
    .join('\n')}\n感谢您们对我们工作的关心和支持，欢迎继续监督。${i % 3 === 1 ? `\n联系人：${officer}，联系电话：0990-22100${String((i % 90) + 10)}。` : ''}`
  return {
    docNo: `云函〔${day.slice(0, 4)}〕${10 + i}号`,
    code,
    body,
    solved: code === 'A' || code === 'B' ? done : '',
    planned: code === 'B' ? t.asks[1] : '',
    contactName: officer,
    contactPhone: `0990-22100${String((i % 90) + 10)}`,
    disclosure: 'public',
    promises:
      code === 'B'
        ? [
            { item: t.asks[0], measure: '列入年度重点，按月调度', dueOn: addDays(localDay(new Date(now)), 20 + (i % 5) * 30), owner: officer },
            { item: t.asks[1], measure: '先试点后推开', dueOn: addDays(localDay(new Date(now)), 90 + (i % 7) * 15), owner: officer },
          ]
        : [],
  }
}

export const judged = (i: number, bad: boolean): Record<string, unknown> =>
  bad
    ? {
        attitude: '基本满意',
        result: '不满意',
        solved: '近期尚不能解决',
        adopted: '解释说明',
        comment: '态度是好的，但没有时间表，也没有说明资金从哪里来，群众还在等。',
        redo: true,
      }
    : {
        attitude: of(['满意', '满意', '满意', '满意', '满意', '基本满意'], i),
        result: of(['满意', '满意', '满意', '基本满意', '满意', '满意', '满意'], i),
        solved: of(['解决或基本解决', '部分解决或列入计划'], i),
        adopted: of(['采纳', '部分采纳'], i),
        comment: of(['', '办理认真，主动上门沟通。', '希望后续管护跟上。'], i),
      }
