/** 批量登记站点 (D1): a file is read and shown; confirmed, its stations are registered one after the other, and the page says how many of how many. */
import { createHash, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { readAs, writing } from '../database/read.ts'
import { act, type House } from '../kernel/act.ts'
import { cut } from '../kernel/characters.ts'
import type { AnyInput } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'
import { badFile, MAX_FILE } from '../people/roster/unpack.ts'
import { COLUMNS, type Field, type Line, readStations } from '../people/stations-read.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import { actions, BRANDS, LEVELS, TYPES } from '../processes/station/actions.ts'
import type { RouteContext } from './app.ts'
import { offices } from './policies.ts'
import { route } from './route.ts'

const tag = '联络站'
const policy = offices('daf_staff')
const one = z.object({ id: z.uuid() })

/** Columns that hold one of a few words. */
const WORDS: Partial<Record<Field, Record<string, string>>> = { type: TYPES, level: LEVELS, brand: BRANDS }

interface Row {
  row: number
  place: string
  input: Record<string, unknown>
}
interface CellError {
  row: number
  cell: string
  column: string
  text: string
}

/** A choice by its words, as the office writes them: 村 and 社区 are one level. */
const code = (words: Record<string, string>, text: string | undefined) =>
  text && (Object.entries(words).find(([k, w]) => w === text || k === text || w.split(/[、（）]/).some((x) => x === text))?.[0] ?? text)
const yes = (text: string | undefined) =>
  text === undefined || ['否', '无', '不是', '0'].includes(text) ? false : ['是', '有', '1', '√'].includes(text) ? true : text

function inputOf({ values: v }: Line): Record<string, unknown> {
  return {
    name: v.name,
    type: code(TYPES, v.type),
    level: code(LEVELS, v.level),
    address: v.address ?? '',
    head: v.head ?? '',
    phone: v.phone ?? '',
    area: v.area === undefined ? 0 : Number(v.area.replace(/[^\d.]/g, '') || Number.NaN),
    village: yes(v.village),
    facilities: v.facilities ?? '',
    brand: code(BRANDS, v.brand),
    coordinates: v.coordinates ?? '',
    stage: 'running',
    openedOn: v.openedOn?.replaceAll(/[./年月]/g, '-').replace('日', ''),
  }
}

/** Rows that may be registered, and what is wrong with the others, by cell. */
async function check(c: pg.ClientBase, viewer: Viewer, lines: Line[]): Promise<{ rows: Row[]; errors: CellError[] }> {
  const places = (await c.query(`select p.code, p.name from place p where p.path like (select path from place where code = $1) || '%'`, [viewer.seat.place]))
    .rows
  const known = new Set(
    (
      await c.query(`select u.place || '/' || u.name as at from station s join unit u on u.id = s.unit where s.place = any ($1)`, [places.map((p) => p.code)])
    ).rows.map((x) => x.at),
  )
  const rows: Row[] = []
  const errors: CellError[] = []
  for (const line of lines) {
    const bad = (field: Field, text: string) => errors.push({ row: line.row, cell: line.cells[field] ?? `第${line.row}行`, column: COLUMNS[field][0], text })
    const before = errors.length
    const input = inputOf(line)
    const parsed = (actions.register.input as AnyInput).safeParse(input)
    for (const i of parsed.error?.issues ?? []) {
      const field = String(i.path[0]) in COLUMNS ? (i.path[0] as Field) : 'name'
      const words = WORDS[field]
      bad(field, words ? `请填写其中一种：${Object.values(words).join('、')}` : i.message)
    }
    if (input.type === 'brand' && !input.brand) bad('brand', '请填写是哪种特色品牌')
    const found = line.values.place ? places.filter((p) => p.name === line.values.place || p.code === line.values.place) : [{ code: viewer.seat.place }]
    if (found.length !== 1) bad('place', found.length === 0 ? '本地没有这个乡镇、街道' : '有几个同名的乡镇、街道，请填写代码')
    const at = `${found[0]?.code}/${line.values.name}`
    if (known.has(at)) bad('name', '同一地方已经有同名的站点')
    known.add(at)
    if (errors.length === before) rows.push({ row: line.row, place: found[0].code, input })
  }
  return { rows, errors }
}

const running = new Set<string>()
/** The same row of the same file is registered once, however often the work is taken up again. */
const keyOf = (id: string, row: number) => {
  const h = createHash('sha256').update(`${id}/${row}`).digest('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`
}

async function run(house: House, viewer: Viewer, id: string, now: () => Date): Promise<void> {
  if (running.has(id)) return
  running.add(id)
  try {
    const { rows, done } = await writing(house.pool, async (c) => (await c.query('select rows, done from station_import where id = $1', [id])).rows[0])
    for (let i = done as number; i < rows.length; i++) {
      const r = rows[i] as Row
      let failed: { row: number; name: unknown; text: string }[] = []
      try {
        // The office enters it for the town: the station is the town's.
        await act(house, {
          process: 'station',
          action: 'register',
          matter: null,
          key: keyOf(id, r.row),
          input: r.input,
          actor: { ...actorOf(viewer), place: r.place },
          now: now(),
        })
      } catch (e) {
        if (!(e instanceof Refusal)) throw e
        failed = [{ row: r.row, name: r.input.name, text: Object.values(e.problem.fields ?? {})[0] ?? e.problem.message }]
      }
      await writing(house.pool, (c) =>
        c.query('update station_import set done = $2, failed = failed || $3::jsonb where id = $1', [id, i + 1, JSON.stringify(failed)]),
      )
    }
    await writing(house.pool, (c) => c.query(`update station_import set state = 'done', settled_at = $2 where id = $1`, [id, now()]))
  } finally {
    running.delete(id)
  }
}

export function stationRoutes(app: FastifyInstance, { pool, now, house }: RouteContext): void {
  const read = async (viewer: Viewer, id: string) => {
    const r = await readAs(
      pool,
      viewer,
      async (c) => (await c.query('select id, file_name as file, state, errors, total, done, failed from station_import where id = $1', [id])).rows[0],
    )
    if (!r) throw new Refusal('unknown', '没有这次导入，请重新选择文件')
    return r
  }
  const start = (viewer: Viewer, id: string) => void run(house, viewer, id, now).catch((e) => app.log.error(e))
  route(app, {
    method: 'POST',
    url: '/api/stations/import',
    policy,
    tag,
    summary: '读取站点表（xlsx、csv）并预览，不写入',
    handler: async ({ viewer, req }) => {
      const file = req.isMultipart() ? await req.file({ limits: { fileSize: MAX_FILE, files: 1 } }) : undefined
      if (!file) throw badFile('请选择一个 .xlsx 或 .csv 文件')
      const lines = await readStations(file.filename, await file.toBuffer())
      const id = randomUUID()
      const { rows, errors } = await writing(pool, async (c) => {
        const got = await check(c, viewer, lines)
        await c.query(
          `insert into station_import (id, place, by_seat, by_name, file_name, state, rows, errors, total, at) values ($1, $2, $3, $4, $5, 'previewed', $6, $7, $8, $9)`,
          [
            id,
            viewer.seat.place,
            viewer.seat.id,
            viewer.name,
            cut(file.filename, 120),
            JSON.stringify(got.rows),
            JSON.stringify(got.errors.slice(0, 1000)),
            got.rows.length,
            now(),
          ],
        )
        return got
      })
      return { id, lines: lines.length, fit: rows.length, errors: errors.slice(0, 1000), wrong: new Set(errors.map((e) => e.row)).size }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/stations/import/:id/confirm',
    policy,
    tag,
    summary: '开始登记，进度另问',
    params: one,
    body: z.object({}),
    handler: async ({ viewer, params }) => {
      const was = await read(viewer, params.id)
      if (was.total === 0) throw new Refusal('gate', '没有可以登记的站点，请先改好表格')
      if (was.state === 'previewed')
        await writing(pool, (c) => c.query(`update station_import set state = 'running' where id = $1 and state = 'previewed'`, [params.id]))
      if (was.state !== 'done') start(viewer, params.id)
      return read(viewer, params.id)
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/stations/import/:id',
    policy,
    tag,
    summary: '登记到哪里了',
    params: one,
    handler: async ({ viewer, params }) => {
      const r = await read(viewer, params.id)
      // The house was restarted in between: go on where it stood.
      if (r.state === 'running') start(viewer, params.id)
      return r
    },
  })
}
