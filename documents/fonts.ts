/**
 * Fonts of the PDF. The standard's own (方正小标宋, 仿宋_GB2312, 楷体_GB2312 …) are commercial: they are used where the customer has
 * them, in the directory named by HUYING_FONTS or in the system; else the free Noto that comes with the house is embedded.
 */
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { covers, rangesOf } from './coverage.ts'
import { FONT, type FontUse } from './gbt.ts'

/** Families by which each official font is known, best first. */
const KNOWN: Record<FontUse, readonly string[]> = {
  title: ['FZXiaoBiaoSong-B05S', 'FZXiaoBiaoSong-B05', '方正小标宋简体', '方正小标宋_GBK', 'FZXiaoBiaoSong-B05-GBK'],
  body: ['FangSong_GB2312', '仿宋_GB2312', 'FangSong', '仿宋', 'STFangsong'],
  kai: ['KaiTi_GB2312', '楷体_GB2312', 'KaiTi', '楷体', 'STKaiti'],
  hei: ['SimHei', '黑体', 'STHeiti'],
  song: ['SimSun', '宋体', 'NSimSun', 'STSong'],
}
const FREE: Record<FontUse, { family: string; weight: number; words: string }> = {
  title: { family: 'Noto Serif SC', weight: 700, words: '思源宋体（Noto Serif SC）粗体' },
  body: { family: 'Noto Serif SC', weight: 400, words: '思源宋体（Noto Serif SC）' },
  kai: { family: 'Noto Serif SC', weight: 600, words: '思源宋体（Noto Serif SC）半粗体' },
  hei: { family: 'Noto Sans SC', weight: 500, words: '思源黑体（Noto Sans SC）' },
  song: { family: 'Noto Serif SC', weight: 400, words: '思源宋体（Noto Serif SC）' },
}

/** Faces of rare characters (汉字扩充区, 符号) that many offices have: used where they are found, after all others. */
const RARE = [
  'SimSun-ExtB',
  'SimSun-ExtG',
  'MingLiU-ExtB',
  'FZSong-Extended',
  '方正宋体-超大字符集',
  'Plangothic P1',
  'Plangothic P2',
  'Jigmo',
  'Jigmo2',
  'HanaMinA',
  'HanaMinB',
  'BabelStone Han',
  'Source Han Serif SC',
  'Noto Serif CJK SC',
]
/** ☑ and what telephones type; comes with the house. */
const SIGNS = 'Noto Emoji'

/** The free fonts' files, wherever the packages lie. */
export function freeFonts(): string[] {
  const require = createRequire(import.meta.url)
  const at = (pkg: string, ...files: string[]) => {
    const dir = path.dirname(require.resolve(`@expo-google-fonts/${pkg}/package.json`))
    return files.map((f) => path.join(dir, f))
  }
  return [
    ...at('noto-serif-sc', '400Regular/NotoSerifSC_400Regular.ttf', '600SemiBold/NotoSerifSC_600SemiBold.ttf', '700Bold/NotoSerifSC_700Bold.ttf'),
    ...at('noto-sans-sc', '500Medium/NotoSansSC_500Medium.ttf'),
    ...signs(at),
  ]
}

/** An installation brought over without them still prints; what is missing is then named. */
function signs(at: (pkg: string, ...files: string[]) => string[]): string[] {
  try {
    return at('noto-emoji', '400Regular/NotoEmoji_400Regular.ttf')
  } catch {
    return []
  }
}

const SYSTEM = ['/usr/share/fonts', '/usr/local/share/fonts', 'C:\\Windows\\Fonts', '/Library/Fonts', '/System/Library/Fonts']

/** Directories where the customer's own fonts may lie. */
function ownDirs(env: NodeJS.ProcessEnv): string[] {
  return [env.HUYING_FONTS, ...SYSTEM].filter((d): d is string => !!d && fs.existsSync(d))
}

/** Font files in these directories and below, with the family names written in each. */
export function scan(dirs: string[]): Map<string, string> {
  const out = new Map<string, string>()
  for (const dir of dirs)
    for (const f of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
      if (!f.isFile() || !/\.(ttf|otf|ttc)$/i.test(f.name)) continue
      const file = path.join(f.parentPath, f.name)
      try {
        for (const name of familiesOf(file)) if (!out.has(name)) out.set(name, file)
      } catch {
        // A file that only looks like a font is no reason not to print.
      }
    }
  return out
}

