/** The numbers of the people's voice: concerns, stations, receptions, fixed contact. Same shape and same promise as `measures.ts`: a number is the count of its rows. */
import { DEPUTY_LEVELS, deputiesOf } from '../processes/common/deputies.ts'
import { LATE_ON, UNITS_OWN } from '../processes/common/late.ts'
import { concern } from '../processes/concern/process.ts'
import type { Measure } from './measures.ts'

/** Parameters that a query does not need are still given: every query names all four. */
const DAY = (x: string) => `(${x} at time zone 'Asia/Shanghai')::date`
const ALL4 = '($4::uuid is null or $4 is not null)'
const HERE = `c.place = $1 and c.outcome is distinct from 'withdrawn' and c.asked_on between $2::date and $3::date and ${ALL4}`
/** Of the place itself and of those under it: facts without words, for whoever reads this place's numbers; see `below_station`. */
const BELOW = `(select code from place where path like (select path from place where code = $1) || '%')`
const row = (key: string, matter: string, note = `''`, unit = 'null::uuid') =>
  `select ${key} as key, ${matter} as matter, ${unit} as unit, null::uuid as delegation, ${note} as note`

const own = (more = 'true') => `${row('c.matter::text', 'c.matter', 'c.asked_on::text')} from concern c where ${HERE} and (${more})`
/** Of all levels: what was handed up or down between two of them is one thing, counted where it was first asked. */
export const ASKED = `c.place in ${BELOW} and c.outcome is distinct from 'withdrawn' and c.asked_on between $2::date and $3::date
  and (c.parent_place is null or c.parent_place not in ${BELOW})`
const concerns = (more = 'true') =>
  `${row('c.matter::text', 'c.matter', `c.place_name || ' ' || c.asked_on`)} from below_asked c where ${ASKED} and ${ALL4} and (${more})`
/** Closed by the last day: told and judged, or the time for judging over. */
const CLOSED = `c.closed_on is not null and c.closed_on <= $3::date`
const SOLVED = `c.outcome in ('solved', 'partly')`
const byUnit = (more = 'true') =>
  `${row(`c.matter::text || p.unit::text`, 'c.matter', 'c.asked_on::text', 'p.unit')} from concern c join party p on p.matter = c.matter and p.role = 'unit' and p.left_at is null and p.step <> 'returned' where ${HERE} and (${more})`
/** The unit's own part ends with its answer: telling and judging are others' steps, and others' delay. */
const ANSWERED = `p.step = 'answered' and ${DAY('p.since')} <= $3::date`
const PAST = `exists (select from clock c where c.party = p.id and c.name = 'handle' and ${LATE_ON('$3')} and ${UNITS_OWN(concern, 'p')})`
const atStations = (more = 'true') =>
  `${row('c.matter::text', 'c.matter', `c.place_name || ' ' || c.station_name || ' ' || c.asked_on`)} from below_concern c where c.place in ${BELOW} and c.outcome is distinct from 'withdrawn' and c.asked_on between $2::date and $3::date and ${ALL4} and (${more})`
const VISIT = 'below_visit r'
const visits = (from: string, key: string, more = 'true') =>
  `${row(key, 'r.matter', `r.place_name || ' ' || r.held_on`)} from ${from} where r.place in ${BELOW} and r.state <> 'cancelled' and r.held_on between $2::date and $3::date and ${ALL4} and (${more})`
const links = (kind: string, key: string) =>
  `${row(key, 'l.list', 'l.since::text')} from contact_link l where l.place = $1 and l.kind = '${kind}' and l.since <= $3::date and (l.until is null or l.until >= $2::date) and ${ALL4}`
const stations = (more = 'true') =>
  `${row('s.unit::text', 's.matter', `s.place_name || ' ' || s.name`)} from below_station s where s.place in ${BELOW} and s.state in ('running', 'checking', 'mending', 'suspended') and coalesce(s.opened_on, $3::date) <= $3::date and $2::date is not null and ${ALL4} and (${more})`
const attended = (kinds: string, key: string, more = 'true') =>
  `${row(key, 'm.id', `m.data->>'heldOn'`)} from matter m join party p on p.matter = m.id and p.role = 'guest' and p.step = 'present' and p.left_at is null join seat s on s.id = p.seat
   where m.place = $1 and m.process = 'gathering' and m.kind in (${kinds}) and as_day(m.data->>'heldOn') between $2::date and $3::date and ${ALL4} and (${more})`

/** What the standing committee invites to beside its meetings. */
const INVITED = `'visit', 'lawmaking', 'enforcement', 'supervision', 'invited'`

const one = (code: string, label: string, unit: Measure['unit'], group: string, definition: string, rows: string, of?: string): Measure => ({
  code,
  label,
  unit,
  group,
  definition,
  rows,
  ...(of ? { of } : {}),
})

/** Deputies in no station on the last day (A11). */
const outside = (more = 'true') =>
  `select s.id::text as key, null::uuid as matter, null::uuid as unit, null::uuid as delegation, l.name || ' ' || p.name as note from ${deputiesOf('$1', '$3::date')}
   and not exists (select from station_deputy d where d.seat = s.id and d.since <= $3::date and (d.until is null or d.until > $3::date)) and $2::date is not null and ${ALL4} and (${more})`
