/** What a paper's frame says once, where the writer's own text says it already; what the standard asks of each kind of paper. */
import { afterAll, expect, test } from 'vitest'
import { SAMPLES } from '../test/papers/samples.ts'
import { toDocx } from './docx.ts'
import type { OfficialDoc } from './model.ts'
import { closePdf, toPdf } from './pdf.ts'
import { pages, paragraphs, parts } from './reading.ts'
import { TEMPLATES } from './templates.ts'

afterAll(closePdf)
const made = (key: string, more: object = {}): OfficialDoc => TEMPLATES.get(key)?.make({ ...SAMPLES[key]?.full, ...more }) as OfficialDoc
const words = (d: OfficialDoc) => d.blocks.flatMap((b) => ('text' in b ? [b.text] : []))
const count = (d: OfficialDoc, what: string) => words(d).join('\n').split(what).length - 1
const BODY = '一、关于开通公交线路\n拟新开12路。'

test.each([
  ['in one paragraph', '您提出的《关于公交的建议》（第045号）收悉。经研究，现答复如下：', '感谢您对我市交通工作的关心和支持！'],
  [
    'with a greeting of its own',
    '李秀兰代表：\n您好！您提出的建议已收悉，现将有关情况答复如下：',
    '最后，衷心感谢您对交通工作的关注，希望继续提出宝贵意见。\n特此答复。',
  ],
  [
    'in two lines, with the foot of a letter',
    '尊敬的李秀兰代表：\n贵代表《关于公交的建议》收悉。\n经会同市财政局研究，现函复如下：',
    '谢谢您对我局工作的支持。请填写征询意见表。\n市交通运输局\n2026年5月12日\n联系人：吴海涛　电话：2210011',
  ],
  ['running on in one line', '李秀兰代表：您提出的建议我局已收悉，现答复如下：', '感谢您对城市公交的理解与支持'],
])('B17 the letter writes its opening and thanks once where the unit wrote them %s', (_, head, tail) => {
  const d = made('replyLetter', { body: `${head}\n${BODY}\n${tail}`, solved: '', planned: '', coOpinions: '', promises: [] })
  expect(count(d, '收悉')).toBe(1)
  expect(count(d, '如下')).toBe(1)
  expect(
    words(d)
      .join('')
      .match(/感谢|谢谢/g)?.length,
  ).toBe(1)
  expect(
    words(d)
      .join('')
      .match(/征询意见表/g)?.length,
  ).toBe(1)
  for (const x of ['关于开通公交线路', '拟新开12路。']) expect(count(d, x)).toBe(1)
  // Greeting, day and contact stand in the letter's own places.
  expect(words(d).some((t) => /代表：$|^2026年5月12日$|^联系人|^市交通运输局$/.test(t))).toBe(false)
})

test('B17 a text without a frame gets the whole of it; words that only resemble one stay where they are', () => {
  const plain = made('replyLetter', { body: BODY, promises: [] })
  expect([count(plain, '收悉'), count(plain, '现答复如下：'), count(plain, '感谢您们'), count(plain, '征询意见表')]).toEqual([1, 1, 1, 1])
  const alike = made('replyLetter', { body: '一、具体措施如下：\n我局收到群众感谢信12封。\n二、下一步打算\n继续办理。', promises: [] })
  expect([count(alike, '收悉'), count(alike, '具体措施如下'), count(alike, '感谢信12封'), count(alike, '感谢您们')]).toEqual([1, 1, 1, 1])
  expect(count(made('replyLetter', { body: '此件已办结，详见附件。', promises: [] }), '此件已办结')).toBe(1)
})

test('B16 the opinion of a helping unit is framed once', () => {
  const d = made('coOpinion', { opinion: '转来的第045号建议收悉，现提出会办意见如下：\n同意安排资金。\n以上意见，供贵局答复时参考。' })
  expect([count(d, '收悉'), count(d, '如下'), count(d, '以上意见')]).toEqual([1, 1, 1])
  expect(count(made('coOpinion', { opinion: '同意。' }), '以上意见，供答复代表时参考。')).toBe(1)
})

