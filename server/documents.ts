/** Official documents: what can be printed, drafts without a number, issuing, what was issued, and many sheets in one file. */

import fs from 'node:fs/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type pg from 'pg'
import sharp from 'sharp'
import { z } from 'zod'
import { readAll, readAs } from '../database/read.ts'
import { toDocx } from '../documents/docx.ts'
import { placePapers } from '../documents/fill/place.ts'
import { fill, offersFor, toIssue } from '../documents/fill.ts'
import { fontsUsed, signWords, unprintable } from '../documents/fonts.ts'
import type { OfficialDoc, Picture, Template } from '../documents/model.ts'
import { closePdf, toPdf } from '../documents/pdf.ts'
import { picturesOf, roomOf, usable } from '../documents/stamps.ts'
import { type Issued, issue, issuedOf, issuing, readIssued } from '../documents/store.ts'
import { TEMPLATES } from '../documents/templates.ts'
import { disposition } from '../kernel/download.ts'
import { cleanName, pathOf } from '../kernel/files.ts'
import { known } from '../kernel/once.ts'
import { Refusal } from '../kernel/refusal.ts'
import { monthText, yearNumber } from '../kernel/words.ts'
import type { RouteContext } from './app.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'

const tag = '文书'
const MIME = { pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' } as const
type Kind = keyof typeof MIME

const template = z
  .string({ error: '请选择文书' })
  .max(40)
  .refine((k) => TEMPLATES.has(k), '没有这种文书')
const one = z.uuid({ error: '没有这件事项' })
const ask = z.object({
  template,
  matter: one.optional(),
  party: one.optional(),
  year: yearNumber.optional(),
  session: z.uuid({ error: '没有这次会议' }).optional(),
  month: monthText.optional(),
  seat: z.string().max(40).optional(),
})
const body = z.object({
  key: z.uuid({ error: '请求缺少编号，请刷新页面后再试' }),
  template,
  matter: one,
  party: one.nullish(),
  seal: one.nullish(),
  signature: one.nullish(),
  replaces: one.nullish(),
})
const many = z.object({ template: template.default('suggestionSheet'), matters: z.array(one).min(1, '请至少选一件').max(200, '一次最多打印 200 件') })
const file = z.object({ file: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(docx|pdf)$/, '没有这份文书') })

