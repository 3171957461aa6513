/** Case 49 (个人信息保护法 47): whoever asks for it is gone — from every table, file, page, list and export, also where his concern was passed to. */
import fs from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterEach, expect, test } from 'vitest'
import { verify } from '../../kernel/verify.ts'
import { redrawPhotos, sweepGone } from '../../server/photos.ts'
import { asked, hidden, sendForm } from '../../test/citizen.ts'
import { type HttpHouse, house } from '../../test/http.ts'
import { hashWord } from '../../text/similar.ts'
import { contentWords } from '../../text/words.ts'

let h: HttpHouse
afterEach(() => h.end())
const BASE = '/g/990300'
const NAME = '窦娥九三'
const PHONE = '13911112222'
const P = { process: 'concern' }
const WORD = '金丝雀七七一'

/** Tables with a row that holds the word anywhere: what a dump, a search or an export could ever show. */
async function holding(word: string): Promise<string[]> {
  const tables = await h.story.rows<{ t: string }>(
    `select table_name as t from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`,
  )
  const found: string[] = []
  for (const { t } of tables)
    if ((await h.story.rows(`select 1 from "${t}" r where to_jsonb(r)::text like $1 limit 1`, [`%${word}%`])).length > 0) found.push(t)
  return found.toSorted()
}
const files = () => h.story.rows<{ hash: string }>('select hash from file')
const lying = (hash: string) => fs.existsSync(path.join(h.dataDir, 'files', hash.slice(0, 2), hash.slice(2, 4), hash))

test('case 49: 办过、转过、答过、评过的诉求，反映人要求删除后，库里、文件里、页面上、导出里都没有他', async () => {
  h = await house(['王敏', '吴海涛'], { sms: { send: async () => {} } })
  const c = h.client()
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#274' } })
    .jpeg()
    .toBuffer()
  expect(
    (
      await asked(
        h,
        c,
        { title: `${WORD}路灯不亮`, content: `我是${NAME}，${WORD}三个月。`, category: 'urban', where: `${WORD}巷`, name: NAME, phone: PHONE },
        { photos: [{ name: `${WORD}.jpg`, bytes: photo }] },
      )
    ).status,
  ).toBe(303)
  await redrawPhotos(h.story.db.pool, h.dataDir, () => h.story.now)
  h.story.matter = (await h.story.rows<{ matter: string }>('select matter from concern'))[0]?.matter as string
  const s = h.story
  await s.as('王敏').does('assign', { main: [await s.unit('市交通运输局')], publicTitle: `${WORD}路灯不亮`, note: `${WORD}请办` }, P)
  expect((await h.client().get(encodeURI(`${BASE}/concerns?q=${WORD}`))).body).toContain('路灯不亮')
  await s.as('吴海涛').does('sign', {}, P)
  await s.as('吴海涛').does('reply', { code: 'solved', text: `${NAME}：${WORD}已修好。`, attachments: [] }, P)
  await s.as('王敏').does('tell', { how: '电话', words: `${WORD}请看` }, P)
  const page = (await c.get(`${BASE}/mine`)).body as string
  expect((await sendForm(c, `${BASE}/mine/rate`, { key: hidden(page, 'key'), level: 'good', text: `${WORD}谢谢` })).status).toBe(303)
  expect(await holding(WORD)).toEqual(['attachment', 'citizen_message', 'citizen_photo', 'concern', 'matter', 'notice', 'text_index'])
  const kept = await files()
  expect(kept.length).toBe(2)
  const events = await s.rows('select id from event')

  const gone = await sendForm(c, `${BASE}/mine/erase`, { key: hidden((await c.get(`${BASE}/mine`)).body, 'key') })
  expect([gone.status, gone.raw.headers.location]).toEqual([303, `${BASE}/mine/erased`])
  expect((await c.get(`${BASE}/mine/erased`)).body).toContain('已经删除')
  expect(await sweepGone(s.db.owner, h.dataDir)).toBe(2)
  for (const f of kept) expect(lying(f.hash)).toBe(false)
  for (const x of [WORD, NAME, PHONE]) expect([x, await holding(x)]).toEqual([x, []])
  // Nor in the words and hashes that search and likeness keep.
  for (const x of [NAME, WORD]) {
    const hashes = contentWords(x).map(hashWord)
    expect(hashes.length).toBeGreaterThan(0)
    expect(await s.rows('select 1 from text_index where terms && $1', [hashes])).toEqual([])
  }
  // What was done stays, and still verifies: nothing of the record was touched.
  expect((await s.rows('select id from event')).length).toBe(events.length + 1)
  expect(await verify(s.db.owner)).toMatchObject({ ok: true, faults: [] })
  expect((await s.rows('select outcome, rated from concern'))[0]).toEqual({ outcome: 'solved', rated: 'good' })
  const staff = await h.login('王敏')
  for (const url of ['/api/concern', `/api/concern?q=${WORD}`, `/api/concern/${s.matter}`, '/api/concern.xlsx', '/api/notices', `/api/search?q=${WORD}`])
    expect((await staff.get(encodeURI(url))).raw.body, url).not.toContain(WORD)
  for (const url of [`${BASE}/concerns`, `${BASE}/concerns/${s.matter}`, `${BASE}/open311/v2/requests.json`])
    expect((await h.client().get(url)).body).not.toContain?.(WORD)
})

test('case 49: 转出去的副本一起删；没有办完的不再办理；关注的人只删自己', async () => {
  h = await house(['王敏'], { sms: { send: async () => {} } })
  const c = h.client()
  await asked(h, c, { title: `${WORD}桥`, content: `${WORD}`, category: 'urban', where: '', name: NAME, phone: PHONE })
  const s = h.story
  s.matter = (await s.rows<{ matter: string }>('select matter from concern'))[0]?.matter as string
  await s.as('王敏').does('amend', { category: 'urban', publicTitle: `${WORD}桥` }, P)
  const other = h.client()
  const shown = (await other.get(`${BASE}/concerns/${s.matter}`)).body as string
  h.story.now = new Date(h.story.now.getTime() + 5000)
  expect(
    (await sendForm(other, `${BASE}/concerns/${s.matter}/follow`, { key: hidden(shown, 'key'), stamp: hidden(shown, 'stamp'), phone: '13800001111' })).status,
  ).toBe(303)
  await sendForm(other, `${BASE}/mine/erase`, { key: hidden((await other.get(`${BASE}/mine`)).body, 'key') })
  expect(await s.rows('select count(*)::int as n from citizen where phone is not null')).toEqual([{ n: 1 }])
  expect((await s.as('王敏').sees())?.title).toContain(WORD)

  await s.as('王敏').does('pass', { to: '990302', note: '' }, P)
  expect(await s.rows('select count(*)::int as n from concern')).toEqual([{ n: 2 }])
  await s.as('王敏').does('erase', {}, P)
  expect(await s.rows(`select distinct state, title from matter where process = 'concern'`)).toEqual([{ state: 'withdrawn', title: '（已按反映人要求删除）' }])
  expect(await holding(WORD)).toEqual([])
  // Nothing can be done with it any more.
  expect((await s.as('王敏').cannot('assign', { main: [await s.unit('市交通运输局')], publicTitle: '', note: '' }, P)).error).toBe('forbidden')
})
