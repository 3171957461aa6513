/** What the invented city's citizens write: invented, like the city. */
export interface Told {
  title: string
  content: string
  category: string
  where: string
}
export const SAID: Told[] = [
  {
    title: '滨江路菜场门口污水横流',
    content: '每天清晨排水口堵塞，污水漫到人行道，老人孩子走路打滑，希望疏通并定期清理。',
    category: 'environment',
    where: '滨江路菜场',
  },
  {
    title: '城东四个小区没有公交车',
    content: '四个新小区入住一万多人，最近的公交站要走二十五分钟，希望增设线路和站点。',
    category: 'traffic',
    where: '城东片区',
  },
  {
    title: '学校门口放学时段堵车严重',
    content: '下午四点半家长的车停满两条车道，救护车都过不去，希望错时放学、设临时停车点。',
    category: 'education',
    where: '天山路小学',
  },
  { title: '社区卫生站没有儿童用药', content: '孩子发烧要跑到市医院，希望社区卫生站配常用儿童药。', category: 'health', where: '桂花社区' },
  { title: '路灯坏了三个月没人修', content: '三号到八号灯杆都不亮，夜里下班很不安全。', category: 'urban', where: '临江街道老街' },
  { title: '灵活就业人员社保怎么续缴', content: '换了城市打零工，社保断了一年，不知道去哪里办。', category: 'labour', where: '' },
  { title: '村里的灌溉渠淤塞', content: '三百亩水田灌不上水，希望清淤。', category: 'village', where: '石桥村' },
  { title: '老旧小区加装电梯邻里意见不一', content: '七楼老人下楼难，一楼担心采光，希望社区组织协商。', category: 'urban', where: '滨江花园' },
  { title: '夜市噪声扰民', content: '凌晨一点还在放音乐，附近高三学生没法休息。', category: 'environment', where: '北门夜市' },
  { title: '公园健身器材破损', content: '单杠松动，有老人摔伤过，希望检修。', category: 'safety', where: '滨江公园' },
]

/** More about the same: what makes a topic. Days from the first start; the unit that has it in hand, or the answer given. */
export const MORE: (Told & { days: number; unit?: string; answer?: string })[] = [
  {
    title: '城东小区盼通公交车',
    content: '城东新小区没有公交车，老人去市医院要走二十五分钟到公交站，希望增设线路和站点。',
    category: 'traffic',
    where: '城东片区',
    days: -33,
    answer: '已列入今年公交线网优化计划，线路走向正在征求意见。',
  },
  {
    title: '城东四个小区公交站太远',
    content: '入住一万多人，最近的公交站要走二十多分钟，孩子上学、老人看病都不方便，希望增设公交线路。',
    category: 'traffic',
    where: '城东片区',
    days: -16,
    unit: '市交通运输局',
  },
  {
    title: '请给城东新小区开通公交线路',
    content: '城东四个小区没有公交车，上班只能打车，希望开通公交线路、设公交站点。',
    category: 'traffic',
    where: '城东片区',
    days: -9,
    unit: '市交通运输局',
  },
  {
    title: '城东片区没有公交车，老人看病难',
    content: '城东小区没有公交车，老人去市医院看病要走很远到公交站，希望增设线路。',
    category: 'traffic',
    where: '城东片区',
    days: -1,
  },
  {
    title: '北门夜市半夜放音乐',
    content: '夜市凌晨还在放音乐，噪声扰民，附近的学生没法休息。',
    category: 'environment',
    where: '北门夜市',
    days: -52,
    answer: '已约谈商户，零点后不得使用音响。',
  },
  {
    title: '北门夜市噪声吵得睡不着',
    content: '夜市音响声音大，凌晨一点还在放音乐，噪声扰民，希望规定收摊时间。',
    category: 'environment',
    where: '北门夜市',
    days: -44,
    answer: '已约谈商户，零点后不得使用音响。',
  },
  {
    title: '夜市噪声没有人管',
    content: '北门夜市的噪声反映过几次，凌晨还在放音乐，高三学生没法休息。',
    category: 'environment',
    where: '北门夜市',
    days: -37,
    answer: '已约谈商户，零点后不得使用音响。',
  },
  {
    title: '放学时段学校门口堵车',
    content: '天山路小学门口放学时段家长的车停满车道，堵车严重，希望错时放学、设临时停车点。',
    category: 'education',
    where: '天山路小学',
    days: -10,
    unit: '市教育局',
  },
  {
    title: '天山路小学门口接送车乱停',
    content: '下午放学时段家长的车停满两条车道，学校门口堵车，希望设临时停车点。',
    category: 'education',
    where: '天山路小学',
    days: -4,
    unit: '市教育局',
  },
]
