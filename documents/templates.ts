/** Every paper by its key. */
import type { Template } from './model.ts'
import { adjustNotice } from './templates/adjust-notice.ts'
import { annualReport } from './templates/annual-report.ts'
import { assignNotice } from './templates/assign-notice.ts'
import { callRegister } from './templates/call-register.ts'
import { coOpinion } from './templates/co-opinion.ts'
import { commendation } from './templates/commendation.ts'
import { concernCircular } from './templates/concern-circular.ts'
import { contactRecord } from './templates/contact-record.ts'
import { criticism } from './templates/criticism.ts'
import { evaluationReport } from './templates/evaluation-report.ts'
import { extensionAnswer } from './templates/extension-answer.ts'
import { extensionRequest } from './templates/extension-request.ts'
import { faceRecord } from './templates/face-record.ts'
import { feedbackForm } from './templates/feedback-form.ts'
import { forwardLetter } from './templates/forward-letter.ts'
import { fundApplication } from './templates/fund-application.ts'
import { fundPlan } from './templates/fund-plan.ts'
import { handoverSheet } from './templates/handover-sheet.ts'
import { inspectionLetter } from './templates/inspection-letter.ts'
import { keyPlan } from './templates/key-plan.ts'
import { MORE } from './templates/more.ts'
import { motionReport } from './templates/motion-report.ts'
import { motionSheet } from './templates/motion-sheet.ts'
import { panelMinutes } from './templates/panel-minutes.ts'
import { promiseLedger } from './templates/promise-ledger.ts'
import { publicList } from './templates/public-list.ts'
import { redoNotice } from './templates/redo-notice.ts'
import { replyLetter } from './templates/reply-letter.ts'
import { returnRequest } from './templates/return-request.ts'
import { speechList } from './templates/speech-list.ts'
import { suggestionSheet } from './templates/suggestion-sheet.ts'
import { supervisionLetter } from './templates/supervision-letter.ts'
import { supervisionReport } from './templates/supervision-report.ts'
import { topicGuide } from './templates/topic-guide.ts'

// biome-ignore lint/suspicious/noExplicitAny: each template knows its own data
const all: Template<any>[] = [
  suggestionSheet,
  assignNotice,
  handoverSheet,
  returnRequest,
  adjustNotice,
  contactRecord,
  coOpinion,
  extensionRequest,
  extensionAnswer,
  replyLetter,
  faceRecord,
  feedbackForm,
  redoNotice,
  panelMinutes,
  evaluationReport,
  promiseLedger,
  supervisionLetter,
  callRegister,
  criticism,
  keyPlan,
  supervisionReport,
  inspectionLetter,
  publicList,
  annualReport,
  speechList,
  topicGuide,
  forwardLetter,
  motionSheet,
  motionReport,
  fundPlan,
  fundApplication,
  commendation,
  concernCircular,
  ...MORE,
]

/** In the order in which the papers come up in the life of a suggestion. */
// biome-ignore lint/suspicious/noExplicitAny: each template knows its own data
export const TEMPLATES: ReadonlyMap<string, Template<any>> = new Map(all.map((t) => [t.key, t]))
