/** 提诉求 and 我的诉求: forms that work without script; every error stands beside its field and nothing typed is lost. */
import { type Calendar, dayWords } from '../../kernel/calendar.ts'
import { numberOf } from '../../processes/common/number.ts'
import { CATEGORIES, OUTCOMES } from '../../processes/common/topics.ts'
import { LEVELS, REFUSALS } from '../../processes/concern/actions.ts'
import { concern as def } from '../../processes/concern/process.ts'
import { type Html, html, prose } from '../html.ts'
import { more, type Page, trail } from '../layout.ts'
import { day, light } from '../pages/rows.ts'
import type { Place } from '../read.ts'
import type { Own, PublicConcern } from './read.ts'
import type { Guest } from './session.ts'

export interface Filled {
  values: Record<string, string>
  wrong: Record<string, string>
}
export const EMPTY: Filled = { values: {}, wrong: {} }
const stateOf = (state: string) => def.states[state as 'told']?.label ?? ''
const words = <T extends Record<string, string>>(table: T, key: unknown): string => table[String(key)] ?? ''

/** A field with its label, its help and what is wrong with it. */
function field(f: Filled, name: string, label: string, control: (o: Html) => Html, help = ''): Html {
  const bad = f.wrong[name]
  const about = [bad && `${name}-wrong`, help && `${name}-help`].filter(Boolean).join(' ')
  return html`<p class="field${bad ? ' bad' : ''}"><label for="${name}">${label}</label>
${bad && html`<span class="wrong" id="${name}-wrong">${bad}</span>`}
${control(html`id="${name}" name="${name}"${about ? html` aria-describedby="${about}"` : ''}${bad ? html` aria-invalid="true"` : ''}`)}
${help && html`<span class="soft help" id="${name}-help">${help}</span>`}</p>`
}
/** Browsers count code units, of which a rare character takes two: the limit itself is the server's, told beside the field. */
const input = (f: Filled, name: string, label: string, type: string, max: number, help = '', extra: Html | '' = '') =>
  field(f, name, label, (o) => html`<input ${o} type="${type}" maxlength="${max * 2}" value="${f.values[name] ?? ''}"${extra}>`, help)
const area = (f: Filled, name: string, label: string, rows: number, max: number, help = '') =>
  field(f, name, label, (o) => html`<textarea ${o} rows="${rows}" maxlength="${max * 2}">${f.values[name] ?? ''}</textarea>`, help)
const select = (f: Filled, name: string, label: string, options: readonly (readonly [string, string])[], empty: string, help = '') =>
  field(
    f,
    name,
    label,
    (o) =>
      html`<select ${o}><option value="">${empty}</option>${options.map(([v, w]) => html`<option value="${v}"${f.values[name] === v ? html` selected` : ''}>${w}</option>`)}</select>`,
    help,
  )
const summary = (f: Filled): Html | '' => {
  const n = Object.keys(f.wrong).length
  if (n === 0) return ''
  return html`<div class="problem" role="alert" id="problem" tabindex="-1"><p><b>还差 ${n} 处，改好后再提交。您写的都还在。</b></p><ul>${Object.entries(f.wrong).map(([k, v]) => html`<li><a href="#${k}">${v}</a></li>`)}</ul></div>`
}

export interface AskAt {
  towns: { code: string; name: string }[]
  station?: { id: string; name: string } | undefined
  deputy?: { id: string; name: string } | undefined
  key: string
  stamp: string
  /** `followKey`: for joining that one; another than the form's own. */
  like: (PublicConcern & { followKey: string })[]
  /** Photos that came with the form before it is shown again. */
  laid: { mark: string; names: string[] }
  /** All is filled in, and others asked much the same: join them, or send once more. */
  doubt: boolean
  suggestions: { id: string; place: string; title: string }[]
  q: string
}

