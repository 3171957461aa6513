/** Who may do what, in which state, and where it leads: the one table. */
import type { Arrow, ProcessDef } from '../../kernel/process.ts'

const office = ['daf_staff', 'daf_head'] as const
const provider = ['provider:unit_officer', 'provider:unit_leader'] as const
const organ = ['organ:unit_officer', 'organ:unit_leader'] as const
/** The one who arranged it has the duty; the office may do it in his stead. */
const hosted = (a: Omit<Arrow, 'by'>, duty?: string): Arrow[] => [
  { by: ['host'], ...a, ...(duty ? { duty } : {}) },
  { by: office, ...a },
]

const given: Record<string, Arrow | Arrow[]> = {
  provide: { by: provider, from: ['asked'], step: 'provided', duty: 'provide', basis: '代表法第四十六条' },
  cannotProvide: { by: provider, from: ['asked'], step: 'unable' },
}
const fruit: Record<string, Arrow | Arrow[]> = {
  toSuggestion: { by: ['member'], from: ['attended'], basis: '代表法第二十九条' },
  linkSuggestion: [{ by: ['member'], from: ['attended'] }, { by: office }],
}

export const flow = {
  new: { plan: { by: ['deputy', 'delegation_officer', 'daf_staff', 'daf_head'], to: 'arranged', basis: '代表法第二十九条' } },
  arranged: {
    amend: hosted({}),
    invite: hosted({}),
    accept: { by: ['member'], from: ['invited', 'declined'], step: 'accepted', duty: 'answer' },
    decline: { by: ['member'], from: ['invited', 'accepted'], step: 'declined' },
    askData: hosted({}),
    ...given,
    record: hosted({ to: 'recorded' }, 'record'),
    cancel: hosted({ to: 'cancelled' }),
  },
  recorded: {
    ...given,
    ...fruit,
    amendRecord: hosted({}),
    forward: { by: office, to: 'forwarded', duty: 'settle', basis: '代表法第三十一条' },
    close: hosted({ to: 'closed' }),
  },
  forwarded: {
    ...fruit,
    feedback: {
      by: organ,
      from: ['forwarded'],
      step: 'fedBack',
      to: ['closed'],
      duty: 'feedback',
      basis: '代表法第三十一条；浙江办法第二十四条',
    },
  },
  closed: { ...fruit },
  '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
} as const satisfies ProcessDef['flow']
