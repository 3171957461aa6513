/**
 * A world for attacks: whatever processes are registered are played by what their own pages offer, with an attack in every
 * field that takes text. Nothing here knows a process by name, but for the few forms whose choices come from another page.
 */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pathOf } from '../kernel/files.ts'
import { arrowsOf } from '../kernel/process.ts'
import type { Button, Field } from '../kernel/wire.ts'
import { runTopics } from '../processes/hotTopic/run.ts'
import { kits, processes } from '../processes/index.ts'
import type { AppOptions } from '../server/app.ts'
import { type Client, type Got, type HttpHouse, house } from './http.ts'

/** Everybody who does anything, and those who have no business here: another place, an evaluator, an inspector, an auditor, an administrator. */
export const CAST = [
  '王敏',
  '周建国',
  '李秀兰',
  '张伟民',
  '赵志强',
  '刘芳',
  '孙立新',
  '吴海涛',
  '郑国华',
  '何静',
  '冯丽',
  '黄文斌',
  '田野',
  '秦朗',
  '范明',
  '马超',
  '胡磊',
  '沈洁',
  '彭海燕',
  '罗雪梅',
] as const

/** Longest first: a field gets the longest that it takes. `<xss-mark>` is found by a selector wherever markup came alive. */
export const ATTACKS = [
  `=1+1"'><xss-mark></xss-mark><img src=x onerror="window.fired=1"><script>window.fired=1</script>`,
  `=1+1"'><xss-mark></xss-mark><img src=x onerror="window.fired=1">`,
  `=1+1<xss-mark></xss-mark>`,
  `=1+1<xss-mark>`,
  '<xss-mark>',
  '=1+1',
]

const PLAYERS: readonly string[] = CAST.slice(0, 15)

/** Does this act end the matter in one step? */
function ends(m: Played, action: string): boolean {
  const def = processes.get(m.process)?.def
  const to = def ? arrowsOf(def, m.state, action).map((a) => a.to) : []
  return to.length > 0 && to.every((t) => typeof t === 'string' && def?.states[t]?.final)
}

export interface Played {
  id: string
  process: string
  /** As it was last seen. */
  state: string
  /** Stands in every text that was written to it, but for its title. */
  word: string
}
export interface World {
  h: HttpHouse
  who: Record<string, Client>
  matters: Played[]
  /** `process/action` → how often it was done. */
  done: Map<string, number>
  /** What a page offered and never took, with the last answer. */
  refused: Map<string, string>
  /** Lets everybody do what there is to do, at most so many acts. */
  play(acts: number): Promise<void>
  /** Begins a matter by every form open to somebody. @returns how many were begun */
  begin(process: string, action?: string): Promise<number>
  /** An answer to a form as its page would send it. @param turn other choices, field by field */
  fill(who: string, process: string, action: string, b: Pick<Button, 'fields' | 'initial'>, word: string, turn?: Record<string, number>): Promise<Input>
  /** Fills in, and turns to other choices where the server found fault with a field. */
  send(who: string, m: Played | { id: null; process: string; word: string }, b: Pick<Button, 'action' | 'party' | 'fields' | 'initial'>): Promise<Got>
}
export type Input = Record<string, unknown>

const WORDS = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'
/** A word that occurs nowhere else. */
const wordOf = (n: number) => `秘${WORDS[Math.floor(n / 22) % 22]}${WORDS[n % 22]}鸣`

const cut = (before: string, max = 200): string => {
  const attack = ATTACKS.find((a) => a.length + before.length <= max)
  return attack ? attack + before : before.slice(0, max)
}

