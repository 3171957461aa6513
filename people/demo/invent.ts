/** Invented people: names as they are spread in China, with work that fits where they live. */
import type { Chance } from './chance.ts'
import { fixedId } from './ids.ts'
import type { PersonRow } from './insert.ts'

/** Common surnames weigh more: the first line four times, the second twice. */
const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周'.repeat(4),
  ...'徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董'.repeat(2),
  ...'潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常翟单仇解区查盖朴冼宁甘焦柳邢骆齐左',
  '欧阳',
  '欧阳',
  '上官',
  '司马',
  '尉迟',
]
/** One character as a whole name, then the first and the second of two. */
const MEN = [
  '伟强磊军勇杰涛超刚平辉斌鹏浩亮毅旭凯峰波',
  '建国志文永德光立学成忠庆荣宏新明家晓正海振世俊兆春长',
  '国军明华平强林民生祥兴良义根才伟东辉峰斌勇武清春贵柱',
]
const WOMEN = ['芳娜敏静丽艳娟霞秀英兰梅燕玲洁云萍莉慧雪琴倩婷颖', '秀玉桂春雪晓丽淑慧凤爱美文金小海红佳翠月', '芳兰英华珍梅霞玲云琴萍荣红娟燕莲香敏丽平']
const MINORITY: { ethnicity: string; men: string[]; women: string[] }[] = [
  { ethnicity: '维吾尔族', men: ['艾尔肯·吐尔逊', '买买提·艾力', '阿迪力·卡德尔'], women: ['古丽娜尔·热合曼', '帕提古丽·阿布都', '热依拉·库尔班'] },
  { ethnicity: '藏族', men: ['扎西·多吉', '次仁·平措', '单增·旺堆'], women: ['卓玛·拉姆', '白玛·央金', '德吉·曲珍'] },
  { ethnicity: '蒙古族', men: ['巴特尔', '苏和', '朝鲁'], women: ['其其格', '乌云', '萨仁'] },
]
const OTHER_ETHNICITIES = ['土家族', '回族', '苗族', '满族', '壮族', '侗族', '瑶族', '彝族']

interface Work {
  profession: string
  tags: string[]
  of(where: string, c: Chance): [employer: string, post: string]
}
const VILLAGE = ['石桥村', '柳树村', '新建村', '云台村', '古井村', '桃园村', '双堰村', '幸福村', '红旗村', '青山村', '团结村', '大湾村']
const COMMUNITY = ['桂花社区', '滨河社区', '解放社区', '东门社区', '新城社区', '体育场社区', '文昌社区', '火车站社区']
const WORKS: Work[] = [
  {
    profession: '农民',
    tags: ['基层一线', '农民'],
    of: (w, c) => [w + c.pick(VILLAGE), c.pick(['党总支书记、村委会主任', '党总支书记', '村民小组长', '种养大户'])],
  },
  { profession: '农民', tags: ['基层一线', '农民'], of: (w, c) => [`${w}${c.pick(['富农', '绿源', '丰收', '惠民'])}种植专业合作社`, '理事长'] },
  { profession: '社区工作者', tags: ['基层一线'], of: (w, c) => [w + c.pick(COMMUNITY), c.pick(['党委书记、居委会主任', '居委会副主任', '网格员'])] },
  {
    profession: '工人',
    tags: ['基层一线', '工人'],
    of: (w, c) => [
      `${w}${c.pick(['华盛机械', '长风汽车零部件', '云峰纺织', '金禾食品', '安达建材'])}有限公司`,
      c.pick(['车间班组长', '高级技师', '质检员', '焊工']),
    ],
  },
  {
    profession: '工人',
    tags: ['基层一线', '工人'],
    of: (w, c) =>
      pair(w, c, ['公共交通公司：驾驶员', '环境卫生管理所：环卫工人', '供水公司：抄表员', '邮政分公司：投递员', '物流园区：分拣班班长', '供电所：线路检修工']),
  },
  {
    profession: '教师',
    tags: ['专业技术人员'],
    of: (w, c) => [
      `${w}${c.pick(['第一中学', '第二中学', '实验小学', '中心学校', '职业技术学校', '幼儿园'])}`,
      c.pick(['高级教师', '一级教师', '教研组长', '副校长']),
    ],
  },
  {
    profession: '医生',
    tags: ['专业技术人员'],
    of: (w, c) => [`${w}${c.pick(['人民医院', '中医医院', '妇幼保健院', '中心卫生院'])}`, c.pick(['主任医师', '副主任医师', '主管护师', '全科医生'])],
  },
  {
    profession: '工程技术人员',
    tags: ['专业技术人员'],
    of: (w, c) => pair(w, c, ['农业技术推广中心：高级农艺师', '水利工程管理处：高级工程师', '规划设计院：工程师', '林业站：技术员']),
  },
  { profession: '律师', tags: ['专业技术人员'], of: (w, c) => [`${w}${c.pick(['正平', '明德', '启明'])}律师事务所`, c.pick(['主任', '律师'])] },
  {
    profession: '企业负责人',
    tags: ['企业负责人'],
    of: (w, c) => [`${w}${c.pick(['鼎新科技', '云茶实业', '永固建筑', '瑞丰农业', '万家商贸'])}有限公司`, c.pick(['董事长', '总经理', '副总经理'])],
  },
  { profession: '机关工作人员', tags: ['领导干部'], of: (w, c) => [`中共${w}委员会`, c.pick(['书记', '副书记', '组织委员'])] },
  {
    profession: '机关工作人员',
    tags: ['领导干部'],
    of: (w, c) => [`${w}人大${w.length > 3 ? '' : '常委会'}`, w.length > 3 ? (w.endsWith('街道') ? '工委主任' : '主席') : c.pick(['主任', '副主任'])],
  },
  { profession: '文化工作者', tags: ['基层一线'], of: (w, c) => pair(w, c, ['文化馆：非遗代表性传承人', '皮影艺术团：团长', '图书馆：馆员']) },
]
/** 'employer:post' */
function pair(where: string, c: Chance, list: string[]): [string, string] {
  const [employer = '', post = ''] = c.pick(list).split(':')
  return [where + employer, post]
}
const SOLDIER: Work = { profession: '军人', tags: ['解放军'], of: (_, c) => ['驻云岭部队', c.pick(['干部', '连长', '技术军士', '政治教导员'])] }

