/** The invented city's work: something of every process, in every state that a day can have, told from the day of the first start. */
import type pg from 'pg'
import type { House } from '../kernel/act.ts'
import { seedAward } from './award/demo.ts'
import { seedGatherings } from './gathering/demo.ts'
import { seedGuide } from './guide/demo.ts'
import { seedTopics } from './hotTopic/demo.ts'
import { seedMotions } from './motion/demo.ts'
import { seedResearch } from './research/demo.ts'
import { seedVoice } from './station/demo.ts'
import { seedSuggestions } from './suggestion/demo/seed.ts'
import { seedUpper } from './upper/demo.ts'

/** Adds nothing where there is something already. @param o.dataDir where its photos are kept; people and places must be there */
export async function seedWork(house: House, owner: pg.Pool, o: { now: Date; dataDir: string; log?: { info(m: string): void } }): Promise<void> {
  await seedSuggestions(house, owner, o)
  await seedMotions(house, owner, o)
  await seedUpper(house, owner, o)
  await seedResearch(house, owner, o)
  await seedGuide(house, owner, o)
  await seedGatherings(house, owner, o)
  await seedAward(house, owner, o)
  await seedVoice(house, owner, o)
  await seedTopics(house, owner, o)
}
