/** The header of a roster: one line or several, and what is to become of columns that it names otherwise. */
import { cut } from '../../kernel/characters.ts'
import { tidy, Wrong } from './clean.ts'
import { COLUMNS, type Column, columnNamed, columnOf, type Field, JOINTS, type Joint } from './columns.ts'
import { type Cell, columnLetters, type Merge, type Row, type Sheet } from './sheet.ts'
import { badFile } from './unpack.ts'

export interface Undecided {
  /** 'H' */
  column: string
  header: string
  filled: number
  choices: { value: string; label: string }[]
}
export interface Header {
  top: number
  /** The last of its lines. */
  bottom: number
  columns: Map<number, Column | Joint>
  /** Not read, and nothing lost by it. */
  unused: string[]
  undecided: Undecided[]
}
/** By the column's letters: 'ignore', a field or a joint column. */
export type Choices = Record<string, string>

/** A sheet in which a merged cell speaks for all that it covers. */
export interface Grid {
  sheet: Sheet
  byRow: Map<number, Row>
  /** The merged range over a cell; none for a cell by itself. */
  over(n: number, column: number): Merge | undefined
  cell(n: number, column: number): Cell | undefined
}

const WIDTH = 16_384
export function gridOf(sheet: Sheet): Grid {
  const byRow = new Map<number, Row>()
  for (const r of sheet.rows) if (!byRow.has(r.n)) byRow.set(r.n, r)
  const covered = new Map<number, Merge>()
  for (const m of sheet.merges)
    for (let n = m.top; n <= m.bottom; n++) for (let c = m.left; c <= Math.min(m.right, m.left + 200); c++) covered.set(n * WIDTH + c, m)
  return { sheet, byRow, over: (n, c) => covered.get(n * WIDTH + c), cell: (n, c) => byRow.get(n)?.cells.get(c) }
}

const SILENT = /^(序号|编号|序|no\.?|备注|说明)$/i
/** By decision no part of a deputy's file here. */
const OUTSIDE = /^(参加工作(时间|年月|日期)|入党(时间|年月|日期)|年龄|(居民|公民)?身份证(号码?|件号码?)?|照片|相片|签名|签字)$/
/** Of somebody else: below such a heading 电话 is not the deputy's. */
const OTHERS = /家庭|家属|配偶|紧急|秘书|联络员|联系人|推荐|监护/

/** @returns nothing when the sheet has no header of a roster */
export function findHeader(grid: Grid, choices: Choices): Header | undefined {
  const last = Math.min(
    grid.sheet.rows.reduce((n, r) => Math.max(n, r.n), 0),
    30,
  )
  for (let top = 1; top <= last; top++) {
    const bottom = bottomOf(grid, top)
    const named = new Map<number, { label: string; column: Column | Joint | undefined }>()
    for (const c of columnsOf(grid)) {
      const parts = partsOf(grid, top, bottom, c)
      if (parts.length > 0) named.set(c, { label: parts.join('／'), column: resolve(parts) })
    }
    const found = [...named.values()].flatMap((x) => x.column ?? [])
    if (found.length < 2 || !found.some((c) => 'field' in c && c.field === 'name')) continue
    return decide(grid, { top, bottom }, named, choices)
  }
  return undefined
}

function columnsOf(grid: Grid): number[] {
  const all = new Set<number>()
  for (const r of grid.sheet.rows) for (const c of r.cells.keys()) all.add(c)
  return [...all].sort((a, b) => a - b)
}

function textAt(grid: Grid, n: number, c: number): string {
  const m = grid.over(n, c)
  return tidy(grid.cell(m?.top ?? n, m?.left ?? c)?.text ?? '')
}

/** From top to bottom, a merged cell once. */
function partsOf(grid: Grid, top: number, bottom: number, c: number): string[] {
  const parts: string[] = []
  let before: Merge | undefined
  let group = ''
  for (let n = top; n <= bottom; n++) {
    const m = grid.over(n, c)
    if (m && m === before) continue
    before = m
    const own = textAt(grid, n, c)
    // A heading written over the first of its columns only, without merging them.
    if (n === top && !own && bottom > top) group = toTheLeft(grid, n, c)
    // A heading drawn over two columns names the first, unless others stand below it.
    if (m && m.right > m.left && m.bottom >= bottom && c !== m.left) continue
    if (own) parts.push(cut(own, 20))
  }
  return group && parts.length > 0 ? [group, ...parts] : parts
}
function toTheLeft(grid: Grid, n: number, c: number): string {
  for (let x = c - 1; x > 0; x--) {
    const t = textAt(grid, n, x)
    if (t) return textAt(grid, n + 1, x) && !grid.over(n, x) ? cut(t, 20) : ''
  }
  return ''
}

function resolve(parts: string[]): Column | Joint | undefined {
  const whole = columnNamed(parts.join(''))
  const [first = '', ...rest] = parts
  if (whole || rest.length === 0) return whole
  return OTHERS.test(first) ? undefined : (columnNamed(rest.join('')) ?? columnNamed(rest.at(-1) ?? ''))
}

