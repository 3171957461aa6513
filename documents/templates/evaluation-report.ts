/** 第三方评估报告: an outside body's judgement of the handling. */
import type { Template } from '../model.ts'
import { type Report, report } from './report.ts'

export const evaluationReport: Template<Report> = {
  key: 'evaluationReport',
  label: '第三方评估报告',
  processes: ['B19'],
  form: 'plain',
  audience: 'office',
  make: report,
}
