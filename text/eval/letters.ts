/** Letters with their labels, and which of them repeat one another: a split must keep those on one side, or it measures memory. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { Item } from '../classify.ts'
import { permutation, seeded } from '../svm.ts'

export interface Letter extends Item {
  group: string
}

function rows(folder: string, name: string): Record<string, string>[] {
  const raw = readFileSync(join(folder, name))
  return parse(name.endsWith('.gz') ? gunzipSync(raw) : raw, { columns: true, bom: true, relax_quotes: true }) as Record<string, string>[]
}
const at = (row: Record<string, string>, column: string): string => row[column] ?? ''

/** 8,190 letters in words already cut, seven categories. */
export const readTokens = (data: string): Letter[] =>
  rows(data, 'messages_labeled_tokens.csv.gz').map((r) => ({ text: at(r, 'tokens'), label: at(r, 'label'), group: at(r, 'dup_group') }))

/** 447 letters as they were written; nearly all are among the tokens too. */
export const readRaw = (data: string): Item[] =>
  rows(data, 'messages_labeled_raw_sample.csv').map((r) => ({ title: at(r, 'title'), text: at(r, 'text'), label: at(r, 'label') }))

/** Letters whose handling unit can be read in the reply. The words it is read from are cut out of the reply, it would tell too much. */
export function readHandled(data: string): Letter[] {
  const known = rows(data, 'replies_dev.csv.gz').filter((r) => at(r, 'unit_silver') !== '')
  const groups = nearGroups(known.map((r) => at(r, 'title') + at(r, 'text')))
  return known.map((r, i) => ({
    title: at(r, 'title'),
    text: at(r, 'text'),
    label: at(r, 'unit_silver'),
    more: at(r, 'unit_evidence') ? at(r, 'reply').replaceAll(at(r, 'unit_evidence'), '') : at(r, 'reply'),
    group: String(groups[i]),
  }))
}

/** Runs of Han signs only, for tokens have lost all else. */
function shingles(text: string, length: number): Set<string> {
  const signs = text.replace(/\P{Script=Han}/gu, '')
  const out = new Set<string>()
  for (let i = 0; i + length <= signs.length; i++) out.add(signs.slice(i, i + length))
  return out
}

/** How many runs each text shares with a given one. */
function overlaps(texts: string[], length: number): (text: string) => Map<number, number> {
  const holders = new Map<string, number[]>()
  for (const [i, t] of texts.entries())
    for (const s of shingles(t, length)) {
      const had = holders.get(s)
      if (had) had.push(i)
      else holders.set(s, [i])
    }
  return (text) => {
    const shared = new Map<number, number>()
    for (const s of shingles(text, length)) for (const i of holders.get(s) ?? []) shared.set(i, (shared.get(i) ?? 0) + 1)
    return shared
  }
}

/** Texts of one group share 40 of 100 runs of five signs, or are joined by texts that do. */
function nearGroups(texts: string[]): number[] {
  const group = texts.map((_, i) => i)
  const root = (i: number): number => (group[i] === i ? i : root(group[i] as number))
  const sizes = texts.map((t) => shingles(t, 5).size)
  const sharedWith = overlaps(texts, 5)
  for (const [i, t] of texts.entries())
    for (const [j, n] of sharedWith(t)) if (j < i && n / ((sizes[i] as number) + (sizes[j] as number) - n) >= 0.4) group[root(i)] = root(j)
  return texts.map((_, i) => root(i))
}

/**
 * Letters that are none of `others` in another form. Tokens have lost their small words, so a quarter of the runs of the shorter text in
 * common is taken for the same; whole groups go.
 */
export function without(letters: Letter[], others: Item[]): Letter[] {
  const sizes = letters.map((l) => shingles(l.text, 4).size)
  const sharedWith = overlaps(
    letters.map((l) => l.text),
    4,
  )
  const out = new Set<string>()
  for (const o of others) {
    const text = `${o.title ?? ''}${o.text}`
    const own = shingles(text, 4).size
    for (const [i, n] of sharedWith(text)) if (n / Math.max(1, Math.min(own, sizes[i] as number)) >= 0.25) out.add(letters[i]?.group ?? '')
  }
  return letters.filter((l) => !out.has(l.group))
}

/** Groups in `parts` parts by chance; returns (learn, test) for each of the first `use` parts. */
export function splits<T extends { group: string }>(letters: T[], parts: number, use: number, seed: number): { learn: T[]; test: T[] }[] {
  const groups = [...new Set(letters.map((l) => l.group))]
  const place = new Map<string, number>()
  for (const [n, g] of permutation(groups.length, seeded(seed)).entries()) place.set(groups[g] as string, n % parts)
  return Array.from({ length: use }, (_, part) => ({
    learn: letters.filter((l) => place.get(l.group) !== part),
    test: letters.filter((l) => place.get(l.group) === part),
  }))
}