export async function world(day: string, more: Partial<AppOptions> = {}, names: readonly string[] = CAST): Promise<World> {
  const h = await house([...names], { day, ...more })
  const s = h.story
  const who: Record<string, Client> = {}
  for (const n of names) who[n] = await h.login(n)
  const city = (
    await s.rows<{ id: string }>(`select id from unit where place = '990300' and kind = 'handling' order by name = '市交通运输局' desc, position, name`)
  ).map((u) => u.id)
  const unitsOf = async (kind: string) =>
    (await s.rows<{ id: string }>(`select id from unit where place = '990300' and kind = $1 order by position, name`, [kind])).map((u) => u.id)
  const places = (await s.rows<{ code: string }>(`select code from place where parent = '990300' order by code`)).map((x) => x.code)
  const seats = async (office: string) =>
    (await s.rows<{ id: string }>(`select id from seat where place = '990300' and office = $1 and state = 'active' order by certificate_no, id`, [office])).map(
      (x) => x.id,
    )
  const dayPlus = (n: number) => new Date(s.now.getTime() + 8 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10)
  const latest = async (among: string | undefined) =>
    (
      await s.rows<{ id: string }>(
        `select id from matter where place = '990300' and not private and ($1::text is null or process = $1)
         order by state in ('preAssigned', 'handling') desc, created_at desc`,
        [among ?? null],
      )
    ).map((x) => x.id)

  /** What the ladder's page would put into a form: a unit's late items. */
  const late = async (unit: unknown) =>
    (
      await s.rows<{ id: string }>(
        `select distinct p.id from party p join clock c on c.party = p.id and c.stopped_at is null and c.due_on < $1 join matter m on m.id = p.matter and m.process = 'suggestion'
         where p.left_at is null and p.unit = $2`,
        [dayPlus(0), unit],
      )
    ).map((x) => x.id)

  /** Who has something late comes first: the ladder asks for nobody else. */
  const lateFirst = async () => {
    const n = new Map(await Promise.all(city.slice(0, 8).map(async (u) => [u, (await late(u)).length] as const)))
    return [...n.keys()].sort((a, b) => (n.get(b) ?? 0) - (n.get(a) ?? 0)).slice(0, 4)
  }

  async function choicesOf(w: string, f: Field, word: string, initial: unknown, input: Input = {}): Promise<unknown[]> {
    const first = initial === undefined || initial === '' || (Array.isArray(initial) && initial.length === 0) ? [] : [initial]
    const options = (f.options ?? []).map((o) => o.value)
    switch (f.widget) {
      case 'date':
        return [...first, dayPlus(0), dayPlus(25), dayPlus(200), dayPlus(-1)]
      case 'number': {
        const [min, max, year] = [f.min ?? 1, f.max ?? 1, +dayPlus(0).slice(0, 4)]
        return [...first, ...(year >= min && year <= max ? [year] : []), min, max, min + 1]
      }
      case 'switch':
        return [initial ?? false, true, false]
      case 'unit':
        return [...first, ...(f.among ? await unitsOf(f.among) : await lateFirst())]
      case 'place':
        return places
      case 'units':
        return [...first, city.slice(0, 1), [city[1]], city.slice(0, 2), []]
      case 'deputies':
        return (await seats('deputy')).slice(0, 4).map((x) => [x])
      case 'seat':
        return [...first, ...(await seats(f.among ?? ''))]
      case 'matter':
        return [...first, ...(await latest(f.among ?? 'suggestion')).slice(0, 6)]
      case 'matters': {
        const all = await latest(f.among)
        return [...first, ...all.slice(0, 6).map((x) => [x]), all.slice(0, 2), []]
      }
      case 'files':
        return [[await named(w)], []]
      case 'checks':
        return options.length > 0 ? [options, options.slice(0, 1)] : [await late(input.unit)]
      case 'list': {
        const key = f.of?.find((x) => x.options?.length)
        const rows = []
        for (const o of key?.options ?? [{ value: '' }]) {
          const row: Input = {}
          for (const x of f.of ?? []) row[x.name] = (await choicesOf(w, x, word, undefined))[x.widget === 'date' ? 1 : 0]
          if (key) row[key.name] = o.value
          rows.push(row)
        }
        return [rows, []]
      }
      default:
        if (options.length > 0 || f.widget === 'radio' || f.widget === 'select') return [...first, ...options.filter((o) => o !== initial)]
        if (f.widget === 'link') return ['https://example.com/a?b=1', '']
        if (f.widget === 'money') return ['12.5', '1']
        return [cut(f.name === 'title' ? '' : word, f.max), ...first, '2026', '']
    }
  }

  /** Its name as no upload would leave it: whatever is in the table must be shown safely. */
  async function named(w: string): Promise<string> {
    const id = await s.file(w)
    const [f] = await s.rows<{ file: string }>('select file from attachment where id = $1', [id])
    const where = pathOf(h.dataDir, f?.file as string)
    fs.mkdirSync(path.dirname(where), { recursive: true })
    fs.writeFileSync(where, 'ten bytes!')
    await s.rows('update attachment set name = $2 where id = $1', [id, `${ATTACKS[1]}.jpg`])
    return id
  }

  const fill: World['fill'] = async (w, process, action, b, word, turn = {}) => {
    const input: Input = {}
    // What the topics' page would put in.
    if (process === 'hotTopic' && action === 'raise') input.topic = (await s.rows<{ id: string }>('select id from topic where matter is null limit 1'))[0]?.id
    for (const f of b.fields) {
      const all = await choicesOf(w, f, word, b.initial[f.name], input)
      const v = all[(turn[f.name] ?? 0) % Math.max(1, all.length)]
      if (v !== undefined) input[f.name] = v
    }
    return input
  }

  const send: World['send'] = async (w, m, b) => {
    // Not always the first choice: a second draft is confidential, a third assignment goes to two units.
    const before = wd.done.get(`${m.process}/${b.action}`) ?? 0
    const turn: Record<string, number> = Object.fromEntries(b.fields.filter((f) => ['radio', 'switch'].includes(f.widget)).map((f) => [f.name, before]))
    let r: Got | undefined
    const c = who[w] as Client
    for (let i = 0; i < 9; i++) {
      const input = await fill(w, m.process, b.action, b, m.word, turn)
      const body = { key: randomUUID(), input, party: b.party, action: b.action }
      r = await c.post(m.id ? `/api/${m.process}/${m.id}/${b.action}` : `/api/${m.process}`, body)
      if (r.status !== 422) break
      // A list's field is `items.0.dueOn`: turned as a whole.
      const wrong = Object.keys(r.body.fields ?? {}).map((k) => k.split('.')[0] as string)
      for (const k of wrong.length > 0 ? new Set(wrong) : b.fields.map((f) => f.name)) turn[k] = (turn[k] ?? 0) + 1
    }
    return r as Got
  }

  const wd: World = {
    h,
    who,
    matters: [],
    done: new Map(),
    refused: new Map(),
    fill,
    send,
    async begin(process, action) {
      let n = 0
      if (process === 'hotTopic') await runTopics(h.story.db.pool, '990300', s.now)
      const def = processes.get(process)?.def
      for (const [name, a] of Object.entries(def?.actions ?? {})) {
        if (!a.creates || a.inner || (action && action !== name)) continue
        for (const w of names) {
          const form = await (who[w] as Client).get(`/api/${process}/new?action=${name}`)
          if (form.status !== 200 || (form.body.action ?? name) !== name) continue
          const word = wordOf(wd.matters.length)
          const r = await send(w, { id: null, process, word }, { ...form.body, action: name, party: null })
          if (r.status >= 500) throw new Error(`${process}/${name}：${r.status}`)
          if (r.status !== 200) {
            wd.refused.set(`${process}/${name}`, JSON.stringify(r.body))
            continue
          }
          wd.matters.push({ id: r.body.matter, process, state: r.body.state, word })
          wd.done.set(`${process}/${name}`, (wd.done.get(`${process}/${name}`) ?? 0) + 1)
          n++
          break
        }
      }
      return n
    },
    async play(acts) {
      const stuck = new Set<string>()
      let left = acts
      const count = new Map<string, number>()
      for (let moved = true; moved && left > 0; ) {
        moved = false
        await adopt()
        for (const [i, m] of wd.matters.entries()) {
          if (left <= 0) break
          // Some are left standing on their way.
          if ((count.get(m.id) ?? 0) >= (m.process === 'suggestion' ? 8 + ((i * 9) % 41) : i % 6)) continue
          const offers: { w: string; b: Button; rank: number }[] = []
          for (const w of PLAYERS.filter((p) => names.includes(p))) {
            const page = await (who[w] as Client).get(`/api/${m.process}/${m.id}`)
            if (page.status >= 500) throw new Error(`${m.process} ${m.state}：${w} ${page.status} ${page.raw.body}`)
            if (page.status !== 200) continue
            m.state = page.body.state
            for (const b of page.body.buttons as Button[]) {
              const at = `${m.id}/${m.state}/${b.action}/${b.party}`
              const often = wd.done.get(`${m.process}/${b.action}`) ?? 0
              if (b.why === null && !stuck.has(at) && !(ends(m, b.action) && often >= 2 && m.process === 'suggestion'))
                offers.push({ w, b, rank: often + (ends(m, b.action) ? 5 : 0) })
            }
          }
          offers.sort((a, b) => a.rank - b.rank)
          const next = offers[0]
          if (!next) continue
          const r = await send(next.w, m, next.b)
          const name = `${m.process}/${next.b.action}`
          if (r.status >= 500) throw new Error(`${name}：${r.raw.body}`)
          if (r.status === 200) left--
          count.set(m.id, (count.get(m.id) ?? 0) + 1)
          if (r.status === 200) {
            moved = true
            wd.done.set(name, (wd.done.get(name) ?? 0) + 1)
            if (r.body.state === m.state) stuck.add(`${m.id}/${m.state}/${next.b.action}/${next.b.party}`)
            m.state = r.body.state
          } else {
            moved = true
            stuck.add(`${m.id}/${m.state}/${next.b.action}/${next.b.party}`)
            wd.refused.set(name, `${next.w} ${m.state} ${JSON.stringify(r.body)}`)
          }
        }
      }
    },
  }
  /** What another act made (a key item made of a suggestion) is played, too. */
  async function adopt() {
    const known = new Set(wd.matters.map((m) => m.id))
    for (const r of await s.rows<{ id: string; process: string; state: string }>('select id, process, state from matter'))
      if (!known.has(r.id)) wd.matters.push({ ...r, word: wordOf(wd.matters.length) })
  }
  return wd
}

