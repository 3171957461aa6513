/**
 * The one door to every command: `node scripts/run.mjs start|test|check|derive|verify|rehearse|bench|mutate [args]`.
 * Runs under whatever Node is at hand (18 or newer): sees to the packages, then hands over to the Node that the project pins.
 */
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const COMMANDS = {
  start: ['scripts/start.ts', '启动'],
  test: ['scripts/test.ts', '运行测试'],
  check: ['scripts/check.ts', '检查代码'],
  derive: ['server/derive/derive.ts', '由流程声明生成文档'],
  verify: ['scripts/verify.ts', '核验事件日志'],
  rehearse: ['scripts/rehearse.ts', '演练一遍'],
  bench: ['bench/main.ts', '测速'],
  mutate: ['scripts/mutate.ts', '改一处代码，看测试发现没有'],
  'eval:text': ['scripts/eval-text.ts', '文字功能的准确程度'],
}

const [command = '', ...args] = process.argv.slice(2)
const chosen = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
if (!chosen) {
  const list = Object.entries(COMMANDS).map(([name, [, label]]) => `  ${name.padEnd(9)} ${label}`)
  fail(`用法:node scripts/run.mjs <命令> [参数]\n${list.join('\n')}`)
}
process.chdir(ROOT)
const major = (version) => Number.parseInt(version.replace(/^v/, ''), 10)
if (major(process.version) < 18) fail(`需要 Node.js 18 或更高版本,现在是 ${process.version}。`)
if (!installed(command)) install()
const node = ownNode()
if (!fs.existsSync(chosen[0])) fail(`命令 ${command} 还没有实现(缺少 ${chosen[0]})。`)

const child = spawn(node, [chosen[0], ...args], { stdio: 'inherit', cwd: ROOT })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (e) => fail(`无法运行 ${node}:${e.message}`))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))

/** What npm noted down as installed against what the lockfile asks for; so an install done by hand counts too. */
function installed(command) {
  const wanted = readJson('package-lock.json')
  const present = readJson('node_modules/.package-lock.json')
  if (!wanted) fail('找不到 package-lock.json。')
  if (!present) return false
  return Object.entries(wanted.packages).every(([where, p]) => {
    if (!where || p.link) return true
    const there = present.packages[where]
    if (there) return there.version === p.version && there.integrity === p.integrity
    // Other machines' packages; and a server installed without development tools.
    return Boolean(p.optional || p.devOptional || p.peer || (p.dev && command === 'start'))
  })
}

function install() {
  const npm = findNpm()
  const version = spawnSync(npm[0], [...npm.slice(1), '--version'], { encoding: 'utf8', shell: process.platform === 'win32' }).stdout?.trim()
  if (!version) fail('找不到 npm。请先安装 Node.js(自带 npm):https://nodejs.org')
  if (major(version) < 10) fail(`需要 npm 10 或更高版本,现在是 ${version}。`)
  console.log('正在安装依赖包(首次启动或依赖有变化时,约一分钟)……')
  // Warnings about the Node at hand are beside the point: the packages run under the pinned one.
  const r = spawnSync(npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (r.status !== 0) fail('依赖包没有装好,请看上面的提示。网络不通时可用 npm config set registry 换一个镜像后重试。')
  console.log('依赖包已装好。')
}

function findNpm() {
  const cli = process.env.npm_execpath
  return cli && /npm-cli\.[cm]?js$/.test(cli) ? [process.execPath, cli] : ['npm']
}

/** The Node from npm; where scripts were not allowed during the install, its installer is run now. */
function ownNode() {
  const wanted = readJson('node_modules/node/package.json')?.version
  const found = () => candidates().find((file) => versionOf(file) === `v${wanted}`)
  const first = found()
  if (first) return first
  if (wanted) {
    console.log(`正在准备 Node.js ${wanted}……`)
    const bin = path.dirname(process.execPath)
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
      cwd: 'node_modules/node',
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, npm_config_loglevel: 'error', npm_config_ignore_scripts: 'false' },
    })
  }
  const second = found()
  if (second) return second
  if (major(process.version) >= 24) {
    console.warn(`没有装上项目指定的 Node.js ${wanted},改用本机的 ${process.version}。`)
    return process.execPath
  }
  fail(`没有装上项目指定的 Node.js ${wanted},而本机的 ${process.version} 过旧。请安装 Node.js 24 或 26 后重试。`)
}

function candidates() {
  const exe = process.platform === 'win32' ? 'node.exe' : 'node'
  const os = process.platform === 'win32' ? 'win' : process.platform
  const name = `${os === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${os}-${process.arch}`
  return ['node_modules/node', `node_modules/${name}`, `node_modules/node/node_modules/${name}`].map((dir) => path.resolve(dir, 'bin', exe))
}

function versionOf(file) {
  return fs.existsSync(file) ? spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout?.trim() : undefined
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function fail(text) {
  console.error(text)
  process.exit(1)
}
