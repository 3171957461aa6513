/** 找代表、联络站、接待日 for people: found by name, by place, by station; never a private number. */
import { dayWords } from '../../kernel/calendar.ts'
import { ENTRANCES, LEVELS, TYPES } from '../../processes/station/actions.ts'
import { type Html, html } from '../html.ts'
import { more, type Page, trail } from '../layout.ts'
import { day, standing } from '../pages/rows.ts'
import type { Place } from '../read.ts'
import type { PublicConcern } from '../voice/read.ts'
import type { Deputy, DeputyWork, deputies, Reception, Station, StationWhole, stations } from './read.ts'

const word = (table: Record<string, string>, key: string) => table[key] ?? ''
const about = (d: Deputy): string => [d.employer, d.post].filter(Boolean).join(' ')
const LEVEL: Record<string, string> = { nation: '全国', province: '省级', city: '市级', county: '县级', township: '乡级' }

export function deputiesPage(place: Place, a: { q: string; delegation: string; station: string }, got: Awaited<ReturnType<typeof deputies>>): Page {
  const base = `/g/${place.code}`
  return {
    title: '找代表',
    place,
    on: 'deputies',
    body: html`${trail([place.name, base], ['找代表'])}<h1>找代表</h1>
<form class="filters" action="${base}/deputies" method="get" role="search">
<p class="wide"><label for="q">姓名、单位或选区</label><input id="q" name="q" type="search" maxlength="40" value="${a.q}"></p>
<p><label for="delegation">代表团</label><select id="delegation" name="delegation"><option value="">全部</option>${got.delegations.map((d) => html`<option value="${d.name}"${a.delegation === d.name ? html` selected` : ''}>${d.name}（${d.n}）</option>`)}</select></p>
<p class="go"><button type="submit">查找</button>${(a.q || a.delegation || a.station) && html` <a href="${base}/deputies">清除条件</a>`}</p></form>
<p role="status" class="soft">${got.total} 位代表。也可以<a href="${base}/stations">按联络站找</a>。</p>
${
  got.rows.length > 0
    ? html`<h2 class="hide">代表名单</h2><ul class="list">${got.rows.map((d) => html`<li class="item"><h3><a href="${base}/deputies/${d.id}">${d.name}</a></h3><p class="soft">${about(d)}</p><p class="soft"><span>${d.delegation}</span> <span>${d.electoral_unit}</span></p></li>`)}</ul>`
    : html`<p class="empty">没有符合条件的代表，可以少写几个字再试。</p>`
}
${more(`${base}/deputies`, { q: a.q, delegation: a.delegation, station: a.station }, got.next)}`,
  }
}

export function deputyPage(place: Place, x: { deputy: Deputy; work: DeputyWork }): Page {
  const base = `/g/${place.code}`
  const { deputy: d, work: w } = x
  return {
    title: `${d.name}代表`,
    place,
    on: 'deputies',
    body: html`${trail([place.name, base], ['找代表', `${base}/deputies`], [d.name])}<h1>${d.name}代表</h1>
<p class="soft facts"><span>${place.name}第${d.term}届</span> <span>${d.delegation}</span> <span>${d.electoral_unit}</span></p><p>${about(d)}</p>
<p class="go"><a class="button" href="${base}/ask?deputy=${d.id}">向${d.name}代表反映</a></p>
<h2>履职情况</h2>
<ul class="figures"><li><b>${w.led}</b> 件公开的建议</li><li><b>${w.receptions}</b> 次接待群众</li><li><b>${w.concerns}</b> 件群众诉求跟踪</li></ul>
${w.suggestions.length > 0 && html`<h2>公开的建议</h2><ul class="list">${w.suggestions.map((s) => html`<li class="item"><h3><a href="${base}/suggestions/${s.id}">${s.title}</a></h3><p><span class="tag">${standing(s.state)}</span></p></li>`)}</ul>`}
<h2>在哪里可以见到</h2>
${w.stations.length > 0 ? html`<ul class="plain">${w.stations.map((s) => html`<li><a href="/g/${s.place}/stations/${s.id}">${s.name}</a></li>`)}</ul>` : html`<p class="empty">还没有编入联络站，可以<a href="${base}/rota">看接待安排</a>。</p>`}
<p class="soft small">只公开基本情况和履职信息。</p>`,
  }
}

const card = (s: Station): Html => html`<li class="item"><h3><a href="/g/${s.place}/stations/${s.id}">${s.name}</a></h3>
<p class="soft"><span>${s.placeName}</span> <span>${word(TYPES, s.type)}</span>${s.demo && html` <span class="tag">示范</span>`}</p><p>${s.address}</p></li>`

