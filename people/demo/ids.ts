/** Places, units, people and seats that stories, tests and the invented city share: the same ids in each of them. */
import { createHash } from 'node:crypto'

/** The same label gives the same UUID on every machine. */
export function fixedId(label: string): string {
  const h = createHash('sha256').update(`huying/${label}`).digest('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`
}

const idsOf = <K extends string>(kind: string, keys: readonly K[]) => Object.fromEntries(keys.map((k) => [k, fixedId(`${kind}/${k}`)])) as Record<K, string>

/** Codes beyond those that are given out (GB/T 2260): the province and its city exist nowhere. */
export const PLACE = {
  province: '990000',
  city: '990300',
  bixi: '990302',
  wangling: '990303',
  qingdu: '990321',
  luyang: '990322',
  hefeng: '990323',
  hequan: '990324',
  songtao: '990325',
  yundu: '990381',
  /** 临江街道 of 碧溪区. */
  linjiang: '990302001',
} as const

export const UNIT_KEYS = [
  'daf',
  'government',
  'motionGroup',
  'standing',
  'jiaotong',
  'caizheng',
  'zhujian',
  'jiaoyu',
  'shengtai',
  'fayuan',
  'chengjian',
  'bixi',
  'qingdu',
  'countyDaf',
  'linjiangStation',
  'linjiangOffice',
] as const
export const PERSON_KEYS = [
  'wangmin',
  'zhoujianguo',
  'lixiulan',
  'zhangweimin',
  'chensiyuan',
  'zhaozhiqiang',
  'liufang',
  'sunlixin',
  'wuhaitao',
  'zhengguohua',
  'hejing',
  'fengli',
  'huangwenbin',
  'machao',
  'hulei',
  'linbo',
  'xuming',
  'shenjie',
  'tianye',
  'luoxuemei',
  'zengqinghua',
  'penghaiyan',
  'zhaiwenjing',
  'shanyongping',
  'ayiguli',
  'qiuzhiming',
  'hanmei',
  'dengguangming',
  'caixiaohong',
  'yuanjun',
  'tangyulan',
  'qinlang',
  'fanming',
  'mengguanglin',
  'gaoxiuying',
] as const
export type PersonKey = (typeof PERSON_KEYS)[number]
/** A person's second seat bears a second word: the officer of a delegation is one of its deputies. */
export const SEAT_KEYS = [...PERSON_KEYS, 'chensiyuanCounty', 'zhaozhiqiangOfficer', 'zengqinghuaOfficer'] as const
export type SeatKey = (typeof SEAT_KEYS)[number]

export const IDS = {
  place: PLACE,
  unit: idsOf('unit', UNIT_KEYS),
  person: idsOf('person', PERSON_KEYS),
  seat: idsOf('seat', SEAT_KEYS),
  /** 大会 of the city: 六届一次 … 六届五次, the last one over since January 2026. */
  session: idsOf('session', ['s61', 's62', 's63', 's64', 's65']),
  /** The city's present term, and the county's. */
  term: { city: 6, county: 18, town: 12 },
} as const