const ABSENT: readonly Measure[] = [
  { ...one('station_outside', '未进站代表', '个', '站点', '期末没有编入任何站点的各级代表', outside()), people: true },
  ...Object.entries(DEPUTY_LEVELS).map(
    ([level, words]): Measure => ({
      ...one(`station_outside_${level}`, `未进站的${words}代表`, '个', '站点', `其中${words}代表`, outside(`l.level = '${level}'`), 'station_outside'),
      people: true,
    }),
  ),
]

export const VOICE: readonly Measure[] = [
  ...ABSENT,
  one('ss_total', '收集诉求', '件', '社情民意', '期间本级和下级各级收到的群众诉求和社情民意，不含撤回的；上下级之间转办的只算一件', concerns()),
  one('ss_closed', '办结', '件', '社情民意', '其中到期末已办结（已告诉反映人并评价，或评价期满，或不予受理并说明理由）', concerns(CLOSED), 'ss_total'),
  one('ss_solved', '解决', '件', '社情民意', '其中结果为已解决或部分解决', concerns(SOLVED), 'ss_total'),
  one('ss_monthly', '代表社情民意', '件', '社情民意', '其中由代表报送', concerns(`c.channel = 'monthly'`), 'ss_total'),
  one('ss_rated', '群众评价', '件', '社情民意', '其中反映人作了评价', concerns('c.rated is not null'), 'ss_total'),
  one('ss_good', '群众满意', '件', '社情民意', '反映人评价为满意或基本满意', concerns(`c.rated in ('good', 'fair')`), 'ss_rated'),
  one('ss_judged', '代表评价', '件', '社情民意', '其中代表作了评价，与群众评价分开', concerns('c.judged is not null'), 'ss_total'),
  one('ss_judged_good', '代表满意', '件', '社情民意', '代表评价为满意或基本满意', concerns(`c.judged in ('good', 'fair')`), 'ss_judged'),
  one('ss_reopened', '退回重办', '件', '社情民意', '反映人不满意退回重新办理过', concerns('c.reopened > 0'), 'ss_total'),
  one('ss_became', '转为代表建议', '件', '社情民意', '代表据此起草或提出了建议', concerns('c.became'), 'ss_total'),
  one('ss_unit', '单位承办', '件', '社情民意', '期间本级收到、交单位办理的诉求，一个单位一件算一次', byUnit()),
  one('ss_unit_closed', '单位办结', '件', '社情民意', '其中到期末单位已作出答复；告诉群众、群众评价是别人的环节，不计在单位头上', byUnit(ANSWERED), 'ss_unit'),
  one(
    'ss_unit_due',
    '单位应办结',
    '件',
    '社情民意',
    '其中到期末单位已答复，或者办理期限已过；还在期限之内的不算',
    byUnit(`(${ANSWERED}) or ${PAST}`),
    'ss_unit',
  ),
  one('ss_unit_late', '单位逾期未答复', '件', '社情民意', '其中到期末办理期限已过、单位还没有答复', byUnit(`not (${ANSWERED}) and ${PAST}`), 'ss_unit_due'),
  one('st_collected', '站点收集问题', '件', '站点', '本地和下级各站点收到的诉求', atStations()),
  one('st_solved', '站点解决问题', '件', '站点', '其中结果为已解决或部分解决', atStations(SOLVED), 'st_collected'),
  one(
    'voter_visits',
    '接待选民',
    '次',
    '接待',
    '期间各场接待来访的人次（一批来几人算几人次）',
    visits(`${VISIT} cross join lateral generate_series(1, r.people) g`, `r.visit::text || '/' || g`),
  ),
  one('voter_batches', '来访批次', '件', '接待', '期间各场接待登记的来访，一批一件', visits(VISIT, 'r.visit::text')),
  one(
    'voter_solved',
    '接待协调解决',
    '件',
    '接待',
    '其中结果为已解决或部分解决',
    visits(VISIT, 'r.visit::text', `r.outcome in ('solved', 'partly')`),
    'voter_batches',
  ),
  one(
    'recv_days',
    '接待场次',
    '次',
    '接待',
    '期间已举行的接待选民，主任接待代表另计',
    visits('below_reception r', 'r.matter::text', `r.state in ('held', 'recorded') and r.kind <> 'leaders'`),
  ),
  one(
    'lead_days',
    '主任接待代表',
    '次',
    '接待',
    '期间已举行的主任接待代表，不算接待选民',
    visits('below_reception r', 'r.matter::text', `r.state in ('held', 'recorded') and r.kind = 'leaders'`),
  ),
  one('lead_deputies', '主任接待的代表', '次', '接待', '期间主任接待时到场的代表人次', visits('below_received r', `r.matter::text || '/' || r.seat`, 'r.came')),
  one(
    'lead_opinions',
    '主任接待中代表提出的意见',
    '件',
    '接待',
    '期间主任接待时记下的代表意见：提建议、按社情民意办、转单位、当场答复',
    visits('below_said r', `r.matter::text || '/' || r.no`),
  ),
  one(
    'link_members',
    '联系代表的组成人员',
    '个',
    '联系',
    '期间名单里联系代表的常委会组成人员，去重',
    links('memberDeputy', 'coalesce(l.caller_seat::text, l.caller_text)'),
  ),
  one(
    'link_deputies',
    '被联系的代表',
    '个',
    '联系',
    '期间名单里被常委会组成人员联系的代表，去重',
    links('memberDeputy', 'coalesce(l.called_seat::text, l.called_text)'),
  ),
  one(
    'link_committees',
    '联系代表的委员会、机构',
    '个',
    '联系',
    '期间名单里联系代表的专门委员会、工作机构，去重',
    links('committeeDeputy', 'l.caller_unit::text'),
  ),
  one('link_people', '联系群众的代表', '个', '联系', '期间名单里固定联系群众的代表，去重', links('deputyPeople', 'l.caller_seat::text')),
  one('link_opinions', '联系带回意见', '件', '联系', '期间记联系时带回、进入办理的意见', own(`c.channel = 'contact'`)),
  one(
    'grp_villages',
    '定点联系村（社区）',
    '个',
    '联系',
    '期间代表小组定点联系的村（社区），去重',
    links('groupVillage', 'coalesce(l.called_unit::text, l.called_text)'),
  ),
  one(
    'grp_visits',
    '小组进村（社区）走访',
    '次',
    '联系',
    '期间代表小组到定点联系的村（社区）开展三进三访的次数',
    `${row('e.id::text', 'e.list', 'e.held_on::text')} from contact_entry e join matter m on m.id = e.list and m.kind = 'groupVillage' where m.place = $1 and e.held_on between $2::date and $3::date and ${ALL4}`,
  ),
  one(
    'grp_organ_visits',
    '小组联系国家机关',
    '次',
    '联系',
    '期间代表小组到国家机关座谈、察看、问询的次数',
    `${row('e.id::text', 'e.list', 'e.held_on::text')} from contact_entry e join matter m on m.id = e.list and m.kind = 'groupOrgan' where m.place = $1 and e.held_on between $2::date and $3::date and ${ALL4}`,
  ),
  one(
    'sc_invited',
    '邀请参加常委会活动',
    '次',
    '联系',
    '期间应邀参加常委会视察、立法调研、执法检查、建议督办等活动的代表人次；列席会议另计',
    attended(INVITED, 'p.id::text'),
  ),
  one('sc_visit', '常委会视察', '次', '联系', '其中参加常委会视察', attended(`'visit'`, 'p.id::text'), 'sc_invited'),
  one('sc_lawmaking', '立法调研', '次', '联系', '其中参加立法调研', attended(`'lawmaking'`, 'p.id::text'), 'sc_invited'),
  one('sc_enforcement', '执法检查', '次', '联系', '其中参加执法检查', attended(`'enforcement'`, 'p.id::text'), 'sc_invited'),
  one('sc_supervision', '建议督办', '次', '联系', '其中参加建议督办', attended(`'supervision'`, 'p.id::text'), 'sc_invited'),
  one('sc_sat_in', '列席常委会会议', '次', '联系', '期间列席常委会会议的代表人次', attended(`'attend'`, 'p.id::text')),
  one('sc_talked', '会前座谈', '次', '联系', '期间参加会前列席代表座谈会的代表人次', attended(`'talk'`, 'p.id::text')),
  one(
    'sc_attended',
    '列席过的基层代表',
    '个',
    '联系',
    '期间列席过常委会会议的基层一线代表，去重；还没有列席过的名单在每次列席的页面上',
    attended(`'attend'`, 'p.seat::text', `'基层一线' = any (s.tags)`),
  ),
  // Rooms that one walks into, and doors on the net: two numbers, never one sum.
  one('station_total', '代表家站点（站、室）', '个', '站点', '本地和下级在运行的代表之家、联络站、联络室、活动室等，不含网上站', stations('not s.online')),
  one('station_online', '网上代表联络站', '个', '站点', '本地和下级在运行的网上联络站，与站、室分开数', stations('s.online')),
  one('station_village', '村（社区）站', '个', '站点', '站、室中设在村、社区的', stations('not s.online and s.village'), 'station_total'),
  one(
    'station_new',
    '新建和提档升级',
    '个',
    '站点',
    '站、室中期间启用或提档升级的',
    stations(`not s.online and (s.opened_on between $2::date and $3::date or s.renewed_on between $2::date and $3::date)`),
    'station_total',
  ),
  one('station_demo', '示范站点', '个', '站点', '站、室中已命名示范的', stations(`not s.online and s.demo_named_on <= $3::date`), 'station_total'),
  one(
    'station_deputies',
    '进站代表',
    '个',
    '站点',
    '期末编入站点的各级代表，去重',
    `${row('x.seat::text', 'x.matter', `x.place_name || ' ' || x.station_name`)} from below_station_deputy x where x.place in ${BELOW} and x.since <= $3::date and (x.until is null or x.until > $3::date) and $2::date is not null and ${ALL4}`,
  ),
]