export function askPage(place: Place, a: AskAt, f: Filled): Page {
  const base = `/g/${place.code}`
  const to = a.deputy ? `向${a.deputy.name}代表反映` : a.station ? `向${a.station.name}反映` : '提诉求'
  return {
    title: to,
    place,
    on: 'ask',
    status: Object.keys(f.wrong).length > 0 ? 422 : 200,
    body: html`${trail([place.name, base], ['提诉求'])}
<h1>${to}</h1>
<p class="lead">不用注册。提交后给您一个查询码，告诉您哪天前有人受理、哪天前答复。涉及诉讼、信访、举报的，请到专门机关。</p>
${
  Object.keys(f.wrong).length === 0 &&
  !a.doubt &&
  html`<form class="find" action="${base}/ask" method="get" role="search">
<label for="q">先看看有没有人提过</label><input id="q" name="q" type="search" maxlength="60" value="${a.q}" placeholder="如：菜场污水、路灯不亮">
${a.station && html`<input type="hidden" name="station" value="${a.station.id}">`}${a.deputy && html`<input type="hidden" name="deputy" value="${a.deputy.id}">`}
<button type="submit">查相似</button></form>`
}
${a.doubt && doubtList(place, a, f)}
${
  a.q &&
  html`<section aria-labelledby="like"><h2 id="like">相似的诉求和建议</h2>
${
  a.like.length + a.suggestions.length > 0
    ? html`<p class="soft">同一件事可以关注，不必重复提交；有结果一样告诉您。</p><ul class="list">${a.like.map((x) => html`<li class="item">${row(place, x)}</li>`)}${a.suggestions.map((x) => html`<li class="item"><h3><a href="/g/${x.place}/suggestions/${x.id}">${x.title}</a></h3><p class="soft">代表建议</p></li>`)}</ul>`
    : html`<p class="empty">没有找到相似的，请在下面填写。</p>`
}</section>`
}
<h2 id="form">填写诉求</h2>
${summary(f)}
<form class="form" action="${base}/ask" method="post" enctype="multipart/form-data">
<input type="hidden" name="key" value="${a.key}"><input type="hidden" name="stamp" value="${a.stamp}">
${a.doubt && html`<input type="hidden" name="seen" value="1">`}${a.laid.mark && html`<input type="hidden" name="laid" value="${a.laid.mark}">`}
${a.station && html`<input type="hidden" name="station" value="${a.station.id}">`}${a.deputy && html`<input type="hidden" name="deputy" value="${a.deputy.id}">`}
${input(f, 'title', '一句话说清问题', 'text', 60, '如：城东四个小区没有公交车')}
${area(f, 'content', '具体情况', 6, 3000, '在哪里、什么时候开始、希望怎样解决。请不要写别人的姓名和电话。')}
${select(f, 'category', '类别', Object.entries(CATEGORIES), '请选择')}
${
  a.towns.length > 0 &&
  !a.station &&
  !a.deputy &&
  select(
    f,
    'town',
    '所在街道、乡镇（可不选）',
    a.towns.map((t) => [t.code, t.name] as const),
    '不清楚，由区县分派',
  )
}
${input(f, 'where', '地点（可不填）', 'text', 80)}
${field(f, 'photos', '照片（可不附，最多 3 张）', (o) => html`<input ${o} type="file" accept="image/jpeg,image/png,image/webp" multiple>`, a.laid.names.length > 0 ? `已经收到：${a.laid.names.join('、')}，不用再选` : '照片里的拍摄地点会自动去掉')}
<fieldset><legend>怎样告诉您结果（可以都不填）</legend>
${input(f, 'name', '称呼', 'text', 30, '加密保存，不公开', html` autocomplete="name"`)}
${input(f, 'phone', '手机号码', 'tel', 20, '只用来告诉您办理结果；不留也可以凭查询码查看', html` autocomplete="tel" inputmode="tel"`)}
<p class="check"><input id="anonymous" name="anonymous" type="checkbox" value="1"${f.values.anonymous ? html` checked` : ''}> <label for="anonymous">不让承办单位知道我是谁</label></p></fieldset>
<p class="trap" aria-hidden="true"><label for="website">请留空</label><input id="website" name="website" tabindex="-1" autocomplete="off"></p>
<p class="go"><button type="submit" class="main">${a.doubt ? '不是同一件，仍然提交' : '提交诉求'}</button></p>
</form>`,
  }
}

