/** 征询意见表: what the deputy thinks of handling and result, in three signatures. */
import { dateWords } from '../gbt.ts'
import { type Block, boxes, cell, label, type Template } from '../model.ts'
import { pair, signBox } from './parts.ts'

export interface FeedbackForm {
  no?: string
  title: string
  main: string
  kindWords: string
  replyNo?: string
  repliedOn?: string
  deputy?: string
  post?: string
  phone?: string
  contactForm?: string
  contactRank?: string
  attitude?: string
  result?: string
  solved?: string
  adopted?: string
  comment?: string
  redo?: boolean
  judgedOn?: string
  options: { forms: string[]; ranks: string[]; satisfaction: string[]; solved: string[]; adopted: string[] }
}

/** Choices of a form that nobody has filled in, where the place's own are not at hand. */
export const BLANK_OPTIONS: FeedbackForm['options'] = {
  forms: ['座谈会', '登门走访', '电话'],
  ranks: ['主要负责人', '分管负责人', '科室负责人', '一般干部'],
  satisfaction: ['满意', '基本满意', '不满意'],
  solved: ['解决或基本解决', '部分解决或列入计划', '近期尚不能解决', '留作参考'],
  adopted: ['采纳', '部分采纳', '解释说明', '未采纳'],
}

/** @param bound behind a letter, on the letter's narrower page: the boxes to write in are lower */
export const feedbackBlocks = (d: FeedbackForm, bound = false): Block[] => {
  const sign = (who: string, high: number, on?: string) =>
    bound ? cell(`　　　　　　　　　　${who}　　　　　　　　　${on ? dateWords(on) : '年　　月　　日'}`, { high: 10 }) : signBox('', who, on, high)
  return [
    {
      kind: 'form',
      size: bound ? 9.5 : 10.5,
      columns: [14, 18, 13, 21, 13, 21],
      rows: [
        ...(bound ? [[...pair('编　号', d.no ? `第${d.no}号` : '', 5)]] : []),
        [...pair('建议标题', d.title, 5)],
        [...pair(d.kindWords, d.main, 5)],
        [...pair('答复文号', d.replyNo, 3), ...pair('答复日期', dateWords(d.repliedOn), 1)],
        [...pair('代表姓名', d.deputy, 1), ...pair('单位职务', d.post, 1), ...pair('电　话', d.phone, 1)],
        [label('沟通情况'), cell(`${boxes([...d.options.forms, '未沟通'], d.contactForm)}\n面商人：${boxes(d.options.ranks, d.contactRank)}`, { span: 5 })],
        [...pair('办理态度', boxes(d.options.satisfaction, d.attitude), 5)],
        [...pair('办理结果', boxes(d.options.satisfaction, d.result), 5)],
        [...pair('问题解决\n情　　况', boxes(d.options.solved, d.solved), 5)],
        [...pair('意见采纳\n情　　况', boxes(d.options.adopted, d.adopted), 5)],
        [label('不满意的\n具体意见\n和希望'), cell(d.comment ?? '', { span: 5, high: bound ? 10 : 22 })],
        [...pair(bound ? '重新办理' : '是否要求\n重新办理', boxes(['是', '否'], d.redo === undefined ? '' : d.redo ? '是' : '否'), 5)],
        [label('代表签名'), { ...sign('签名：', 18, d.judgedOn), span: 5 }],
        [label('承办单位\n意　　见'), { ...sign('（盖章）', 20), span: 5 }],
        [label('分管领导\n意　　见'), { ...sign('签字：', 20), span: 5 }],
      ],
    },
  ]
}

export const feedbackForm: Template<FeedbackForm> = {
  key: 'feedbackForm',
  label: '征询意见表',
  processes: ['B18'],
  form: 'sheet',
  audience: 'all',
  make: (d) => ({
    form: 'sheet',
    title: '代表建议办理情况征询意见表',
    above: { left: `编号：${d.no ?? ''}` },
    blocks: feedbackBlocks(d),
    note: '请在收到答复之日起十五个工作日内填写，送人大常委会代表工作机构',
  }),
}
