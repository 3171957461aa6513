/** Every process of the house. One with a fault does not start. */
import type { Registered } from '../kernel/act.ts'
import { faults } from '../kernel/faults.ts'
import { houseFaults } from '../kernel/house-faults.ts'
import { readRows } from '../kernel/reads.ts'
import { award } from './award/kit.ts'
import type { Kit } from './common/kit.ts'
import { makeKnown } from './common/known.ts'
import { restingOn } from './concern/chain.ts'
import { concern } from './concern/kit.ts'
import { contact } from './contact/kit.ts'
import { correction } from './correction/kit.ts'
import { fund } from './fund/kit.ts'
import { gathering } from './gathering/kit.ts'
import { guide } from './guide/kit.ts'
import { handover } from './handover/kit.ts'
import { hotTopicKit } from './hotTopic/kit.ts'
import { inspection } from './inspection/kit.ts'
import { interview } from './interview/kit.ts'
import { key } from './key/kit.ts'
import { ledger } from './ledger/kit.ts'
import { letter } from './letter/kit.ts'
import { motionKit } from './motion/kit.ts'
import { reception } from './reception/kit.ts'
import { research } from './research/kit.ts'
import { SETTINGS } from './settings.ts'
import { station } from './station/kit.ts'
import { acts } from './suggestion/acts.ts'
import { ended } from './suggestion/ended.ts'
import { suggestion } from './suggestion/process.ts'
import { tells } from './suggestion/tells.ts'
import { upperKit } from './upper/kit.ts'

/** All but the suggestion, whose pages are its own. */
export const kits: readonly Kit[] = [
  motionKit,
  upperKit,
  handover,
  key,
  letter,
  interview,
  correction,
  inspection,
  ledger,
  research,
  guide,
  gathering,
  fund,
  award,
  concern,
  station,
  reception,
  contact,
  hotTopicKit,
]

export const processes: ReadonlyMap<string, Registered> = new Map<string, Registered>([
  [suggestion.name, { def: suggestion, acts, tells, reaches: restingOn, ended }],
  ...kits.map((k): [string, Registered] => [k.def.name, k]),
])

for (const registered of processes.values()) {
  const { def, acts: code } = registered
  const found = faults(def)
  for (const name of Object.keys(code)) if (!def.actions[name]) found.push(`${def.name}： 代码里的动作「${name}」不在声明里`)
  if (found.length > 0) throw new Error(`流程有缺陷，不能启动：\n${found.join('\n')}`)
  makeKnown(registered)
}
const together = houseFaults(
  [...processes.values()].map((p) => p.def),
  SETTINGS,
)
if (together.length > 0) throw new Error(`规则有缺陷，不能启动：\n${together.join('\n')}`)

/** Who reads what, as the database is told at start-up. */
export const reads = readRows([...processes.values()].map((r) => r.def))
