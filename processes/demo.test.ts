/** A newcomer may start on any day: before, in and after a session, at the turn of a year. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { fillCalendar } from '../kernel/calendar-fill.ts'
import { vaultOf } from '../kernel/vault.ts'
import { verify } from '../kernel/verify.ts'
import { seedDemo } from '../people/demo/seed.ts'
import { testDatabase } from '../test/database.ts'
import { seedWork } from './demo.ts'
import { processes } from './index.ts'

test.each(['2026-01-21', '2026-01-26', '2026-06-08', '2026-12-31'])(
  'the invented city can be told on %s, with something of every process',
  async (day) => {
    const db = await testDatabase()
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-demo-'))
    try {
      await fillCalendar(db.owner)
      await seedDemo(db.owner)
      await seedWork({ pool: db.pool, processes, vault: vaultOf('demo') }, db.owner, { now: new Date(`${day}T10:00:00+08:00`), dataDir })
      const r = await db.owner.query('select distinct process from matter')
      const missing = [...processes.keys()].filter((p) => !r.rows.some((x) => x.process === p))
      expect(missing).toEqual([])
      // Whatever all these acts wrote, their events answer for: a change past them would be the only thing that does not fit.
      const proof = await verify(db.owner)
      expect(proof.faults).toEqual([])
      expect(proof.rows).toBeGreaterThan(500)
    } finally {
      await db.drop()
      fs.rmSync(dataDir, { recursive: true, force: true })
    }
  },
  90_000,
)
