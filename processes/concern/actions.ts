/** What is done about a concern, and what each act asks for. */
import { z } from 'zod'
import { choice, deputies, files, matterRef, maybe, maybeUnit, mobile, onePlace, text, units, yes } from '../../kernel/words.ts'
import { accepting, CATEGORIES, OUTCOMES } from '../common/topics.ts'

export const CHANNELS = {
  web: '网上提交',
  station: '扫联络站码',
  deputyCode: '扫代表码',
  hotline: '热线电话',
  wechat: '公众号',
  group: '业主群、代表群',
  site: 'e站',
  video: '网络视频接待',
  visit: '上门走访',
  face: '来站反映',
  reception: '接待日',
  leaders: '主任接待代表',
  monthly: '代表社情民意',
  contact: '联系群众',
  passed: '上级、下级转来',
}
export const LEVELS = { good: '满意', fair: '基本满意', bad: '不满意' }
export const REFUSALS = {
  court: '已进入诉讼、仲裁或者复议',
  petition: '属信访事项，请到信访部门',
  report: '属检举控告，请到纪检监察机关',
  unclear: '内容不清，无法联系核实',
  elsewhere: '不属于本地管辖',
}

const said = {
  title: text('一句话说清问题', { max: 60, help: '如：城东四个小区没有公交车' }),
  content: text('具体情况', { max: 3000, rows: 5, help: '在哪里、什么时候开始、希望怎样解决' }),
  category: choice('类别', CATEGORIES),
  where: maybe('地点', { max: 80, help: '如：临江街道滨江路菜场门口' }),
}
const shown = maybe('公开标题', { max: 60, help: '别人查找相似诉求时看到的标题；不能有姓名、电话、门牌。不想公开就清空' })
const code = choice('办理结果', OUTCOMES)
const answer = text('答复内容', { max: 5000, rows: 5 })

/** What may name somebody is kept with the matter, where it can be erased, and never in the record, where nothing can. */
export const secretSaid = ['title', 'content', 'where'] as const

