/** What is done about a station, and what each act asks for. */
import { z } from 'zod'
import { choice, day, deputies, files, list, maybe, maybeDay, mobile, pastDay, pick, picks, someDeputies, text, whole, yes } from '../../kernel/words.ts'

export const TYPES = {
  home: '人大代表之家',
  station: '代表联络站',
  room: '代表联络室',
  activity: '代表活动室（站）',
  service: '政务服务中心联系点',
  trade: '行业（专业）代表联络站',
  online: '网上代表联络站',
  brand: '特色站点（说事点、茶馆等）',
}
/** Brand activities of the seeds: a sub-type of 特色站点. */
export const BRANDS = { talk: '百姓说事点', tea: '聚心茶馆', stall: '办公晨摊', home: '人大代表之家', other: '其他' }
/** 五项制度 of 思明区, and what else hangs in a station. */
export const POLICIES = {
  voters: '联系选民制度',
  receiving: '接待群众制度',
  returning: '回选区制度',
  assessing: '联系群众考评制度',
  serving: '服务保障制度',
  other: '其他制度',
}
/** 网上入口 of the seeds (C10), and the telephone. */
export const ENTRANCES = { wechat: '公众号', group: '微信群（业主群、代表群）', qq: 'QQ群', site: 'e站', video: '网络视频接待', hotline: '热线' }
export const LEVELS = { city: '市级', county: '县级', township: '乡镇、街道', village: '村、社区' }
export const STANDARDS = { nine: '九有', six: '六有', s2121: '2121 工程' }
/** Under which rule a place keeps each checklist. */
export const STANDARD_RULES = { nine: 'station.nine', six: 'station.six', s2121: 'station.s2121' } as const satisfies Record<keyof typeof STANDARDS, string>
export const ACTIVITY = { theme: '主题活动', study: '学习培训', publicity: '宣传宣讲' }
/** How many of a kind a county may put forward, where a place has a rule for it. */
export const QUOTAS: Record<string, string> = {
  station: 'station.demoStations',
  room: 'station.demoRooms',
  trade: 'station.demoTrades',
  best: 'station.demoBrands',
  brand: 'station.demoBrands',
}
export const DEMOS = { none: '不是', station: '示范站', room: '示范室', trade: '示范行业（专业）站', best: '最优代表活动室', brand: '特色品牌' }

/** One of the station's plates, by what is written on it. */
const plateOf = (label: string) =>
  z
    .string({ error: `请选择${label}` })
    .min(1, `请选择${label}`)
    .max(60)
    .meta({ label, widget: 'select', dynamic: true } as Record<string, unknown>)

const basics = {
  name: text('名称', { max: 60, help: '如：临江街道人大代表联络站；同一地方不能重名' }),
  type: choice('种类', TYPES),
  level: choice('层级', LEVELS),
  address: maybe('地址', { max: 120, help: '写到门牌，方便群众找来' }),
  head: maybe('站长', { max: 30 }),
  phone: maybe('联系电话', { max: 30, help: '向社会公布的号码' }),
  area: whole('面积（平方米）', { min: 0, max: 100000 }).default(0),
  village: yes('设在村、社区'),
  brand: choice('特色品牌', BRANDS, { when: { field: 'type', in: ['brand'] } }).optional(),
  coordinates: maybe('坐标', { max: 40, help: '可不填；经度在前，如：116.79,33.95' }),
  facilities: maybe('设施', { max: 300, help: '用顿号隔开，如：接待室、书柜、电子屏' }),
}

