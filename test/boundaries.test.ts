/** Who may load whom, and a few habits that a reader cannot be asked to watch over. */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { COVERED } from '../database/covered.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const HOUSE = ['kernel', 'people', 'processes', 'documents', 'report', 'server', 'web', 'public', 'text']

interface Source {
  file: string
  text: string
  imports: string[]
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"`])([^'"`\n]+)\1/g

function read(...dirs: string[]): Source[] {
  return dirs.flatMap((dir) => {
    const at = path.join(ROOT, dir)
    if (!fs.existsSync(at)) return []
    return fs
      .readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile() && /\.(tsx?|mts|mjs|css|sql)$/.test(f.name) && !f.parentPath.includes('node_modules'))
      .map((f) => {
        const whole = path.join(f.parentPath, f.name)
        const text = fs.readFileSync(whole, 'utf8')
        return { file: path.relative(ROOT, whole), text, imports: importsOf(whole, text) }
      })
  })
}

/** Packages as they are written, files as paths from the root. */
function importsOf(whole: string, text: string): string[] {
  if (!/\.(tsx?|mts|mjs)$/.test(whole)) return []
  return [...code(text).matchAll(IMPORT)].map(([, , name = '']) => (name.startsWith('.') ? path.relative(ROOT, path.resolve(path.dirname(whole), name)) : name))
}

/** Without comments, where an example may name anything. */
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}

/** `file → import` for each import that `wrong` finds fault with. */
function faults(sources: Source[], wrong: (name: string, file: string) => boolean): string[] {
  return sources.flatMap((s) => s.imports.filter((i) => wrong(i, s.file)).map((i) => `${s.file} → ${i}`))
}

const isTest = (s: Source) => /\.test\.tsx?$/.test(s.file)
const inside = (name: string, ...dirs: string[]) => dirs.some((d) => name === d || name.startsWith(`${d}/`))

describe('who loads whom', () => {
  test('the kernel knows no process, nobody and no server', () => {
    const kernel = read('kernel').filter((s) => !isTest(s))
    expect(faults(kernel, (i) => inside(i, 'processes', 'people', 'server', 'web', 'public'))).toEqual([])
  })

  test('a process is declared with the language and zod alone, also through the pieces it is cut into', () => {
    const all = read('processes')
    const declared = all.filter((s) => path.basename(s.file) === 'process.ts')
    for (const s of declared) {
      const dir = path.dirname(s.file)
      declared.push(...all.filter((o) => s.imports.includes(o.file) && inside(o.file, dir) && !declared.includes(o)))
    }
    const wrong = faults(
      declared,
      (i, file) => !['kernel/process.ts', 'kernel/words.ts', 'processes/common/topics.ts', 'zod'].includes(i) && !inside(i, path.dirname(file)),
    )
    expect(declared.length).toBeGreaterThan(0)
    expect(wrong).toEqual([])
  })

  test('pages load nothing of the server', () => {
    const pages = [...read('web'), ...read('processes').filter((s) => s.file.endsWith('.tsx'))].filter((s) => !isTest(s) && !/vite\.config\./.test(s.file))
    const kernel = [
      'kernel/process.ts',
      'kernel/wire.ts',
      'kernel/wire-roster.ts',
      'kernel/wire-work.ts',
      'kernel/wire-text.ts',
      'kernel/fields.ts',
      'kernel/day.ts',
      'kernel/characters.ts',
    ]
    expect(
      faults(
        pages,
        (i) => i.startsWith('node:') || inside(i, 'server', 'database', 'people', 'scripts', 'test') || (inside(i, 'kernel') && !kernel.includes(i)),
      ),
    ).toEqual([])
  })

  test('every relative import names a file with its ending', () => {
    const all = read(...HOUSE, 'database', 'scripts', 'test', 'bench')
    const wrong = all.flatMap((s) =>
      s.imports.filter((i) => inside(i, ...HOUSE, 'database', 'scripts', 'test', 'bench') && !/\.\w+(\?\w+)?$/.test(i)).map((i) => `${s.file} → ${i}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('habits', () => {
  test('no file is longer than 400 lines', () => {
    const long = read(...HOUSE)
      .map((s) => ({ file: s.file, lines: s.text.trimEnd().split('\n').length }))
      .filter((s) => s.lines > 400)
    expect(long).toEqual([])
  })

  test('no test is left alone by .only or left out by .skip', () => {
    const tests = read(...HOUSE, 'database', 'test').filter((s) => isTest(s) && s.file !== 'test/boundaries.test.ts')
    expect(tests.filter((s) => /\b(test|it|describe)\.(only|skip)\b/.test(code(s.text))).map((s) => s.file)).toEqual([])
  })

  test('no schema is named: a province runs one per city', () => {
    const all = read(...HOUSE, 'database', 'bench').filter((s) => !s.file.startsWith('web/') && /\.(ts|sql)$/.test(s.file) && !isTest(s))
    expect(all.filter((s) => /["'`\s(,]public\.[a-z_"]|\bschema public\b|search_path\s*(=|to)\s*public/i.test(s.text)).map((s) => s.file)).toEqual([])
  })

  test('nothing in the house points at a place of this machine or of the network at run time', () => {
    const all = read(...HOUSE, 'database', 'scripts').filter((s) => !isTest(s))
    expect(all.filter((s) => /['"`](\/work\/|\/home\/\w|\/Users\/)/.test(s.text)).map((s) => s.file)).toEqual([])
    const remote = read('web').filter((s) => /(src|href|url|fetch|import)\s*[=(]\s*\(?['"`]https?:\/\//.test(code(s.text)))
    expect(remote.map((s) => s.file)).toEqual([])
  })
})

test('the test of the boundaries sees what it should see', () => {
  expect(
    importsOf(
      path.join(ROOT, 'web/x.ts'),
      `import a from '../server/app.ts'\nexport * from "node:fs"\nconst b = await import('../people/x.ts')\nimport './y.css'`,
    ),
  ).toEqual(['server/app.ts', 'node:fs', 'people/x.ts', 'web/y.css'])
  expect(read('kernel').length).toBeGreaterThan(3)
})

/** Code outside the acts that writes rows the record answers for, and where their event comes from. */
const WRITES: Record<string, string> = {
  'kernel/calendar-store.ts': 'the route that calls it records the edit',
  'kernel/ctx.ts': 'runs inside an act',
  'kernel/store.ts': 'is the act',
  'kernel/tick.ts': 'only columns that are left out',
  'people/demo/insert.ts': 'before the books are opened',
  'people/roster/write.ts': 'the import that calls it records it',
  'processes/fund/demo.ts': 'before the books are opened',
  'processes/suggestion/demo/photo.ts': 'not yet hung on a matter',
  'server/channel-routes.ts': 'only columns that are left out',
  'server/files.ts': 'not yet hung on a matter',
  'server/people.ts': 'only columns that are left out',
}

describe('what is written past the acts', () => {
  test('whoever writes a covered row (database/covered.ts) leaves an event that answers for it', () => {
    const writers = read(...HOUSE)
      .filter((s) => s.file.endsWith('.ts') && !isTest(s))
      .filter((s) => [...s.text.matchAll(/\b(?:insert into|update|delete from)\s+(\w+)\b/g)].some((m) => COVERED[m[1] ?? '']))
      .filter((s) => !/recordPlaceEvent|ctx\.client|: Ctx\b/.test(s.text))
    expect(writers.map((s) => s.file).filter((f) => !WRITES[f])).toEqual([])
  })
})
