/** Who answers for an item in its unit, by which plan, and how far it has come (B12): named at signing for or later, told as it goes on. */
import { z } from 'zod'
import type { Arrow, ProcessDef } from '../../kernel/process.ts'
import { files, maybe, pastDay, text } from '../../kernel/words.ts'

export const handlerActions = {
  nameHandlers: {
    label: '明确承办人员',
    says: '{actor}（{party}）明确由{leaderName}分管、{officerName}承办',
    secret: ['leaderPhone', 'officerPhone'],
    bulk: true,
    input: z.object({
      leaderName: text('分管领导', { max: 30 }),
      leaderPost: text('分管领导职务', { max: 40, help: '如：副局长' }),
      leaderPhone: maybe('分管领导电话', { max: 30 }),
      officerName: text('承办人', { max: 30 }),
      officerPost: text('承办人职务', { max: 40, help: '如：公交科科长' }),
      officerPhone: text('承办人电话（办公）', { max: 30, help: '代表和人大机关据此联系' }),
      plan: maybe('办理方案', { max: 5000, rows: 4, help: '怎么办、分几步、各到什么时候' }),
    }),
  },
  noteProgress: {
    label: '登记办理进展',
    says: '{actor}（{party}）登记办理进展',
    input: z.object({
      on: pastDay('日期'),
      text: text('进展', { max: 2000, rows: 3, help: '做了什么、还差什么；代表和人大机关看得到' }),
      attachments: files('照片、附件'),
    }),
  },
} as const satisfies ProcessDef['actions']

const main = ['main:unit_officer', 'main:unit_leader'] as const
const co = ['co:unit_officer', 'co:unit_leader'] as const
const working = ['signedFor', 'contacted', 'drafted', 'checked', 'signed', 'redo'] as const
const helping = ['signedFor', 'submitted', 'sentBack'] as const
const whileWorking: Arrow[] = [
  { by: main, from: working },
  { by: co, from: helping },
]

export const handlerFlow = {
  handling: { nameHandlers: whileWorking, noteProgress: whileWorking },
  redo: { nameHandlers: [{ by: main, from: working }] as Arrow[], noteProgress: [{ by: main, from: working }] as Arrow[] },
}