/** A line below belongs to the header when 姓名 reaches down to it, or when it only names what stands under wider headings. */
function bottomOf(grid: Grid, top: number): number {
  const at = columnsOf(grid).find((c) => {
    const f = columnNamed(textAt(grid, top, c))
    return f && 'field' in f && f.field === 'name'
  })
  if (at === undefined) return top
  const down = grid.over(top, at)?.bottom ?? top
  if (down > top) return Math.min(down, top + 2)
  const below = [...(grid.byRow.get(top + 1)?.cells ?? [])].filter(([, x]) => tidy(x.text))
  if (below.length === 0 || below.some(([c]) => c === at)) return top
  const known = below.filter(([, x]) => columnNamed(tidy(x.text)))
  const wide = ([c]: [number, Cell]) => {
    const t = tidy(grid.cell(top, c)?.text ?? '')
    const f = columnNamed(t)
    return !t || !f || !('field' in f)
  }
  return known.length > 0 && below.every(wide) ? top + 1 : top
}

function decide(
  grid: Grid,
  at: { top: number; bottom: number },
  named: Map<number, { label: string; column: Column | Joint | undefined }>,
  choices: Choices,
): Header {
  const header: Header = { ...at, columns: new Map(), unused: [], undecided: [] }
  const taken = new Set<Field>()
  const name = [...named].find(([, x]) => x.column && 'field' in x.column && x.column.field === 'name')?.[0] as number
  for (const [c, { column }] of named) {
    if (!column || !('field' in column)) continue
    if (taken.has(column.field)) throw badFile(`表头中“${column.header}”出现了两次，请只留一栏`)
    taken.add(column.field)
    header.columns.set(c, column)
  }
  const ask: { c: number; label: string; joint?: Joint }[] = []
  for (const c of columnsOf(grid)) {
    const x = named.get(c)
    if (header.columns.has(c)) continue
    const joint = x?.column && 'key' in x.column ? x.column : undefined
    const choice = choices[columnLetters(c)]
    const chosen = choice ? (JOINTS.find((j) => j.key === choice) ?? COLUMNS.find((f) => f.field === choice)) : undefined
    const fits = chosen && ('key' in chosen ? chosen.fields : [chosen.field]).every((f) => !taken.has(f))
    const take = chosen && fits ? chosen : choice ? undefined : joint && part(grid, at.bottom, name, c, joint, taken)
    if (choice && choice !== 'ignore' && !fits) throw badFile(`“${x?.label ?? columnLetters(c)}”不能当作这一栏：这一栏已经有了，请另选`)
    if (take) {
      header.columns.set(c, take)
      for (const f of 'key' in take ? take.fields : [take.field]) taken.add(f)
    } else if (choice === 'ignore') header.unused.push(x?.label ?? `${columnLetters(c)} 列`)
    else if (x && SILENT.test(x.label)) continue
    else if (x && (OUTSIDE.test(x.label.replace(/\s|[（(].*[)）]$/g, '')) || cellsOf(grid, at.bottom, name, c).length === 0)) header.unused.push(x.label)
    else if (cellsOf(grid, at.bottom, name, c).length > 0) ask.push({ c, label: x?.label ?? '（没有表头）', ...(joint ? { joint } : {}) })
  }
  for (const { c, label, joint } of ask) {
    const free = COLUMNS.filter((f) => !taken.has(f.field))
    header.undecided.push({
      column: columnLetters(c),
      header: label,
      filled: cellsOf(grid, at.bottom, name, c).length,
      choices: [
        { value: 'ignore', label: '忽略这一栏' },
        ...(joint?.fields.every((f) => !taken.has(f))
          ? [{ value: joint.key as string, label: `拆成${joint.fields.map((f) => columnOf(f).header).join('和')}` }]
          : []),
        ...free
          .toSorted((a, b) => Number(joint?.fields.includes(b.field) ?? 0) - Number(joint?.fields.includes(a.field) ?? 0))
          .map((f) => ({ value: f.field as string, label: `当作“${f.header}”` })),
      ],
    })
  }
  return header
}

/** What stands in a column beside a name. */
function cellsOf(grid: Grid, bottom: number, name: number, c: number): Cell[] {
  return grid.sheet.rows.flatMap((r) => {
    const x = r.cells.get(c)
    const own = (at: number) => {
      const m = grid.over(r.n, at)
      return !m || m.left === at
    }
    return r.n > bottom && x && (x.wrong || tidy(x.text)) && own(c) && own(name) && tidy(r.cells.get(name)?.text ?? '') ? [x] : []
  })
}

/** A joint column is read without asking when all of it can be; of one whose other half has a column of its own, the half that is missing. */
function part(grid: Grid, bottom: number, name: number, c: number, joint: Joint, taken: Set<Field>): Column | Joint | undefined {
  const missing = joint.fields.filter((f) => !taken.has(f))
  if (joint.key === 'contact' && missing.length === 1) return columnOf(missing[0] as Field)
  if (missing.length < joint.fields.length) return undefined
  if (joint.key === 'contact') return joint
  const reads = (x: Cell) => {
    try {
      joint.read(tidy(x.text))
      return true
    } catch (e) {
      if (e instanceof Wrong) return false
      throw e
    }
  }
  return cellsOf(grid, bottom, name, c)
    .filter((x) => tidy(x.text))
    .every(reads)
    ? joint
    : undefined
}
