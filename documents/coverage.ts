/** Which characters a font file can show: its cmap table, read for the formats that fonts use today (4 and 12). */
import fs from 'node:fs'

/** Ranges of code points, both ends in. */
type Ranges = [number, number][]

/** @param font which one of a collection; a plain file has one */
export function rangesOf(file: string, font = 0): Ranges {
  const b = fs.readFileSync(file)
  const start = b.toString('latin1', 0, 4) === 'ttcf' ? b.readUInt32BE(12 + 4 * Math.min(font, b.readUInt32BE(8) - 1)) : 0
  const tables = b.readUInt16BE(start + 4)
  const out: Ranges = []
  for (let i = 0; i < tables; i++) {
    const at = start + 12 + 16 * i
    if (b.toString('latin1', at, at + 4) !== 'cmap') continue
    const cmap = b.readUInt32BE(at + 8)
    for (let j = 0; j < b.readUInt16BE(cmap + 2); j++) {
      const sub = cmap + b.readUInt32BE(cmap + 4 + 8 * j + 4)
      const format = b.readUInt16BE(sub)
      if (format === 12) for (let k = 0; k < b.readUInt32BE(sub + 12); k++) out.push([b.readUInt32BE(sub + 16 + 12 * k), b.readUInt32BE(sub + 20 + 12 * k)])
      else if (format === 4) out.push(...segments(b, sub))
    }
  }
  return merged(out)
}

/** Format 4: segments of the basic plane; the last one is a mark of the end. */
function segments(b: Buffer, sub: number): Ranges {
  const twice = b.readUInt16BE(sub + 6)
  const out: Ranges = []
  for (let k = 0; k < twice; k += 2) {
    const [end, begin] = [b.readUInt16BE(sub + 14 + k), b.readUInt16BE(sub + 16 + twice + k)]
    if (begin !== 0xffff) out.push([begin, end])
  }
  return out
}

function merged(all: Ranges): Ranges {
  const out: Ranges = []
  for (const [a, z] of all.toSorted((x, y) => x[0] - y[0])) {
    const last = out.at(-1)
    if (last && a <= last[1] + 1) last[1] = Math.max(last[1], z)
    else out.push([a, z])
  }
  return out
}

export const covers = (ranges: Ranges, code: number): boolean => {
  let [lo, hi] = [0, ranges.length - 1]
  while (lo <= hi) {
    const mid = (lo + hi) >> 1
    const [a, z] = ranges[mid] as [number, number]
    if (code < a) hi = mid - 1
    else if (code > z) lo = mid + 1
    else return true
  }
  return false
}
