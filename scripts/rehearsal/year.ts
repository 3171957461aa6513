/** A whole year of the invented city: the session's 165, the recess's 60, what the office does across them, promises over New Year. */
import { localDay } from '../../kernel/calendar.ts'
import { sheetOf } from '../../processes/suggestion/demo/texts.ts'
import { PLACES, TOPICS } from '../../processes/suggestion/demo/topics.ts'
import type { Chance } from './chance.ts'
import type { City } from './city.ts'
import { life, tries } from './life.ts'
import { annualReport, keys, wave } from './office.ts'
import type { Life, Stage } from './stage.ts'

export const IN_SESSION = 165
export const IN_RECESS = 60
const SPEECHES = 12
const DAY = 86_400_000
const at = (day: string, time = '09:00') => new Date(`${day}T${time}:00+08:00`)
const MEETING = at('2026-01-23', '14:30')

/** Invented texts of real length: title and one running text, as life() wants them. */
function textOf(i: number): { title: string; text: string } {
  const topic = TOPICS[i % TOPICS.length] as (typeof TOPICS)[number]
  const s = sheetOf(topic, PLACES[(i * 7) % PLACES.length] as string, i, false) as { title: string; situation: string; proposals: string }
  return { title: s.title.slice(0, 50), text: `${s.situation}\n${s.proposals}` }
}

export function enterYear(stage: Stage, city: City, chance: Chance): void {
  for (let i = 0; i < IN_SESSION; i++) {
    const c = chance.fork(i + 1)
    const from = new Date(at('2026-01-19', '14:00').getTime() + c.int(0, 2) * DAY + c.int(0, 200) * 60_000)
    stage.enter(life(stage, city, c, textOf(i), i + 1, { meeting: MEETING, sure: true }), from)
  }
  for (let i = 0; i < IN_RECESS; i++) {
    const c = chance.fork(1000 + i)
    stage.enter(life(stage, city, c, textOf(i + 40), 1000 + i), new Date(at('2026-02-02').getTime() + c.int(0, 250) * DAY))
  }
  for (let i = 0; i < SPEECHES; i++) stage.enter(speech(stage, city, chance.fork(2000 + i), i), at('2026-01-20', '16:00'))
  stage.enter(meeting(stage, city, chance.fork(3000)), MEETING)
  stage.enter(keys(stage, city, chance.fork(3003)), at('2026-01-26'))
  stage.enter(wave(stage, city, chance.fork(3004)), at('2026-02-09'))
  stage.enter(wave(stage, city, chance.fork(3005)), at('2026-05-06'))
  stage.enter(wave(stage, city, chance.fork(3006)), at('2026-09-07'))
  stage.enter(annualReport(stage, city, chance.fork(3007), 2026), at('2026-12-31', '23:00'))
  stage.enter(accounts(stage, city, chance.fork(3001), 2026), at('2026-10-12'))
  stage.enter(accounts(stage, city, chance.fork(3002), 2027), at('2027-10-11'))
}

/** B6: recorded by the motion group, confirmed or refused by whoever spoke, then like any other in recess. */
async function* speech(stage: Stage, city: City, chance: Chance, i: number): Life {
  const group = city.office('motion_group', chance)
  const speaker = chance.pick(city.deputies)
  const { title, text } = textOf(i + 20)
  const words = { title, situation: text, proposals: '请有关单位研究办理。' }
  const { matter } = await stage.act(group, null, 'recordSpeech', {
    ...words,
    speakers: [speaker.seat],
    meeting: '代表团第二次全体会议',
    report: 'government',
    heldOn: '2026-01-20',
  })
  yield chance.next() * 0.5
  if (chance.happens(0.1)) {
    await stage.act(speaker, matter, 'declineSpeech', { reason: '是对报告的肯定，不是建议' })
    return '发言不作为建议'
  }
  await stage.act(speaker, matter, 'confirmSpeech', words)
  await stage.act(group, matter, 'register', { political: 'pass', legal: 'pass', quality: 'pass', category: 'society' })
  yield 0.2
  const unit = chance.pick(city.units)
  await stage.act(group, matter, 'assign', { kind: 'sole', main: [unit.id] })
  const { handle } = await import('./life-handling.ts')
  const { judge } = await import('./life-judging.ts')
  const p = { stage, city, chance, id: matter }
  yield* handle(p)
  yield* judge(p)
  return '审议发言建议走完'
}

/** B12: everything settled is handed over before the session closes; every unit signs its book. */
async function* meeting(stage: Stage, city: City, chance: Chance): Life {
  const daf = city.office('daf_staff', chance)
  const rows = (await stage.database.owner.query<{ id: string }>(`select id from matter where process = 'suggestion' and state = 'preAssigned' order by no`))
    .rows
  const { matter } = await stage.act(
    daf,
    null,
    'plan',
    { title: '市六届人大五次会议代表建议交办会', kind: 'session', heldOn: localDay(stage.now), place: '市会议中心', items: rows.map((r) => r.id) },
    undefined,
    'handover',
  )
  await stage.act(daf, matter, 'hold', { handedBy: '市人大常委会副主任', leaders: '', note: '三个月内答复代表' }, undefined, 'handover')
  yield 0.1
  const book = await stage.request<{ parties: { name: string; step: string }[] }>(daf, 'GET', `/api/handover/${matter}`)
  for (const p of book.parties) {
    const unit = city.units.find((u) => u.name === p.name)
    if (unit) await tries(() => stage.act(unit.officer, matter, 'signBook', { signer: unit.leader.name, on: localDay(stage.now) }, undefined, 'handover'))
  }
  return `交办会交办 ${rows.length} 件`
}

/** B20: the fourth quarter's accounts of promises. */
async function* accounts(stage: Stage, city: City, chance: Chance, year: number): Life {
  const daf = city.office('daf_staff', chance)
  const begun = await stage.act(daf, null, 'callReports', { year, deadline: `${year}-12-15` }, undefined, 'ledger').catch(() => undefined)
  if (!begun) return `${year}年没有承诺要报告`
  const { matter } = begun
  yield chance.int(10, 30)
  const page = await stage.request<{ parties: { id: string; name: string }[] }>(daf, 'GET', `/api/ledger/${matter}`)
  for (const p of page.parties) {
    const unit = city.units.find((u) => u.name === p.name)
    if (!unit) continue
    await tries(() => stage.act(unit.officer, matter, 'submitReport', { summary: '本单位承诺事项进展如下表。' }, undefined, 'ledger'))
    yield 0.3
    await tries(() => stage.act(daf, matter, 'receipt', {}, p.id, 'ledger'))
  }
  return `${year}年承诺报告 ${page.parties.length} 个单位`
}
