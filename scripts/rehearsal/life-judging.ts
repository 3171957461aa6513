/** Deputies judge, or stay silent until they are left out; redo, panel, promises. */
import { addDays, localDay } from '../../kernel/calendar.ts'
import type { MatterView } from '../../kernel/wire.ts'
import type { Unit } from './city.ts'
import { look, type Play, tries } from './life.ts'
import { reply } from './life-handling.ts'

const LEVELS = ['满意', '满意', '满意', '满意', '满意', '满意', '基本满意', '基本满意', '不满意']

async function answer(p: Play, m: MatterView): Promise<void> {
  const { stage, chance, id } = p
  for (const r of m.parties.filter((x) => x.role === 'recipient' && (x.step === 'asked' || x.step === 'reminded'))) {
    if (chance.happens(0.12)) continue
    const seat = (await stage.database.owner.query<{ seat: string }>('select seat from party where id = $1', [r.id])).rows[0]?.seat
    const who = seat ? p.city.seat(seat) : undefined
    if (!who) continue
    const [attitude, result] = [chance.pick(LEVELS), chance.pick(LEVELS)]
    const bad = attitude === '不满意' || result === '不满意'
    await tries(() =>
      stage.act(who, id, 'judge', {
        attitude,
        result,
        solved: chance.pick(['解决或基本解决', '部分解决或列入计划', '近期尚不能解决']),
        adopted: chance.pick(['采纳', '部分采纳', '解释说明']),
        comment: bad && chance.happens(0.9) ? '没有时间表' : '',
      }),
    )
  }
}

/** One promise at a time, most of them kept, some put off or given up; the last one settled is answered for. */
async function keep({ stage, chance, id }: Play, m: MatterView, x: MatterView['parties'][number], unit: Unit): Promise<void> {
  const open = m.promises.find((q) => q.party === x.id && (q.state === 'promised' || q.state === 'overdue'))
  if (!open) return void (await tries(() => stage.act(unit.officer, id, 'closePromises', { body: '承诺事项均已落实，请代表评价。' })))
  const roll = chance.next()
  if (roll < 0.1) {
    const dueOn = addDays(localDay(stage.now), chance.int(30, 120))
    await tries(() => stage.act(unit.officer, id, 'changePromise', { promise: open.id, outcome: 'later', dueOn, reason: '工期受汛期影响' }))
  } else if (roll < 0.14) await tries(() => stage.act(unit.officer, id, 'changePromise', { promise: open.id, outcome: 'drop', reason: '已由上级项目一并实施' }))
  else
    await tries(async () =>
      stage.act(unit.officer, id, 'fulfilPromise', { promise: open.id, evidence: '已完成', attachments: [await stage.upload(unit.officer)] }),
    )
}

async function witness({ stage, city, chance, id }: Play, party: string): Promise<void> {
  const seat = (await stage.database.owner.query<{ seat: string }>('select seat from party where id = $1', [party])).rows[0]?.seat
  const who = seat ? city.seat(seat) : undefined
  if (!who || chance.happens(0.1)) return
  const verdict = chance.pick(['已兑现', '已兑现', '已兑现', '部分兑现', '未兑现'])
  await tries(() => stage.act(who, id, 'judgePromise', { verdict, comment: verdict === '未兑现' ? '现场还没有看到' : '' }))
}

export async function* judge(p: Play): AsyncGenerator<number> {
  const { stage, city, chance, id } = p
  for (let turn = 0; turn < 60; turn++) {
    const m = await look(p)
    const daf = city.office('daf_staff', chance)
    const main = m.parties.filter((x) => x.role === 'main' && !x.left)
    switch (m.state) {
      case 'judging':
        yield chance.int(2, 12)
        await answer(p, await look(p))
        yield 3
        break
      case 'redoDecision':
        yield chance.int(1, 6)
        if (!(await tries(() => stage.act(daf, id, 'orderRedo', { units: main.map((x) => x.id), reason: '请给出措施和时间表' }))))
          await tries(() => stage.act(daf, id, chance.happens(0.7) ? 'callPanel' : 'explain', { form: '会商', evaluator: '', explain: '已与代表当面说明' }))
        break
      case 'redo':
        for (const x of main) {
          yield chance.int(3, 35)
          const unit = city.units.find((u) => u.name === x.name)
          if (unit && x.step !== 'delivered') yield* reply(p, unit)
        }
        break
      case 'panel':
        yield chance.int(3, 20)
        await tries(() => stage.act(daf, id, 'settlePanel', { opinion: '答复属实，限期落实' }))
        break
      case 'followUp':
        yield chance.int(15, 60)
        for (const x of main) {
          const unit = city.units.find((u) => u.name === x.name)
          if (unit) await keep(p, m, x, unit)
        }
        for (const x of m.parties.filter((q) => q.role === 'witness' && q.step === 'asked')) await witness(p, x.id)
        break
      case 'handling': {
        // Somebody has not finished; a unit that came in late takes its turn.
        yield chance.int(2, 8)
        for (const x of main.filter((q) => q.step !== 'delivered')) {
          const unit = city.units.find((u) => u.name === x.name)
          if (!unit) continue
          if (x.step === 'noticed') await tries(() => stage.act(unit.officer, id, 'signFor'))
          if (x.step === 'returnRequested')
            await tries(() => stage.act(city.office('gov_office', chance), id, 'decideReturn', { agree: 'no', opinion: '请继续办理' }, x.id))
          yield* reply(p, unit)
        }
        break
      }
      case 'registered':
      case 'preAssigned':
        await tries(() => stage.act(daf, id, 'assign', { kind: 'sole', main: [chance.pick(city.units).id], co: [] }))
        yield 1
        break
      default:
        return
    }
  }
}
