/** One text's way through the loop. It yields days to wait; every step is a request somebody makes. */
import { localDay } from '../../kernel/calendar.ts'
import type { MatterView } from '../../kernel/wire.ts'
import type { Chance } from './chance.ts'
import type { City } from './city.ts'
import { handle } from './life-handling.ts'
import { judge } from './life-judging.ts'
import { Asked, type Life, type Somebody, type Stage } from './stage.ts'

/** How a life differs from an ordinary one in recess. */
export interface How {
  /** Handed in at the session; its units are settled and wait for the meeting at this instant. */
  meeting?: Date
  /** Passes its review: the number of items is to be what it is. */
  sure?: boolean
}

export interface Play {
  stage: Stage
  city: City
  chance: Chance
  id: string
}

/** Tries; a refusal is part of the play. */
export async function tries(fn: () => Promise<unknown>): Promise<boolean> {
  try {
    await fn()
    return true
  } catch (e) {
    if (e instanceof Asked) return false
    throw e
  }
}

export const look = (p: Play): Promise<MatterView> => p.stage.request<MatterView>(p.city.office('daf_staff', p.chance), 'GET', `/api/suggestion/${p.id}`)

const CATEGORIES = ['politics', 'economy', 'culture', 'society', 'ecology']
/** Handled matters into which a twin may be merged. */
const handled: string[] = []

export async function* life(stage: Stage, city: City, chance: Chance, text: { title: string; text: string }, n: number, how: How = {}): Life {
  const lead = chance.pick(city.deputies)
  const sheet = sheetOf(text, chance)
  // A deputy who is told what is wrong mends it, as people do.
  let id = ''
  for (const input of [sheet, { ...sheet, title: sheet.title.slice(0, 50) }])
    if (
      await tries(async () => {
        id = (await stage.act(lead, null, 'draft', input)).matter
      })
    )
      break
  if (!id) return '草稿未成'
  const p: Play = { stage, city, chance, id }
  if (n % 7 === 0) await stage.request(lead, 'POST', '/api/suggestion/check', { title: sheet.title, situation: sheet.situation, proposals: sheet.proposals })

  if (chance.happens(0.3)) yield* cosigners(p, lead)
  await tries(() => stage.act(lead, id, 'submit', { waitNot: true }))
  yield chance.next() * 0.5

  const stop = yield* review(p, lead, how)
  if (stop) return stop
  if (how.meeting) yield* settle(p, how.meeting)
  else yield* assign(p)
  if (chance.happens(0.05)) handled.push(id)
  if (!how.sure && chance.happens(0.01) && (await tries(() => stage.act(lead, id, 'withdraw', { reason: '情况已经解决' })))) return '已撤回'
  yield* handle(p)
  yield* judge(p)
  return (await look(p)).stateLabel
}

function sheetOf(t: { title: string; text: string }, chance: Chance) {
  const sentences = t.text.split(/(?<=[。!!??;;])/)
  const asks = sentences.filter((s) => /建议|希望|恳请|请|要求/.test(s)).join('')
  return {
    title: /建议/.test(t.title) ? t.title : `关于${t.title}的建议`,
    kind: chance.pick(['suggestion', 'suggestion', 'criticism', 'opinion']),
    situation: t.text.slice(0, 20000),
    proposals: asks.slice(0, 5000) || '请有关部门核实情况，依法处理，并答复群众。',
    source: chance.pick(['research', 'tour', 'station', 'concern', 'other']),
    mayPublish: chance.happens(0.8),
    publishReason: '涉及群众个人情况',
    confidential: chance.happens(0.03),
    wishFace: chance.happens(0.2),
  }
}

async function* cosigners({ stage, city, chance, id }: Play, lead: Somebody): AsyncGenerator<number> {
  const others = chance.some(
    city.deputies.filter((d) => d.seat !== lead.seat),
    chance.int(1, 3),
  )
  if (!(await tries(() => stage.act(lead, id, 'inviteCosigners', { deputies: others.map((o) => o.seat) })))) return
  for (const o of others) {
    yield chance.next() * 0.3
    if (chance.happens(0.1)) continue
    await tries(() => stage.act(o, id, chance.happens(0.9) ? 'cosign' : 'declineCosign'))
  }
}

