/** Typesetting runs here, off the server's own thread: one job in, one PDF out. */
import fs from 'node:fs'
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

export interface Job {
  id: number
  /** The data file, JSON. */
  json: string
}
export interface Done {
  id: number
  out?: Uint8Array
  error?: string
}

const dir = import.meta.dirname
const source = fs.readFileSync(path.join(dir, 'page.typ'), 'utf8')
const compiler = NodeCompiler.create({ workspace: dir, fontArgs: [{ fontBlobs: (workerData.fonts as string[]).map((f) => fs.readFileSync(f)) }] })

parentPort?.on('message', (job: Job) => {
  const done: Done = { id: job.id }
  try {
    compiler.mapShadow(path.join(dir, 'job.json'), Buffer.from(job.json))
    compiler.addSource(path.join(dir, 'main.typ'), source)
    const r = compiler.compile({ mainFilePath: path.join(dir, 'main.typ') })
    if (!r.result) {
      const e = r.takeDiagnostics()
      done.error = JSON.stringify(e ? compiler.fetchDiagnostics(e).map((d) => [d.message, d.range, d.hints]) : 'no result')
    } else done.out = compiler.pdf(r.result)
    compiler.evictCache(10)
  } catch (e) {
    done.error = String((e as Error)?.stack ?? e)
  }
  parentPort?.postMessage(done)
})