export const actions = {
  ask: {
    label: '提诉求',
    says: '群众通过{way}提出诉求',
    also: ['way'],
    creates: true as const,
    secret: secretSaid,
    input: z.object({ ...said, anonymous: yes('不让承办单位知道我是谁') }),
  },
  report: {
    label: '报社情民意',
    says: '{actor}报送社情民意',
    creates: true as const,
    credit: 'concern',
    secret: secretSaid,
    input: z.object({ ...said, attachments: files('照片') }),
  },
  enter: {
    label: '登记诉求',
    says: '{actor}登记群众诉求（{way}）',
    also: ['way'],
    creates: true as const,
    secret: [...secretSaid, 'visitor', 'phone'],
    input: z.object({
      channel: choice('来路', {
        hotline: CHANNELS.hotline,
        face: CHANNELS.face,
        visit: CHANNELS.visit,
        contact: CHANNELS.contact,
        wechat: CHANNELS.wechat,
        group: CHANNELS.group,
        site: CHANNELS.site,
        video: CHANNELS.video,
      }),
      entrance: maybeUnit('哪个入口', {
        among: 'entrance',
        when: { field: 'channel', in: ['hotline', 'wechat', 'group', 'site', 'video'] },
        help: '没有的，先在联络站上「登记网上入口」；热线可不选',
      }),
      ...said,
      visitor: maybe('反映人姓名', { max: 30, help: '加密保存，列表里看不到' }),
      phone: mobile('联系电话', { help: '加密保存；留了才能把结果告诉他' }),
      attachments: files('照片、来信'),
    }),
  },
  take: {
    label: '接待登记',
    says: '{who}接待时登记',
    also: ['who'],
    creates: true as const,
    inner: true as const,
    secret: [...secretSaid, 'visitor', 'phone', 'text'],
    input: z.object({
      ...said,
      visitor: maybe('来访人姓名', { max: 30 }),
      phone: mobile('联系电话', { help: '加密保存' }),
      code: choice('当场答复的结果', OUTCOMES).optional(),
      text: maybe('当场答复', { max: 3000 }),
    }),
  },
  receive: { label: '收到转来的诉求', says: '收到{from}转来的诉求', also: ['from'], creates: true as const, inner: true as const },

  amend: {
    label: '改类别和公开标题',
    secret: ['publicTitle'],
    says: '{actor}修改了类别或公开标题',
    input: z.object({ category: choice('类别', CATEGORIES), publicTitle: shown }),
  },
  show: { label: '按原题公开标题', says: '{actor}公开了诉求标题', bulk: true as const },
  follow: { label: '我也关注', says: '又有一位群众关注' },
  assign: {
    label: '交办',
    secret: ['publicTitle', 'note'],
    says: '{actor}交{units}办理',
    also: ['units'],
    primary: true as const,
    input: z.object({ main: units('承办单位', { help: '一般一个；涉及几家的都选上' }), publicTitle: shown, note: maybe('交办意见', { max: 500, rows: 2 }) }),
  },
  answer: {
    label: '当场答复',
    secret: ['publicTitle', 'text'],
    says: '{actor}当场答复：{words}',
    also: ['words'],
    input: z.object({ code, text: answer, publicTitle: shown }),
  },
  pass: {
    label: '转上级、下级',
    secret: ['note'],
    says: '{actor}转{target}办理',
    also: ['target'],
    input: z.object({ to: onePlace('转到哪里', { dynamic: true }), note: maybe('说明', { max: 500, rows: 2 }) }),
  },
  adopt: {
    label: '请代表提建议',
    says: '{actor}请{who}据此提出代表建议',
    also: ['who'],
    input: z.object({ deputy: deputies('代表', { help: '选一位' }) }),
  },
  join: {
    label: '并入相似诉求',
    says: '{actor}把本件并入另一件相似诉求',
    input: z.object({ into: matterRef('并入哪一件', { among: 'concern' }) }),
    confirm: '并入后本件的反映人仍单独得到答复、单独评价；关注人数不合并计算。',
  },
  refuse: {
    label: '不予受理',
    secret: ['text'],
    says: '{actor}不予受理：{why}',
    also: ['why'],
    danger: true as const,
    input: z.object({ reason: choice('理由', REFUSALS), text: text('告诉反映人', { max: 500, rows: 3, help: '为什么、该去哪里' }) }),
  },
  erase: {
    label: '删除个人信息',
    says: '按反映人要求删除了个人信息和所写内容',
    danger: true as const,
    confirm: '姓名、电话、所写内容、照片和答复文字都会删掉，不能恢复；没有办完的不再办理。编号、类别、日期和经过保留。',
  },
  withdraw: { label: '撤回', says: '反映人撤回了诉求', danger: true as const, confirm: '撤回后不再办理。' },

  sign: { label: '签收', says: '{party}签收', primary: true as const },
  sendBack: {
    label: '退回',
    secret: ['reason'],
    says: '{party}退回，理由写在本件上',
    input: z.object({ reason: text('理由', { max: 500, rows: 3, help: '依据什么、该由谁办' }) }),
  },
  reply: {
    label: '答复',
    secret: ['text'],
    says: '{party}答复：{words}',
    also: ['words'],
    primary: true as const,
    input: z.object({ code, text: answer, attachments: files('办理前后照片、材料') }),
  },
  urge: { label: '催办', says: '{actor}催办{party}', bulk: true as const },
  reassign: { label: '改派', says: '{actor}改派{units}办理', also: ['units'], input: z.object({ main: units('承办单位') }) },
  tell: {
    label: '告诉群众',
    secret: ['words'],
    says: '{actor}{how}告诉了反映人结果',
    primary: true as const,
    input: z.object({
      how: choice('怎样告诉的', { 当面: '当面', 电话: '电话', 微信: '微信', 短信: '只发短信' }),
      words: maybe('补充的话', { max: 500, rows: 2, help: '会和答复一起给反映人看' }),
    }),
  },
  rate: {
    label: '评价',
    secret: ['text'],
    says: '反映人评价：{words}',
    also: ['words'],
    primary: true as const,
    input: z.object({ level: choice('对结果', LEVELS), text: maybe('想说的话', { max: 500, rows: 3 }) }),
  },
  judge: {
    label: '代表评价',
    secret: ['text'],
    says: '{actor}评价办理：{words}',
    also: ['words'],
    primary: true as const,
    input: z.object({ level: choice('对办理', LEVELS), text: maybe('意见', { max: 500, rows: 3 }) }),
  },
  recordRating: {
    label: '代记评价',
    secret: ['text'],
    says: '{actor}电话回访，反映人评价：{words}',
    also: ['words'],
    input: z.object({ level: choice('反映人的评价', LEVELS), text: maybe('原话', { max: 500, rows: 2 }) }),
  },
  accept: accepting,
  declineAdopt: {
    label: '不提建议',
    secret: ['reason'],
    says: '{actor}认为不宜提建议，理由写在本件上',
    input: z.object({ reason: text('理由', { max: 300, rows: 2 }) }),
  },
  chase: { label: '跟踪', secret: ['text'], says: '{actor}跟踪去向', input: z.object({ text: text('问了谁、怎么说', { max: 500, rows: 2 }) }) },
  takeBack: { label: '收回', secret: ['text'], says: '{actor}收回重新分派', input: z.object({ text: text('理由', { max: 300, rows: 2 }) }) },
  hear: { label: '去向有了结果', says: '{words}', also: ['words'], inner: true as const },
  lapse: { label: '逾期', says: '{what}已过{due}', also: ['what', 'due'] },
  redate: { label: '重算期限', says: '{why}', also: ['why'] },
  expire: { label: '未评价办结', says: '期满未评价，按规定办结' },
}
