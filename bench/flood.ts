/**
 * Citizens submitting at once, from a process of their own: `node bench/flood.ts <base> <place> <citizens> <seconds>`. Each sends one
 * form with a photo; every tenth loses the answer and sends it again. Told on stdout as JSON.
 */
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'

const [base = '', place = '', citizens = '2000', seconds = '10'] = process.argv.slice(2)
const n = Number(citizens)
const noise = Buffer.alloc(800 * 600 * 3, 0).map((_, i) => (i * 2654435761) >>> 24)
const photo = await sharp(noise, { raw: { width: 800, height: 600, channels: 3 } })
  .jpeg({ quality: 40 })
  .toBuffer()

const page = await (await fetch(`${base}/g/${place}/ask`)).text()
const stamp = /name="stamp" value="([^"]*)"/.exec(page)?.[1] ?? ''
await new Promise((done) => setTimeout(done, 2500))

const statuses: Record<string, number> = {}
const times: number[] = []
const send = async (key: string, i: number) => {
  const form = new FormData()
  const fields = { key, stamp, title: `第${i}件：菜场门口污水横流`, content: '每天清晨排水口堵塞，污水漫到人行道。', category: 'environment', where: '滨江路' }
  for (const [k, v] of Object.entries(fields)) form.set(k, v)
  form.set('photos', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), '现场.jpg')
  const from = performance.now()
  const status = await fetch(`${base}/g/${place}/ask`, { method: 'POST', body: form, redirect: 'manual', headers: { 'sec-fetch-site': 'same-origin' } }).then(
    async (r) => {
      await r.arrayBuffer()
      return String(r.status)
    },
    (e: Error) => `网络 ${e.name}`,
  )
  times.push(performance.now() - from)
  statuses[status] = (statuses[status] ?? 0) + 1
}
const started = performance.now()
await Promise.all(
  Array.from({ length: n }, async (_, i) => {
    await new Promise((done) => setTimeout(done, (i / n) * Number(seconds) * 1000))
    const key = randomUUID()
    await send(key, i)
    if (i % 10 === 0) await send(key, i)
  }),
)
times.sort((a, b) => a - b)
const at = (q: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * q))] as number)
console.log(
  JSON.stringify({ sent: times.length, statuses, took: Math.round(performance.now() - started), photo: photo.length, p50: at(0.5), p99: at(0.99), max: at(1) }),
)
