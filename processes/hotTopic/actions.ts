/** What is done about a topic that was raised, and what each act asks for. */
import { z } from 'zod'
import type { View } from '../../kernel/process.ts'
import { choice, deputies, dueDay, files, maybeDay, text, units } from '../../kernel/words.ts'
import { accepting, CATEGORIES } from '../common/topics.ts'

export const VERDICTS = { settled: '认可，督办办结', again: '不认可，限期再报' }

const openUnits = (v: View) => v.parties.filter((p) => p.role === 'unit' && p.step !== 'settled')

// Words that come from citizens' own may name somebody: they are kept with the matter and never in the record, where nothing can be erased.
export const actions = {
  raise: {
    label: '上报研判',
    says: '{actor}上报热点研判：{n} 件，{people} 人',
    also: ['n', 'people'],
    creates: true as const,
    secret: ['name', 'judgement'],
    input: z.object({
      topic: z.uuid({ error: '请从「热点」里上报' }).meta({ label: '热点', widget: 'hidden' }),
      name: text('名称', { max: 40, help: '一句话说清是什么事，如：城东片区公交不便；不能有姓名、电话、门牌' }),
      judgement: text('研判意见', { max: 2000, rows: 5, help: '反映了什么、为什么集中、该由谁办、怎样处置' }),
    }),
  },
  askDeputy: {
    label: '请代表提建议',
    says: '{actor}请{who}就此提出代表建议',
    also: ['who'],
    primary: true as const,
    input: z.object({ deputies: deputies('代表', { help: '选一位；已经请过别人而还没有答复的，改请这一位' }) }),
  },
  accept: accepting,
  // The reason may name somebody: it stands with the deputy's part, never in the log.
  decline: { label: '不提建议', secret: ['reason'], says: '{actor}认为不宜提建议', input: z.object({ reason: text('理由', { max: 300, rows: 2 }) }) },
  supervise: {
    label: '督办',
    says: '{actor}交{units}督办，{due}前报告',
    also: ['units'],
    secret: ['demand'],
    input: z.object({
      main: units('督办单位', { help: '可以选几个，各自报告' }),
      demand: text('督办要求', { max: 2000, rows: 4, help: '解决什么、做到什么程度' }),
      due: dueDay('报告期限'),
    }),
  },
  report: {
    label: '报告督办情况',
    says: '{actor}（{party}）报告了督办情况',
    primary: true as const,
    secret: ['text'],
    input: z.object({ text: text('办理情况', { max: 5000, rows: 6, help: '做了什么、解决到什么程度、还有什么困难' }), attachments: files('佐证材料') }),
  },
  settleSupervision: {
    label: '确认督办',
    says: '{actor}对{party}的督办：{words}',
    also: ['words'],
    input: z.object({
      verdict: choice('意见', VERDICTS),
      opinion: text('说明', { max: 1000, rows: 2, help: '没有报告、自行核实的，写明核实情况' }),
      due: maybeDay('再报期限', { when: { field: 'verdict', in: ['again'] } }),
    }),
  },
  nominate: {
    label: '列为民生实事候选',
    says: '{actor}列为民生实事候选项目（{fieldName}）',
    also: ['fieldName'],
    secret: ['content', 'site'],
    needs: (v: View) => v.matter.data.candidate && '已经列为民生实事候选',
    input: z.object({
      field: choice('领域', CATEGORIES),
      content: text('建议实施的内容', { max: 1000, rows: 3, help: '办什么、办到什么程度' }),
      site: text('实施地点', { max: 100 }),
    }),
  },
  close: {
    label: '办结',
    says: '{actor}办结：{conclusion}',
    needs: (v: View) => {
      const open = openUnits(v)
      return open.length > 0 && `${open.map((p) => p.name).join('、')}的督办还没有确认，请先「确认督办」`
    },
    input: z.object({ conclusion: text('结论', { max: 1000, rows: 3, help: '解决了什么、转成了什么、还要跟踪什么' }) }),
  },
  lapse: { label: '逾期', says: '{what}已过{due}', also: ['what', 'due'] },
  redate: { label: '重算期限', says: '{why}', also: ['why'] },
}
