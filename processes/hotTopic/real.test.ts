/**
 * The real messages of one city (4,326, anonymised): the three matters that everybody who judged them called hot are among the five hottest,
 * and a night's run on them is a matter of seconds. Runs where the data lies beside the repository; none of it is kept here.
 */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { PLACE } from '../../people/demo/ids.ts'
import { listTopics, readTopic } from '../../report/topics.ts'
import { story } from '../../test/story.ts'
import { runTopics } from './run.ts'

const FILE = path.join(import.meta.dirname, '../../../shared/data/hot_messages.csv.gz')

test.runIf(fs.existsSync(FILE))(
  'C6 热点 4,326 real messages: the three that everybody calls hot are among the first five, each number its members',
  async () => {
    const s = await story('2026-03-10')
    try {
      const messages = parse(gunzipSync(fs.readFileSync(FILE)), { columns: true, relax_quotes: true, bom: true }) as { title: string; text: string }[]
      // Spread over half a year, each by somebody else: the rows are made past the door, for the door is not what is asked here.
      const step = (170 * 86_400_000) / messages.length
      const rows = messages.map((m, i) => ({ id: randomUUID(), title: m.title, content: m.text || m.title, at: new Date(s.now.getTime() - i * step - 1000) }))
      await s.rows(
        `insert into matter (id, process, place, state, private, final, version, title, kind, data, confidential, key_item, created_at, state_since, updated_at)
         select x.id, 'concern', $2, 'submitted', false, false, 1, x.title, 'web', json_build_object('content', x.content), false, false, x.at, x.at, x.at
         from json_to_recordset($1) as x(id uuid, title text, content text, at timestamptz)`,
        [JSON.stringify(rows), PLACE.city],
      )
      await s.rows(`insert into concern (matter, place, channel, category, asked_on) select id, place, 'web', 'other', created_at::date from matter`)
      await runTopics(s.db.pool, PLACE.city, s.now)
      const viewer = await s.as('王敏').viewer()
      const page = await readAs(s.db.pool, viewer, (c) => listTopics(c, PLACE.city, s.now))
      const first = page.rows.slice(0, 5)
      for (const word of ['搅拌站', '伊景园', '魅力之城'])
        expect(
          first.some((t) => `${t.label}${t.typical?.title}`.includes(word)),
          word,
        ).toBe(true)
      for (const t of first) expect((await readAs(s.db.pool, viewer, (c) => readTopic(c, t.id, s.now)))?.members.length).toBe(t.n)
    } finally {
      await s.end()
    }
  },
  120_000,
)
