/** Where to begin: the places that publish, and one place's front page. */
import { html } from '../html.ts'
import { type Page, trail } from '../layout.ts'
import { type directory, type options, type Place, PROMISES, type PromiseState, type places } from '../read.ts'
import { entry } from './rows.ts'

/** The four doors: what people come for. Each leads to a place's page; where there are several places, to the choice of one. */
export const DOORS = {
  deputies: ['找代表', '按姓名、选区、联络站'],
  ask: ['提诉求', '不用注册，有查询码和答复的日子'],
  suggestions: ['看办理', '建议谁在办、怎么答复、承诺办了没有'],
  concerns: ['议民生', '大家反映的事，可以关注，不必重复提交'],
} as const
type Door = keyof typeof DOORS

export function home(list: Awaited<ReturnType<typeof places>>, to?: string): Page {
  const door = to && Object.hasOwn(DOORS, to) ? (to as Door) : undefined
  const only = list.length === 1 ? list[0] : undefined
  const where = (p: { code: string }) => `/g/${p.code}${door ? `/${door}` : ''}`
  return {
    title: door ? `${DOORS[door][0]}：选择地方` : '各地公开',
    body: html`<h1>${door ? `${DOORS[door][0]}：请选择地方` : '人大代表工作公开'}</h1>
<p class="lead">${door ? DOORS[door][1] : '人大代表提了什么建议、哪个单位在办、怎么答复、承诺的事办了没有，不用登录就能看。'}</p>
${
  door
    ? ''
    : html`<ul class="doors">${(Object.keys(DOORS) as Door[]).map((d) => html`<li><a href="${only ? `/g/${only.code}/${d}` : `/g?to=${d}`}"><b>${DOORS[d][0]}</b> <span>${DOORS[d][1]}</span></a></li>`)}</ul>
<h2>各地</h2>`
}
${
  list.length > 0
    ? html`<ul class="doors">${list.map((p) => html`<li><a href="${where(p)}"><b>${p.name}</b> <span>已公开 ${p.n} 件</span></a></li>`)}</ul>`
    : html`<p class="empty">目前还没有公开的建议。</p>`
}
<h2>其他</h2>
<ul class="doors"><li><a href="/g/deadline"><b>算期限</b> <span>从哪一天起、多少工作日，逐步列出节假日和调休</span></a></li>
<li><a href="/g/accessibility"><b>无障碍说明</b> <span>键盘、读屏、放大、长辈版</span></a></li></ul>`,
  }
}

export function front(
  place: Place,
  x: { latest: Awaited<ReturnType<typeof directory>>; options: Awaited<ReturnType<typeof options>>; promises: Record<PromiseState, number> },
): Page {
  const base = `/g/${place.code}`
  return {
    title: '首页',
    place,
    body: html`<h1>${place.name}人大代表工作公开</h1>
<ul class="doors"><li><a href="${base}/deputies"><b>找代表</b> <span>按姓名、选区、联络站</span></a></li><li><a href="${base}/ask"><b>提诉求</b> <span>不用注册，有查询码和答复的日子</span></a></li><li><a href="${base}/mine"><b>看我的诉求</b> <span>凭查询码</span></a></li><li><a href="${base}/rota"><b>见代表</b> <span>接待日的时间地点</span></a></li></ul>
<h2>看办理</h2>
<form class="find" action="${base}/suggestions" method="get" role="search">
<label for="q">查建议</label>
<input id="q" name="q" type="search" maxlength="100" placeholder="如：公交、电梯、第045号">
<button type="submit">查找</button>
</form>
<ul class="figures">
<li><a href="${base}/suggestions"><b>${x.latest.total}</b> 件已公开</a></li>
${x.options.result.map((o) => html`<li><a href="${base}/suggestions?result=${o.value}"><b>${o.n}</b> 件 ${o.label}</a></li>`)}
${(Object.keys(PROMISES) as PromiseState[]).filter((k) => x.promises[k] > 0).map((k) => html`<li><a href="${base}/promises?state=${k}"><b>${x.promises[k]}</b> 项承诺 ${PROMISES[k]}</a></li>`)}
</ul>
<h2>最近公开</h2>
${
  x.latest.rows.length > 0
    ? html`<ul class="list">${x.latest.rows.slice(0, 8).map((r) => entry(place.code, r))}</ul><p><a href="${base}/suggestions">全部 ${x.latest.total} 件</a></p>`
    : html`<p class="empty">还没有公开的建议。</p>`
}
${
  x.options.year.length > 0 &&
  html`<h2>年度目录</h2><ul class="chips">${x.options.year.map((y) => html`<li><a href="${base}/catalogue/${y.value}">${y.label}（${y.n}件）</a></li>`)}</ul>`
}
${x.options.unit.length > 0 && html`<h2>按承办单位</h2><ul class="chips">${x.options.unit.slice(0, 40).map((u) => html`<li><a href="${base}/suggestions?unit=${u.value}">${u.label}（${u.n}）</a></li>`)}</ul>`}`,
  }
}

export function years(place: Place, list: { value: string; label: string; n: number }[]): Page {
  const base = `/g/${place.code}`
  return {
    title: '年度目录',
    place,
    on: 'catalogue',
    body: html`${trail([place.name, base], ['年度目录'])}<h1>年度目录</h1>
${list.length > 0 ? html`<ul class="doors">${list.map((y) => html`<li><a href="${base}/catalogue/${y.value}"><b>${y.label}</b> <span>${y.n} 件</span></a></li>`)}</ul>` : html`<p class="empty">还没有公开的建议。</p>`}`,
  }
}
