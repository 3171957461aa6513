/** Which story test stands for which process ID: read from the test names, so that the table cannot claim a test that is not there. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { table } from './process-docs.ts'

const ID = /\b([A-J]\d{1,2})\b/g

export function stories(root: string): string {
  const found = new Map<string, Set<string>>()
  for (const file of globSync('**/*.test.{ts,tsx}', { cwd: root, exclude: (f) => /node_modules|dist|data|\.cache/.test(f) }).sort()) {
    const text = readFileSync(path.join(root, file), 'utf8')
    for (const m of text.matchAll(/\b(?:test|it|describe)(?:\.each\([^)]*\))?\(\s*(['"`])((?:[A-J]\d{1,2}[ ,、])+[^'"`]*)\1/g)) {
      const name = m[2] as string
      for (const [, id] of (name.match(/^(?:[A-J]\d{1,2}[ ,、]+)+/)?.[0] ?? '').matchAll(ID))
        found.set(id as string, (found.get(id as string) ?? new Set()).add(`\`${file.replaceAll('\\', '/')}\` ${name}`))
    }
  }
  const order = (id: string) => id.charCodeAt(0) * 100 + Number(id.slice(1))
  const rows = [...found].sort(([a], [b]) => order(a) - order(b)).map(([id, tests]) => [id, [...tests].join('<br>')])
  return `# 流程编号和故事测试\n\n编号见领域说明的流程表。只列有测试的；没有列出的还没有做。\n\n${table(['编号', '测试'], rows)}\n`
}
