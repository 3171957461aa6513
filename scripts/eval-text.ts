/**
 * `npm run eval:text`: what the text room reaches, figure by figure, with the data and the split it was measured on; fails below a floor.
 * The messages lie beside the repository (`../shared/data`, or `HUYING_TEXT_DATA`); without them only what needs none is measured.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { evalClassify } from '../text/eval/classify.ts'
import { evalPrivacy } from '../text/eval/privacy.ts'
import { evalReply } from '../text/eval/reply.ts'
import type { EvalRow } from '../text/eval/row.ts'
import { evalSimilar } from '../text/eval/similar.ts'
import { evalTopics } from '../text/eval/topics.ts'

const data = process.env.HUYING_TEXT_DATA ?? path.resolve(import.meta.dirname, '../../shared/data')
const there = fs.existsSync(path.join(data, 'hot_messages.csv.gz'))
console.log(`机器：${os.cpus()[0]?.model}，${os.cpus().length} 核，Node ${process.version}`)
if (!there) console.log(`没有找到留言数据（${data}），只测不需要它的。`)

const parts: [string, () => Promise<EvalRow[]>][] = [
  ['个人信息提示', evalPrivacy],
  ...(there
    ? ([
        ['相似', () => evalSimilar(data)],
        ['热点', () => evalTopics(data)],
        ['答复检查', () => evalReply(data)],
        ['分类', () => evalClassify(data)],
      ] as [string, () => Promise<EvalRow[]>][])
    : []),
]
let low = 0
for (const [name, run] of parts) {
  const started = performance.now()
  const rows = await run()
  console.log(`\n${name}（${((performance.now() - started) / 1000).toFixed(1)} 秒）`)
  for (const r of rows) {
    // A time is held against its floor from below.
    const fits = r.most ? r.value <= r.floor : r.value >= r.floor
    if (!fits) low++
    const words = r.floor === 0 ? '只报告' : `${r.most ? '不多于' : '不低于'} ${r.floor}${r.goal === r.floor ? '' : `，目标 ${r.goal}`}`
    console.log(`  ${fits ? '✓' : '✗'} ${r.figure}：${Number(r.value.toFixed(4))}（${words}；${r.data}；${r.split}）`)
  }
}
console.log(low === 0 ? '\n全部达到底线。' : `\n${low} 项低于底线。`)
process.exitCode = low === 0 ? 0 : 1
