/** The directory: filters in the address, twenty items a page. */
import { at, html } from '../html.ts'
import { more, type Page, trail } from '../layout.ts'
import type { Ask, directory, Option, options, Place } from '../read.ts'
import { entry } from './rows.ts'

export function directoryPage(place: Place, a: Ask, got: Awaited<ReturnType<typeof directory>>, o: Awaited<ReturnType<typeof options>>): Page {
  const base = `/g/${place.code}`
  const path = `${base}/suggestions`
  const select = (name: keyof typeof o, label: string, all: string, list: Option[]) => html`<p><label for="${name}">${label}</label>
<select id="${name}" name="${name}"><option value="">${all}</option>${list.map((x) => html`<option value="${x.value}"${a[name] === x.value ? html` selected` : ''}>${x.label}（${x.n}）</option>`)}</select></p>`
  const filtered = !!(a.q || a.category || a.unit || a.year || a.result)
  return {
    title: a.q ? `查找“${a.q}”` : '建议目录',
    place,
    on: 'suggestions',
    body: html`${trail([place.name, base], ['看办理'])}
<h1>看办理</h1>
<form class="filters" action="${path}" method="get" role="search">
<p class="wide"><label for="q">标题、内容或编号</label><input id="q" name="q" type="search" maxlength="100" value="${a.q ?? ''}"></p>
${select('year', '年度', '全部年度', o.year)}
${select('category', '类别', '全部类别', o.category)}
${select('unit', '承办单位', '全部单位', o.unit)}
${select('result', '办理结果', '全部结果', o.result)}
<p class="go"><button type="submit">查找</button>${filtered && html` <a href="${path}">清除条件</a>`}</p>
</form>
<p role="status" class="soft">${filtered ? '符合条件' : '共'} ${got.total} 件</p>
${got.rows.length > 0 ? html`<h2 class="hide">建议</h2><ul class="list">${got.rows.map((r) => entry(place.code, r))}</ul>` : html`<p class="empty">${filtered ? '没有符合条件的建议，可以减少条件再试。' : '还没有公开的建议。'}</p>`}
${more(path, a as Record<string, string | undefined>, got.next)}
${got.total > 0 && a.year && html`<p><a href="${at(`${base}/catalogue/${a.year}`)}">${a.year}年目录（可打印、可下载）</a></p>`}`,
  }
}
