/** For machines: RSS of what was published last, and the sitemap. */
import { numberOf } from '../processes/suggestion/reads.ts'
import { html } from './html.ts'
import { authors } from './pages/rows.ts'
import type { Place, Row } from './read.ts'

export function feed(base: string, place: Place, rows: Row[]): string {
  const home = `${base}/g/${place.code}`
  return html`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${place.name}人大代表建议公开</title>
<link>${home}</link>
<atom:link href="${home}/feed.xml" rel="self" type="application/rss+xml"/>
<description>最近公开的代表建议和办理情况</description>
<language>zh-CN</language>
${rows.map((r) => {
  const to = `${home}/suggestions/${r.id}`
  return html`<item><title>${r.title}</title><link>${to}</link><guid isPermaLink="true">${to}</guid><pubDate>${r.publishedAt.toUTCString()}</pubDate><description>${`${numberOf(r)}，${authors(r)}，承办单位：${r.main.join('、')}${r.codes.length > 0 ? `，结果：${r.codes.map((c) => `${c.code} ${c.label}`).join('；')}` : ''}`}</description></item>
`
})}</channel></rss>
`.text
}

export function sitemap(base: string, places: { code: string }[], items: { place: string; id: string; on: Date }[]): string {
  const url = (path: string, on?: Date) => html`<url><loc>${base}${path}</loc>${on && html`<lastmod>${on.toISOString().slice(0, 10)}</lastmod>`}</url>
`
  return html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${url('/g')}${url('/g/deadline')}${url('/g/accessibility')}${places.map((p) => [url(`/g/${p.code}`), url(`/g/${p.code}/suggestions`), url(`/g/${p.code}/promises`), url(`/g/${p.code}/catalogue`)])}${items.map((i) => url(`/g/${i.place}/suggestions/${i.id}`, i.on))}</urlset>
`.text
}
