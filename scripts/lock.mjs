/**
 * `node scripts/lock.mjs`: completes package-lock.json. A registry that lacks the packages of other systems makes npm leave them
 * out of the lockfile, and then `npm ci` refuses it everywhere. Each is entered with the exact version that its owner asks for.
 * Run it after every `npm install` that changed the lockfile; with `--check` it changes nothing and tells by its exit code.
 */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const FILE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../package-lock.json')
const SYSTEMS = ['android', 'darwin', 'linux', 'win32', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'openharmony']
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'riscv64', 'ppc64', 's390x', 'loong64', 'mips64el', 'wasm32']

const lock = JSON.parse(fs.readFileSync(FILE, 'utf8'))
const added = []
for (const [where, owner] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    if (found(where, name)) continue
    const entry = entryOf(name, version, owner)
    if (!entry) continue
    lock.packages[`node_modules/${name}`] = entry
    added.push(`${name}@${version}`)
  }
}
if (process.argv.includes('--check')) {
  if (added.length)
    console.error(`package-lock.json 缺少 ${added.length} 个其他系统的包,npm ci 会因此失败。请执行 node scripts/lock.mjs。\n${added.join('\n')}`)
  process.exitCode = added.length ? 1 : 0
} else if (added.length) {
  const [root, ...rest] = Object.entries(lock.packages)
  lock.packages = Object.fromEntries([root, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))])
  fs.writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`package-lock.json 补入 ${added.length} 个其他系统的包。`)
}

/** As Node looks for a package: beside its owner, then upwards. */
function found(where, name) {
  for (let at = where; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (!at.includes('/node_modules/')) return Boolean(lock.packages[`node_modules/${name}`])
  }
}

/** What system and processor it is for is read from its name, so that npm elsewhere does not even ask for it. */
function entryOf(name, version, owner) {
  const words = name.split('/').at(-1).split('-')
  const os = SYSTEMS.find((s) => words.includes(s))
  const cpu = PROCESSORS.find((c) => words.includes(c))
  if (!os || !cpu || !/^\d+\.\d+\.\d+[\w.+-]*$/.test(version)) return undefined
  const libc = words.includes('musl') ? ['musl'] : undefined
  return { version, cpu: [cpu], ...(owner.dev ? { dev: true } : {}), ...(libc ? { libc } : {}), optional: true, os: [os] }
}
