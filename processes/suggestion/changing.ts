/** When the handling changes on the way: more time, another unit, one more unit. The deputies are told and may say what they think of it. */
import { z } from 'zod'
import type { ProcessDef, View } from '../../kernel/process.ts'
import { choice, maybe, text, units } from '../../kernel/words.ts'

export const VIEWS = { aware: '知悉', object: '有异议' }
export interface Opinion {
  seat: string
  on: string
  what: 'extension' | 'return'
  view: keyof typeof VIEWS
  text: string
}
/** What waits for the office's answer on this unit, if anything. */
export const pending = (p: View['party']): Opinion['what'] | undefined =>
  p?.data.extension?.state === 'asked' ? 'extension' : p?.step === 'returnRequested' ? 'return' : undefined
export const opinionsOf = (p: View['party']): Opinion[] => (p?.data.opinions ?? []).filter((o: Opinion) => o.what === pending(p))

export const changingActions = {
  sayToChange: {
    label: '对延期、改办表示意见',
    says: '{actor}对{party}的{what}表示：{stand}',
    also: ['what', 'stand'],
    input: z
      .object({ view: choice('意见', VIEWS), text: maybe('说明', { max: 500, rows: 3, help: '有异议的，请写明理由；交办机关答复时会看到' }) })
      .superRefine((v, c) => {
        if (v.view === 'object' && !v.text) c.addIssue({ code: 'custom', path: ['text'], message: '有异议的，请写明理由' })
      }),
    tells: [{ to: ['gov_office', 'daf_staff'], text: '代表对{party}的{what}表示{stand}：{no}《{title}》' }],
    basis: '河南办法第二十条：延期办理的，应当告知代表',
  },
  addCo: {
    label: '增加会办单位',
    says: '{actor}增加会办单位{units}：{reason}',
    also: ['units'],
    input: z.object({ units: units('会办单位'), reason: text('理由', { max: 300, rows: 2 }) }),
    needs: (v) => v.matter.data.arrangement === 'separate' && '分办的建议没有会办单位，请用「改交」调整',
    basis: '山东条例第二十一条：涉及几个单位的，由主办单位会同会办单位办理',
  },
} as const satisfies ProcessDef['actions']

const authors = ['lead', 'cosigner', 'joined'] as const
export const changingFlow = {
  sayToChange: { by: authors, on: ['main', 'co'], when: (v) => !!pending(v.party) },
  addCo: { by: ['motion_group', 'gov_office', 'daf_staff', 'daf_head'] },
} as const satisfies ProcessDef['flow'][string]
