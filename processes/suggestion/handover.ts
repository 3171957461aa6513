/** Around the handover: coordination of several departments (B11), the paper track (B12), handling at once at the session (B13). */
import { z } from 'zod'
import type { ProcessDef } from '../../kernel/process.ts'
import { day, files, maybe, text } from '../../kernel/words.ts'

export const handoverActions = {
  coordinate: {
    label: '会商协调',
    says: '{actor}就承办单位组织会商：{conclusion}',
    input: z.object({
      heldOn: day('日期'),
      place: text('地点', { max: 60 }),
      people: text('参加单位和人员', { max: 500, rows: 2 }),
      opinions: text('各方意见', { max: 5000, rows: 5, help: '一个单位一行' }),
      conclusion: text('会商结论', { max: 2000, rows: 3 }),
      attachments: files('纪要附件'),
    }),
  },
  recordPaper: {
    label: '登记书面交办',
    says: '{actor}登记：书面交办件已送达{party}，{receiver}签收',
    bulk: true,
    input: z.object({
      on: day('送达日期'),
      receiver: text('签收人', { max: 20 }),
      docNo: maybe('交办件文号', { max: 60 }),
    }),
    basis: '十堰市：实行「网上+书面」双线交办',
  },
  receiveOnSite: {
    label: '驻会领办',
    says: '{actor}（{party}）驻会领办，{person}值守，提出初步方案',
    input: z.object({ person: text('值守人员', { max: 40 }), plan: text('初步方案', { max: 5000, rows: 4 }) }),
    basis: '十堰市：即交即办，「安排专人驻会值守」',
  },
  preliminaryReply: {
    label: '当场初步答复',
    says: '{actor}（{party}）当场作了初步答复',
    input: z.object({ reply: text('初步答复', { max: 5000, rows: 4 }), told: text('向哪位代表、以什么方式', { max: 100 }) }),
    needs: (v) => !v.party?.data.onsite && '请先「驻会领办」，提出初步方案',
  },
  signedAtMeeting: { label: '会上签收', says: '{party}在交办会上签收', inner: true },
} as const satisfies ProcessDef['actions']

const office = ['motion_group', 'daf_staff', 'daf_head'] as const
const coordinating = ['motion_group', 'gov_office', 'daf_staff', 'daf_head'] as const
const onsite = ['proposed', 'agreed', 'noticed', 'signedFor', 'contacted'] as const

const coordinate = { by: coordinating, basis: '十堰市：「主动与相关单位沟通协商形成最终意见」' } as const
const onSite = {
  receiveOnSite: { by: ['main:unit_officer', 'main:unit_leader'], from: onsite },
  preliminaryReply: { by: ['main:unit_officer', 'main:unit_leader'], from: onsite },
} as const

export const handoverFlow = {
  registered: { coordinate },
  preAssigned: { coordinate, ...onSite },
  handling: {
    coordinate,
    recordPaper: { by: office, on: ['main', 'co'], when: (v) => !v.party?.data.paper },
    signedAtMeeting: {
      by: [...office, 'main:unit_officer', 'main:unit_leader', 'co:unit_officer', 'co:unit_leader'],
      on: ['main', 'co'],
      from: ['noticed'],
      step: 'signedFor',
    },
    ...onSite,
  },
} as const satisfies ProcessDef['flow']
