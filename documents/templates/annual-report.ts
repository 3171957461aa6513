/** 年度建议办理情况报告: with this year's and last year's promises (重庆条例第三十四条). */
import type { Template } from '../model.ts'
import { type Report, report } from './report.ts'

export const annualReport: Template<Report> = {
  key: 'annualReport',
  label: '年度建议办理情况报告',
  processes: ['B22'],
  form: 'notice',
  audience: 'office',
  make: report,
}
