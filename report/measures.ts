/**
 * Every number of the suggestions' year, defined once: a query whose rows are what is counted. The number on a page is the count of
 * these rows, the link beside it lists the same rows. Codes and formulas: the metric dictionary (domain §1.5).
 *
 * Parameters of every query: $1 place, $2 first day, $3 last day, $4 session or null. Columns: `key` (what is counted, distinct),
 * `matter`, and where they apply `unit`, `delegation`, `note`.
 */

import type { Office } from '../kernel/process.ts'
import { ASKED_IN_TIME, MISSED, MISSED_BY_UNIT } from '../processes/common/late.ts'
import { suggestion } from '../processes/suggestion/process.ts'
import { VOICE } from './measures-voice.ts'

export interface Measure {
  code: string
  label: string
  /** In words, printed as the footnote. */
  definition: string
  group: string
  unit: '件' | '个' | '次' | '项' | '份' | '年'
  rows: string
  /** The whole of which this is a part: then a rate is shown. */
  of?: string
  /** Counts persons: a row is told by its note, it leads to no matter. */
  people?: true
  /** Who may see the number; absent: whoever reads numbers at all. It is counted as the house, so it is the same for each of them. */
  seen?: readonly Office[]
}

/** What deputies judged is sealed for the units and the government office until it is released (渝办法 27、38): of one unit's few forms a sum would tell it. */
const SEALED: readonly Office[] = ['daf_staff', 'daf_head', 'sc_leader', 'committee']
const SEALED_GROUPS = ['满意度', '问题解决情况', '意见采纳情况', '办理态度', '办理结果']
export const mayCount = (code: string, office: string): boolean => (MEASURES.get(code)?.seen as readonly string[] | undefined)?.includes(office) ?? true
/** In place of a number that is not this reader's to see; never 0. */
export const UNSHOWN = '不向您显示'

/** A session's suggestions, or those received between two days. */
const SCOPE = `m.place = $1 and m.process = 'suggestion' and m.no is not null
  and (case when $4::uuid is not null then m.session = $4 else coalesce(as_day(m.data->>'receivedOn'), (m.created_at at time zone 'Asia/Shanghai')::date) between $2::date and $3::date end)`
const DAY = (x: string) => `(${x} at time zone 'Asia/Shanghai')::date`

const items = (more = 'true') =>
  `select m.id::text as key, m.id as matter, null::uuid as unit, m.delegation, '' as note from matter m where ${SCOPE} and (${more})`
const parties = (roles: string, more = 'true', join = '') =>
  `select p.id::text as key, m.id as matter, p.unit, m.delegation, '' as note from matter m join party p on p.matter = m.id and p.left_at is null and p.role in (${roles}) and p.data ? 'handedOn' ${join} where ${SCOPE} and (${more})`
const clocks = (name: string, more = 'true') =>
  `select c.id::text as key, m.id as matter, p.unit, m.delegation, c.due_on::text as note from matter m join clock c on c.matter = m.id and c.name = '${name}' join party p on p.id = c.party
   where ${SCOPE} and (c.stopped_at is not null or c.late_at is not null) and (${MISSED()} or p.left_at is null)
     and not (coalesce(${ASKED_IN_TIME('p')}, false) and (c.stopped_at is null or ${MISSED()})) and (${more})`
const KEPT = `not ${MISSED_BY_UNIT(suggestion, 'p')}`
/** The last delivered reply of each handling unit. */
const replies = (more = 'true') =>
  `select y.id::text as key, m.id as matter, p.unit, m.delegation, y.code as note from matter m join party p on p.matter = m.id and p.left_at is null and p.role = 'main'
   join lateral (select * from reply r where r.party = p.id and r.delivered_at is not null order by r.round desc limit 1) y on true where ${SCOPE} and (${more})`
