/** The public pages over HTTP: what is shown, what never is, and that taking down takes down everywhere at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type HttpHouse, house } from '../test/http.ts'
import { GOOD, handedOver, PASS, replied, TEXT } from '../test/story.ts'
import { html, safe } from './html.ts'
import { catalogueCsv } from './pages/catalogue.ts'

const PLACE = '990300'
const BASE = `/g/${PLACE}`
const XSS = `<img src=x onerror="alert('1')"></script><script>alert(2)</script>`
let h: HttpHouse
let c: Client
const ids: Record<string, string> = {}
const secrets: string[] = []
const deputySeats: string[] = []

async function closed(text: Record<string, unknown>, reply: Record<string, unknown> = {}) {
  const s = h.story
  await s.as('李秀兰').does('draft', { ...TEXT, ...text })
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  await replied(s, reply)
  await s.as('李秀兰').does('judge', GOOD)
  return s.matter
}

beforeAll(async () => {
  h = await house(['王敏', '李秀兰'], { publicPerMinute: 1_000_000 })
  c = h.client()
  const s = h.story
  const wang = s.as('王敏')
  ids.open = await closed({ mayPublish: true }, { code: 'B', promises: [{ item: '九月底前开通新线路', measure: '采购车辆六台', dueOn: '2026-09-30' }] })
  await wang.does('publish', { showNames: true })
  ids.xss = await closed(
    { title: `关于${XSS.slice(0, 40)}的建议`, situation: `情况${XSS}`, proposals: `建议${XSS}` },
    { docNo: `文号${XSS}`.slice(0, 60), body: XSS, solved: XSS, planned: XSS, code: 'B', promises: [{ item: XSS, measure: XSS, dueOn: '2026-10-31' }] },
  )
  await wang.does('publish', { showNames: true })
  ids.formula = await closed({ title: '=HYPERLINK("http://evil","点我")的建议' })
  await wang.does('publish', {})
  s.at('2026-03-11')
  ids.masked = await closed({ title: '关于规范电动自行车充电的建议', situation: '村民王建国电话13800138000，多次反映楼道充电隐患，请重视并解决。' })
  const review = await (await h.login('王敏')).get(`/api/publication/${ids.masked}`)
  // biome-ignore lint/suspicious/noExplicitAny: whatever came
  const found = review.body.passages.flatMap((p: any) => p.findings.filter((f: any) => f.kind !== 'author').map((f: any) => f.key))
  expect(found).toHaveLength(2)
  await wang.does('publish', { mask: found, showNames: false })
  ids.secret = await closed({ title: '关于完善村级养老服务的建议', confidential: true }, { body: '李秀兰代表：您提出的建议收悉，已经办理。' })
  await wang.does('publish', {})
  ids.unpublished = await closed({ title: '关于金丝雀湿地保护的建议', situation: '金丝雀湿地近年萎缩，候鸟减少。' })
  ids.refused = await closed({ title: '关于白鹭洲在谈项目的建议', mayPublish: false, publishReason: '涉及在谈项目的商业信息' })
  await wang.does('withhold', { code: 'DEPUTY_OBJECTS', reason: '白鹭洲项目尚未公布' })
  await handedOver(s)
  ids.handling = s.matter
  await wang.does('publish', { showNames: true })
  await s.as('李秀兰').does('draft', { ...TEXT, title: '关于草稿箱里的白头翁的建议' })
  const seat = await s.rows<{ id: string; person: string; certificate_no: string; mobile: string }>(
    `select s.id, s.person, s.certificate_no, p.mobile from seat s join person p on p.id = s.person where p.name in ('李秀兰', '王敏', '吴海涛')`,
  )
  deputySeats.push(...(await s.rows<{ id: string }>('select id from public_deputy')).map((x) => x.id))
  secrets.push(...seat.flatMap((x) => [x.id, x.person, x.certificate_no, x.mobile]).filter((x): x is string => !!x && x.length > 3))
}, 120_000)
afterAll(() => h?.end())

const links = (body: string) =>
  [...body.matchAll(/(?:href|action)="([^"]*)"|<(?:link|loc|guid[^>]*)>([^<]+)</g)].map((m) => (m[1] ?? m[2] ?? '').replaceAll('&amp;', '&'))

/** Every public address that can be reached by following links, with what it answered. */
async function crawl(): Promise<Map<string, { status: number; body: string; headers: string }>> {
  const seen = new Map<string, { status: number; body: string; headers: string }>()
  const queue = ['/g', '/g/sitemap.xml', `${BASE}/feed.xml`, `${BASE}/suggestions?q=建议`]
  for (let url = queue.shift(); url; url = queue.shift()) {
    const to = url.split('#')[0] as string
    if (seen.has(to)) continue
    const r = await c.get(encodeURI(decodeURI(to)))
    seen.set(to, { status: r.status, body: r.raw.body, headers: JSON.stringify(r.raw.headers) })
    for (const l of links(r.raw.body)) {
      const path = l.replace(/^http:\/\/127\.0\.0\.1/, '')
      if (path.startsWith('/g')) queue.push(path)
    }
    expect(seen.size).toBeLessThan(1500)
  }
  return seen
}

