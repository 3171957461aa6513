/** What the office does across a year: key items, the supervision ladder, the annual report with its numbers checked against rows. */
import { localDay } from '../../kernel/calendar.ts'
import type { Chance } from './chance.ts'
import type { City } from './city.ts'
import { tries } from './life.ts'
import type { Life, Somebody, Stage } from './stage.ts'

export const KEY_ITEMS = 24

const plus = (day: string, n: number) => new Date(Date.parse(`${day}T12:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)

/** B21: proposed from the session's, adopted by the council, watched by a leader, reported, closed. */
export async function* keys(stage: Stage, city: City, chance: Chance): Life {
  const [daf, head, leader, committee, governor] = (['daf_staff', 'daf_head', 'sc_leader', 'committee', 'gov_office'] as const).map((o) =>
    city.office(o, chance),
  ) as [Somebody, Somebody, Somebody, Somebody, Somebody]
  const rows = (
    await stage.database.owner.query<{ id: string }>(
      `select id from matter where process = 'suggestion' and session is not null and kind <> 'speech' and state = 'handling' order by no limit ${KEY_ITEMS}`,
    )
  ).rows
  for (const r of rows) await stage.act(daf, r.id, 'proposeKey', { criterion: '集中' })
  yield 5
  const items = (await stage.database.owner.query<{ id: string }>(`select id from matter where process = 'key' and state = 'proposed' order by created_at, id`))
    .rows
  const today = localDay(stage.now)
  for (const k of items)
    await stage.act(
      head,
      k.id,
      'adopt',
      {
        meetingOn: today,
        meeting: '第五十次主任会议',
        leader: leader.seat,
        govLeader: governor.seat,
        committee: committee.seat,
        reportBy: plus(today, 180),
        plan: '',
      },
      undefined,
      'key',
    )
  for (let round = 0; round < 3; round++) {
    yield 45
    for (const k of items) {
      const event = {
        form: '调度会',
        on: localDay(stage.now),
        place: '市人大常委会会议室',
        people: '领衔领导、承办单位、代表',
        content: '听取进展，现场协调',
        demands: '',
      }
      await tries(() => stage.act(leader, k.id, 'addEvent', event, undefined, 'key'))
    }
  }
  yield 20
  for (const k of items) {
    await tries(() => stage.act(committee, k.id, 'submitReport', { report: '办理单位按方案推进，代表表示满意。' }, undefined, 'key'))
    await tries(() => stage.act(head, k.id, 'finish', { result: '推动一个方面的工作' }, undefined, 'key'))
  }
  return `重点督办 ${items.length} 件`
}

interface Rungs {
  units: { unit: string; name: string; items: { matter: string; party: string; next: string }[] }[]
}

/** B22 B24: whom the rules propose to call is called; who was called in vain gets a letter and answers it. */
export async function* wave(stage: Stage, city: City, chance: Chance): Life {
  const [daf, head] = [city.office('daf_staff', chance), city.office('daf_head', chance)]
  let [calls, letters] = [0, 0]
  for (let round = 0; round < 3; round++) {
    const ladder = await stage.request<Rungs>(daf, 'GET', '/api/ladder')
    for (const u of ladder.units) {
      const phone = u.items.filter((x) => x.next === 'phone')
      if (phone.length > 0) {
        await stage.request(daf, 'POST', '/api/ladder/phone', {
          key: crypto.randomUUID(),
          items: phone.map(({ matter, party }) => ({ matter, party })),
          person: '办公室主任',
          note: '请抓紧办理并与代表沟通',
          answer: '一周内办结',
        })
        calls++
      }
      const late = u.items.filter((x) => x.next === 'letter')
      const unit = city.units.find((x) => x.id === u.unit)
      if (late.length === 0 || !unit) continue
      const drafted = await stage
        .act(
          daf,
          null,
          'draftLetter',
          { unit: u.unit, items: late.map((x) => x.party), demand: '十日内办结并书面复函', contact: '代工委 0990-2210001' },
          undefined,
          'letter',
        )
        .catch(() => undefined)
      if (!drafted) continue
      letters++
      await stage.act(head, drafted.matter, 'issue', {}, undefined, 'letter')
      const answered = async () => {
        const items = late.map((x) => ({ item: x.party, answer: '已安排专人办理，月底前答复代表。', dueOn: plus(localDay(stage.now), 20) }))
        await stage.act(unit.officer, drafted.matter, 'answer', { items, reason: '' }, undefined, 'letter')
        const page = await stage.request<{ parties: { id: string; role: string }[] }>(daf, 'GET', `/api/letter/${drafted.matter}`)
        await stage.act(daf, drafted.matter, 'accept', {}, page.parties.find((p) => p.role === 'unit')?.id, 'letter')
      }
      stage.enter(
        (async function* (): Life {
          yield 0.1
          await tries(answered)
          return '督办函有复函'
        })(),
        new Date(stage.now.getTime() + 6 * 86_400_000),
      )
    }
    yield 12
  }
  return `督办：电话 ${calls} 次、发函 ${letters} 件`
}

interface Annual {
  title: string
  sections: { heading: string; paragraphs: (string | { code: string; text: string })[][] }[]
}

/** The printed report: every number in it must be as many as its rows, and the whole what the table of matters says. */
export async function* annualReport(stage: Stage, city: City, chance: Chance, year: number): Life {
  const daf = city.office('daf_head', chance)
  const a = await stage.request<Annual>(daf, 'GET', `/api/report/annual?year=${year}`)
  console.log(`\n${a.title}（排演，截至 ${localDay(stage.now)}）`)
  const counts = new Map<string, string>()
  for (const s of a.sections) {
    console.log(`\n${s.heading}`)
    for (const p of s.paragraphs) console.log(`  ${p.map((x) => (typeof x === 'string' ? x : x.text)).join('')}`)
    for (const x of s.paragraphs.flat()) if (typeof x !== 'string' && /^\d+$/.test(x.text)) counts.set(x.code, x.text)
  }
  for (const [code, text] of counts) {
    const rows = (await stage.request<{ rows: unknown[] }>(daf, 'GET', `/api/report/rows?year=${year}&code=${code}`)).rows.length
    if (rows !== Number(text)) stage.broken.push(`年度报告的 ${code} 写的是 ${text}，明细有 ${rows} 行`)
  }
  const n = (
    await stage.database.owner.query(
      `select count(*)::int as n from matter where process = 'suggestion' and no is not null and extract(year from coalesce((data->>'receivedOn')::date, (created_at at time zone 'Asia/Shanghai')::date)) = $1`,
      [year],
    )
  ).rows[0].n
  if (counts.get('sg_total') !== String(n)) stage.broken.push(`年度报告的建议总数 ${counts.get('sg_total')} 与数据 ${n} 不符`)
  yield 0.02
  return `${year}年度报告 ${counts.size} 个数已逐一核对明细`
}