/** One press joins what is there already; the number he typed goes with it. */
const doubtList = (place: Place, a: AskAt, f: Filled): Html => html`<section class="doubt" aria-labelledby="doubt"><h2 id="doubt">可能已经有人提过</h2>
<p>是同一件事就关注它，有结果一样告诉您。不是，请到<a href="#form">下面</a>再按一次提交；您写的都还在。</p>
<ul class="list">${a.like.map(
  (x, i) => html`<li class="item">${row(place, x)}<form action="/g/${x.place}/concerns/${x.id}/follow" method="post" enctype="multipart/form-data">
<input type="hidden" name="key" value="${x.followKey}"><input type="hidden" name="stamp" value="${a.stamp}">
<p><label for="follow-${i}">手机号码（可不填，留了就把结果发短信给您）</label> <input id="follow-${i}" name="phone" type="tel" inputmode="tel" autocomplete="tel" maxlength="40" value="${f.values.phone ?? ''}"></p>
<p><button type="submit">就是这件，我也关注</button></p></form></li>`,
)}</ul></section>`

const row = (place: Place, x: PublicConcern): Html => html`<h3><a href="/g/${x.place}/concerns/${x.id}">${x.title}</a></h3>
<p class="soft">${x.place !== place.code && html`<span>${x.placeName}</span> `}<span>${words(CATEGORIES, x.category)}</span> <span>${day(x.asked)}提出</span>${x.followers > 0 && html` <span>${x.followers} 人关注</span>`}</p>
<p>${x.outcome ? html`<span class="code">${words(OUTCOMES, x.outcome)}</span>` : html`<span class="tag">${stateOf(x.state)}</span>`}</p>`

export function concernsPage(place: Place, q: string, got: { rows: PublicConcern[]; total: number; next: string | null }): Page {
  const base = `/g/${place.code}`
  return {
    title: '群众诉求',
    place,
    on: 'concerns',
    body: html`${trail([place.name, base], ['群众诉求'])}<h1>群众诉求</h1>
<form class="find" action="${base}/concerns" method="get" role="search"><label for="q">查诉求</label><input id="q" name="q" type="search" maxlength="60" value="${q}"><button type="submit">查找</button></form>
<p><a href="${base}/ask">提诉求</a> <a href="${base}/mine">凭查询码看我的诉求</a></p>
<p role="status" class="soft">${q ? '符合条件' : '共公开'} ${got.total} 件，只列标题和办理情况；内容和反映人不公开。</p>
${got.rows.length > 0 ? html`<h2 class="hide">诉求</h2><ul class="list">${got.rows.map((x) => html`<li class="item">${row(place, x)}</li>`)}</ul>` : html`<p class="empty">没有符合条件的诉求。</p>`}
${more(`${base}/concerns`, { q }, got.next)}`,
  }
}

export function concernPage(
  place: Place,
  x: PublicConcern,
  became: { id: string; place: string; title: string } | undefined,
  o: { key: string; stamp: string },
  f: Filled,
): Page {
  const base = `/g/${place.code}`
  const open = !['told', 'closed'].includes(x.state)
  return {
    title: x.title,
    place,
    on: 'concerns',
    status: Object.keys(f.wrong).length > 0 ? 422 : 200,
    body: html`${trail([place.name, base], ['群众诉求', `${base}/concerns`], ['一件诉求'])}<h1>${x.title}</h1>
<p class="soft facts"><span>${words(CATEGORIES, x.category)}</span> <span>${day(x.asked)}提出</span> <span>${x.followers} 人关注</span></p>
<p>${x.outcome ? html`结果：<span class="code">${words(OUTCOMES, x.outcome)}</span>${x.answered && html` <span class="soft">${day(x.answered)}</span>`}` : html`<span class="tag">${stateOf(x.state)}</span>`}</p>
${became && html`<p>已转为代表建议：<a href="/g/${became.place}/suggestions/${became.id}">${became.title}</a></p>`}
${
  open &&
  html`<h2>我也遇到了</h2><p>关注以后，有结果一样告诉您，不必重复提交。</p>${summary(f)}
<form class="form" action="${base}/concerns/${x.id}/follow" method="post" enctype="multipart/form-data"><input type="hidden" name="key" value="${o.key}"><input type="hidden" name="stamp" value="${o.stamp}">
${input(f, 'phone', '手机号码（可不填）', 'tel', 20, '加密保存，只用来告诉您结果', html` autocomplete="tel" inputmode="tel"`)}
<p class="go"><button type="submit">关注这件诉求</button></p></form>`
}`,
  }
}

