/** 督办情况报告: to the 主任会议, what supervision found. */
import type { Template } from '../model.ts'
import { type Report, report } from './report.ts'

export const supervisionReport: Template<Report> = {
  key: 'supervisionReport',
  label: '督办情况报告',
  processes: ['B21'],
  form: 'notice',
  audience: 'office',
  make: report,
}
