/** What is done about a list of fixed contacts, and what each act asks for. */
import { z } from 'zod'
import { choice, day, files, list, maybe, maybeUnit, mobile, onePlace, oneSeat, picks, someDeputies, text, units } from '../../kernel/words.ts'
import { CATEGORIES } from '../common/topics.ts'

export const KINDS = {
  memberDeputy: '常委会组成人员联系代表',
  committeeDeputy: '专门委员会、工作机构联系代表',
  deputyPeople: '代表联系群众',
  groupOrgan: '代表小组联系国家机关',
  groupVillage: '定点联系村（社区）',
}
/** How the roster marks who sits on the standing committee, among the 结构标签. */
export const SC_MEMBER = '常委会组成人员'
export const LIAISON = { nominated: '已推荐', approved: '已审核', active: '在任', ended: '已结束' }
/** 三进三访: 进社区、进企业、进选区单位，访群众、访企业、访基层单位. */
export const WENT_TO = { community: '进社区', company: '进企业', electorate: '进选区单位' }
export const CALLED_ON = { people: '访群众', company: '访企业', unit: '访基层单位' }
export const FORMS = { visit: '走访', talk: '座谈', phone: '电话', wechat: '微信', inspect: '察看', inquiry: '问询' }

const seat = (label: string, more = {}) => oneSeat(label, 'member,mandate', more).optional()
const of = (...kinds: string[]) => ({ when: { field: 'kind', in: kinds } })

export const actions = {
  draw: {
    label: '建联系名单',
    says: '{actor}建立{what}名单',
    also: ['what'],
    creates: true as const,
    input: z.object({ kind: choice('种类', KINDS), title: text('名称', { max: 60, help: '如：七届常委会组成人员联系代表名单' }) }),
  },
  link: {
    label: '结对',
    says: '{actor}为{who}结对{count}{beyond}',
    also: ['who', 'count', 'beyond'],
    primary: true as const,
    input: z.object({
      kind: choice('种类', KINDS, { help: '与名单一致' }),
      caller: seat('联系人', { help: '联系代表的，须是常委会组成人员', ...of('memberDeputy', 'deputyPeople') }),
      callerUnit: maybeUnit('联系的委员会、机构', { among: 'committee', ...of('committeeDeputy') }),
      callerGroup: maybeUnit('代表小组', { among: 'group', help: '没有的，先办「登记代表小组」', ...of('groupOrgan', 'groupVillage') }),
      called: someDeputies('联系的代表', of('memberDeputy', 'committeeDeputy')),
      calledUnits: units('联系的机关', of('groupOrgan')),
      over: maybe('超过规定人数的理由', {
        max: 200,
        help: '每位组成人员联系几位由本地规则定；没有超过的不用填',
        ...of('memberDeputy'),
      }),
      calledVillages: units('联系的村（社区）', { among: 'village', max: 100, help: '没有的，先办「登记村（社区）」', ...of('groupVillage') }),
      calledTexts: maybe('联系的群众', { max: 2000, rows: 4, help: '一行一个；不写电话', ...of('deputyPeople') }),
    }),
  },
  addGroups: {
    label: '登记代表小组',
    says: '{actor}登记代表小组{count}个',
    also: ['count'],
    input: z.object({ names: text('小组名称', { max: 2000, rows: 5, help: '一行一个，如：市第十二代表小组' }) }),
  },
  addVillages: {
    label: '登记村（社区）',
    says: '{actor}登记{town}村（社区）{count}个',
    also: ['town', 'count'],
    input: z.object({ town: onePlace('所在乡镇、街道'), names: text('名称', { max: 2000, rows: 5, help: '一行一个，如：滨江社区' }) }),
  },
  retire: {
    label: '注销小组、村（社区）',
    says: '{actor}注销{names}',
    also: ['names'],
    input: z.object({ registered: picks('登记的小组、村（社区）') }),
  },
  unlink: { label: '解除结对', says: '{actor}解除结对{count}对', also: ['count'], input: z.object({ links: picks('结对') }) },
  activate: { label: '印发名单', says: '{actor}印发名单，共{count}对', also: ['count'], primary: true as const },
  adjust: {
    label: '印发调整通知',
    says: '{actor}印发名单调整通知{docNo}：新增{added}对，解除{removed}对',
    also: ['docNo', 'added', 'removed'],
    primary: true as const,
    input: z.object({ reason: text('调整原因', { max: 500, rows: 2, help: '如：因工作变动' }) }),
  },
  check: {
    label: '核对覆盖情况',
    says: '{actor}核对：应联系{all}位，已联系{covered}位',
    also: ['all', 'covered'],
    input: z.object({ note: maybe('说明', { max: 500, rows: 2 }) }),
  },
  log: {
    label: '记联系',
    says: '{actor}记录{what}，带回意见{count}条',
    also: ['what', 'count'],
    credit: 'contact',
    primary: true as const,
    secret: ['content', 'opinions'],
    input: z.object({
      link: z
        .string()
        .regex(/^[0-9a-f-]{36}$/)
        .optional()
        .meta({ label: '联系对象', widget: 'select', dynamic: true } as Record<string, unknown>),
      form: choice('方式', FORMS),
      heldOn: day('日期'),
      wentTo: choice('三进', WENT_TO, { help: '进了哪里' }).optional(),
      calledOn: choice('三访', CALLED_ON, { help: '访了谁' }).optional(),
      content: text('情况', { max: 3000, rows: 4 }),
      opinions: list(
        '带回的意见',
        z.object({ title: text('一句话', { max: 60 }), content: text('具体情况', { max: 2000, rows: 3 }), category: choice('类别', CATEGORIES) }),
        { max: 30, help: '每条都会进入群众诉求，办完告诉您' },
      ),
      attachments: files('照片'),
    }),
  },
  nominate: {
    label: '推荐联络员',
    says: '{who}推荐{area}代表联络员',
    also: ['who'],
    secret: ['name', 'phone'],
    input: z.object({
      deputy: oneSeat('协助的代表', 'mandate', { help: '代表推荐的，就是本人' }),
      name: text('姓名', { max: 30 }),
      area: text('片区', { max: 40 }),
      phone: mobile('电话', { help: '加密保存' }),
    }),
  },
  approve: { label: '审核联络员', says: '{actor}审核同意代表联络员{count}名', also: ['count'], input: z.object({ nominees: picks('推荐的人选') }) },
  decline: {
    label: '不同意推荐',
    says: '{actor}没有同意推荐的代表联络员{count}名：{reason}',
    also: ['count'],
    input: z.object({ nominees: picks('推荐的人选'), reason: text('理由', { max: 200, rows: 2 }) }),
  },
  appoint: { label: '联络员上岗', says: '{actor}登记代表联络员上岗{count}名', also: ['count'], input: z.object({ approved: picks('审核同意的联络员') }) },
  release: { label: '联络员离任', says: '{actor}登记代表联络员离任{count}名', also: ['count'], input: z.object({ people: picks('联络员') }) },
  end: { label: '换届终止', says: '{actor}终止名单', danger: true as const, confirm: '名单里的结对都会终止；记录保留。' },
  lapse: { label: '逾期', says: '{what}已过{due}', also: ['what', 'due'] },
  redate: { label: '重算期限', says: '{why}', also: ['why'] },
}