/** Forms returned: one deputy, one unit, one reply. `first` the first reply's, else the last one judged. */
const forms = (first: boolean, more = 'true') =>
  `select j.recipient::text as key, m.id as matter, u.unit, m.delegation, j.attitude || '、' || j.result as note from matter m join judgement j on j.matter = m.id
   join party u on u.id = j.unit_party join party w on w.id = j.recipient
   where ${SCOPE} and ${first ? 'j.round = 1' : 'j.round = (select max(k.round) from judgement k join party kw on kw.id = k.recipient where k.unit_party = j.unit_party and kw.seat = w.seat)'} and (${more})`
const SATISFIED = `j.attitude = '满意' and j.result = '满意'`
const CONTENT = `j.attitude <> '不满意' and j.result <> '不满意'`
/** Promises that were on the books at some time of the period. */
const promises = (more = 'true') =>
  `select x.id::text as key, m.id as matter, p.unit, m.delegation, x.item || '（' || x.due_on || '）' as note from promise x join matter m on m.id = x.matter and m.place = $1 join party p on p.id = x.party join reply y on y.id = x.reply
   where ${DAY('y.delivered_at')} <= $3::date and (x.settled_at is null or ${DAY('x.settled_at')} >= $2::date) and ($4::uuid is null or m.session = $4) and (${more})`
const LATE = `(x.state = 'overdue' or (x.state = 'promised' and x.due_on < $3::date) or (x.state = 'fulfilled' and ${DAY('x.settled_at')} > x.due_on))`
/** What goes up belongs to the session to which it is put, whenever it was entered here. */
const SITTING = `coalesce(as_day(m.data->>'metOn'), ${DAY('m.created_at')})`
const work = (process: string, more = 'true', on = DAY('m.created_at')) =>
  `select m.id::text as key, m.id as matter, null::uuid as unit, m.delegation, '' as note from matter m where m.place = $1 and m.process = '${process}' and ${on} between $2::date and $3::date and ($4::uuid is null or $4 is not null) and (${more})`
/** One row each time that somebody printed or sent it. */
const media = (more = 'true') =>
  `select m.id || '/' || x.i || '/' || n as key, m.id as matter, null::uuid as unit, m.delegation, (x.m->>'outlet') || '：' || (x.m->>'title') as note
   from matter m cross join lateral jsonb_array_elements(coalesce(m.data->'media', '[]')) with ordinality as x(m, i) cross join lateral generate_series(1, coalesce((x.m->>'adopted')::int, 1)) n
   where m.place = $1 and m.process = 'gathering' and as_day(m.data->>'heldOn') between $2::date and $3::date and ($4::uuid is null or $4 is not null) and (${more})`
const climbs = (rung: string, key: string) =>
  `select ${key} as key, g.matter, g.unit, m.delegation, g.channel || ' ' || ${DAY('g.at')} as note from urging g join matter m on m.id = g.matter
   where g.place = $1 and g.rung = '${rung}' and ${DAY('g.at')} between $2::date and $3::date and ($4::uuid is null or m.session = $4)`
const inspected = (key: string) =>
  `select ${key} as key, i.suggestion as matter, i.unit, null::uuid as delegation, n.title as note from inspection_item i join matter n on n.id = i.inspection
   where n.place = $1 and n.state in ('handedOver', 'closed') and i.excluded = '' and as_day(n.data->>'handedOn') between $2::date and $3::date and ($4::uuid is null or $4 is not null)`

const HANDED = `exists (select from party p where p.matter = m.id and p.left_at is null and p.data ? 'handedOn')`
const REPLIED = `${HANDED} and not exists (select from party p where p.matter = m.id and p.left_at is null and p.role = 'main' and not exists (select from reply r where r.party = p.id and r.delivered_at is not null))`
const CATEGORY: [string, string][] = [
  ['politics', '政治建设'],
  ['economy', '经济建设'],
  ['culture', '文化建设'],
  ['society', '社会建设'],
  ['ecology', '生态文明建设'],
]

const one = (code: string, label: string, unit: Measure['unit'], group: string, definition: string, rows: string, of?: string): Measure => ({
  code,
  label,
  unit,
  group,
  definition,
  rows,
  ...(of ? { of } : {}),
})