/** The door to one's own: by receipt code. */
export function openPage(place: Place, f: Filled, said = ''): Page {
  const base = `/g/${place.code}`
  return {
    title: '我的诉求',
    place,
    on: 'mine',
    status: Object.keys(f.wrong).length > 0 ? 422 : 200,
    body: html`${trail([place.name, base], ['我的诉求'])}<h1>看我的诉求</h1>${said && html`<p class="lead" role="status">${said}</p>`}${summary(f)}
<form class="form" action="${base}/mine/open" method="post" enctype="multipart/form-data">
${input(f, 'code', '查询码', 'text', 20, '提交时给您的 12 位码，如 K7WM-3QXT-9RFD', html` autocomplete="off" autocapitalize="characters"`)}
<p class="go"><button type="submit" class="main">查看</button></p></form>
<p class="soft">码丢了？请带身份证件到就近的代表联络站查询。</p>`,
  }
}

const CLOCKS: Record<string, string> = {
  triage: '受理分派',
  sign: '承办单位签收',
  handle: '办理答复',
  tell: '告诉您结果',
  rate: '评价',
  track: '跟踪去向',
  adopt: '代表起草建议',
}

export function minePage(
  place: Place,
  x: Own,
  o: {
    guest: Guest
    receipt: string | undefined
    hasPhone: boolean
    sent: boolean
    cal: Calendar
    became: { id: string; place: string; title: string; series: string | null; no: number | null } | undefined
    key: string
  },
  f: Filled,
): Page {
  const base = `/g/${place.code}`
  const full = o.guest.level === 'full'
  const answers = (x.data.answers ?? []) as { on: string; by: string; code: string; text: string }[]
  const open = !['told', 'closed', 'refused', 'withdrawn', 'answered'].includes(x.state)
  return {
    title: '我的诉求',
    place,
    on: 'mine',
    status: Object.keys(f.wrong).length > 0 ? 422 : 200,
    body: html`${trail([place.name, base], ['我的诉求'])}
<h1>${x.title || '诉求'}</h1>
${x.role === 'follower' && html`<p class="ok" role="status">您已关注这件诉求，有了结果一样告诉您。</p>`}
${
  o.receipt &&
  html`<section class="receipt" aria-labelledby="receipt"><h2 id="receipt">请记下查询码</h2><p class="big">${o.receipt}</p><p>凭它随时查看办理情况；不要告诉别人。</p></section>`
}
<p class="soft facts"><span>${numberOf({ series: x.number.series, no: x.number.no })}</span> <span>${day(x.asked)}提出</span>${x.followers > 0 && html` <span>另有 ${x.followers} 人关注</span>`}</p>
<p><span class="tag">${stateOf(x.state)}</span></p>
${x.due.length > 0 && html`<ul class="plain">${x.due.map((d) => html`<li>${dayWords(d.on, true)}前${CLOCKS[d.name] ?? ''}</li>`)}</ul>`}
${x.data.passedTo && html`<p>已转 ${x.data.passedTo}人大 办理，结果会回到这里。</p>`}
${o.became ? html`<p>代表据此提出了建议：<a href="/g/${o.became.place}/suggestions/${o.became.id}">${numberOf(o.became)}《${o.became.title}》</a>，答复和承诺都在那里。</p>` : x.state === 'converted' && html`<p>代表据此提出了建议，公开后可以在这里看到。</p>`}
${x.units.length > 0 && html`<h2>承办单位</h2><ul class="plain">${x.units.map((u) => html`<li>${u.name} <span class="tag">${def.parties.unit.steps[u.step as 'asked']?.label ?? ''}</span></li>`)}</ul>`}
${answers.length > 0 && html`<h2>答复</h2>${answers.map((a) => html`<section class="reply"><p class="soft facts"><span>${a.by}</span> <span>${day(a.on)}</span></p><p><span class="code">${words(OUTCOMES, a.code)}</span></p>${prose(a.text)}</section>`)}${x.data.told?.words && html`<p>${x.data.told.words}</p>`}`}
${x.data.refused && html`<h2>不予受理</h2><p>${words(REFUSALS, x.data.refused.reason)}。${x.data.refused.text}</p>`}
${x.data.rating && html`<p>您的评价：${light('✓', 'green', words(LEVELS, x.data.rating.level))} ${x.data.rating.text}</p>`}
${summary(f)}
${!full && x.role === 'author' && unlock(base, o, f)}
${full && x.role === 'author' && x.state === 'told' && x.step === 'asked' && rateForm(base, o.key, f)}
<h2>经过</h2>
<ol class="steps">${x.steps.map((s) => html`<li><span class="soft">${day(s.on)}</span> ${s.words}</li>`)}</ol>
${x.role === 'author' && x.data.content && html`<details><summary>我写的内容</summary>${prose(x.data.content)}${x.photos.done + x.photos.waiting > 0 && html`<p class="soft">照片 ${x.photos.done + x.photos.waiting} 张</p>`}${x.photos.broken > 0 && html`<p class="amber">▲ 有 ${x.photos.broken} 张照片打不开，没有收下。</p>`}</details>`}
${full && x.role === 'author' && open && html`<details><summary>撤回这件诉求</summary><p>撤回后不再办理。</p><form action="${base}/mine/withdraw" method="post" enctype="multipart/form-data"><input type="hidden" name="key" value="${o.key}"><p><button type="submit">确定撤回</button></p></form></details>`}
${full && html`<details><summary>${x.role === 'author' ? '删除我的个人信息和所写内容' : o.hasPhone ? '不再关注，删除我的号码' : '不再关注'}</summary><p>${x.role === 'author' ? '姓名、电话、所写内容、照片和答复文字都会删掉，不能恢复，查询码随之失效；没有办完的不再办理。只留下编号、类别、日期和经过。' : '号码会删掉，查询码随之失效，以后不再告诉您结果。'}</p><form action="${base}/mine/erase" method="post" enctype="multipart/form-data"><input type="hidden" name="key" value="${o.key}"><p><button type="submit">确定删除</button></p></form></details>`}
<form action="${base}/mine/leave" method="post" enctype="multipart/form-data"><p><button type="submit">看完了，退出</button></p></form>`,
  }
}