/** A world in which something of every process stands in many states. */
export async function playedWorld(day = '2026-03-10', many = 10, more: Partial<AppOptions> = {}): Promise<World> {
  const w = await world(day, more)
  for (let i = 0; i < many; i++) await w.begin('suggestion')
  await w.play(many * 17)
  // What is late by now calls for supervision.
  await w.h.story.until(new Date(Date.parse(day) + 8 * 86_400_000).toISOString().slice(0, 10))
  for (let i = 0; i < 3; i++) for (const k of kits) await w.begin(k.def.name)
  await w.play(many * 8)
  return w
}

/** Ids that are somebody else's: of a place that is neither above nor below, or of nobody. */
export async function foreign(w: World): Promise<{ units: string[]; seats: string[]; far: string; matters: string[]; files: string[] }> {
  const ids = async (sql: string) => (await w.h.story.rows<{ id: string }>(sql)).map((r) => r.id)
  await w.h.story.rows(
    `insert into place (code, parent, name, level, path) values ('990900', '990000', '邻市', 'city', (select path from place where code = '990000') || '990900/') on conflict do nothing`,
  )
  const [unit] = await ids(
    `insert into unit (place, kind, name) values ('990900', 'handling', '邻市交通运输局') on conflict (place, kind, name) do update set active = true returning id`,
  )
  // Somebody known here who is a deputy there.
  await w.h.story.rows(
    `insert into term (place, number, starts_on, ends_on) select '990900', number, starts_on, ends_on from term where place = '990300' on conflict do nothing`,
  )
  const [far] = await ids(
    `insert into seat (person, place, office, state, starts_on, term) select person, '990900', 'deputy', 'active', starts_on, term from seat where office = 'deputy' order by id limit 1 returning id`,
  )
  return {
    units: [unit as string, randomUUID()],
    seats: [...(await ids(`select id from seat where place = '990302' limit 3`)), randomUUID()],
    far: far as string,
    matters: [...(await ids(`select id from matter where place <> '990300' limit 2`)), randomUUID()],
    files: [await w.h.story.file('罗雪梅'), randomUUID()],
  }
}
