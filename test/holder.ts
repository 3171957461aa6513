/** For database/open.test.ts: opens the database in the home given, says so, and holds it until told otherwise or killed. */
import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import { openDatabase } from '../database/open.ts'

const home = process.argv[2] ?? ''
const say = (o: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(o)}\n`)
const db = await openDatabase({ home })
const { rows } = await db.owner.query('select current_user as user')
const pid = fs.readFileSync(path.join(home, 'pgdata/postmaster.pid'), 'utf8').split('\n')[0]
say({ pid, uid: String(fs.statSync(path.join(home, 'pgdata')).uid), user: rows[0].user })
for await (const line of readline.createInterface(process.stdin)) {
  if (line === 'insert') {
    await db.owner.query('insert into kept values (2)')
    say({ done: 'insert' })
  }
  if (line === 'stop') break
}
await db.stop()
