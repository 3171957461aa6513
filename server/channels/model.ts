/**
 * An outside language model over the OpenAI-compatible interface: off unless an address is set. It may draft a summary or a subject line of
 * a text that is neither confidential nor names anybody; every page works without it, and nothing it says is taken by itself.
 */
import { clean, cut, lineOf } from '../../kernel/characters.ts'
import { findPrivate } from '../../text/privacy.ts'

export interface LanguageModel {
  /** @throws Error in words when the model does not answer */
  draft(kind: DraftKind, title: string, text: string): Promise<string>
}
export type DraftKind = 'summary' | 'subject'
const ASKED: Record<DraftKind, string> = {
  summary: '用不超过一百五十个字概括下面这件事：在哪里、什么问题、希望怎样解决。只写原文有的，不评价，不加称呼。',
  subject: '给下面这件事拟一个不超过二十个字的标题，写明地点和问题。只写标题。',
}
const SECONDS = 30
const LONGEST = 4000

/** Why this text may not leave the house, or nothing. */
export function mayNotLeave(m: { confidential: boolean; private: boolean }, text: string): string | undefined {
  if (m.confidential || m.private) return '保密的和没有提交的事项不交外部模型'
  const found = findPrivate(text)
  return found[0] && `文字里有${found[0].reason}，不交外部模型；请先自己概括`
}

/** @returns undefined where no address is set */
export function modelFromEnv(env: NodeJS.ProcessEnv): LanguageModel | undefined {
  const url = env.MODEL_URL
  if (url && !/^https?:\/\/[^\s]+$/.test(url)) throw new Error('环境变量 MODEL_URL 应是 http 或 https 网址')
  return url ? languageModel({ url, key: env.MODEL_KEY ?? '', name: env.MODEL_NAME ?? 'default' }) : undefined
}

export function languageModel(o: { url: string; key: string; name: string }): LanguageModel {
  return {
    async draft(kind, title, text) {
      const ask = cut(`${title}\n${text}`, LONGEST)
      const r = await fetch(`${o.url.replace(/\/$/, '')}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(o.key ? { authorization: `Bearer ${o.key}` } : {}) },
        body: JSON.stringify({
          model: o.name,
          temperature: 0.2,
          messages: [
            { role: 'system', content: ASKED[kind] },
            { role: 'user', content: ask },
          ],
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(SECONDS * 1000),
      }).catch(() => undefined)
      const body = r?.ok ? ((await r.json().catch(() => undefined)) as { choices?: { message?: { content?: unknown } }[] } | undefined) : undefined
      const said = body?.choices?.[0]?.message?.content
      if (typeof said !== 'string' || !said.trim()) throw new Error('外部模型没有回答，请自己写，或者稍后再试')
      return cut(kind === 'summary' ? clean(said).trim() : lineOf(said, 60), 300)
    },
  }
}
