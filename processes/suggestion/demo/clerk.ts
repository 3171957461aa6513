/** Keeps a life's dates: forward only, offices on their working days, everybody at waking hours. */
import { addDays, dayStart, isWorkday, localDay } from '../../../kernel/calendar.ts'
import type { Actor } from '../../../kernel/process.ts'
import type { Chance } from '../../../people/demo/chance.ts'
import type { Cast } from './cast.ts'
import type { Life, Step } from './play.ts'
import type { Milestone, Tale } from './topic.ts'

const DAY = 86_400_000
const MINUTE = 60_000

export class Clerk {
  readonly steps: Step[] = []
  readonly tale: Tale
  readonly cast: Cast
  readonly c: Chance
  readonly now: Date
  /** Where the story stands, ms. */
  cursor: number
  private last = 0

  constructor(tale: Tale, cast: Cast, c: Chance, now: Date) {
    this.tale = tale
    this.cast = cast
    this.c = c
    this.now = now
    const submitted = cast.session && tale.session !== undefined ? dayStart(addDays(cast.session.opensOn, tale.session)).getTime() : undefined
    this.cursor = submitted === undefined ? now.getTime() - (tale.ago ?? 100) * DAY : submitted - c.int(2, 9) * DAY
  }

  /** Moves on by about so many days, or to the day that the tale sets for this milestone. */
  go(days: number, milestone?: Milestone): void {
    const set = milestone && this.tale.at?.[milestone]
    this.cursor = set === undefined ? this.cursor + days * DAY : this.now.getTime() - set * DAY
  }

  /** To this day of the session, counted from its opening. */
  toSession(day: number): void {
    if (this.cast.session) this.cursor = Math.max(this.cursor, dayStart(addDays(this.cast.session.opensOn, day)).getTime() + 9 * 60 * MINUTE)
  }

  add(who: Actor, action: string, input?: Step['input'], on?: Step['on']): Date {
    const at = this.moment(who)
    this.steps.push({ at, who, action, input, on })
    return at
  }

  /** The local day on which the last step happened. */
  get today(): string {
    return localDay(new Date(this.last))
  }

  life(key: string): Life {
    // Nothing happens in the future: a later opening of the house sees more of the same stories.
    return { key, steps: this.steps.filter((s) => s.at <= this.now) }
  }

  /** The day on which this person would act next. */
  dayOfNext(who: Actor): string {
    const day = this.dayFor(who)
    const last = localDay(new Date(this.last))
    return day < last ? last : day
  }

  private inSession(day: string): boolean {
    const s = this.cast.session
    return !!s && day >= s.opensOn && day <= s.closesOn
  }

  private dayFor(who: Actor): string {
    let day = localDay(new Date(this.cursor))
    if (who.office !== 'deputy' && !this.inSession(day)) while (!isWorkday(this.cast.calendar, day)) day = addDays(day, -1)
    return day
  }

  private moment(who: Actor): Date {
    const day = this.dayFor(who)
    const works = who.office !== 'deputy'
    const [from, to] = works ? [9 * 60, 17 * 60] : [8 * 60, 20 * 60]
    let at = dayStart(day).getTime() + this.c.int(from, to) * MINUTE + this.c.int(0, 59) * 1000
    const noon = dayStart(day).getTime() + 12 * 60 * MINUTE
    if (works && at > noon && at < noon + 120 * MINUTE) at += 120 * MINUTE
    // On the last day only what lies before the present moment.
    if (at > this.now.getTime() && localDay(this.now) === day) at = this.now.getTime() - this.c.int(15, 55) * MINUTE
    if (at <= this.last) at = this.last + this.c.int(4, 25) * MINUTE
    this.last = at
    this.cursor = Math.max(this.cursor, at)
    return new Date(at)
  }
}
