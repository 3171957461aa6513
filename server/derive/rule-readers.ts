/**
 * Who reads each rule, found by looking through the house's own sources: a rule is read where its key stands as a word of the code
 * (an argument, a table), never where it is only declared. Keys are therefore written out, not pieced together.
 */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { HouseRule } from '../../kernel/house-faults.ts'

const ROOMS = ['kernel', 'people', 'processes', 'report', 'documents', 'public', 'server', 'web', 'text']
/** Files that speak of rules without obeying them. */
const TELLS = ['processes/settings.ts']

/** Comments out; of what is left a key counts as read unless it is a property's name. */
export function keysRead(source: string): Set<string> {
  const code = source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[\s;{(,])\/\/.*$/gm, '$1')
    // A clock's own rule is the clock's to read, and one that runs until a promised day does not (see `houseFaults`).
    .replace(/\brule: '[^']+'/g, '')
  const read = new Set<string>()
  for (const m of code.matchAll(/'([a-zA-Z]+\.[a-zA-Z0-9.]+)'(\s*:)?/g)) {
    // A key before a colon declares, unless a question stands before it on the line (`x ? 'a.b' : 'a.c'`).
    const line = code.slice(code.lastIndexOf('\n', m.index) + 1, m.index)
    if (!m[2] || line.includes('?')) read.add(m[1] as string)
  }
  return read
}

/** @returns `process/key` → the files that read it */
export function ruleReaders(root: string, rules: readonly Pick<HouseRule, 'process' | 'key'>[]): Map<string, string[]> {
  const owners = new Set(rules.map((r) => r.process))
  const found = new Map<string, string[]>()
  for (const room of ROOMS)
    for (const file of globSync('**/*.{ts,tsx}', { cwd: path.join(root, room) }).sort()) {
      const name = `${room}/${file.split(path.sep).join('/')}`
      if (/\.test\.tsx?$|\/demo\b|\/demo-/.test(name) || TELLS.includes(name)) continue
      // In a process's own room a key is that process's (or the house's); elsewhere the call says whose book it opens.
      const own = /^processes\/(\w+)\//.exec(name)?.[1]
      const read = keysRead(readFileSync(path.join(root, name), 'utf8'))
      for (const r of rules) {
        if (!read.has(r.key) || (own && owners.has(own) && r.process !== own && r.process !== 'house')) continue
        const id = `${r.process}/${r.key}`
        found.set(id, [...(found.get(id) ?? []), name])
      }
    }
  return found
}
