/** Chinese words of a text: NFKC, jieba's search cut, no single characters, no stop words, each once. */
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

const jieba = Jieba.withDict(dict)
const MOST = 300
const STOP = new Set(
  '我们 你们 他们 这个 那个 以及 进行 相关 部门 问题 建议 情况 希望 应该 可以 没有 目前 由于 因为 所以 但是 而且 如果 通过 对于 关于 同时 方面 需要 其他 一些 一个 已经 还有 现在 为了 存在 能够 非常 加强 提高 工作'.split(
    ' ',
  ),
)

export function wordsOf(text: string): string[] {
  const out = new Set<string>()
  for (const w of jieba.cutForSearch(text.normalize('NFKC').toLowerCase(), true)) {
    if (w.length < 2 || STOP.has(w) || !/[\p{L}\p{N}]/u.test(w)) continue
    out.add(w)
    if (out.size >= MOST) break
  }
  return [...out]
}

/** Every word of a text in its order, nothing left out. */
export const cutWords = (text: string): string[] => jieba.cut(text, true)
