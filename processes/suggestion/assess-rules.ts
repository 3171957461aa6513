/** What a place may set for the assessment of handling units; the two schemes stand in `report/assess.ts`. */
import type { ProcessDef } from '../../kernel/process.ts'

const share = (label: string, value: number, basis: string) =>
  ({ label: `${label}（%）`, kind: 'number', value, min: 0, max: 100, group: '单位考核', basis }) as const
const worth = (label: string, value: number) =>
  ({ label: `${label}分值（十分之一分）`, kind: 'number', value, min: 0, max: 1000, group: '单位考核', basis: '外地做法：凤阳县承办单位考核办法' }) as const
const GRADES = '外地做法：深圳市2007年承办单位考核办法'

export const assessRules = {
  'assess.signGood': share('等次制：按时签收达到此率为良好', 100, GRADES),
  'assess.signPass': share('等次制：按时签收达到此率为合格', 90, GRADES),
  'assess.replyGood': share('等次制：三个月内答复达到此率且无逾期为良好', 80, GRADES),
  'assess.satisfiedGood': share('等次制：满意达到此率且无不满意为良好', 80, GRADES),
  'assess.worthLeading': worth('扣分制：领导和制度', 4),
  'assess.worthTime': worth('扣分制：办理时限', 4),
  'assess.worthQuality': worth('扣分制：办理质量', 6),
  'assess.worthTogether': worth('扣分制：配合会办', 4),
  'assess.aimContacted': share('扣分制：沟通率目标', 100, '外地做法：凤阳县承办单位考核办法'),
  'assess.aimSatisfied': share('扣分制：满意和基本满意率目标', 98, '外地做法：凤阳县承办单位考核办法'),
} as const satisfies ProcessDef['rules']
