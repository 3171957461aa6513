/** The messages of one city with what a person judged about them: which belong to one issue, which pairs are about one matter. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { Item } from '../topics.ts'

export interface JudgedPair {
  a: string
  b: string
  same: boolean
  /** How many pairs of the whole the pair stands for. */
  weight: number
}

export interface Hot {
  items: Item[]
  /** Ids by issue. */
  issues: Map<string, string[]>
  pairs: JudgedPair[]
}

function rows(folder: string, name: string): Record<string, string>[] {
  const raw = readFileSync(join(folder, name))
  return parse(name.endsWith('.gz') ? gunzipSync(raw) : raw, { columns: true, relax_quotes: true }) as Record<string, string>[]
}

/** @param data folder of the data; throws when a file is missing */
export function readHot(data: string): Hot {
  const items = rows(data, 'hot_messages.csv.gz').map((r) => ({
    id: r.id ?? '',
    title: r.title ?? '',
    text: r.text ?? '',
    at: new Date(`${r.time?.replace(' ', 'T')}+08:00`),
    who: r.user ?? '',
    votes: Number(r.up) || 0,
  }))
  const issues = Map.groupBy(rows(data, 'hot_gold_dev.csv'), (r) => r.issue ?? '')
  const judged = rows(data, 'dup_pairs_judged_dev.csv')
  const strata = Map.groupBy(judged, (r) => r.stratum ?? '')
  return {
    items,
    issues: new Map([...issues].map(([issue, list]) => [issue, list.map((r) => r.id ?? '')])),
    pairs: judged.map((r) => ({
      a: r.id_a ?? '',
      b: r.id_b ?? '',
      same: r.same_issue === '1',
      weight: Number(r.stratum_population) / (strata.get(r.stratum ?? '')?.length ?? 1),
    })),
  }
}
