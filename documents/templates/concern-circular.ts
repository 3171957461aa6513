/** 社情民意办理情况通报: the month's numbers, the ranking of units, those below the measure. */
import type { Template } from '../model.ts'
import { type Report, report } from './report.ts'

export const concernCircular: Template<Report> = {
  key: 'concernCircular',
  label: '社情民意办理情况通报',
  processes: ['C6'],
  form: 'plain',
  audience: 'office',
  make: report,
}
