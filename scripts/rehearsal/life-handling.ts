/** The units at work: most in time, some late, some asking to be let off. */
import { addDays } from '../../kernel/calendar.ts'
import type { PartyView } from '../../kernel/wire.ts'
import type { Unit } from './city.ts'
import { look, type Play, today, tries } from './life.ts'

const unitsOf = async (p: Play, role?: string) => (await look(p)).parties.filter((x) => x.kind === 'unit' && !x.left && (!role || x.role === role))
const byName = (p: Play, x: PartyView): Unit => p.city.units.find((u) => u.name === x.name) as Unit

export async function* handle(p: Play): AsyncGenerator<number> {
  const { stage, chance, id } = p
  for (const x of await unitsOf(p)) {
    yield chance.happens(0.15) ? chance.int(4, 9) : chance.next() * 2
    const unit = byName(p, x)
    await tries(() => stage.act(unit.officer, id, 'signFor'))
    if (chance.happens(0.08)) yield* bounce(p, unit)
  }
  for (const x of await unitsOf(p, 'co')) {
    yield chance.happens(0.15) ? chance.int(20, 40) : chance.int(1, 10)
    await opinion(p, byName(p, x))
  }
  for (const x of await unitsOf(p, 'main')) {
    const unit = byName(p, x)
    yield chance.int(2, 15)
    if (chance.happens(0.1)) yield* extend(p, unit)
    if (chance.happens(0.06)) await tries(() => stage.act(unit.officer, id, 'sendReply'))
    yield chance.happens(0.07) ? chance.int(80, 110) : chance.int(3, 45)
    yield* reply(p, unit)
  }
}

async function* bounce(p: Play, unit: Unit): AsyncGenerator<number> {
  const { stage, city, chance, id } = p
  yield chance.int(0, 14)
  const other = chance.pick(city.units.filter((u) => u.id !== unit.id))
  if (!(await tries(() => stage.act(unit.officer, id, 'requestReturn', { reason: '不属本单位职责', basis: '三定方案', proposed: other.id })))) return
  yield chance.int(1, 6)
  const party = (await unitsOf(p)).find((x) => x.name === unit.name)
  const agreed = await tries(() =>
    stage.act(
      city.office('gov_office', chance),
      id,
      'decideReturn',
      chance.happens(0.7) ? { agree: 'yes', opinion: '同意改交' } : { agree: 'no', opinion: '属你单位职责' },
      party?.id,
    ),
  )
  if (!agreed) await tries(() => stage.act(city.office('gov_office', chance), id, 'decideReturn', { agree: 'no', opinion: '请继续办理' }, party?.id))
  const fresh = (await unitsOf(p)).find((x) => x.step === 'noticed')
  yield 1
  if (fresh) await tries(() => stage.act(byName(p, fresh).officer, id, 'signFor'))
}

async function opinion({ stage, id }: Play, unit: Unit) {
  await tries(() =>
    stage.act(unit.officer, id, 'submitOpinion', {
      opinion: '同意主办单位意见，所需事项按职责配合落实。',
      contactName: unit.officer.name,
      contactPhone: '0990-2210000',
    }),
  )
}

async function* extend({ stage, city, chance, id, ...p }: Play, unit: Unit): AsyncGenerator<number> {
  if (!(await tries(() => stage.act(unit.officer, id, 'requestExtension', { months: chance.int(1, 3), reason: '涉及跨区协调', told: chance.happens(0.9) }))))
    return
  yield chance.int(1, 4)
  const party = (await unitsOf({ stage, city, chance, id, ...p }, 'main')).find((x) => x.name === unit.name)
  await tries(() => stage.act(city.office('daf_staff', chance), id, 'decideExtension', { agree: chance.happens(0.8) ? 'yes' : 'no', opinion: '' }, party?.id))
}

export async function* reply(p: Play, unit: Unit): AsyncGenerator<number> {
  const { stage, chance, id } = p
  await tries(() =>
    stage.act(unit.officer, id, 'recordContact', {
      form: chance.pick(['座谈会', '登门走访', '电话联系']),
      rank: chance.pick(['单位主要负责人', '分管负责人', '科室负责人', '一般干部']),
      place: '社区',
      heldOn: today(p),
      opinion: '希望尽快解决',
    }),
  )
  yield chance.next()
  const code = chance.pick(['A', 'A', 'A', 'B', 'B', 'B', 'C', 'D'])
  const promises =
    code === 'B'
      ? Array.from({ length: chance.int(1, 2) }, (_, i) => ({
          item: `第${i + 1}项措施`,
          measure: '按计划实施',
          dueOn: addDays(today(p), chance.int(20, 200)),
          owner: unit.officer.name,
        }))
      : []
  const draft = {
    docNo: `云函〔2026〕${chance.int(1, 900)}号`,
    code,
    body: '您提出的建议收悉。经研究，现答复如下。',
    contactName: unit.officer.name,
    contactPhone: '0990-2210000',
    disclosure: 'public',
    promises,
  }
  if (!(await tries(() => stage.act(unit.officer, id, 'saveReply', draft)))) return
  await tries(() => stage.act(unit.officer, id, 'checkReply', { pass: 'yes' }))
  yield chance.next()
  await tries(() => stage.act(unit.leader, id, 'signReply', { pass: 'yes' }))
  for (let i = 0; i < 4; i++) {
    if (await tries(() => stage.act(unit.officer, id, 'sendReply'))) return
    // What holds it up is a co-unit: telephone it.
    for (const x of await unitsOf(p, 'co'))
      if (['noticed', 'signedFor', 'sentBack', 'returnRequested'].includes(x.step)) {
        const co = byName(p, x)
        await tries(() => stage.act(co.officer, id, 'signFor'))
        await opinion(p, co)
      }
    yield chance.int(1, 5)
  }
}