async function* review(p: Play, lead: Somebody & { delegation?: string }, how: How): AsyncGenerator<number, string | undefined> {
  const { stage, city, chance, id } = p
  for (let round = 0; round < 4; round++) {
    const at = await stage.request<MatterView>(lead, 'GET', `/api/suggestion/${id}`)
    if (at.state === 'returned') {
      yield chance.int(0, 3)
      await tries(() => stage.act(lead, id, 'submit', { waitNot: true }))
    } else if (at.state === 'delegationReview') {
      const head = city.heads.get(lead.delegation ?? '') as Somebody
      await tries(() =>
        how.sure || chance.happens(0.95)
          ? stage.act(head, id, 'signOff', { opinion: '同意' })
          : stage.act(head, id, 'returnToDeputy', { reason: '请补充事实' }),
      )
    } else if (at.state === 'motionGroupReview' || at.state === 'officeReview') {
      const who = at.state === 'officeReview' ? city.office('daf_staff', chance) : city.office('motion_group', chance)
      const x = how.sure ? 1 : chance.next()
      if (x < 0.04) {
        await stage.act(who, id, 'notAccept', {
          code: chance.pick(['PERSONAL', 'CASE', 'FORWARDED_LETTER', 'OUT_OF_SCOPE']),
          explain: '不属于代表建议的受理范围，已转有关方面参考',
        })
        return '不予受理'
      }
      if (x < 0.08 && round < 2) await tries(() => stage.act(who, id, 'returnToDeputy', { reason: '一件建议说了两件事，请分开写' }))
      else if (x < 0.12 && handled.length > 0 && (await tries(() => stage.act(who, id, 'merge', { into: chance.pick(handled), reason: '内容相同' }))))
        return '已并案'
      else await stage.act(who, id, 'register', { political: 'pass', legal: 'pass', quality: 'pass', category: chance.pick(CATEGORIES) })
    } else return undefined
    yield chance.next() * (how.sure ? 0.1 : 1)
  }
  const end = await stage.request<MatterView>(lead, 'GET', `/api/suggestion/${id}`)
  return end.state === 'registered' ? undefined : '多次退回'
}

/** 预交办 until nobody objects, then the wait for the meeting. */
async function* settle(p: Play, meeting: Date): AsyncGenerator<number> {
  const { stage, city, chance, id } = p
  const who = city.office('motion_group', chance)
  for (let round = 0; round < 3; round++) {
    const plan = planOf(p)
    await stage.act(who, id, 'preAssign', plan)
    yield chance.next() * 0.2
    const objector = round === 0 && chance.happens(0.1) ? city.unit(plan.main[0] as string) : undefined
    for (const u of [...plan.main, ...plan.co])
      await tries(() =>
        objector?.id === u
          ? stage.act(objector.officer, id, 'objectPreAssign', { reason: '不属本单位职责', proposed: chance.pick(city.units).id })
          : stage.act(city.unit(u).officer, id, 'acceptPreAssign'),
      )
    if (chance.happens(0.3))
      await tries(() => stage.act(city.unit(plan.main[0] as string).officer, id, 'receiveOnSite', { person: '驻会值守', plan: '当场拿出初步方案' }))
    if (!objector) break
    await tries(() =>
      stage.act(city.office('gov_office', chance), id, 'coordinate', {
        heldOn: today(p),
        place: '大会秘书处',
        people: objector.name,
        opinions: `${objector.name}：不属本单位职责`,
        conclusion: '另行商定承办单位',
      }),
    )
  }
  yield Math.max(0.1, (meeting.getTime() - stage.now.getTime()) / 86_400_000 + 0.5 + chance.next())
}

function planOf({ city, chance }: Play) {
  const kind = chance.pick(['sole', 'sole', 'lead', 'separate'] as const)
  const chosen = chance.some(city.units, kind === 'sole' ? 1 : chance.int(2, 3)).map((u) => u.id)
  return { kind, main: kind === 'lead' ? chosen.slice(0, 1) : chosen, co: kind === 'lead' ? chosen.slice(1) : [], complex: chance.happens(0.15) }
}

async function* assign(p: Play): AsyncGenerator<number> {
  const { stage, city, chance, id } = p
  const who = city.office('daf_staff', chance)
  const plan = planOf(p)
  const chosen = [...plan.main, ...plan.co]
  if (chance.happens(0.3)) {
    await stage.act(who, id, 'preAssign', plan)
    for (const u of chosen) {
      yield chance.next() * 2
      const x = chance.next()
      if (x < 0.75) await tries(() => stage.act(city.unit(u).officer, id, 'acceptPreAssign'))
      else if (x < 0.85)
        await tries(() => stage.act(city.unit(u).officer, id, 'objectPreAssign', { reason: '不属本单位职责', proposed: chance.pick(city.units).id }))
    }
    yield 1
    if (await tries(() => stage.act(who, id, 'handOver'))) return
  }
  await tries(() => stage.act(who, id, 'assign', plan))
}

export const today = (p: Play): string => localDay(p.stage.now)
