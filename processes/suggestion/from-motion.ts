/** A motion that goes on as a suggestion: declared here, done by `from-motion-act.ts`. Only a motion's own act makes one. */
import type { ActionDef, Arrow } from '../../kernel/process.ts'

export const fromMotion = {
  label: '由议案转为建议',
  says: '议案{motion}转为建议：{why}',
  also: ['motion', 'why'],
  creates: true,
  inner: true,
} as const satisfies ActionDef

export const fromMotionArrow = {
  by: ['motion_group', 'daf_staff', 'daf_head', 'deputy', 'system'],
  to: ['draft', 'cosigning', 'motionGroupReview', 'officeReview'],
  basis: '上海议案规定第九条：可以建议代表改作建议、批评和意见提出',
} as const satisfies Arrow
