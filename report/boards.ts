/** Which measures stand side by side on which board; rates are taken from the same columns. */
import type { By } from './count.ts'

export interface Column {
  label: string
  code: string
  /** Shown as a rate of this column instead of a count. */
  of?: string
}
export interface BoardDef {
  key: string
  label: string
  by: By
  columns: readonly Column[]
}

const c = (label: string, code: string, of?: string): Column => ({ label, code, ...(of ? { of } : {}) })

export const BOARDS: readonly BoardDef[] = [
  {
    key: 'units',
    label: '承办单位',
    by: 'unit',
    columns: [
      c('主办', 'asg_main'),
      c('会办', 'asg_co'),
      c('按时签收', 'ok_sign', 'due_sign'),
      c('沟通率', 'asg_contacted', 'asg_main'),
      c('面商率', 'asg_face', 'asg_main'),
      c('按时会办', 'ok_opinion', 'due_opinion'),
      c('按时答复', 'ok_reply', 'due_reply'),
      c('A', 'rp_A'),
      c('B', 'rp_B'),
      c('C', 'rp_C'),
      c('D', 'rp_D'),
      c('首次满意', 'sat_first', 'sat_first_returned'),
      c('最终满意', 'sat_final', 'sat_final_returned'),
      c('退回', 'asg_returned'),
      c('延期', 'asg_extended'),
      c('重办', 'redo'),
      c('承诺', 'pr_total'),
      c('兑现', 'pr_kept', 'pr_total'),
      c('电话督办', 'sup_phone'),
    ],
  },
  {
    key: 'delegations',
    label: '代表团',
    by: 'delegation',
    columns: [
      c('提出', 'sg_total'),
      c('联名', 'sg_joint'),
      c('政治', 'sg_cat_politics'),
      c('经济', 'sg_cat_economy'),
      c('文化', 'sg_cat_culture'),
      c('社会', 'sg_cat_society'),
      c('生态', 'sg_cat_ecology'),
      c('A', 'rp_A', 'rp_total'),
      c('B', 'rp_B', 'rp_total'),
      c('C', 'rp_C', 'rp_total'),
      c('D', 'rp_D', 'rp_total'),
      c('解决', 'solved_1'),
      c('部分解决', 'solved_2'),
      c('尚不能', 'solved_3'),
      c('留作参考', 'solved_4'),
      c('采纳', 'adopted_1'),
      c('部分采纳', 'adopted_2'),
      c('解释', 'adopted_3'),
      c('未采纳', 'adopted_4'),
      c('态度满意', 'attitude_1', 'sat_final_returned'),
      c('结果满意', 'result_1', 'sat_final_returned'),
      c('办结', 'sg_closed', 'sg_total'),
    ],
  },
]

/** Every code a board needs, wholes included. */
export const codesOf = (b: BoardDef): string[] => [...new Set(b.columns.flatMap((x) => [x.code, ...(x.of ? [x.of] : [])]))]
