/** The people of all stories: a dozen whom everybody meets, and as many beside them as a suggestion needs. */
import type { Office } from '../../kernel/process.ts'
import { IDS, type PersonKey, PLACE, type SeatKey } from './ids.ts'

export { IDS, PLACE } from './ids.ts'

export const DEMO_PASSWORD = 'Huying-2026'
export const TERM_START = '2022-01-10'

export interface DemoSeat {
  id: string
  place: string
  office: Office
  unit: string | null
  delegation: string | null
  term: number | null
  certificateNo: string | null
  electoralUnit: string | null
  tags: string[]
}

export interface DemoPerson {
  key: PersonKey
  id: string
  name: string
  login: string
  sex: '男' | '女'
  birth: string
  ethnicity: string
  employer: string
  post: string
  profession: string
  mobile: string
  /** The first one is the seat that opens after login. */
  seats: DemoSeat[]
}

const CITY_OFFICE: Record<string, string> = {
  daf: '云岭市人大常委会代表工作委员会',
  government: '云岭市人民政府办公室',
  motionGroup: '云岭市人大常委会研究室',
  standing: '云岭市人大常委会',
  jiaotong: '云岭市交通运输局',
  caizheng: '云岭市财政局',
  zhujian: '云岭市住房和城乡建设局',
  jiaoyu: '云岭市教育局',
  chengjian: '云岭市人大城乡建设与环境资源保护委员会',
  countyDaf: '碧溪区人大常委会代表工作委员会',
}

type UnitKey = keyof typeof IDS.unit
let line = 0
const mobile = () => `199000000${String(++line).padStart(2, '0')}`

function seat(key: SeatKey, office: Office, more: Partial<DemoSeat> = {}): DemoSeat {
  return { id: IDS.seat[key], place: PLACE.city, office, unit: null, delegation: null, term: null, certificateNo: null, electoralUnit: null, tags: [], ...more }
}

function person(
  key: PersonKey,
  name: string,
  about: [sex: '男' | '女', birth: string, employer: string, post: string, profession: string, ethnicity?: string],
  seats: DemoSeat[],
): DemoPerson {
  const [sex, birth, employer, post, profession, ethnicity = '汉族'] = about
  return { key, id: IDS.person[key], name, login: key, sex, birth, ethnicity, employer, post, profession, mobile: mobile(), seats }
}

function staff(
  key: PersonKey,
  name: string,
  office: Office,
  unit: UnitKey,
  about: [sex: '男' | '女', birth: string, post: string],
  place: string = PLACE.city,
): DemoPerson {
  return person(key, name, [about[0], about[1], CITY_OFFICE[unit] ?? '', about[2], '机关工作人员'], [seat(key, office, { unit: IDS.unit[unit], place })])
}

let certificate = 0
function mandate(key: SeatKey, delegation: 'bixi' | 'qingdu', tags: string[]): DemoSeat {
  const from = { bixi: '碧溪区', qingdu: '清渡县' }[delegation]
  return seat(key, 'deputy', {
    delegation: IDS.unit[delegation],
    term: IDS.term.city,
    certificateNo: `YL6-${String(++certificate).padStart(4, '0')}`,
    electoralUnit: `${from}人民代表大会`,
    tags,
  })
}

const officer = (key: SeatKey, delegation: 'bixi' | 'qingdu') => seat(key, 'delegation_officer', { delegation: IDS.unit[delegation] })

