/**
 * Every setting that a place must be able to make (the parameters by which the local regulations differ), and the rule that carries it.
 * What has none yet says why; a rule that is renamed or dropped without its setting stops the house from starting.
 */
import type { Setting } from '../kernel/house-faults.ts'

const in_ = (process: string, key: string): Setting => ({ rule: [process, key] })
const waits = (why: string): Setting => ({ waits: why })

export const SETTINGS: Record<string, Setting> = {
  'accept.assign_days_closed': in_('suggestion', 'clock.assignInRecess'),
  'accept.session_cutoff': in_('suggestion', 'accept.sessionCutoff'),
  'assign.channel': in_('suggestion', 'assign.channel'),
  handover_meeting_days: in_('handover', 'clock.meeting'),
  'sign.days': in_('suggestion', 'clock.signFor'),
  'return.days': in_('suggestion', 'clock.return'),
  'return.reassign_days': in_('suggestion', 'clock.reassign'),
  'contact.first_days': in_('suggestion', 'clock.firstContact'),
  'coopinion.days': in_('suggestion', 'clock.coOpinion'),
  'coopinion.resubmit': in_('suggestion', 'clock.coResubmit'),
  'reply.normal': in_('suggestion', 'clock.reply'),
  'reply.max': in_('suggestion', 'clock.replyMax'),
  'reply.extension_max': in_('suggestion', 'reply.extensionMax'),
  'reply.extension_approver': waits('由交办机关同意（北京条例第二十一条、山东条例第十九条），流程表写明代工委和政府办公室，不由各地调整'),
  'reply.form': in_('suggestion', 'reply.form'),
  'reply.cosigner_mode': in_('suggestion', 'reply.cosignerMode'),
  'reply.copies': in_('suggestion', 'reply.copies'),
  'reply.signer': in_('suggestion', 'reply.signer'),
  'feedback.by': in_('suggestion', 'feedback.by'),
  'feedback.axes': in_('suggestion', 'feedback.axes'),
  'report.unit_deadline': in_('suggestion', 'report.unitDeadline'),
  'key.criteria': waits('四种情形由山东条例第十四条、青岛条例第二十一条列明，做成固定选项，不由各地调整'),
  direct_line: waits('直通车（青岛条例第二十条）是可选的报送方式，报送流程建成后再设'),
  'oral_opinions.days': in_('concern', 'concern.oral'),
  'group.activities_per_year': waits('代表小组还没有名册，小组建成后再设'),
  'reception.per_year': in_('station', 'station.receptionsPerYear'),
  'time.days_per_year': waits('履职时间登记属履职档案一块，档案建成后再设'),
  'feedback.days': in_('suggestion', 'clock.feedback'),
  'feedback.unreturned': in_('suggestion', 'clock.feedbackAgain'),
  'redo.days': in_('suggestion', 'clock.redo'),
  'redo.third_step': in_('suggestion', 'redo.max'),
  'commitment.report': in_('ledger', 'clock.yearReport'),
  'publicity.scope': in_('suggestion', 'publish.judgements'),
  'station.std': in_('station', 'station.nine'),
  'report.sc_month': waits('常委会听取办理情况报告属年度报告一块，报告引擎建成后再设'),
  'return_to_unit.per_year': waits('回原选举单位活动属履职登记一块，履职登记建成后再设'),
  'duty_report.per_term': waits('向选民述职属履职监督一块，述职流程建成后再设'),
  'grade.bands': waits('代表履职评定属履职档案一块，档案建成后再设'),
  'key.approver': waits('由主任会议确定是代表法第五十二条的规定，流程表固定，不由各地调整'),
}