export const actions = {
  register: {
    label: '登记站点',
    says: '{actor}登记站点「{name}」',
    creates: true as const,
    input: z.object({
      ...basics,
      stage: choice('目前', { planned: '计划建设', running: '已在运行' }),
      openedOn: maybeDay('启用日期', { back: 60, when: { field: 'stage', in: ['running'] } }),
      photos: files('照片', { help: '可不附' }),
    }),
  },
  amend: { label: '修改登记', says: '{actor}修改了站点登记', input: z.object(basics) },
  build: { label: '开始建设', says: '{actor}开始建设', primary: true as const },
  selfCheck: {
    label: '对照标准自查',
    says: '{party}按「{words}」自查，{done}/{all}项达到',
    also: ['words', 'done', 'all'],
    primary: true as const,
    input: z.object({
      standard: choice('标准', STANDARDS),
      items: z
        .array(z.string().max(40))
        .max(60)
        .meta({ label: '已达到的', widget: 'checks', dynamic: true } as Record<string, unknown>)
        .default([]),
      note: maybe('说明', { max: 1000, rows: 3 }),
      attachments: files('照片'),
    }),
  },
  review: {
    label: '复核',
    says: '{actor}复核：{verdict}',
    also: ['verdict'],
    primary: true as const,
    input: z.object({
      pass: choice('结论', { yes: '达标', no: '需要整改' }),
      text: maybe('意见', { max: 1000, rows: 3, help: '需要整改的，写明改什么、什么时候改好' }),
    }),
  },
  applyPlate: {
    label: '申请挂牌',
    says: '{actor}申请挂牌「{plate}」',
    input: z.object({ plate: text('牌匾内容', { max: 60 }), reason: maybe('说明', { max: 500, rows: 2 }) }),
  },
  refusePlate: {
    label: '不准挂牌',
    says: '{actor}没有准予挂牌「{plate}」：{reason}',
    also: ['plate'],
    input: z.object({ asked: plateOf('哪一块牌匾'), reason: text('理由', { max: 300, rows: 2 }) }),
  },
  unplate: {
    label: '摘牌',
    says: '{actor}登记摘牌「{plate}」：{reason}',
    also: ['plate'],
    input: z.object({ hung: plateOf('哪一块牌匾'), reason: text('原因', { max: 300, rows: 2 }) }),
  },
  plate: {
    label: '准予挂牌',
    says: '{actor}准予挂牌「{plate}」，牌号{no}',
    input: z.object({ plate: text('牌匾内容', { max: 60 }), no: text('批准文号或牌号', { max: 40 }) }),
  },
  renew: { label: '登记新建、提档升级', says: '{actor}登记{on}提档升级', input: z.object({ on: day('完成日期'), text: maybe('内容', { max: 500, rows: 2 }) }) },
  nameDemo: {
    label: '示范创建',
    says: '{actor}：示范创建{stage}，{kind}',
    also: ['stage', 'kind'],
    input: z.object({ kind: choice('名目', DEMOS), stage: choice('进展', { nominated: '推荐', building: '创建中', checked: '已验收', named: '命名' }) }),
  },
  policies: {
    label: '挂上制度',
    says: '{actor}挂上制度「{name}」',
    input: z.object({
      kind: choice('哪项制度', POLICIES),
      name: text('名称', { max: 60, help: '如：临江街道代表联络站接待群众制度' }),
      text: maybe('正文', { max: 20000, rows: 8, help: '正文和文件至少有一样，进站的人要能读到' }),
      attachments: files('制度文件'),
    }),
  },
  addEntrance: {
    label: '登记网上入口',
    says: '{actor}登记网上入口「{name}」（{what}）',
    also: ['what'],
    input: z.object({
      kind: choice('种类', ENTRANCES),
      name: text('名称', { max: 40, help: '如：“滨江发布”公众号「对话代表」菜单；同一地方不能重名' }),
      reach: text('地址、号码', { max: 200, help: '向社会公布：网址、群号、热线号码，或者怎样找到；不能写个人手机号码' }),
      responsible: text('负责人', { max: 30, help: '只在内部看' }),
      deputy: pick('属于哪位进站代表', { help: '属于站点的不选；选了的，从这里来的诉求由这位代表跟踪到底' }).optional(),
    }),
  },
  changeEntrance: {
    label: '变更网上入口',
    says: '{actor}变更网上入口「{old}」',
    also: ['old'],
    input: z.object({
      entrance: pick('哪个入口'),
      name: maybe('新名称', { max: 40, help: '不改的不填' }),
      reach: maybe('新地址、号码', { max: 200, help: '不改的不填；不能写个人手机号码' }),
      responsible: maybe('新负责人', { max: 30, help: '不改的不填' }),
      deputy: pick('改属哪位进站代表', { help: '不改的不选' }).optional(),
    }),
  },
  stopEntrance: {
    label: '停用网上入口',
    says: '{actor}停用网上入口：{names}',
    also: ['names'],
    input: z.object({ entrances: picks('入口') }),
    confirm: '停用后登记诉求时不能再选，公开页上不再列出；已经收到的诉求照旧。',
  },
  addCase: {
    label: '写案例',
    says: '{actor}写了案例「{title}」',
    input: z.object({
      title: text('标题', { max: 80, help: '如：茶馆里说开了二十年的邻里纠纷' }),
      heldOn: pastDay('日期'),
      text: text('经过', { max: 20000, rows: 8, help: '不写群众的姓名、电话' }),
      attachments: files('照片'),
    }),
  },
  publishCase: {
    label: '公开案例',
    says: '{actor}公开案例{count}篇',
    also: ['count'],
    input: z.object({ cases: picks('案例') }),
    confirm: '公开后任何人都能在站点的页面上看到，请核对没有群众的姓名、电话。',
  },
  place: {
    label: '代表进站',
    says: '{actor}编入代表{count}位',
    also: ['count'],
    input: z.object({ deputies: deputies('代表', { among: 'chain', help: '各级代表都可以编入' }) }),
  },
  unplace: {
    label: '代表离站',
    says: '{actor}移出代表{count}位',
    also: ['count'],
    input: z.object({
      seats: z
        .array(z.string().regex(/^[0-9a-f-]{36}$/))
        .min(1, '请选择代表')
        .max(200)
        .meta({ label: '代表', widget: 'checks', dynamic: true } as Record<string, unknown>),
    }),
  },
  nominate: {
    label: '推荐代表联络员',
    says: '{actor}为{who}推荐代表联络员',
    also: ['who'],
    secret: ['name', 'phone', 'area'],
    input: z.object({
      deputy: pick('协助哪位进站代表'),
      name: text('姓名', { max: 30 }),
      area: text('片区', { max: 40 }),
      phone: mobile('电话', { help: '加密保存' }),
    }),
  },
  setPlan: {
    label: '定年度计划',
    says: '{actor}定了{year}年计划',
    input: z.object({
      year: whole('年度', { min: 2000, max: 2100 }),
      rows: list('计划', z.object({ kind: choice('内容', { ...ACTIVITY, reception: '接待群众' }), count: whole('次数', { min: 0, max: 366 }) }), { max: 10 }),
    }),
  },
  rota: {
    label: '排全年接待班',
    says: '{actor}排了{year}年接待班{count}场',
    also: ['count'],
    input: z.object({
      year: whole('年度', { min: 2000, max: 2100 }),
      from: text('开始', { max: 5 }),
      to: text('结束', { max: 5 }),
      where: text('地点', { max: 100 }),
      theme: maybe('主题', { max: 100 }),
    }),
    confirm: '按本地规定的固定接待日排班，碰到节假日顺延；进站代表轮流，次数相差不超过一次。已经排过的日子不重排。',
  },
  logActivity: {
    label: '记活动',
    says: '{actor}记录{what}「{title}」',
    also: ['what'],
    input: z.object({
      kind: choice('类别', ACTIVITY),
      title: text('主题', { max: 80 }),
      heldOn: day('日期'),
      came: someDeputies('参加的代表', { among: 'chain' }),
      people: whole('群众人数', { min: 0, max: 100000 }).default(0),
      summary: maybe('情况', { max: 3000, rows: 4 }),
      attachments: files('照片、材料', { help: '可不附' }),
    }),
  },
  suspend: { label: '暂停', says: '{actor}暂停站点：{reason}', input: z.object({ reason: text('原因', { max: 200, rows: 2 }) }) },
  resume: { label: '恢复运行', says: '{actor}恢复运行', primary: true as const },
  close: { label: '撤销', says: '{actor}撤销站点：{reason}', danger: true as const, input: z.object({ reason: text('原因', { max: 200, rows: 2 }) }) },
  lapse: { label: '逾期', says: '{what}已过{due}', also: ['what', 'due'] },
  redate: { label: '重算期限', says: '{why}', also: ['why'] },
}
