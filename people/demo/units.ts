/** The units of the invented city, its counties and towns. */
import { fixedId, IDS, PLACE } from './ids.ts'

export interface DemoUnit {
  id: string
  place: string
  kind: 'office' | 'delegation' | 'handling' | 'committee' | 'station'
  name: string
  short: string
  system: 'government' | 'supervision' | 'court' | 'procuratorate' | 'party' | 'congress' | null
  phone: string | null
  position: number
}

const S = { g: 'government', j: 'supervision', c: 'court', p: 'procuratorate', d: 'party', r: 'congress' } as const

type Line = [name: string, short: string, system: keyof typeof S, key?: keyof typeof IDS.unit]

const OFFICES: Line[] = [
  ['市人大常委会代表工作委员会', '代工委', 'r', 'daf'],
  ['市人民政府办公室', '市政府办', 'g', 'government'],
  ['大会秘书处议案组', '议案组', 'r', 'motionGroup'],
  ['市人大常委会办公室', '市人大办', 'r', 'standing'],
]
const COMMITTEES: Line[] = [
  ['市人大城乡建设与环境资源保护委员会', '城环资委', 'r', 'chengjian'],
  ['市人大监察和司法委员会', '监察司法委', 'r'],
  ['市人大财政经济委员会', '财经委', 'r'],
  ['市人大教育科学文化卫生委员会', '教科文卫委', 'r'],
  ['市人大农业与农村委员会', '农业农村委', 'r'],
  ['市人大社会建设委员会', '社会委', 'r'],
  ['市人大民族宗教侨务外事委员会', '民宗侨外委', 'r'],
]
const HANDLING: Line[] = [
  ['市交通运输局', '市交通局', 'g', 'jiaotong'],
  ['市财政局', '市财政局', 'g', 'caizheng'],
  ['市住房和城乡建设局', '市住建局', 'g', 'zhujian'],
  ['市教育局', '市教育局', 'g', 'jiaoyu'],
  ['市生态环境局', '市生态环境局', 'g', 'shengtai'],
  ['市发展和改革委员会', '市发改委', 'g'],
  ['市经济和信息化局', '市经信局', 'g'],
  ['市科学技术局', '市科技局', 'g'],
  ['市公安局', '市公安局', 'g'],
  ['市民政局', '市民政局', 'g'],
  ['市司法局', '市司法局', 'g'],
  ['市人力资源和社会保障局', '市人社局', 'g'],
  ['市自然资源和规划局', '市资规局', 'g'],
  ['市城市管理执法局', '市城管局', 'g'],
  ['市水利和湖泊局', '市水利局', 'g'],
  ['市农业农村局', '市农业农村局', 'g'],
  ['市商务局', '市商务局', 'g'],
  ['市文化和旅游局', '市文旅局', 'g'],
  ['市卫生健康委员会', '市卫健委', 'g'],
  ['市退役军人事务局', '市退役军人局', 'g'],
  ['市应急管理局', '市应急局', 'g'],
  ['市审计局', '市审计局', 'g'],
  ['市市场监督管理局', '市市场监管局', 'g'],
  ['市体育局', '市体育局', 'g'],
  ['市统计局', '市统计局', 'g'],
  ['市医疗保障局', '市医保局', 'g'],
  ['市林业局', '市林业局', 'g'],
  ['市政务服务和大数据管理局', '市数据局', 'g'],
  ['市信访局', '市信访局', 'd'],
  ['市气象局', '市气象局', 'g'],
  ['市消防救援支队', '市消防支队', 'g'],
  ['国家税务总局云岭市税务局', '市税务局', 'g'],
  ['市邮政管理局', '市邮管局', 'g'],
  ['国网云岭供电公司', '市供电公司', 'g'],
  ['市残疾人联合会', '市残联', 'd'],
  ['市委组织部', '市委组织部', 'd'],
  ['市委宣传部', '市委宣传部', 'd'],
  ['市监察委员会', '市监委', 'j'],
  ['市中级人民法院', '市中院', 'c', 'fayuan'],
  ['市人民检察院', '市检察院', 'p'],
]
const COUNTY_HANDLING = ['教育局', '财政局', '交通运输局', '住房和城乡建设局', '农业农村局', '水利局', '民政局', '卫生健康局', '公安局', '市场监督管理局']

export function cityUnits(): DemoUnit[] {
  let phone = 6600
  const make = (kind: DemoUnit['kind'], lines: Line[]) =>
    lines.map(
      ([name, short, system, key], position): DemoUnit => ({
        id: key ? IDS.unit[key] : fixedId(`unit/city/${name}`),
        place: PLACE.city,
        kind,
        name,
        short,
        system: S[system],
        phone: `0990-666${phone++}`,
        position,
      }),
    )
  return [...make('office', OFFICES), ...make('committee', COMMITTEES), ...make('handling', HANDLING)]
}

export function countyUnits(place: string, name: string, no: number): DemoUnit[] {
  const word = name.slice(-1) === '区' ? '区' : name.endsWith('市') ? '市' : '县'
  const make = (kind: DemoUnit['kind'], text: string, short: string, system: DemoUnit['system'], position: number): DemoUnit => ({
    id: place === PLACE.bixi && short === '代工委' ? IDS.unit.countyDaf : fixedId(`unit/${place}/${text}`),
    place,
    kind,
    name: text,
    short,
    system,
    phone: `0990-7${no}${String(position).padStart(2, '0')}${kind === 'handling' ? '88' : '66'}`,
    position,
  })
  return [
    make('office', `${word}人大常委会代表工作委员会`, '代工委', 'congress', 0),
    make('office', `${word}人民政府办公室`, `${word}政府办`, 'government', 1),
    make('office', '大会秘书处议案组', '议案组', 'congress', 2),
    ...COUNTY_HANDLING.map((h, i) => make('handling', word + h, word + h, 'government', i)),
  ]
}

/** @param key of the units that stories name */
export function delegation(place: string, from: string, position: number, key?: 'bixi' | 'qingdu'): DemoUnit {
  const name = `${from}代表团`
  return {
    id: key ? IDS.unit[key] : fixedId(`unit/${place}/${name}`),
    place,
    kind: 'delegation',
    name,
    short: `${from}团`,
    system: 'congress',
    phone: null,
    position,
  }
}

/** The standing organ of a street, the presidium of a town. */
export const townOffice = (place: string, street: boolean): DemoUnit => {
  const name = street ? '人大街道工作委员会' : '人大主席团'
  return {
    id: place === PLACE.linjiang ? IDS.unit.linjiangOffice : fixedId(`unit/${place}/${name}`),
    place,
    kind: 'office',
    name,
    short: street ? '人大工委' : '主席团',
    system: 'congress',
    phone: null,
    position: 0,
  }
}

/** The station that stories name; what is known of it beside its name is registered as its own matter. */
export const namedStation = (): DemoUnit => ({
  id: IDS.unit.linjiangStation,
  place: PLACE.linjiang,
  kind: 'station',
  name: '临江街道人大代表联络站',
  short: '临江站',
  system: 'congress',
  phone: '0990-7011001',
  position: 0,
})