/** Family names (name table, IDs 1 and 16) of a font or of each font of a collection; only the tables needed are read. */
function familiesOf(file: string): string[] {
  const fd = fs.openSync(file, 'r')
  const read = (at: number, n: number) => {
    const b = Buffer.alloc(n)
    fs.readSync(fd, b, 0, n, at)
    return b
  }
  try {
    const head = read(0, 12)
    const starts = head.toString('latin1', 0, 4) === 'ttcf' ? [...Array(head.readUInt32BE(8)).keys()].map((i) => read(12 + 4 * i, 4).readUInt32BE(0)) : [0]
    const names = new Set<string>()
    for (const start of starts) {
      const tables = read(start + 4, 2).readUInt16BE(0)
      const dir = read(start + 12, tables * 16)
      for (let i = 0; i < tables; i++) {
        if (dir.toString('latin1', i * 16, i * 16 + 4) !== 'name') continue
        const t = read(dir.readUInt32BE(i * 16 + 8), dir.readUInt32BE(i * 16 + 12))
        const [count, strings] = [t.readUInt16BE(2), t.readUInt16BE(4)]
        for (let j = 0; j < count; j++) {
          const r = 6 + 12 * j
          const id = t.readUInt16BE(r + 6)
          if ((id !== 1 && id !== 16) || ![0, 3].includes(t.readUInt16BE(r))) continue
          const raw = Buffer.from(t.subarray(strings + t.readUInt16BE(r + 10), strings + t.readUInt16BE(r + 10) + t.readUInt16BE(r + 8)))
          names.add(raw.swap16().toString('utf16le'))
        }
      }
    }
    return [...names]
  } finally {
    fs.closeSync(fd)
  }
}

export interface FontUsed {
  use: FontUse
  /** What GB/T 9704 asks for. */
  official: string
  /** What the PDF embeds. */
  used: string
  substituted: boolean
}

interface Chosen {
  files: string[]
  faces: Record<FontUse, { list: string[]; weight: number }>
  used: FontUsed[]
}

/** Which fonts a PDF made here embeds. @param dirs where to look; by default the customer's directory and the system's */
export function chooseFonts(dirs: string[] = ownDirs(process.env)): Chosen {
  const own = scan(dirs)
  const files = new Set(freeFonts())
  const faces = {} as Chosen['faces']
  const used: FontUsed[] = []
  const rare = RARE.filter((f) => own.has(f))
  for (const f of rare) files.add(own.get(f) as string)
  for (const use of Object.keys(FONT) as FontUse[]) {
    const family = KNOWN[use].find((f) => own.has(f))
    const free = FREE[use]
    if (family) files.add(own.get(family) as string)
    faces[use] = { list: [...(family ? [family] : []), free.family, 'Noto Sans SC', SIGNS, ...rare], weight: family ? 400 : free.weight }
    used.push({ use, official: FONT[use], used: family ?? free.words, substituted: !family })
  }
  return { files: [...files], faces, used }
}

let chosen: Chosen | undefined
export const fonts = (): Chosen => {
  chosen ??= chooseFonts()
  return chosen
}

/** For the office to read: each font of the standard and what stands in for it in PDF. DOCX always names the official ones. */
export const fontsUsed = (): FontUsed[] => fonts().used

const known = new Map<string, ReturnType<typeof rangesOf>>()
/** No sign of its own: spaces, line ends, joiners and variation selectors. */
const SILENT = /[\s\p{Cc}\p{Cf}\p{Mn}]/u

/** Characters of a text that no font of the PDF can show, each once. @param files by default those that a PDF made here embeds */
export function unprintable(text: string, files: readonly string[] = fonts().files): string[] {
  const out = new Set<string>()
  // Almost every text is of characters that the first look settles.
  for (const c of new Set(text)) {
    const code = c.codePointAt(0) as number
    if (code < 0x7f || SILENT.test(c)) continue
    const has = files.some((f) => {
      const r = known.get(f) ?? rangesOf(f)
      known.set(f, r)
      return covers(r, code)
    })
    if (!has) out.add(c)
  }
  return [...out]
}

/** '𠮷（U+20BB7）' */
export const signWords = (signs: readonly string[]): string =>
  signs
    .slice(0, 10)
    .map((c) => `${c}（U+${(c.codePointAt(0) as number).toString(16).toUpperCase()}）`)
    .join('、') + (signs.length > 10 ? `等${signs.length}个` : '')
