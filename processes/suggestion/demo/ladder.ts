/** The invented office's supervision: telephone calls, letters, key suggestions with their events, one inspection round. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { act, type House } from '../../../kernel/act.ts'
import { addDays, localDay } from '../../../kernel/calendar.ts'
import { lateItems } from '../../letter/late.ts'
import type { Cast } from './stage.ts'

const HOUR = 3_600_000

export async function supervise(house: House, y: { owner: pg.Pool; cast: Cast; now: number }): Promise<void> {
  const { cast, owner } = y
  const [wang, zhou] = [cast.named('王敏'), cast.named('周建国')]
  const place = wang.place
  let at = y.now - 30 * HOUR
  const does = (who: typeof wang, process: string, action: string, matter: string | null, input: Record<string, unknown> = {}, party?: string) => {
    at += 60_000
    return act(house, { process, action, matter, party, key: randomUUID(), actor: who, now: new Date(at), input })
  }
  const client = await owner.connect()
  try {
    const today = localDay(new Date(y.now))
    const late = await lateItems(client, place, addDays(today, -2))
    for (const [i, x] of late.entries())
      if (i % 2 === 0)
        await does(
          wang,
          'suggestion',
          'urge',
          x.matter,
          { channel: '电话', note: `${x.clockLabel}已逾期，请尽快办理并说明原因`, person: '办公室主任', answer: '已报主要负责人，本周内办理' },
          x.party,
        )
    const units = [...new Set(late.filter((_, i) => i % 2 === 0).map((x) => x.unit))].slice(0, 2)
    for (const [i, unit] of units.entries()) {
      const items = late.filter((x) => x.unit === unit).map((x) => x.party)
      const { matter } = await does(wang, 'letter', 'draftLetter', null, {
        unit,
        items,
        demand: '请于收函之日起十个工作日内逐件书面答复办理情况、逾期原因和办结时限，并向代表说明。',
        contact: '王敏 0990-6666600',
      })
      if (i === 0) await does(zhou, 'letter', 'issue', matter)
    }

    // The council of chairpersons will look at a third one's items on the spot.
    const third = late.find((x) => !units.includes(x.unit)) ?? late[0]
    if (third)
      await does(wang, 'interview', 'arrange', null, {
        kind: 'onsite',
        unit: third.unit,
        items: late.filter((x) => x.unit === third.unit).map((x) => x.party),
        heldOn: addDays(today, 4),
        place: '市政务服务中心三楼会议室',
        leader: '黄文斌',
      })
    // And the oldest delay of all hangs on the wall with a day.
    const worst = [...late].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0]
    if (worst)
      await does(wang, 'correction', 'hang', null, {
        unit: worst.unit,
        items: [worst.party],
        until: addDays(today, 30),
        demand: '请主要负责人牵头，限期办结，每周报告一次进展，并当面向代表说明。',
      })

    const key = (
      await owner.query(
        `select id from matter where process = 'suggestion' and place = $1 and state in ('handling', 'judging', 'followUp') order by created_at limit 6`,
        [place],
      )
    ).rows
    const seat = async (office: string) =>
      (await owner.query(`select id from seat where place = $1 and office = $2 and state = 'active' order by id limit 4`, [place, office])).rows.map(
        (r) => r.id,
      )
    const [leaders, committees, governors] = [await seat('sc_leader'), await seat('committee'), await seat('gov_office')]
    const lead = cast.named('黄文斌')
    const follow = cast.named('田野')
    for (const [i, x] of key.entries()) {
      await does(wang, 'suggestion', 'proposeKey', x.id, { criterion: ['重大', '集中', '综合', '年度'][i % 4] })
      if (i === 5) continue
      const id = (await owner.query(`select id from matter where process = 'key' and data->>'suggestion' = $1`, [x.id])).rows[0].id
      await does(zhou, 'key', 'adopt', id, {
        meetingOn: addDays(today, -12),
        meeting: '市六届人大常委会第五十一次主任会议',
        leader: i < 2 ? lead.seat : leaders[i % leaders.length],
        govLeader: governors[i % governors.length],
        committee: i < 2 ? follow.seat : committees[i % committees.length],
        reportBy: addDays(today, 40 + i * 7),
        plan: '一、听取承办单位工作方案；二、现场督办一次；三、召开由代表参加的调度会；四、形成督办报告。',
      })
      if (i < 3)
        await does(i < 2 ? lead : wang, 'key', 'addEvent', id, {
          form: i === 0 ? '现场督办' : '调度会',
          on: addDays(today, -3),
          place: i === 0 ? '项目现场' : '市人大常委会三楼会议室',
          people: '领衔领导、承办单位主要负责人、提建议的代表',
          content: '听取办理进展，察看现场，逐项对照建议内容核实。',
          demands: '列出时间表，每两周报告一次进展。',
        })
    }

    const inspected = (
      await owner.query(
        `select p.unit from party p join matter m on m.id = p.matter and m.process = 'suggestion' and m.place = $1 where p.unit is not null and p.left_at is null and p.data ? 'handedOn' group by 1 order by count(*) desc, 1 limit 4`,
        [place],
      )
    ).rows.map((r) => r.unit)
    const round = await does(wang, 'inspection', 'request', null, {
      title: '六届市委第九轮巡察',
      units: inspected,
      from: `${today.slice(0, 4)}-01-01`,
      to: today,
      note: '提请提供被巡察单位承办代表建议的情况',
    })
    await does(wang, 'inspection', 'extract', round.matter)
    await does(zhou, 'inspection', 'handOver', round.matter, {
      inspector: cast.named('范明').seat,
      docNo: `云人代函〔${today.slice(0, 4)}〕18号`,
      on: localDay(new Date(at)),
    })
  } finally {
    client.release()
  }
}
