/** Chromium from npm, unpacked once into .cache, with Chinese fonts from npm too: nothing is asked of the machine or the network. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const CACHE = path.resolve(import.meta.dirname, '../../.cache')
const WEIGHTS = ['400Regular', '500Medium', '700Bold']

export interface Chromium {
  executablePath: string
  env: Record<string, string>
}

export async function unpackChromium(): Promise<Chromium> {
  const dir = path.join(CACHE, `chromium-${versionOf('@sparticuz/chromium')}`)
  if (!fs.existsSync(dir)) await unpack(dir)
  const executablePath = path.join(dir, 'chromium')
  const env: Record<string, string> = {
    ...(process.env as Record<string, string>),
    FONTCONFIG_PATH: writeFonts(dir),
    HOME: dir,
    TZ: 'Asia/Shanghai',
    LANG: 'zh_CN.UTF-8',
  }
  // A bare machine has no NSS libraries; the package brings them.
  const missing = /not found/.test(spawnSync('ldd', [executablePath], { encoding: 'utf8' }).stdout ?? '')
  if (missing) env.LD_LIBRARY_PATH = [path.join(dir, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return { executablePath, env }
}

/** The package unpacks into the system's temporary folder and takes a half-written file for a whole one; so: elsewhere, then renamed. */
async function unpack(dir: string): Promise<void> {
  const half = `${dir}.half.${process.pid}`
  fs.mkdirSync(half, { recursive: true })
  const before = process.env.TMPDIR
  process.env.TMPDIR = half
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium')
    await chromium.executablePath()
    await inflate(path.join(packageDir('@sparticuz/chromium'), 'bin/al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  if (fs.existsSync(dir)) fs.rmSync(half, { recursive: true })
  else fs.renameSync(half, dir)
}

/** @returns the folder of a fonts.conf that knows Noto Sans SC and nothing of the machine's, so that pictures agree everywhere */
function writeFonts(dir: string): string {
  const noto = packageDir('@expo-google-fonts/noto-sans-sc')
  const generic = ['sans-serif', 'serif', 'monospace', 'system-ui', 'ui-sans-serif', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'SimSun', 'STSong']
  const aliases = generic.map((f) => `<alias binding="same"><family>${f}</family><prefer><family>Noto Sans SC</family></prefer></alias>`)
  const at = path.join(dir, 'fontconfig')
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${WEIGHTS.map((w) => `  <dir>${path.join(noto, w)}</dir>`).join('\n')}
  <dir>${path.join(dir, 'fonts')}</dir>
  <cachedir>${path.join(at, 'cache')}</cachedir>
  ${aliases.join('\n  ')}
</fontconfig>
`
  fs.mkdirSync(at, { recursive: true })
  const file = path.join(at, 'fonts.conf')
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
    fs.writeFileSync(`${file}.${process.pid}`, text)
    fs.renameSync(`${file}.${process.pid}`, file)
  }
  return at
}

function versionOf(name: string): string {
  return JSON.parse(fs.readFileSync(path.join(packageDir(name), 'package.json'), 'utf8')).version
}

function packageDir(name: string): string {
  const require = createRequire(import.meta.url)
  const dir = (require.resolve.paths(name) ?? []).map((p) => path.join(p, name)).find((p) => fs.existsSync(p))
  if (!dir) throw new Error(`没有安装 ${name},请执行 npm ci。`)
  return dir
}
