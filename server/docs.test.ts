/** The interface's description as others read it: a public linter, and the server's own answers to what it describes. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HttpHouse, house } from '../test/http.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
let h: HttpHouse
// biome-ignore lint/suspicious/noExplicitAny: OpenAPI
let doc: any

beforeAll(async () => {
  h = await house(['孟广林'], { day: '2026-03-10' })
  doc = (await h.client().get('/api/openapi.json')).body
})
afterAll(() => h.end())

test('the description is clean in a public linter, to its strictest set', () => {
  const file = path.join(h.dataDir, 'openapi.json')
  fs.writeFileSync(file, JSON.stringify(doc))
  const run = (lint: string) =>
    spawnSync(process.execPath, [path.join(ROOT, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', lint, '--config', path.join(ROOT, 'redocly.yaml')], {
      encoding: 'utf8',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    })
  const good = run(file)
  expect(good.status, good.stdout + good.stderr).toBe(0)
  // The linter does look: what it was faulted for before is found again.
  const broken = structuredClone(doc)
  broken.paths['/api/suggestion/{id}/submit'].post.parameters = []
  fs.writeFileSync(file, JSON.stringify(broken))
  expect(run(file).status).not.toBe(0)
})

test('every operation has one name, every part of its address is declared, and no keyword is unknown to JSON Schema', () => {
  const operations = Object.entries<
    Record<string, { operationId: string; parameters: { name?: string; in?: string }[]; requestBody?: { content?: Record<string, { schema: object }> } }>
  >(doc.paths).flatMap(([at, methods]) => Object.values(methods).map((o) => ({ at, ...o })))
  expect(operations.length).toBeGreaterThan(500)
  expect(new Set(operations.map((o) => o.operationId)).size).toBe(operations.length)
  for (const o of operations) {
    const declared = o.parameters.filter((p) => p.in === 'path').map((p) => p.name)
    expect(declared, o.at).toEqual([...o.at.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))
  }
  // Ajv refuses a keyword that the standard does not know; ours bear `x-` and are taken away before it looks.
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, strictRequired: false })
  addFormats.default(ajv)
  const bodies = operations.flatMap((o) => o.requestBody?.content?.['application/json']?.schema ?? [])
  expect(bodies.length).toBeGreaterThan(300)
  for (const b of bodies) ajv.compile(JSON.parse(JSON.stringify(b, (key, value) => (key.startsWith('x-') ? undefined : value))))
})
