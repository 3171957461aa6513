import { z } from 'zod'
import { text, yes } from '../../kernel/words.ts'

/** Words that every door of the people's voice shares: what it is about, and what came of it. */
export const CATEGORIES = {
  urban: '城乡建设',
  traffic: '交通出行',
  environment: '环境保护',
  education: '教育文体',
  health: '医疗卫生',
  labour: '就业社保',
  trade: '商贸旅游',
  village: '农业农村',
  safety: '公共安全',
  service: '政务服务',
  other: '其他',
}
export const OUTCOMES = { solved: '已解决', partly: '部分解决', planned: '列入计划', explained: '解释说明', hard: '暂难解决' }

/** A deputy asked to make a suggestion of what people said drafts it; what they said may name somebody and stays out of the record. */
export const accepting = {
  label: '起草建议',
  says: '{actor}据此起草了代表建议',
  primary: true as const,
  secret: ['title', 'situation', 'proposals'] as const,
  input: z.object({
    title: text('标题', { max: 60 }),
    situation: text('情况和问题', { max: 8000, rows: 5 }),
    proposals: text('具体建议', { max: 8000, rows: 5 }),
    mayPublish: yes('同意公开'),
  }),
}
