/** What helps to write a good suggestion, in the office's words. */
export const GUIDE: { title: string; text: string }[] = [
  { title: '一事一议', text: '一件建议只说一件事。有两件事的，请分开写成两件，便于交给不同单位办理。' },
  { title: '情况', text: '在什么地方、存在什么问题、影响到多少人、持续了多久；最好有您走访、调研得来的事实和数字。' },
  { title: '分析', text: '问题为什么会存在：是规划、资金、管理还是政策上的原因。' },
  { title: '建议', text: '请哪个单位、做什么、做到什么程度。一条一行，写得越具体，答复越实在。' },
  { title: '不宜作为建议提出的', text: '本人及亲属的个人问题，转递群众来信，检举控告申诉，具体案件，招投标的具体单位，学术探讨、产品推介，没有实际内容的。' },
]
