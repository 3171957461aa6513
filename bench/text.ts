/**
 * `npm run bench -- text`: looking for words and for likeness in one place with many suggestions (BENCH_TEXTS, default 100,000; the issue's
 * size is 1,000,000). Texts are strung together from the dictionary by how common its words are, so that some stand in every tenth text.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { dict } from '@node-rs/jieba/dict.js'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { readAs } from '../database/read.ts'
import { declareReads } from '../database/reads.ts'
import { fillCalendar } from '../kernel/calendar-fill.ts'
import { IDS } from '../people/demo/people.ts'
import { seedDemo } from '../people/demo/seed.ts'
import type { Viewer } from '../people/viewer.ts'
import { seatsOf } from '../people/viewer-load.ts'
import { search } from '../processes/common/search.ts'
import { similarTo } from '../processes/common/similar.ts'
import { reads } from '../processes/index.ts'
import { readDoc } from '../text/house.ts'
import { tsVectorOf } from '../text/query.ts'
import { hashWord } from '../text/similar.ts'
import { isRun } from '../text/vector.ts'
import { contentWords } from '../text/words.ts'

const TEXTS = Number(process.env.BENCH_TEXTS ?? 100_000)
/** Cut by jieba one by one; the rest are copies under other numbers, which fill the index as much and are found no faster. */
const CUT = Math.min(TEXTS, 50_000)
const CITY = IDS.place.city

/** Mulberry32: the same texts on every machine. */
let state = 7
function chance(): number {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const WORDS = Buffer.from(dict)
  .toString('utf8')
  .split('\n')
  .map((l) => l.split(' '))
  .filter(([w, , kind]) => w && [...w].length >= 2 && /^(n|v|a)/.test(kind ?? ''))
  .sort((a, b) => Number(b[1]) - Number(a[1]))
  .slice(0, 40_000)
  .map(([w]) => w as string)
/** Zipf: the n-th word is about n times as rare as the first. */
const word = () => WORDS[Math.floor(Math.exp(chance() * Math.log(WORDS.length))) - 1] as string
const words = (n: number) => Array.from({ length: n }, word)
const at = (xs: number[], q: number) => xs.toSorted((a, b) => a - b)[Math.min(xs.length - 1, Math.floor(xs.length * q))] as number

const home = mkdtempSync(path.join(os.tmpdir(), 'huying-bench-text-'))
const database = await openDatabase({ home })
await migrate(database.owner)
await declareReads(database.owner, reads)
await fillCalendar(database.owner)
await seedDemo(database.owner, {})
const [seat] = await seatsOf(database.pool, IDS.person.wangmin, '2026-04-01')
if (!seat) throw new Error('没有这个人')
const wang: Viewer = { person: IDS.person.wangmin, name: seat.personName, seat, strong: true, session: '' }
console.log(`机器：${os.cpus()[0]?.model}，${os.cpus().length} 核，${Math.round(os.totalmem() / 2 ** 30)} GiB，Node ${process.version}，嵌入的 PostgreSQL`)

const started = performance.now()
await database.owner.query('drop index text_index_words; drop index text_index_terms')
const texts: { title: string; text: string }[] = []
for (let from = 0; from < CUT; from += 2000) {
  const rows = Array.from({ length: Math.min(2000, CUT - from) }, (_, i) => {
    const title = `关于${words(4).join('')}的建议`
    const text = Array.from({ length: 12 }, () => words(6).join('')).join('，')
    texts.push({ title, text })
    const doc = readDoc(title, text)
    const terms = [...doc.counts]
    return {
      n: from + i,
      title,
      text,
      words: tsVectorOf(title, text),
      terms: terms.map(([w]) => hashWord(w)),
      tf: terms.map(([w, n]) => (isRun(w) ? -n : n)),
      places: doc.places,
    }
  })
  await database.owner.query(
    `with x as (select gen_random_uuid() as id, k, r.* from json_to_recordset($1) as r(n int, title text, text text, words text, terms json, tf json, places json), generate_series(1, $3::int) k),
       m as (insert into matter (id, process, place, state, private, version, title, kind, data, series, no, created_at, state_since, updated_at)
         select id, 'suggestion', $2, 'handling', false, 1, title, 'suggestion', json_build_object('situation', text, 'proposals', '', 'mayPublish', true), 'b', n * $3 + k,
           timestamptz '2022-01-01' + (n * $3 + k) * interval '1 minute', now(), now() from x)
     insert into text_index (matter, process, place, at, private, shown, words, terms, tf, places, public_terms, public_tf)
       select id, 'suggestion', $2, timestamptz '2022-01-01' + (n * $3 + k) * interval '1 minute', false, true, words::tsvector,
         array(select json_array_elements_text(terms)::int), array(select json_array_elements_text(tf)::smallint), array(select json_array_elements_text(places)), '{}', '{}' from x`,
    [JSON.stringify(rows), CITY, Math.max(1, Math.round(TEXTS / CUT))],
  )
}
await database.owner.query(`set maintenance_work_mem = '1GB'; create index text_index_words on text_index using gin (words)`)
await database.owner.query('create index text_index_terms on text_index using gin (terms)')
await database.owner.query('vacuum (analyze) text_index')
await database.owner.query('vacuum (analyze) matter')
const size = (await database.owner.query(`select count(*)::int as n, pg_size_pretty(pg_total_relation_size('text_index')) as size from text_index`)).rows[0]
console.log(`准备：一个地方 ${size.n} 件，索引 ${size.size}（${((performance.now() - started) / 1000).toFixed(0)} 秒）`)

async function measure(name: string, n: number, one: (i: number) => Promise<number>): Promise<void> {
  for (let i = 0; i < 20; i++) await one(i + n)
  const times: number[] = []
  let found = 0
  for (let i = 0; i < n; i++) {
    const from = performance.now()
    found += await one(i)
    times.push(performance.now() - from)
  }
  console.log(
    `${name}：p50 ${at(times, 0.5).toFixed(1)} 毫秒，p99 ${at(times, 0.99).toFixed(1)} 毫秒，最慢 ${at(times, 1).toFixed(1)} 毫秒；平均找到 ${(found / n).toFixed(0)}`,
  )
}
const look = (q: string) => readAs(database.pool, wang, async (c) => (await search(c, wang, { q })).total)
const titleWords = (i: number) => [...new Set(contentWords((texts[(i * 7919) % texts.length] as { title: string }).title))].filter((w) => w !== '建议')
await measure('查找两个词（取自一件的标题）', 300, (i) => look(titleWords(i).slice(0, 2).join(' ')))
const common = WORDS.slice(0, 12)
await measure('查找最常见的词', 200, (i) => look(common[i % common.length] as string))
await measure('查找两个最常见的词', 200, (i) => look(`${common[i % 12]} ${common[(i * 5 + 1) % 12]}`))
await measure('边写边查相似（换掉三成的词）', 200, (i) => {
  const t = texts[(i * 104_729) % texts.length] as { title: string; text: string }
  const text = t.text
    .split('，')
    .map((x) => (chance() < 0.3 ? words(6).join('') : x))
    .join('，')
  return readAs(database.pool, wang, async (c) => (await similarTo(c, { place: CITY, title: t.title, text })).items.length)
})
await database.stop()
rmSync(home, { recursive: true, force: true })
process.exit(0)