const ALL: Measure[] = [
  one('sg_total', '建议总数', '件', '提出', '立案编号的代表建议和审议发言建议', items()),
  one('sg_session_total', '大会建议', '件', '提出', '大会期间提出并立案的代表建议，不含审议发言建议', items(`m.session is not null and m.kind <> 'speech'`)),
  one('sg_recess_total', '闭会建议', '件', '提出', '闭会期间提出并立案的代表建议', items(`m.session is null and m.kind <> 'speech'`)),
  one('sg_speech', '审议发言建议', '件', '提出', '由审议发言整理、经发言代表确认并立案的建议', items(`m.kind = 'speech'`)),
  one(
    'sg_joint',
    '联名建议',
    '件',
    '提出',
    '有一位以上代表联名的建议',
    items(`exists (select from party p where p.matter = m.id and p.left_at is null and p.role = 'cosigner' and p.step = 'signed')`),
    'sg_total',
  ),
  ...CATEGORY.map(([k, label]) => one(`sg_cat_${k}`, label, '件', '五类', `类别为${label}的建议`, items(`m.category = '${k}'`), 'sg_total')),
  one('sg_key', '重点督办建议', '件', '提出', '主任会议确定的重点督办建议', items('m.key_item'), 'sg_total'),
  one('sg_upper', '上级人大建议', '件', '提出', '本级服务上报的上级人大代表议案建议，按所提大会的日期计；没有写明的按登记日期', work('upper', 'true', SITTING)),
  one('sg_upper_key', '其中重点督办', '件', '提出', '被上级列为重点督办的', work('upper', 'm.key_item', SITTING), 'sg_upper'),
  one('media_items', '媒体采用', '次', '宣传', '工作活动、办理成效宣传中登记的媒体采用篇次，按活动日期计', media()),
  one('media_prov', '其中省级以上', '次', '宣传', '国家级、省级媒体采用的篇次', media(`x.m->>'level' in ('national', 'province')`), 'media_items'),
  one(
    'media_city',
    '其中市级以上',
    '次',
    '宣传',
    '国家级、省级、市级媒体采用的篇次',
    media(`x.m->>'level' in ('national', 'province', 'city')`),
    'media_items',
  ),
  one('sg_assigned', '已交办', '件', '交办', '已交承办单位的建议', items(HANDED), 'sg_total'),
  one(
    'sg_assigned_in_session',
    '大会期间交办',
    '件',
    '交办',
    '闭幕日及以前交办的大会建议',
    items(
      `m.session is not null and m.kind <> 'speech' and exists (select from party p join congress_session s on s.id = m.session where p.matter = m.id and as_day(p.data->>'handedOn') <= s.closes_on)`,
    ),
    'sg_session_total',
  ),
  one('asg_main', '主办（含分办）', '件', '承办', '单位主办、独办、分办的件次', parties(`'main'`)),
  one('asg_co', '会办', '件', '承办', '单位会办的件次', parties(`'co'`)),
  one(
    'asg_returned',
    '退回改交',
    '件',
    '承办',
    '承办后退回或改交其他单位的件次',
    `select p.id::text as key, m.id as matter, p.unit, m.delegation, p.data->>'left' as note from matter m join party p on p.matter = m.id and p.left_at is not null and p.role in ('main', 'co') and p.data ? 'handedOn' and p.data ? 'left' where ${SCOPE}`,
  ),
  one(
    'asg_contacted',
    '与代表沟通',
    '件',
    '办理',
    '主办单位有沟通记录的件次',
    parties(`'main'`, 'exists (select from contact_record r where r.party = p.id)'),
    'asg_main',
  ),
  one(
    'asg_face',
    '面商',
    '件',
    '办理',
    '主办单位以座谈、走访、现场调研等当面形式沟通的件次',
    parties(`'main'`, `exists (select from contact_record r where r.party = p.id and r.form not in ('电话联系', '视频会议'))`),
    'asg_main',
  ),
  one('asg_extended', '延期', '件', '办理', '经同意延期答复的件次', parties(`'main'`, `p.data->'extension'->>'state' = 'granted'`), 'asg_main'),
  one('due_sign', '应签收', '件', '时限', '签收期限已了结或已逾期的件次', clocks('sign')),
  one('ok_sign', '按时签收', '件', '时限', '在签收期限内签收的', clocks('sign', KEPT), 'due_sign'),
  one('due_opinion', '应提会办意见', '件', '时限', '会办意见期限已了结或已逾期的件次', clocks('opinion')),
  one('ok_opinion', '按时提出会办意见', '件', '时限', '在期限内提出会办意见的', clocks('opinion', KEPT), 'due_opinion'),
  one('due_reply', '应答复', '件', '时限', '答复期限已了结或已逾期的件次；按期申请延期、还没有得到答复的不算', clocks('reply')),
  one('ok_reply', '按时答复', '件', '时限', '在答复期限（含同意的延期）内答复的', clocks('reply', KEPT), 'due_reply'),
  one(
    'quick_reply',
    '三个月内答复',
    '件',
    '时限',
    '在三个月的一般期限内（没有延期，也不属于六个月的）答复的',
    clocks('reply', `${KEPT} and c.stopped_at is not null and c.rule_key = 'clock.reply' and c.extensions = '[]'`),
    'due_reply',
  ),
  one('sg_replied', '办复', '件', '结果', '全部主办（分办）单位都已答复的建议', items(REPLIED), 'sg_total'),
  one('sg_closed', '办结', '件', '结果', '代表评价完毕的建议（承诺跟踪落实中的计入办结）', items(`m.state in ('closed', 'followUp')`), 'sg_total'),
  one('rp_total', '答复', '份', '结果', '每个主办（分办）单位最近一次答复', replies()),
  ...['A', 'B', 'C', 'D'].map((c) => one(`rp_${c}`, `结果${c}`, '份', '结果', `最近一次答复结果标为${c}的`, replies(`y.code = '${c}'`), 'rp_total')),
  one('sat_first_returned', '首次评价', '份', '满意度', '对首次答复交回的评价表；未交回的不计入', forms(true)),
  one('sat_first', '首次满意', '份', '满意度', '对首次答复，办理态度和办理结果都评为满意', forms(true, SATISFIED), 'sat_first_returned'),
  one('sat_first_wide', '首次满意和基本满意', '份', '满意度', '对首次答复，态度和结果都不是不满意', forms(true, CONTENT), 'sat_first_returned'),
  one('sat_final_returned', '最终评价', '份', '满意度', '每位代表对每个单位最近一次答复的评价表；未交回的不计入', forms(false)),
  one('sat_final', '最终满意', '份', '满意度', '对最近一次答复，态度和结果都评为满意', forms(false, SATISFIED), 'sat_final_returned'),
  one('sat_final_wide', '最终满意和基本满意', '份', '满意度', '对最近一次答复，态度和结果都不是不满意', forms(false, CONTENT), 'sat_final_returned'),
  one(
    'sat_excluded',
    '未交回（不计入）',
    '份',
    '满意度',
    '催评后仍未交回、不计入满意率的',
    `select p.id::text as key, m.id as matter, u.unit, m.delegation, '' as note from matter m join party p on p.matter = m.id and p.role = 'recipient' and p.step = 'excluded' join party u on u.id = p.ref where ${SCOPE}`,
  ),
  ...(['解决或基本解决', '部分解决或列入计划', '近期尚不能解决', '留作参考'] as const).map((x, i) =>
    one(`solved_${i + 1}`, x, '份', '问题解决情况', `代表评价问题“${x}”`, forms(false, `j.solved = '${x}'`), 'sat_final_returned'),
  ),
  ...(['采纳', '部分采纳', '解释说明', '未采纳'] as const).map((x, i) =>
    one(`adopted_${i + 1}`, x, '份', '意见采纳情况', `代表评价意见“${x}”`, forms(false, `j.adopted = '${x}'`), 'sat_final_returned'),
  ),
  ...(['满意', '基本满意', '不满意'] as const).flatMap((x, i) => [
    one(`attitude_${i + 1}`, x, '份', '办理态度', `办理态度评为${x}`, forms(false, `j.attitude = '${x}'`), 'sat_final_returned'),
    one(`result_${i + 1}`, x, '份', '办理结果', `办理结果评为${x}`, forms(false, `j.result = '${x}'`), 'sat_final_returned'),
  ]),
  one('redo', '重新办理', '件', '结果', '代表不满意后责成重新办理的件次', parties(`'main'`, `coalesce((p.data->>'round')::int, 1) > 1`), 'asg_main'),
  one('pr_total', '在账承诺', '项', '承诺', '期间内在账的承诺事项，含往年结转', promises()),
  one('pr_carried', '往年结转', '项', '承诺', '期间开始以前作出、仍在账的承诺', promises(`${DAY('y.delivered_at')} < $2::date`), 'pr_total'),
  one('pr_kept', '已兑现', '项', '承诺', '截至期末已兑现的承诺', promises(`x.state = 'fulfilled'`), 'pr_total'),
  one('pr_late', '逾期', '项', '承诺', '过了承诺时限才兑现或仍未兑现的', promises(LATE), 'pr_total'),
  one('pr_changed', '不再实施', '项', '承诺', '经说明不再实施的', promises(`x.state = 'changed'`), 'pr_total'),
  one('pr_open', '未完成', '项', '承诺', '仍在办理的承诺', promises(`x.state in ('promised', 'overdue')`), 'pr_total'),
  one('sup_phone', '电话督办', '次', '督办', '期间登记的电话（当面）督办', climbs('phone', 'g.id::text')),
  one('sup_phone_units', '电话督办单位', '个', '督办', '被电话督办的单位，去重', climbs('phone', 'g.unit::text')),
  one('sup_letters', '督办函', '件', '督办', '期间签发的督办函', work('letter', `m.no is not null`)),
  one('sup_letter_units', '发函单位', '个', '督办', '被发督办函的单位，去重', climbs('letter', 'g.unit::text')),
  one('sup_visits', '现场督办和约谈', '次', '督办', '期间登记的现场督办和约谈', work('interview', `m.data ? 'held'`)),
  one('insp_units', '巡察联动单位', '个', '督办', '向巡察机构移交信息所涉及的单位，去重', inspected('i.unit::text')),
  one(
    'pub_open',
    '已公开',
    '件',
    '公开',
    '正在网上公开的建议',
    items(`exists (select from publication b where b.matter = m.id and b.state = 'published')`),
    'sg_total',
  ),
  one(
    'pub_withheld',
    '不予公开',
    '件',
    '公开',
    '审核后决定不公开的建议',
    items(`exists (select from publication b where b.matter = m.id and b.state = 'withheld')`),
    'sg_total',
  ),
  one(
    'publish_years',
    '连续公开',
    '年',
    '公开',
    '到期末所在年度为止，连续每年都有建议公开的年数',
    `select y.year::text as key, y.matter, null::uuid as unit, null::uuid as delegation, y.year || '年' as note
     from (select b.year, min(b.matter::text)::uuid as matter, b.year + row_number() over (order by b.year desc) as run from publication b
       where b.place = $1 and b.state = 'published' and b.year <= extract(year from $3::date) group by b.year) y
     where y.run = extract(year from $3::date) + 1 and $2::date is not null and ($4::uuid is null or $4 is not null)`,
  ),
  one(
    'fund_projects',
    '专项资金项目',
    '个',
    '资金',
    '期间年度批准安排的专项资金项目',
    `select f.matter::text as key, f.matter, null::uuid as unit, null::uuid as delegation, (f.approved_city + f.approved_county)::text || '万元' as note
     from fund_project f where f.place = $1 and f.year = extract(year from $3::date) and f.approved_city + f.approved_county > 0 and $2::date is not null and ($4::uuid is null or $4 is not null)`,
  ),
  one('insp_items', '巡察联动建议', '件', '督办', '向巡察机构移交的建议，去重', inspected('i.suggestion::text')),
]

export const MEASURES: ReadonlyMap<string, Measure> = new Map(
  [...ALL, ...VOICE].map((m) => [m.code, SEALED_GROUPS.includes(m.group) ? { ...m, seen: SEALED } : m]),
)
