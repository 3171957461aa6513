/** HTML by small functions: whatever is not already HTML is escaped. The same tag serves RSS and the sitemap. */
import { lines } from '../kernel/characters.ts'

export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Signs that no HTML and no XML document may hold are left out. */
export const safe = (s: string): string =>
  s
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/g, (c) => SIGNS[c] as string)

type Value = Html | string | number | null | undefined | false | readonly Value[]

function one(v: Value): string {
  if (v === null || v === undefined || v === false) return ''
  if (v instanceof Html) return v.text
  return Array.isArray(v) ? v.map(one).join('') : safe(String(v))
}

/** Attribute values stand in double quotes; a link made of foreign words goes through `at`. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(parts.reduce((out, p, i) => out + one(values[i - 1]) + p))
}

/** A path of our own with a query: empty values are left out. */
export function at(path: string, query: Record<string, string | number | undefined> = {}): string {
  const q = new URLSearchParams(Object.entries(query).flatMap(([k, v]) => (v === undefined || v === '' ? [] : [[k, String(v)]])))
  return q.size > 0 ? `${path}?${q}` : path
}

/** Paragraphs as they were typed, one a line. */
export const prose = (text: string): Html => html`<div class="prose">${lines(text).map((p) => html`<p>${p}</p>`)}</div>`