/** Numbers beginning with 1990000 belong to nobody here; the first hundred are those of the named people. */
const FIRST_LINE = 100

export interface Invented extends PersonRow {
  tags: string[]
}

/** Makes one person after another: the n-th is always the same. */
export function inventor(c: Chance): (where: string, kind?: 'soldier' | 'staff', post?: string) => Invented {
  let n = 0
  return (where, kind, post) => {
    const woman = c.hits(kind === 'soldier' ? 0.15 : 0.36)
    const minority = c.hits(0.06)
    const foreign = minority && c.hits(0.25) ? c.pick(MINORITY) : null
    const ethnicity = foreign?.ethnicity ?? (minority ? c.pick(OTHER_ETHNICITIES) : '汉族')
    const work = kind === 'soldier' ? SOLDIER : c.pick(WORKS)
    const [employer, ownPost] = kind === 'staff' ? [where, post ?? '工作人员'] : work.of(where, c)
    const education = c.pick(['大学', '大学', '大学', '大专', '大专', '研究生', '高中'])
    const i = n++
    return {
      id: fixedId(`person/${i}`),
      name: foreign ? c.pick(woman ? foreign.women : foreign.men) : nameOf(c, woman),
      sex: woman ? '女' : '男',
      birth: `${c.int(1956, 1999)}-${String(c.int(1, 12)).padStart(2, '0')}-${String(c.int(1, 28)).padStart(2, '0')}`,
      ethnicity,
      party_affiliation:
        kind || /书记|组织委员|主席|主任$/.test(ownPost) || c.hits(0.5)
          ? '中共党员'
          : c.hits(0.2)
            ? c.pick(['民盟盟员', '民建会员', '民进会员', '农工党党员', '九三学社社员'])
            : '群众',
      education,
      degree: education === '研究生' ? '硕士' : education === '大学' ? '学士' : null,
      profession: kind === 'staff' ? '机关工作人员' : work.profession,
      employer,
      post: ownPost,
      address: employer,
      postcode: '990300',
      office_phone: kind === 'staff' ? `0990-66${String(1000 + (i % 9000))}` : null,
      mobile: `1990000${String(FIRST_LINE + i).padStart(4, '0')}`,
      tags: [...work.tags, ...(woman ? ['妇女'] : []), ...(minority ? ['少数民族'] : [])],
    }
  }
}

function nameOf(c: Chance, woman: boolean): string {
  const [one, first, second] = (woman ? WOMEN : MEN) as [string, string, string]
  const surname = c.pick(SURNAMES)
  if (c.hits(0.2)) return surname + c.pick([...one])
  const a = c.pick([...first])
  return surname + a + c.pick([...second].filter((b) => b !== a))
}