export function documentRoutes(app: FastifyInstance, { pool, house, now, dataDir }: RouteContext): void {
  app.addHook('onClose', closePdf)

  route(app, {
    method: 'GET',
    url: '/api/documents/templates',
    policy: signedIn,
    tag,
    summary: '文书样式和 PDF 所用的字体',
    handler: () => ({
      templates: [...TEMPLATES.values()].map((t) => ({ key: t.key, label: t.label, form: t.form, processes: t.processes, numbered: !!t.series })),
      fonts: fontsUsed(),
    }),
  })
  route(app, {
    method: 'GET',
    url: '/api/documents/for/:matter',
    policy: signedIn,
    tag,
    summary: '这件事项可以打印的文书和已经印发的文书',
    params: z.object({ matter: one }),
    handler: ({ viewer, params }) =>
      readAs(pool, viewer, async (c) => {
        const { papers, text } = await offersFor(c, viewer, params.matter, now())
        const signs = unprintable(text)
        return { papers, ...(signs.length > 0 ? { signs: signWords(signs) } : {}), issued: (await issuedOf(c, params.matter)).map(shown) }
      }),
  })
  route(app, {
    method: 'GET',
    url: '/api/documents/place',
    policy: signedIn,
    tag,
    summary: '全地方的文书：我可以打印的，和可以选的会议',
    handler: ({ viewer }) =>
      readAs(pool, viewer, async (c) => ({
        papers: placePapers(viewer.seat.office).map((k) => ({ template: k, label: TEMPLATES.get(k)?.label ?? k })),
        sessions: (await c.query('select id, name from congress_session where place = $1 order by opens_on desc limit 12', [viewer.seat.place])).rows,
      })),
  })
  route(app, {
    method: 'GET',
    url: '/api/documents/stamps',
    policy: signedIn,
    tag,
    summary: '这份文书可以盖的印章和可以用的签名（我有权使用的）',
    query: ask,
    handler: ({ viewer, query }) =>
      readAs(pool, viewer, async (c) => {
        const room = roomOf((await fill(c, viewer, query, now())).doc)
        return { room, stamps: await usable(c, viewer, room, now()) }
      }),
  })
  for (const kind of Object.keys(MIME) as Kind[])
    route(app, {
      method: 'GET',
      url: `/api/documents/preview.${kind}`,
      policy: signedIn,
      tag,
      summary: `打印一份文书（${kind.toUpperCase()}，不编号）`,
      query: ask,
      handler: async ({ viewer, query, res }) => {
        // A paper about the whole place rests on numbers, which are the same whoever prints it; who may is said by `placePaper`.
        const make = (c: pg.ClientBase) => fill(c, viewer, query, now())
        const { doc, template: t, about } = await (query.matter ? readAs(pool, viewer, make) : readAll(pool, make))
        return send(res, kind, hinted(doc), [t.label, about].filter(Boolean).join(' '), t.key)
      },
    })
  route(app, {
    method: 'POST',
    url: '/api/documents',
    policy: signedIn,
    tag,
    summary: '编号印发一份文书',
    body,
    handler: async ({ viewer, body: { key, ...b } }) => {
      // Repeated: the first answer again, even where the matter has moved on meanwhile and could not be issued now.
      const before = await readAll(pool, async (c) => {
        const was = await known(c, house.vault, issuing(viewer, key, b, now()))
        return was?.answer ? readIssued(c, (was.answer as { id: string }).id) : undefined
      })
      if (before) return { ...shown(before), repeated: true }
      const fresh = await readAs(pool, viewer, async (c) => {
        if (b.replaces && !(await readIssued(c, b.replaces))) throw new Refusal('unknown', '没有这份要更正的公文，或者您无权更正')
        const made = await toIssue(c, viewer, { template: b.template, matter: b.matter, party: b.party ?? undefined }, now())
        return { ...made, room: roomOf((TEMPLATES.get(made.template) as Template).make(made.data)) }
      })
      const pictures = { seal: b.seal ?? null, signature: b.signature ?? null }
      return shown(await issue(pool, viewer, { ...fresh, key, ...pictures, replaces: b.replaces ?? null }, now(), { vault: house.vault, what: b }))
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/documents/print',
    policy: signedIn,
    limit: { max: 20, timeWindow: '1 minute' },
    tag,
    summary: '一次打印许多件（一个 PDF，一件接一件）',
    body: many,
    handler: async ({ viewer, body: b, res }) => {
      const docs = await readAs(pool, viewer, async (c) => {
        const out: OfficialDoc[] = []
        for (const matter of new Set(b.matters)) out.push((await fill(c, viewer, { template: b.template, matter }, now())).doc)
        return out
      })
      const label = TEMPLATES.get(b.template)?.label ?? '文书'
      return head(res, 'pdf', `${label}（${docs.length}件）`, b.template).send(await toPdf(docs, label))
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/documents/:file',
    policy: signedIn,
    tag,
    summary: '取一份已经印发的文书（编号.docx 或 编号.pdf）',
    params: file,
    handler: async ({ viewer, params, res }) => {
      const [id, kind] = params.file.split('.') as [string, Kind]
      const row = await readAs(pool, viewer, (c) => readIssued(c, id))
      const t = row && TEMPLATES.get(row.template)
      if (!row || !t) throw new Refusal('unknown', '没有这份文书，或者您无权查看')
      return send(res, kind, await signedDoc(pool, dataDir, t.make(row.data), row), `${t.label} ${row.number ?? ''}`.trim(), t.key)
    },
  })
}

const shown = (d: Issued) => ({
  id: d.id,
  template: d.template,
  label: TEMPLATES.get(d.template)?.label ?? d.template,
  title: d.title,
  number: d.number,
  version: d.version,
  party: d.party,
  by: d.by,
  at: d.at.toISOString(),
  stamped: [d.sealStamp || d.seal ? '已盖印章' : '', d.handStamp || d.signature ? '已签名' : ''].filter(Boolean).join('、'),
  docx: `/api/documents/${d.id}.docx`,
  pdf: `/api/documents/${d.id}.pdf`,
  ...(d.repeated ? { repeated: true } : {}),
})

async function send(res: FastifyReply, kind: Kind, doc: OfficialDoc, name: string, plain: string): Promise<FastifyReply> {
  const out = kind === 'pdf' ? await toPdf(doc) : await toDocx(doc)
  return head(res, kind, name, plain).send(out)
}

/** Whoever looks at a paper before it goes out learns which of its characters the PDF cannot show. */
function hinted(doc: OfficialDoc): OfficialDoc {
  const signs = unprintable(JSON.stringify(doc))
  return signs.length > 0 ? { ...doc, hint: `（提示，印发时没有这一行）字库里没有这些字，会印成方框：${signWords(signs)}` } : doc
}

/** Nothing of it is kept by anybody but its reader. */
function head(res: FastifyReply, kind: Kind, name: string, plain = 'document'): FastifyReply {
  return res
    .header('content-type', MIME[kind])
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', disposition(kind === 'pdf' ? 'inline' : 'attachment', `${cleanName(name)}.${kind}`, plain))
}

/** With the pictures it was issued with: whoever sees the document sees its seal. */
async function signedDoc(pool: pg.Pool, dataDir: string, doc: OfficialDoc, row: Issued): Promise<OfficialDoc> {
  if (!doc.signature || !(row.seal || row.signature || row.sealStamp || row.handStamp)) return doc
  const [{ seal, hand }, old] = await Promise.all([picturesOf(pool, dataDir, row.sealStamp, row.handStamp), oldPictures(pool, dataDir, row)])
  return {
    ...doc,
    signature: {
      ...doc.signature,
      ...(seal ? { sealPicture: seal } : old.seal ? { sealPicture: old.seal } : {}),
      ...(hand ? { handPicture: hand, handTitle: hand.title } : old.hand ? { handPicture: old.hand } : {}),
    },
  }
}

/** Papers issued before there were stamps bear pictures uploaded for them alone. */
async function oldPictures(pool: pg.Pool, dataDir: string, row: Issued): Promise<{ seal?: Picture | undefined; hand?: Picture | undefined }> {
  const ids = [row.seal, row.signature].filter(Boolean)
  if (ids.length === 0) return {}
  const hashes = await readAll(
    pool,
    async (c) => new Map((await c.query('select id, file from attachment where id = any ($1)', [ids])).rows.map((x) => [x.id, x.file])),
  )
  const picture = async (id: string | null, most: number): Promise<Picture | undefined> => {
    const hash = id && hashes.get(id)
    if (!hash) return undefined
    const { data, info } = await sharp(await fs.readFile(pathOf(dataDir, hash)))
      .resize(800, 800, { fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer({ resolveWithObject: true })
    const scale = most / Math.max(info.width, info.height)
    return { png: data, width: info.width * scale, height: info.height * scale }
  }
  return { seal: await picture(row.seal, 42), hand: await picture(row.signature, 30) }
}
