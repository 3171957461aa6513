/** The words and forms of what national and provincial deputies of this city put to their own congress. */
import { z } from 'zod'
import { choice, day, files, maybe, maybeDay, text, units } from '../../kernel/words.ts'

export const LEVELS = { national: '全国人民代表大会', province: '省人民代表大会' }
export const KINDS = { suggestion: '建议', motion: '议案' }
/** Who made it a key item, and what the report says of it. */
export const BY = { scLeader: '省主任会议成员领衔督办', committee: '省人大专门委员会督办', national: '全国人大重点督办' }
export const CODES = {
  A: 'A 已经解决或者基本解决',
  B: 'B 正在解决或者列入规划逐步解决',
  C: 'C 因条件限制需待以后解决',
  D: 'D 留作参考',
}

const oneDeputy = z
  .array(z.string().regex(/^[0-9a-f-]{36}$/))
  .max(1, '领衔代表只选一位')
  .meta({ label: '领衔代表（在本地名册中的）', widget: 'deputies', max: 1, help: '不在本地名册中的，请在下面填写姓名' })
  .default([])

export const sheet = {
  level: choice('层次', LEVELS),
  kind: choice('类别', KINDS),
  session: text('会议', { max: 60, help: '如：省十四届人大二次会议' }),
  metOn: maybeDay('大会开幕日期', { help: '按它计入哪一年；闭会期间提的不填' }),
  title: text('标题', { max: 100 }),
  lead: oneDeputy,
  leadName: maybe('领衔代表姓名', { max: 60 }),
  content: text('内容', { max: 20000, rows: 8 }),
  helpers: units('协助提供材料的单位'),
  attachments: files('附件'),
}

export const submitted = z.object({
  submittedOn: day('上报日期'),
  channel: choice('上报方式', { online: '上级代表工作平台', paper: '书面' }),
  note: maybe('说明', { max: 300, rows: 2 }),
})
export const accepted = z.object({ externalNo: text('外部编号', { max: 40, help: '上级人大编的号' }), acceptedOn: day('受理日期') })
export const key = z.object({ by: choice('由谁督办', BY), leader: text('督办的领导或者委员会', { max: 60 }), markedOn: day('确定日期') })
export const replied = z.object({
  unit: text('答复单位', { max: 100 }),
  code: choice('处理结果', CODES),
  repliedOn: day('答复日期'),
  text: maybe('答复要点', { max: 5000, rows: 4 }),
  attachments: files('答复原件'),
})
