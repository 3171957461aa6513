/** Whether two texts are about different places. Used through places.ts. */
import { aliasKeys, levelOf, NUMBERED, samePlace } from './placenames.ts'

/** What is held against what, from the telling to the vague; a city says nothing against a district that may lie in it. */
const KINDS = ['号线', '班', '路', 'spot', 'area', 'county', 'city', 'province'] as const
const [SPOT, AREA, COUNTY] = [3, 4, 5]

function kindOf(p: string): number {
  const level = levelOf(p)
  const kind = NUMBERED.exec(p)?.[2] ?? (level !== 'district' ? level : p.endsWith('省') ? 'province' : /[^县]市$/.test(p) ? 'city' : 'county')
  return KINDS.indexOf(kind as (typeof KINDS)[number])
}

function byKind<T>(places: readonly T[], kind: (p: T) => number): T[][] {
  const out: T[][] = KINDS.map(() => [])
  for (const p of places) out[kind(p)]?.push(p)
  return out
}

function differ<T>(a: readonly T[][], b: readonly T[][], same: (x: T, y: T) => boolean): boolean {
  /** Whether both name one of this kind and share none; undefined where one is silent. */
  const apart = (k: number): boolean | undefined => {
    const [x, y] = [a[k] as T[], b[k] as T[]]
    if (x.length === 0 || y.length === 0) return undefined
    for (const p of x) for (const q of y) if (same(p, q)) return false
    return true
  }
  for (let k = 0; k < SPOT; k++) if (apart(k)) return true
  const where = apart(SPOT) ?? apart(AREA)
  if (where !== undefined) return where
  for (let k = COUNTY; k < KINDS.length; k++) if (apart(k)) return true
  return false
}

/**
 * Whether two texts are about different places: both name a specific one and share none, or they count differently (7号线 and 1号线 to
 * one park, class 2305 and class 2306 of one school). Where not both name a spot their streets and towns decide, then their districts;
 * a district that both name says nothing. No place on one side: no veto.
 */
export function placeVeto(a: readonly string[], b: readonly string[]): boolean {
  return differ(byKind(a, kindOf), byKind(b, kindOf), samePlace)
}

/** `placeVeto` for every two of many lists, by their numbers: names are compared once, however often they come. */
export function vetoTable(lists: readonly (readonly string[])[]): (i: number, j: number) => boolean {
  const ids = new Map<string, number>()
  for (const l of lists) for (const p of l) if (!ids.has(p)) ids.set(p, ids.size)
  const names = [...ids.keys()]
  const kinds = names.map(kindOf)
  const others = aliases(names)
  const sorted = lists.map((l) => {
    const own = l.map((p) => ids.get(p) as number)
    return byKind(own, (id) => kinds[id] as number)
  })
  const same = (x: number, y: number): boolean => x === y || (others[x]?.has(y) ?? false)
  return (i, j) => differ(sorted[i] as number[][], sorted[j] as number[][], same)
}

/** For each name the others that may be the same place; only those that share a key are compared. */
function aliases(names: readonly string[]): (Set<number> | undefined)[] {
  const out: (Set<number> | undefined)[] = names.map(() => undefined)
  const tie = (x: number, y: number): void => {
    if (x === y || !samePlace(names[x] as string, names[y] as string)) return
    out[x] = (out[x] ?? new Set()).add(y)
    out[y] = (out[y] ?? new Set()).add(x)
  }
  const index = new Map<string, number[]>()
  names.forEach((name, id) => {
    for (const key of aliasKeys(name).own) {
      const list = index.get(key)
      if (list) list.push(id)
      else index.set(key, [id])
    }
  })
  names.forEach((name, id) => {
    for (const key of aliasKeys(name).asked) for (const other of index.get(key) ?? []) tie(id, other)
  })
  return out
}
