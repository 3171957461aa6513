/** 审议发言建议 (B6): recorded at a delegation's review, confirmed by who spoke, then handled like any suggestion. */
import { z } from 'zod'
import type { ProcessDef } from '../../kernel/process.ts'
import { choice, day, deputies, text } from '../../kernel/words.ts'
import { reason } from './inputs.ts'

const words = {
  title: text('标题（案由）', { max: 100, help: '写明“关于……的建议”，一件只说一件事' }),
  situation: text('发言要点：情况和问题', { max: 20000, rows: 6 }),
  proposals: text('发言要点：具体建议', { max: 20000, rows: 4 }),
}

export const speechActions = {
  recordSpeech: {
    label: '记录审议发言建议',
    says: '{actor}记录了{meeting}上的审议发言建议，请发言代表确认',
    creates: true,
    secret: ['speakers'],
    input: z.object({
      speakers: deputies('发言代表', { help: '第一位为主要发言人，其他为同意见的代表' }),
      meeting: text('会议', { max: 60, help: '如：第一代表团第二次全体会议' }),
      report: choice('审议的报告', {
        government: '政府工作报告',
        plan: '国民经济和社会发展计划报告',
        budget: '财政预算报告',
        standing: '人大常委会工作报告',
        court: '法院工作报告',
        procuratorate: '检察院工作报告',
        other: '其他议题',
      }),
      heldOn: day('发言日期'),
      ...words,
    }),
  },
  confirmSpeech: {
    label: '确认发言建议',
    says: '{actor}确认了审议发言建议',
    primary: true,
    input: z.object(words),
    credit: '提出建议',
  },
  declineSpeech: { label: '不作为建议提出', says: '{actor}表示不作为建议提出：{reason}', input: z.object({ reason: reason('说明', 300) }) },
} as const satisfies ProcessDef['actions']

export const speechFlow = {
  confirmSpeech: {
    by: ['lead'],
    to: ['motionGroupReview', 'officeReview'],
    duty: 'speechConfirm',
    basis: '毕节市：「现场交办218件代表建议、审议发言建议」；经发言代表确认为本地惯例',
  },
  declineSpeech: { by: ['lead'], to: 'withdrawn' },
  cosign: { by: ['cosigner'], from: ['asked'], step: 'signed', duty: 'speechConfirm' },
  declineCosign: { by: ['cosigner'], from: ['asked'], step: 'declined' },
} as const satisfies ProcessDef['flow'][string]
