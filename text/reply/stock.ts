/**
 * 套话: the same core sent for another matter. The reply is cut into overlapping runs of eight signs (shingles), whose hashes are
 * looked for in each earlier reply in one pass over it: 50 replies of 5,000 signs take about 5 ms.
 */
import type { Read } from './read.ts'
import { quoteOf, type Sentence } from './sentences.ts'
import type { Finding } from './types.ts'

/** A power of two, for the ring of its signs. */
const SHINGLE = 8
/** A core shorter than this is what every short reply looks like. */
const CORE = 30
/** Of the core's shingles, for the two to be the same but for names and numbers. */
const SAME = 0.8
/** A passage of this many signs in a row is a paragraph, not a turn of phrase. */
const PASSAGE = 100
const MOST_EARLIER = 50
const MOST_SIGNS = 6000
const BASE = 0x01000193
/** BASE to the power of SHINGLE - 1: what the sign that leaves has become. */
const TOP = Array.from({ length: SHINGLE - 1 }, () => BASE).reduce((a, b) => Math.imul(a, b), 1)

/** Every reply has these; sameness there says nothing. */
const COMMON = /收悉|收到|如下|您好|你好|感谢|谢谢|欢迎|祝您|特此|此复|联系人|联系电话|咨询电话|征询意见表|高度重视/

const isSign = (c: number): boolean => (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x30 && c <= 0x39) || (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a)

/** Hash of every shingle in order; `ends`, where given, takes the place of each one's last sign. */
function shingles(text: string, ends?: number[]): Int32Array {
  const out = new Int32Array(Math.min(text.length, MOST_SIGNS))
  const window = new Uint16Array(SHINGLE)
  let n = 0
  let h = 0
  let size = 0
  for (let i = 0; i < out.length; i++) {
    const c = text.charCodeAt(i)
    if (!isSign(c)) continue
    const slot = n & (SHINGLE - 1)
    if (n >= SHINGLE) h = (h - Math.imul(window[slot] as number, TOP)) | 0
    window[slot] = c
    h = (Math.imul(h, BASE) + c) | 0
    n++
    if (n < SHINGLE) continue
    out[size++] = h
    ends?.push(i)
  }
  return out.subarray(0, size)
}
/** A table of bits says ten times faster than a map that a shingle is not there, which is so for most. */
const BITS = (1 << 17) - 1
const bit = (h: number): number => (h ^ (h >>> 15)) & BITS

export interface Copied {
  id: string
  label: string
  /** Of the core's shingles, those that stand in the other reply: 0–1. */
  share: number
  /** Longest passage in common, in signs (punctuation not counted). */
  run: number
  sentence?: Sentence
}

/** The core of a reply against other replies: the one that has most of it. Undefined when the core is too short to tell. */
export function copiedFrom(all: readonly Sentence[], earlier: readonly { id: string; label: string; body: string }[]): Copied | undefined {
  const core = all.filter((s) => !COMMON.test(s.plain))
  const text = core.map((s) => s.raw).join('')
  const ends: number[] = []
  const own = shingles(text, ends)
  const total = own.length
  if (total + SHINGLE - 1 < CORE) return undefined
  /** Each distinct shingle has a number; a core that repeats itself costs no more. */
  const numbers = new Map<number, number>()
  const maybe = new Uint8Array(BITS + 1)
  const order = new Int32Array(total)
  for (let i = 0; i < total; i++) {
    const h = own[i] as number
    maybe[bit(h)] = 1
    const known = numbers.get(h) ?? numbers.size
    if (known === numbers.size) numbers.set(h, known)
    order[i] = known
  }
  let best: (Copied & { from: number }) | undefined
  for (const e of earlier.slice(0, MOST_EARLIER)) {
    const theirs = shingles(e.body)
    const there = new Uint8Array(numbers.size)
    for (let i = 0; i < theirs.length; i++) {
      const h = theirs[i] as number
      if (maybe[bit(h)] === 0) continue
      const known = numbers.get(h)
      if (known !== undefined) there[known] = 1
    }
    let n = 0
    let run = 0
    let longest = 0
    let from = 0
    for (let i = 0; i < total; i++) {
      if (there[order[i] as number] === 1) {
        n++
        run++
        if (run > longest) {
          longest = run
          from = i - run + 1
        }
      } else run = 0
    }
    const share = n / total
    const c = { id: e.id, label: e.label, share, run: longest > 0 ? longest + SHINGLE - 1 : 0, from }
    const better = best === undefined || (isStock(c) === isStock(best) ? c.share > best.share : isStock(c))
    if (better) best = c
  }
  if (!best) return undefined
  const { from, ...copied } = best
  let at = 0
  const sentence = core.find((s) => {
    at += s.raw.length
    return at > (ends[from] ?? 0)
  })
  return { ...copied, ...(sentence ? { sentence } : {}) }
}

export const isStock = (c: Copied): boolean => (c.share >= SAME && c.run >= CORE) || c.run >= PASSAGE

/** The same sentence given to several requests of one letter answers none of them; shorter ones are how people speak. */
const AGAIN = 15
function repeatedIn(all: readonly Sentence[]): { sentence: Sentence; times: number } | undefined {
  const seen = new Map<string, { sentence: Sentence; times: number }>()
  for (const sentence of all) {
    // 「三、关于……。」 before it names the request and is no answer.
    if (sentence.plain.length < AGAIN) continue
    const had = seen.get(sentence.plain)
    if (had) had.times++
    else seen.set(sentence.plain, { sentence, times: 1 })
  }
  return [...seen.values()].filter((x) => x.times > 1).sort((a, b) => b.times - a.times)[0]
}

export function stockCheck({ input, all }: Read): Finding {
  const again = repeatedIn(all)
  if (again)
    return {
      level: 'warn',
      why: `同一句话答了${again.times}处。`,
      quote: quoteOf(again.sentence.raw),
      add: '每条要求分别写明情况、原因和做法；确实相同的，合在一起说一次。',
    }
  const earlier = input.earlier ?? []
  if (earlier.length === 0) return { level: 'pass', why: '没有可以比对的其他答复。' }
  const c = copiedFrom(all, earlier)
  if (!c || !isStock(c)) return { level: 'pass', why: `与本单位其他${earlier.length}件答复没有雷同。` }
  const whole = c.share >= SAME
  return {
    level: 'warn',
    why: whole ? `主要内容与${c.label}的答复几乎相同。` : `有一段${c.run}字的话与${c.label}的答复相同。`,
    ...(c.sentence ? { quote: quoteOf(c.sentence.raw) } : {}),
    add: '写明本件的地点、对象、数据和做法；同一内容可以合并办理，答复要分别对应各件所提的要求。',
    items: [c.label],
  }
}