test('B17 an extension is asked for in a letter and answered in one', () => {
  expect(made('extensionRequest').title).toBe('关于申请延期答复第045号代表建议的函')
  expect(made('extensionAnswer').title).toMatch(/的复函$/)
  for (const d of [made('extensionRequest'), made('extensionAnswer')]) expect(JSON.stringify(d)).not.toMatch(/请示|批复/)
  expect(count(made('extensionAnswer', { asked: '云交函〔2026〕16号' }), '（云交函〔2026〕16号）收悉')).toBe(1)
})

test('B22 a report that goes upwards names its signer beside the number, one character in', async () => {
  for (const [key, signer] of [
    ['annualReport', '周建国'],
    ['supervisionReport', '周建国'],
    ['motionReport', '孙立新'],
  ] as const) {
    const [one] = await pages(await toPdf(made(key)))
    const name = one?.lines.find((l) => l.text.includes(signer) && Math.abs(l.size - 16) < 0.1 && l.y < 120)
    expect(name, key).toBeDefined()
    expect((name?.x ?? 0) + (name?.width ?? 0)).toBeGreaterThan(175)
    expect((name?.x ?? 0) + (name?.width ?? 0)).toBeLessThan(180)
    const p = paragraphs(parts(await toDocx(made(key)))['word/document.xml'] as string).find((x) => x.text.includes(`签发人：${signer}`))
    expect(p?.xml, key).toContain('楷体_GB2312')
  }
  // Downwards and sideways nobody is named.
  for (const key of ['assignNotice', 'replyLetter', 'supervisionLetter', 'fundPlan']) expect(made(key).signer, key).toBeUndefined()
})

test('B19 minutes have a mark of their own, names of those present in 黑体, and no seal', async () => {
  const d = made('panelMinutes')
  const [one] = await pages(await toPdf(d))
  expect(one?.lines.find((l) => l.size > 20 && l.y < 95)?.text).toContain('纪要')
  expect(d.signature).toBeUndefined()
  const ps = paragraphs(parts(await toDocx(d))['word/document.xml'] as string)
  expect(ps.find((p) => p.xml.includes('FF0000'))?.text).toBe('云岭市人大常委会代表工作委员会会商纪要')
  expect(ps.find((p) => p.text.startsWith('出席：'))?.xml).toContain('黑体')
})

test.each([...TEMPLATES.keys()])('%s: what the paper calls its annexes is bound behind it, no more and no less', (key) => {
  for (const which of ['full', 'least'] as const) {
    const d = TEMPLATES.get(key)?.make(SAMPLES[key]?.[which]) as OfficialDoc
    if (key === 'forwardLetter') continue // names the citizen's own pictures, which go with it as files
    expect((d.annexes ?? []).map((a) => a.title)).toEqual(d.attachments ?? [])
  }
})

test('B12 a table that ends an annex keeps off the record, however many rows it has', async () => {
  for (const n of [8, 9, 10, 11, 12, 20, 21, 22]) {
    const d = made('assignNotice')
    const list = d.annexes?.[0] as NonNullable<OfficialDoc['annexes']>[number]
    const table = list.blocks[0] as Extract<OfficialDoc['blocks'][number], { kind: 'table' }>
    const one = { ...d, annexes: [{ ...list, blocks: [{ ...table, rows: Array.from({ length: n }, () => table.rows[0] as string[]) }] }] }
    const last = (await pages(await toPdf(one))).at(-1)
    const record = Math.min(...(last?.rules.filter((r) => Math.abs(r.thick - 0.35) < 0.02).map((r) => r.y) ?? []))
    const above = Math.max(0, ...(last?.rules.filter((r) => r.thick < 0.2 && r.y < record + 0.01).map((r) => r.y) ?? []))
    expect(record - above, `${n}行`).toBeGreaterThan(3)
  }
})
