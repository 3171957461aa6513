/**
 * What the checks of replies find in real replies (text-methods.md §4). Reads replies_dev.csv.gz; the labels are people's and noisy:
 * `substantive` 0 is receipt or referral only, `explained` stands on 76 rows.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { substanceOf } from '../reply/empty.ts'
import { groundsOf } from '../reply/grounds.ts'
import { likeness } from '../reply/likeness.ts'
import { readReply } from '../reply/read.ts'
import { copiedFrom, isStock } from '../reply/stock.ts'
import { contentWords } from '../words.ts'
import type { EvalRow } from './row.ts'

const FILE = 'replies_dev.csv.gz'

/** RFC 4180, first line the names of the columns. */
function csvRows(text: string): Record<string, string>[] {
  const rows: string[][] = []
  let row: string[] = []
  for (const m of text.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(m[1] === undefined ? (m[2] ?? '') : m[1].replaceAll('""', '"'))
    if (m[3] === ',') continue
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  const [head = [], ...body] = rows
  return body.map((r) => Object.fromEntries(head.map((k, i) => [k, r[i] ?? ''])))
}

/** Chance that a true one lies above a false one; ties count half. */
function auc(right: readonly number[], wrong: readonly number[]): number {
  const all = [...right.map((v) => ({ v, yes: true })), ...wrong.map((v) => ({ v, yes: false }))].sort((a, b) => a.v - b.v)
  let sum = 0
  for (let i = 0; i < all.length; ) {
    let j = i
    while (j < all.length && all[j]?.v === all[i]?.v) j++
    for (let k = i; k < j; k++) if (all[k]?.yes) sum += (i + j + 1) / 2
    i = j
  }
  return (sum - (right.length * (right.length + 1)) / 2) / (right.length * wrong.length)
}

/** For each message the one that is tenth most like it: tf-idf cosine over words, the title three times. */
function tenth(messages: readonly { title: string; text: string }[]): number[] {
  const counts = messages.map((m) => {
    const n = new Map<string, number>()
    for (const w of contentWords(`${m.title} ${m.title} ${m.title} ${m.text}`)) n.set(w, (n.get(w) ?? 0) + 1)
    return n
  })
  const df = new Map<string, number>()
  for (const c of counts) for (const w of c.keys()) df.set(w, (df.get(w) ?? 0) + 1)
  const index = new Map<string, { i: number; x: number }[]>()
  const vectors = counts.map((c, i) => {
    const v = [...c].map(([w, n]): [string, number] => [w, (1 + Math.log(n)) * Math.log(messages.length / (df.get(w) ?? 1))])
    const norm = Math.hypot(...v.map(([, x]) => x)) || 1
    for (const [w, x] of v) {
      const list = index.get(w)
      if (list) list.push({ i, x: x / norm })
      else index.set(w, [{ i, x: x / norm }])
    }
    return v
  })
  return vectors.map((v, self) => {
    const near = new Float64Array(messages.length)
    for (const [w, x] of v) for (const o of index.get(w) ?? []) near[o.i] = (near[o.i] ?? 0) + x * o.x
    near[self] = -1
    return [...near.keys()].sort((a, b) => (near[b] ?? 0) - (near[a] ?? 0))[9] ?? 0
  })
}

/**
 * @param data directory that holds replies_dev.csv.gz
 * @returns figures with their floors; throws where the file is missing. Under 60 s on two cores.
 */
export async function evalReply(data: string): Promise<EvalRow[]> {
  const rows = csvRows(gunzipSync(readFileSync(join(data, FILE))).toString('utf8')).map((x) => {
    const asked = { title: x.title ?? '', text: x.text ?? '' }
    const body = x.reply ?? ''
    return { asked, body, read: readReply({ kind: 'concern', asked, reply: { body } }), substantive: x.substantive, explained: x.explained }
  })
  const row = (figure: string, value: number, floor: number, goal: number, split: string): EvalRow => ({ figure, value, floor, goal, data: FILE, split })

  let tp = 0
  let fp = 0
  let fn = 0
  for (const r of rows) {
    const empty = substanceOf(r.read.all).empty
    if (empty && r.substantive === '0') tp++
    else if (empty) fp++
    else if (r.substantive === '0') fn++
  }

  // A receipt has no content to compare: the first check is for those.
  const real = rows.filter((r) => r.substantive === '1')
  const same = real.map((r) => likeness(r.asked, r.body))
  // A fixed stride is as good as chance, and the same on every machine.
  const other = real.map((r, i) => likeness(r.asked, real[(i + 811) % real.length]?.body ?? ''))
  const near = tenth(rows.map((r) => r.asked))
  const similar = rows.flatMap((r, i) => (r.substantive === '1' ? [likeness(r.asked, rows[near[i] ?? 0]?.body ?? '')] : []))
  const every = rows.map((r) => likeness(r.asked, r.body))
  const everyOther = rows.map((r, i) => likeness(r.asked, rows[(i + 811) % rows.length]?.body ?? ''))

  const grounds = (label: string) => rows.filter((r) => r.explained === label).map((r) => groundsOf(r.read.said).kinds.length)
  // Rows lie as they were published, an office's replies together: the fifty before are what a unit's earlier replies would be.
  const stock = rows.filter((r, i) => {
    const c = copiedFrom(
      r.read.all,
      rows.slice(Math.max(0, i - 50), i).map((e, k) => ({ id: String(k), label: '', body: e.body })),
    )
    return c !== undefined && isStock(c)
  })

  return [
    row('reply: receipt or referral only, F1', (2 * tp) / (2 * tp + fp + fn), 0.8, 0.85, 'all rows'),
    row('reply: receipt or referral only, precision', tp / (tp + fp), 0, 0.85, 'all rows'),
    row('reply: receipt or referral only, recall', tp / (tp + fn), 0, 0.9, 'all rows'),
    row('reply: own message against a random one, AUC', auc(same, other), 0.97, 0.98, 'substantive rows'),
    row('reply: own message against the 10th most similar, AUC', auc(same, similar), 0.93, 0.95, 'substantive rows'),
    row('reply: own message against a random one, receipts too, AUC', auc(every, everyOther), 0, 0.95, 'all rows'),
    row('reply: reasons given (kinds of grounds against people), AUC', auc(grounds('1'), grounds('0')), 0, 0.85, 'rows with a label'),
    row('reply: share with the core of one of the 50 before', stock.length / rows.length, 0, 0, 'all rows'),
  ]
}