export function stationsPage(place: Place, a: { q: string; under: string; type: string }, got: Awaited<ReturnType<typeof stations>>): Page {
  const base = `/g/${place.code}`
  return {
    title: '代表联络站',
    place,
    on: 'stations',
    body: html`${trail([place.name, base], ['联络站'])}<h1>代表联络站</h1>
<form class="filters" action="${base}/stations" method="get" role="search">
<p class="wide"><label for="q">站名、地址</label><input id="q" name="q" type="search" maxlength="40" value="${a.q}"></p>
${got.below.length > 0 && html`<p><label for="under">在哪里</label><select id="under" name="under"><option value="">全部</option>${got.below.map((b) => html`<option value="${b.code}"${a.under === b.code ? html` selected` : ''}>${b.name}（${b.n}）</option>`)}</select></p>`}
<p><label for="type">种类</label><select id="type" name="type"><option value="">全部</option>${Object.entries(TYPES).map(([k, v]) => html`<option value="${k}"${a.type === k ? html` selected` : ''}>${v}</option>`)}</select></p>
<p class="go"><button type="submit">查找</button>${(a.q || a.under || a.type) && html` <a href="${base}/stations">清除条件</a>`}</p></form>
<p role="status" class="soft">${got.total} 个站点${got.online > 0 && `（站、室 ${got.total - got.online} 个，网上站 ${got.online} 个）`}。<a href="${base}/rota">看接待安排</a></p>
${got.rows.length > 0 ? html`<h2 class="hide">站点</h2><ul class="list">${got.rows.map(card)}</ul>` : html`<p class="empty">没有符合条件的站点。</p>`}
${more(`${base}/stations`, { q: a.q, under: a.under, type: a.type }, got.next)}`,
  }
}

export const turn = (r: Reception): Html =>
  html`<li class="item"><h3>${dayWords(r.on, true)} ${r.starts}–${r.ends}</h3><p>${r.hosts.length > 0 ? r.hosts.join('、') : '接待代表待定'}</p><p class="soft">${r.stationName ?? ''} ${r.address}${r.theme && html` · ${r.theme}`}</p>${r.video && html`<p><a href="${r.video}" rel="noreferrer">视频接待入口</a></p>`}</li>`

export function stationPage(place: Place, s: StationWhole, o: { rota: Reception[]; concerns: PublicConcern[] }): Page {
  const base = `/g/${place.code}`
  const here = `${base}/stations/${s.id}`
  return {
    title: s.name,
    place,
    on: 'stations',
    body: html`${trail([place.name, base], ['联络站', `${base}/stations`], [s.name])}<h1>${s.name}</h1>
<p class="soft facts"><span>${word(TYPES, s.type)}</span> <span>${word(LEVELS, s.level)}</span>${s.opened_on && html` <span>${day(s.opened_on)}启用</span>`}</p>
<p>${s.address}</p>${s.phone && html`<p>电话：<a href="tel:${s.phone}">${s.phone}</a></p>`}${s.head && html`<p>站长：${s.head}</p>`}
<p class="go"><a class="button" href="${base}/ask?station=${s.id}">向本站反映</a></p>
${s.entrances.length > 0 && html`<h2>网上入口</h2><ul class="list">${s.entrances.map((x) => html`<li class="item"><h3>${x.name}</h3><p class="soft">${word(ENTRANCES, x.kind)}</p><p>${x.reach}</p></li>`)}</ul>`}
<h2>接待安排</h2>
${o.rota.length > 0 ? html`<ul class="list">${o.rota.map(turn)}</ul><p><a href="${here}/rota.ics">订阅到手机日历</a></p>` : html`<p class="empty">近期没有公告的接待，可以直接提诉求。</p>`}
<h2>办了什么</h2>
<ul class="figures"><li><b>${s.asked}</b> 件收集</li><li><b>${s.answered}</b> 件已答复</li><li><b>${s.solved}</b> 件解决</li>${s.days && html`<li><b>${s.days}</b> 天平均答复</li>`}</ul>
${o.concerns.length > 0 && html`<ul class="list">${o.concerns.map((c) => html`<li class="item"><h3><a href="${base}/concerns/${c.id}">${c.title}</a></h3></li>`)}</ul><p><a href="${base}/concerns?station=${s.id}">本站全部公开的诉求</a></p>`}
<h2>进站代表（${s.deputies.length}）</h2>
${s.deputies.length > 0 ? html`<ul class="chips">${s.deputies.map((d) => html`<li><a href="/g/${d.place}/deputies/${d.id}">${d.name}</a> <span class="soft">${word(LEVEL, d.level)}</span></li>`)}</ul>` : html`<p class="empty">代表名单待公布。</p>`}
${s.cases.length > 0 && html`<h2>案例</h2><ul class="list">${s.cases.map((x) => html`<li class="item"><h3>${x.title}</h3><p class="soft">${day(x.on)}</p>${x.body.split('\n').map((line) => html`<p>${line}</p>`)}</li>`)}</ul>`}
${s.facilities.length > 0 && html`<p class="soft">设施：${s.facilities.join('、')}</p>`}
<p class="soft"><a href="${here}/sheet">打印本站的二维码</a></p>`,
  }
}

export function rotaPage(place: Place, list: Reception[]): Page {
  const base = `/g/${place.code}`
  return {
    title: '接待安排',
    place,
    on: 'stations',
    body: html`${trail([place.name, base], ['接待安排'])}<h1>代表接待安排</h1>
<p class="lead">不用预约，按时到站就能见到代表。</p>
${list.length > 0 ? html`<h2 class="hide">近期安排</h2><ul class="list">${list.map(turn)}</ul>` : html`<p class="empty">近期没有公告的接待。</p>`}
<p><a href="${base}/rota.ics">订阅到手机日历</a></p>`,
  }
}

/** A sheet for the wall: the code and what it is for, nothing else. */
export function sheetPage(place: Place, title: string, text: string, address: string, svg: Html): Page {
  return {
    title: `${title}二维码`,
    place,
    body: html`<section class="qrsheet"><h1>${title}</h1><div class="qr">${svg}</div><p class="big">扫一扫，${text}</p><p class="soft">${address}</p></section><p class="noprint soft">用浏览器的“打印”印在 A4 纸上。</p>`,
  }
}