function unlock(base: string, o: { hasPhone: boolean; sent: boolean }, f: Filled): Html {
  if (!o.hasPhone) return html``
  return html`<section><h2>要评价或撤回</h2>
${
  o.sent
    ? html`<form class="form" action="${base}/mine/check" method="post" enctype="multipart/form-data">${input(f, 'sms', '短信验证码', 'text', 6, '六位数字，十分钟内有效', html` inputmode="numeric" autocomplete="one-time-code"`)}<p class="go"><button type="submit" class="main">确认</button></p></form>`
    : html`<p>先用您留的手机号码确认是本人。</p>`
}
<form action="${base}/mine/send" method="post" enctype="multipart/form-data"><p><button type="submit">${o.sent ? '重新发验证码' : '发验证码到我的手机'}</button></p></form></section>`
}

const rateForm = (base: string, key: string, f: Filled): Html => html`<section><h2>您满意吗</h2>
<form class="form" action="${base}/mine/rate" method="post" enctype="multipart/form-data"><input type="hidden" name="key" value="${key}">
<fieldset class="choices${f.wrong.level ? ' bad' : ''}"><legend>对结果</legend>${f.wrong.level && html`<span class="wrong" id="level">${f.wrong.level}</span>`}${Object.entries(LEVELS).map(([v, w]) => html`<p class="check"><input type="radio" id="level-${v}" name="level" value="${v}"${f.values.level === v ? html` checked` : ''}> <label for="level-${v}">${w}</label></p>`)}</fieldset>
${area(f, 'text', '想说的话（可不填）', 3, 500)}
<p class="soft">不满意的，会退回重新办理。</p>
<p class="go"><button type="submit" class="main">提交评价</button></p></form></section>`