export const DEMO_PEOPLE: DemoPerson[] = [
  staff('wangmin', '王敏', 'daf_staff', 'daf', ['女', '1986-04-17', '代表联络科科长']),
  staff('zhoujianguo', '周建国', 'daf_head', 'daf', ['男', '1968-10-02', '主任']),
  person(
    'lixiulan',
    '李秀兰',
    ['女', '1964-03-21', '碧溪区临江街道桂花社区', '党委书记、居委会主任', '社区工作者'],
    [mandate('lixiulan', 'bixi', ['基层一线', '妇女'])],
  ),
  person(
    'zhangweimin',
    '张伟民',
    ['男', '1971-08-09', '云岭市公共交通集团有限公司', '3路公交车驾驶员', '工人'],
    [mandate('zhangweimin', 'bixi', ['基层一线', '工人'])],
  ),
  person(
    'chensiyuan',
    '陈思远',
    ['男', '1983-12-05', '云岭市第三中学', '高级教师', '教师'],
    [
      mandate('chensiyuan', 'bixi', ['专业技术人员']),
      seat('chensiyuanCounty', 'deputy', {
        place: PLACE.bixi,
        term: IDS.term.county,
        certificateNo: 'BX18-0001',
        electoralUnit: '临江街道第二选区',
        tags: ['专业技术人员'],
      }),
    ],
  ),
  person(
    'zhaozhiqiang',
    '赵志强',
    ['男', '1969-05-30', '碧溪区人大常委会', '主任', '机关工作人员'],
    [officer('zhaozhiqiangOfficer', 'bixi'), mandate('zhaozhiqiang', 'bixi', ['领导干部'])],
  ),
  staff('liufang', '刘芳', 'motion_group', 'motionGroup', ['女', '1981-01-26', '副主任']),
  staff('sunlixin', '孙立新', 'gov_office', 'government', ['男', '1979-06-11', '督查室主任']),
  staff('wuhaitao', '吴海涛', 'unit_officer', 'jiaotong', ['男', '1988-09-14', '办公室副主任']),
  staff('zhengguohua', '郑国华', 'unit_leader', 'jiaotong', ['男', '1970-02-03', '局长']),
  staff('hejing', '何静', 'unit_officer', 'caizheng', ['女', '1990-07-22', '办公室四级主任科员']),
  staff('fengli', '冯丽', 'unit_leader', 'caizheng', ['女', '1973-11-18', '局长']),
  staff('huangwenbin', '黄文斌', 'sc_leader', 'standing', ['男', '1965-09-09', '副主任']),
  staff('machao', '马超', 'auditor', 'standing', ['男', '1984-03-02', '机关纪委副书记']),
  staff('hulei', '胡磊', 'sysadmin', 'standing', ['男', '1992-05-25', '信息中心工程师']),
  staff('linbo', '林波', 'unit_officer', 'zhujian', ['男', '1987-10-30', '办公室主任']),
  staff('xuming', '许明', 'unit_leader', 'zhujian', ['男', '1972-04-12', '局长']),
  staff('shenjie', '沈洁', 'unit_officer', 'jiaoyu', ['女', '1991-08-16', '办公室科员']),
  staff('tianye', '田野', 'committee', 'chengjian', ['男', '1975-12-28', '副主任委员']),
  staff('luoxuemei', '罗雪梅', 'daf_staff', 'countyDaf', ['女', '1985-06-06', '副主任'], PLACE.bixi),
  person(
    'zengqinghua',
    '曾庆华',
    ['男', '1967-07-01', '清渡县人大常委会', '主任', '机关工作人员'],
    [officer('zengqinghuaOfficer', 'qingdu'), mandate('zengqinghua', 'qingdu', ['领导干部'])],
  ),
  person('penghaiyan', '彭海燕', ['女', '1977-02-14', '清渡县人民医院', '副主任医师', '医生'], [mandate('penghaiyan', 'qingdu', ['专业技术人员', '妇女'])]),
  person('zhaiwenjing', '翟文静', ['女', '1989-05-08', '云岭启明律师事务所', '律师', '律师'], [mandate('zhaiwenjing', 'bixi', ['专业技术人员', '妇女'])]),
  person(
    'shanyongping',
    '单永平',
    ['男', '1966-11-23', '清渡县禾场镇石桥村', '党总支书记、村委会主任', '农民'],
    [mandate('shanyongping', 'qingdu', ['基层一线', '农民'])],
  ),
  person(
    'ayiguli',
    '阿依古丽·买买提',
    ['女', '1993-09-19', '碧溪区天山路小学', '教师', '教师', '维吾尔族'],
    [mandate('ayiguli', 'bixi', ['少数民族', '妇女', '专业技术人员'])],
  ),
  person('qiuzhiming', '仇志明', ['男', '1974-01-07', '云岭华盛机械有限公司', '董事长', '企业负责人'], [mandate('qiuzhiming', 'qingdu', ['企业负责人'])]),
  person('hanmei', '韩梅', ['女', '1980-10-10', '清渡县果蔬种植专业合作社', '理事长', '农民'], [mandate('hanmei', 'qingdu', ['基层一线', '农民', '妇女'])]),
  person('dengguangming', '邓光明', ['男', '1962-06-15', '碧溪区老年协会', '会长', '退休人员'], [mandate('dengguangming', 'bixi', [])]),
  person(
    'caixiaohong',
    '蔡晓红',
    ['女', '1995-04-04', '云岭快递服务有限公司', '快递员', '工人'],
    [mandate('caixiaohong', 'bixi', ['基层一线', '工人', '妇女'])],
  ),
  person('yuanjun', '袁军', ['男', '1976-03-29', '清渡县水利局', '总工程师', '工程技术人员'], [mandate('yuanjun', 'qingdu', ['专业技术人员'])]),
  person(
    'tangyulan',
    '唐玉兰',
    ['女', '1970-12-12', '清渡县高岭镇云台村', '非遗剪纸代表性传承人', '文化工作者', '土家族'],
    [mandate('tangyulan', 'qingdu', ['基层一线', '少数民族', '妇女'])],
  ),
]

DEMO_PEOPLE.push(
  person('qinlang', '秦朗', ['男', '1982-03-15', '云岭学院公共治理研究中心', '副教授', '高校教师'], [seat('qinlang', 'evaluator')]),
  person('fanming', '范明', ['男', '1978-08-20', '市委巡察工作领导小组办公室', '联络科科长', '机关工作人员'], [seat('fanming', 'inspector')]),
  person(
    'mengguanglin',
    '孟广林',
    ['男', '1979-04-11', '碧溪区临江街道人大工委', '副主任', '机关工作人员'],
    [seat('mengguanglin', 'daf_staff', { place: PLACE.linjiang, unit: IDS.unit.linjiangOffice })],
  ),
  person(
    'gaoxiuying',
    '高秀英',
    ['女', '1973-09-02', '碧溪区临江街道人大代表联络站', '专职联络员', '社区工作者'],
    [seat('gaoxiuying', 'station_liaison', { place: PLACE.linjiang, unit: IDS.unit.linjiangStation })],
  ),
)

/** How many certificates of the city's term the people above hold. */
export const NAMED_CERTIFICATES = certificate