describe('what is shown', () => {
  test('B23 the front, the directory and the filters', async () => {
    const front = await c.get(BASE)
    expect(front.status).toBe(200)
    expect(front.body).toContain('<b>6</b> 件已公开')
    const all = await c.get(`${BASE}/suggestions`)
    expect(all.body).toContain('共 6 件')
    expect((await c.get(`${BASE}/suggestions?q=${encodeURIComponent('充电')}`)).body).toContain('符合条件 1 件')
    expect((await c.get(`${BASE}/suggestions?q=${encodeURIComponent('第001号')}`)).body).toContain('符合条件 1 件')
    expect((await c.get(`${BASE}/suggestions?result=open`)).body).toContain('符合条件 1 件')
    expect((await c.get(`${BASE}/suggestions?result=B`)).body).toContain('符合条件 2 件')
    expect((await c.get(`${BASE}/suggestions?year=2026&category=society&unit=${await h.story.unit('市交通运输局')}`)).body).toContain('符合条件 6 件')
    expect((await c.get(`${BASE}/suggestions?year=2025`)).body).toContain('没有符合条件的建议')
  })

  test('B23 one item: the whole chain with names, reply, promise; the clock says why it is that day', async () => {
    const r = await c.get(`${BASE}/suggestions/${ids.open}`)
    for (const words of [
      '关于优化城东片区公交线路的建议',
      '李秀兰代表',
      '市交通运输局',
      '云交函〔2026〕12号',
      '九月底前开通新线路',
      '正在解决',
      '应于2026年9月30日前完成',
      '自交办之日起三个月内答复',
    ])
      expect(r.body).toContain(words)
    const open = await c.get(`${BASE}/suggestions/${ids.handling}`)
    expect(open.body).toMatch(/应于2026年6月11日 周四前答复[\s\S]*还剩 \d+ 个工作日[\s\S]*加3个月，到2026年6月11日 周四/)
    expect(open.body).toContain('还没有答复')
  })

  test('B23 keyset pages: every item once, none twice', async () => {
    const seen: string[] = []
    // Pages of twenty: the small city is copied until there are three of them.
    await h.story.rows(`insert into matter (id, process, place, state, private, version, title, data, series, no, created_at, state_since, updated_at)
      select gen_random_uuid(), 'suggestion', '${PLACE}', 'closed', false, 1, 'x', '{}', '2024', n, now(), now(), now() from generate_series(1, 45) n`)
    await h.story.rows(`insert into publication (matter, place, year, state, title, situation, proposals, decided_at, published_at)
      select id, place, 2024, 'published', '二〇二四年第' || no || '件', '情况', '建议', now(), '2024-05-01T00:00:00.123Z' from matter where series = '2024'`)
    let url: string | undefined = `${BASE}/suggestions?year=2024`
    for (let n = 0; url && n < 9; n++) {
      const body: string = (await c.get(url)).body
      seen.push(...[...body.matchAll(/suggestions\/([0-9a-f-]{36})"/g)].map((m) => m[1] as string))
      url = /rel="next" href="([^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
    }
    expect([seen.length, new Set(seen).size]).toEqual([45, 45])
    await h.story.rows(`with p as (delete from publication where year = 2024 returning matter) delete from matter where id in (select matter from p)`)
  })

  test('B23 promises by state, each count a link; a later day is told as a delay, a passed one as late', async () => {
    const before = await c.get(`${BASE}/promises`)
    expect(before.body).toMatch(/正在落实 <b>2<\/b>/)
    h.story.matter = ids.open as string
    const party = await h.story.party('main')
    const id = (party.data.promises as { id: string }[])[0]?.id
    await h.story
      .as('吴海涛')
      .does('changePromise', { promise: id, outcome: 'later', dueOn: '2026-12-31', reason: '等待车辆，联系人电话13911112222' }, { matter: ids.open as string })
    const after = await c.get(`${BASE}/promises?state=delayed`)
    expect(after.body).toContain('原定2026年9月30日前完成，延期到2026年12月31日')
    // What somebody wrote after the decision was never looked through: it is not shown.
    expect(after.body).not.toMatch(/13911112222|等待车辆/)
    const was = h.story.now
    h.story.at('2027-01-04')
    expect((await c.get(`${BASE}/promises?state=late`)).body).toContain('逾期未兑现 <b>2</b>')
    h.story.now = was
  })

  test('B23 the yearly catalogue on a page and as a table whose cells are no formulas', async () => {
    const page = await c.get(`${BASE}/catalogue/2026`)
    expect(page.body).toContain('共 6 件公开')
    const csv = await c.get(`${BASE}/catalogue/2026.csv`)
    expect(csv.raw.headers['content-type']).toMatch(/^text\/csv/)
    expect(csv.raw.body.startsWith('\uFEFF"编号"')).toBe(true)
    expect(csv.raw.body).toContain(`"'=HYPERLINK(""http://evil"",""点我"")的建议"`)
    expect(csv.raw.body).not.toMatch(/(^|,)"[=+\-@]/m)
    expect((await c.get(`${BASE}/catalogue/1999`)).status).toBe(404)
    const row = {
      id: 'x',
      series: null,
      no: null,
      year: 2026,
      category: null,
      state: 'closed',
      main: ['\t=1+1', '＝'],
      co: ['-2'],
      names: [],
      confidential: false,
      codes: [],
      repliedOn: null,
      publishedAt: new Date(0),
    }
    expect(catalogueCsv([{ ...row, title: '@SUM(A1)\r\n"x"' }], (id) => id)).toContain(`"'@SUM(A1) ""x"""`)
  })

  test('levels of judgement only where the place shows them, and only when released', async () => {
    const url = `${BASE}/suggestions/${ids.open}`
    expect((await c.get(url)).body).not.toContain('代表评价：')
    await h.story.rows(
      `insert into rule (place, process, key, valid_from, value) values ('${PLACE}', 'suggestion', 'publish.judgements', '2026-01-01', 'true')`,
    )
    expect((await c.get(url)).body).not.toContain('代表评价：')
    await h.story.as('王敏').does('releaseJudgement', {}, { matter: ids.open as string })
    expect((await c.get(url)).body).toContain('代表评价：满意 1')
    await h.story.rows(`delete from rule where key = 'publish.judgements'`)
  })
})

describe('what never is', () => {
  test('B23 case 18: no public answer holds a confidential author, an unpublished item, a masked number or an id of a person', async () => {
    const seen = await crawl()
    expect(seen.size).toBeGreaterThan(25)
    expect([...seen].filter(([, x]) => x.status !== 200).map(([url]) => url)).toEqual([])
    for (const [url, r] of seen) {
      const all = r.body + r.headers
      for (const word of [
        '金丝雀',
        '白鹭洲',
        '白头翁',
        '13800138000',
        '王建国',
        '13911112222',
        '在谈项目',
        // A deputy's own page is named by his seat; what he wrote in confidence never leads there.
        ...secrets.filter((x) => !/\/(deputies|stations|rota|popolo|ask)/.test(url) || !deputySeats.includes(x)),
        ids.unpublished as string,
        ids.refused as string,
      ])
        expect(all.includes(word), `${url} 里有 ${word}`).toBe(false)
      expect(r.body.length, url).toBeLessThan(60_000)
    }
    const item = await c.get(`${BASE}/suggestions/${ids.secret}`)
    expect(item.body).toContain('代表（身份保密）')
    expect(item.body).not.toMatch(/李秀兰|碧溪/)
    // The same name stands where its author agreed to be named: the canary can be seen.
    expect(seen.get(`${BASE}/suggestions/${ids.open}`)?.body).toContain('李秀兰')
    for (const q of ['金丝雀', '白鹭洲', '13800138000', '王建国'])
      expect((await c.get(`${BASE}/suggestions?q=${encodeURIComponent(q)}`)).body).toContain('符合条件 0 件')
  })

  test('B23 a confidential item is not found by its author’s name, as another’s is not found by a name that was not shown', async () => {
    const r = await c.get(`${BASE}/suggestions?q=${encodeURIComponent('李秀兰')}`)
    expect(r.body).not.toContain(ids.secret)
    expect(r.body).not.toContain(ids.masked)
  })

  test('unpublished, withheld, unknown and ill-formed addresses give one and the same page', async () => {
    const urls = [ids.unpublished, ids.refused, crypto.randomUUID(), 'x', "1' or '1'='1", '%3Cscript%3E'].map(
      (x) => `${BASE}/suggestions/${encodeURIComponent(decodeURIComponent(x as string))}`,
    )
    const got = await Promise.all(
      [...urls, '/g/123456', '/g/x/y', '/g/990300/nothing', `/g/990302/suggestions/${ids.open}`, `${BASE}/catalogue/20x6`].map((u) => c.get(u)),
    )
    expect(got.map((r) => r.status)).toEqual(got.map(() => 404))
    expect(new Set(got.map((r) => r.body)).size).toBe(1)
    expect(got[0]?.body).toContain('没有这个页面')
  })

  test('B23 taken down: page, directory, search, catalogue, table, promises, feed and sitemap drop it with the same commit', async () => {
    const outlets = [
      `${BASE}`,
      `${BASE}/suggestions`,
      `${BASE}/suggestions?q=${encodeURIComponent('城东')}`,
      `${BASE}/catalogue/2026`,
      `${BASE}/catalogue/2026.csv`,
      `${BASE}/promises`,
      `${BASE}/feed.xml`,
      '/g/sitemap.xml',
    ]
    const holds = async () => Promise.all(outlets.map(async (u) => (await c.get(u)).raw.body.includes(ids.open as string)))
    expect(await holds()).toEqual(outlets.map(() => true))
    const url = `${BASE}/suggestions/${ids.open}`
    const first = await c.get(url)
    const tag = first.raw.headers.etag as string
    expect(first.raw.headers['cache-control']).toBe('no-cache')
    c.headers = { 'if-none-match': tag }
    expect((await c.get(url)).status).toBe(304)
    await h.story.as('王敏').does('hide', { reason: '代表要求核对' }, { matter: ids.open as string })
    expect((await c.get(url)).status).toBe(404)
    c.headers = {}
    expect(await holds()).toEqual(outlets.map(() => false))
    const missing = await c.get(`${BASE}/suggestions/${crypto.randomUUID()}`)
    expect((await c.get(url)).body).toBe(missing.body)
    await h.story.as('王敏').does('republish', { showNames: true }, { matter: ids.open as string })
    expect(await holds()).toEqual(outlets.map(() => true))
  })
})

describe('hostile words', () => {
  test('case 27: markup in every field of an item is text wherever it is shown', async () => {
    for (const [url, r] of await crawl()) {
      if (url.endsWith('.csv')) continue
      expect(r.body, url).not.toMatch(/<script|<img/i)
    }
    const page = (await c.get(`${BASE}/suggestions/${ids.xss}`)).body as string
    expect(page.match(/&lt;img src=x onerror=&quot;alert\(&#39;1&#39;\)&quot;&gt;/g)?.length).toBeGreaterThanOrEqual(6)
    expect(safe('<>&"\'\u0000\u0007\ud800')).toBe('&lt;&gt;&amp;&quot;&#39;\ufffd')
    expect(html`<a title="${'"><b>'}">${['<i>', html`<b>x</b>`]}</a>`.text).toBe('<a title="&quot;&gt;&lt;b&gt;">&lt;i&gt;<b>x</b></a>')
  })

  test('case 28: what an address says is never markup in the page', async () => {
    const bad = encodeURIComponent(`"><script>alert(1)</script><img src=x>`)
    for (const url of [
      `${BASE}/suggestions?q=${bad}`,
      `${BASE}/suggestions?unit=${bad}&year=${bad}&result=${bad}&category=${bad}&after=${bad}`,
      `${BASE}/promises?state=${bad}&after=${bad}`,
      `/g/deadline?from=${bad}&n=${bad}&unit=${bad}`,
      `${BASE}/catalogue/2026?page=${bad}&all=${bad}`,
      `/g/${bad}`,
      `${BASE}/suggestions?q=a&q=b&elder=${bad}`,
      `/g?x=${bad}`,
    ]) {
      const r = await c.get(url)
      expect(r.body, url).not.toMatch(/<script|<img/i)
      expect(r.raw.headers['content-security-policy']).toMatch(/default-src 'self';.*script-src 'self';.*object-src 'none'/)
      expect(r.raw.headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/)
    }
  })

  test('cases 15 and 16: SQL in every filter changes nothing and breaks nothing', async () => {
    const all = (await c.get(`${BASE}/suggestions`)).body.match(/共 (\d+) 件/)?.[1]
    for (const bad of [
      "' or 1=1 --",
      '1; select pg_sleep(5)',
      "'; drop table publication; --",
      '%',
      '_',
      '\\',
      "x' union select mobile from person --",
      '\u0000',
      '999999999999',
      '2026-99-99T00:00:00.000Z~00000000-0000-0000-0000-000000000000',
    ]) {
      const v = encodeURIComponent(bad)
      for (const k of ['q', 'category', 'unit', 'year', 'result', 'after', 'seat', 'state', 'page']) {
        for (const url of [`${BASE}/suggestions?${k}=${v}`, `${BASE}/promises?${k}=${v}`, `${BASE}/catalogue/2026?${k}=${v}`]) {
          const r = await c.get(url)
          expect(r.status, url).toBe(200)
          expect(r.body).not.toMatch(/syntax error|pg_catalog|13\d{9}/)
        }
      }
    }
    expect((await c.get(`${BASE}/suggestions?q=${encodeURIComponent("' or 1=1 --")}`)).body).toContain('符合条件 0 件')
    expect((await c.get(`${BASE}/suggestions?q=%25`)).body).toContain('符合条件 0 件')
    expect((await c.get(`${BASE}/suggestions`)).body).toContain(`共 ${all} 件`)
  })

  test('too many requests from one address are refused by a page', async () => {
    const small = await house([], { publicPerMinute: 3 })
    try {
      const one = small.client()
      const got = []
      for (let i = 0; i < 5; i++) got.push(await one.get('/g'))
      expect(got.map((r) => r.status)).toEqual([200, 200, 200, 429, 429])
      expect(got[4]?.body).toContain('看得太快了')
    } finally {
      await small.end()
    }
  })
})

describe('the date calculator', () => {
  test('B12 every step, holidays and make-up days, without login', async () => {
    const r = await c.get('/g/deadline?from=2026-04-30&n=5&unit=WD')
    expect(r.body).toContain('最后一天：2026年5月11日 周一')
    for (const words of ['从2026年4月30日 周四起算，当日不计入', '劳动节', '调休上班']) expect(r.body).toContain(words)
    expect((await c.get('/g/deadline?from=2026-01-31&n=1&unit=MONTH')).body).toContain('最后一天：2026年2月28日')
  })

  test('a year whose holidays are not loaded is told', async () => {
    expect((await c.get('/g/deadline?from=2031-04-30&n=5&unit=WD')).body).toContain('2031年的放假安排还没有载入')
  })

  test('a day that does not exist is told beside the field, on the page and in the interface', async () => {
    const r = await c.get('/g/deadline?from=2026-02-31&n=5&unit=WD')
    expect(r.status).toBe(422)
    expect(r.body).toMatch(/<small id="from-x" class="wrong">■ 没有2026年2月31日这一天，请改正/)
    expect(r.body).toMatch(/value="2026-02-31" aria-describedby="from-x" aria-invalid="true"/)
    expect((await c.get('/g/deadline?from=2026-03-10&n=0')).body).toContain('■ 请填写 1 至 400 的整数')
    const li = await h.login('李秀兰')
    const api = await li.get('/api/deadline?from=2026-02-31&n=5&unit=WD')
    expect([api.status, api.body.fields?.from]).toEqual([422, '没有这一天，请按“年-月-日”填写，如 2026-03-10'])
    expect((await li.get('/api/deadline?from=2026-04-30&n=5&unit=WD')).body.dueOn).toBe('2026-05-11')
  })
})

test('长辈版 is kept in a cookie of these pages, and can be left', async () => {
  const reader = h.client()
  expect((await reader.get(BASE)).body).not.toContain('class="elder"')
  const on = await reader.get(`${BASE}/suggestions?q=a&elder=1`)
  expect(on.body).toContain('<html lang="zh-CN" class="elder">')
  expect(on.raw.headers['set-cookie']).toMatch(/huying\.elder=1;.*Path=\/g/)
  expect((await reader.get(BASE)).body).toContain('class="elder"')
  expect(on.body).toContain(`href="${BASE}/suggestions?q=a&amp;elder=0"`)
  await reader.get(`${BASE}?elder=0`)
  expect((await reader.get(BASE)).body).not.toContain('class="elder"')
})

test('the office’s list is for the office', async () => {
  expect((await c.get('/api/publication/queue')).status).toBe(401)
  expect((await (await h.login('李秀兰')).get('/api/publication/queue')).status).toBe(403)
  const wang = await h.login('王敏')
  const q = await wang.get('/api/publication/queue')
  expect(q.body.rows).toMatchObject([{ id: ids.unpublished, findings: 0 }])
  expect((await wang.get('/api/publication/queue?show=x')).body.fields).toEqual({ show: '没有这一类' })
  expect((await wang.get(`/api/publication/${crypto.randomUUID()}`)).status).toBe(404)
  // Many at once: what still has something to decide is told, the rest is done.
  const risky = await closed({ title: '关于农村危房改造的建议', situation: '村民赵大海住在石桥村三组15号，房屋漏雨多年，亟待改造。' })
  const r = await wang.post('/api/suggestion/bulk/publish', { key: crypto.randomUUID(), ids: [ids.unpublished, risky], input: { showNames: true } })
  expect(r.body.results.map((x: { ok: boolean }) => x.ok)).toEqual([true, false])
  expect(r.body.results[1].error.fields.mask).toMatch(/还有 2 处/)
  expect((await c.get(`${BASE}/suggestions/${ids.unpublished}`)).status).toBe(200)
})
