/** The date calculator, open to anybody: the same engine that sets the limits, every step shown. */

import { type Calendar, dayWords, dueDate, isDay } from '../../kernel/calendar.ts'
import { lineOf } from '../../kernel/characters.ts'
import { typedDay } from '../../kernel/day.ts'
import type { Span, SpanUnit } from '../../kernel/process.ts'
import { html } from '../html.ts'
import type { Page } from '../layout.ts'

const UNITS: Record<SpanUnit, string> = { WD: '个工作日', DAY: '日', MONTH: '个月' }

export function deadlinePage(cal: Calendar, query: Record<string, unknown>, today: string): Page {
  const word = (k: string) => lineOf(query[k], 40).normalize('NFKC')
  const asked = word('from') !== '' || word('n') !== ''
  const from = asked ? (typedDay(word('from')) ?? word('from')) : today
  const n = asked ? word('n') : '5'
  const unit = (Object.hasOwn(UNITS, word('unit')) ? word('unit') : 'WD') as SpanUnit
  const wrong: Record<string, string> = {}
  if (asked) {
    if (!from) wrong.from = '请填写起算日'
    else if (!isDay(from)) {
      const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(from) ?? []
      wrong.from = y ? `没有${+y}年${Number(m)}月${Number(d)}日这一天，请改正` : '请按“年-月-日”填写，如 2026-03-10'
    } else if (from < '2000-01-01' || from > '2099-12-31') wrong.from = '请填写 2000 年至 2099 年之间的日子'
    if (!/^\d{1,3}$/.test(n) || +n < 1 || +n > 400) wrong.n = '请填写 1 至 400 的整数'
  }
  const field = (name: string, label: string, input: ReturnType<typeof html>, help: string) =>
    html`<p><label for="${name}">${label}</label>${input}<small id="${name}-x" class="${wrong[name] ? 'wrong' : 'soft'}">${wrong[name] ? `■ ${wrong[name]}` : help}</small></p>`
  const bad = (name: string) => html`aria-describedby="${name}-x"${wrong[name] ? html` aria-invalid="true"` : ''}`
  const sum =
    asked && Object.keys(wrong).length === 0 ? dueDate(cal, { startedOn: from, span: [+n, unit] as Span, pauses: [], extensions: [], roll: true }) : undefined
  return {
    title: Object.keys(wrong).length > 0 ? '有错误：算期限' : '算期限',
    on: 'deadline',
    status: Object.keys(wrong).length > 0 ? 422 : 200,
    body: html`<h1>算期限</h1>
<p class="soft">从起算日的第二天开始数；最后一天是休息日的，顺延到下一个工作日（民法典第二百零一条至第二百零三条）。节假日和调休按国务院办公厅每年的通知。</p>
<form class="filters" action="/g/deadline" method="get">
${field('from', '起算日', html`<input id="from" name="from" type="date" required min="2000-01-01" max="2099-12-31" value="${from}" ${bad('from')}>`, '收到、交办的那一天')}
${field('n', '多长', html`<input id="n" name="n" type="number" inputmode="numeric" required min="1" max="400" value="${n}" ${bad('n')}>`, '1 至 400')}
<p><label for="unit">单位</label><select id="unit" name="unit">${Object.entries(UNITS).map(([k, v]) => html`<option value="${k}"${k === unit ? html` selected` : ''}>${v}</option>`)}</select></p>
<p class="level"><button type="submit">计算</button></p>
</form>
${
  sum &&
  html`<section class="limits" aria-labelledby="sum"><h2 id="sum">最后一天：${dayWords(sum.dueOn, true)}</h2>
<ol>${sum.steps.map((s) => html`<li>${s}</li>`)}</ol>
${sum.warning && html`<p class="amber">▲ ${sum.warning}</p>`}
<h3>期间的节假日和调休</h3>
${sum.skipped.length > 0 ? html`<ul class="plain">${sum.skipped.map((s) => html`<li><span class="nowrap">${dayWords(s.day, true)}</span> ${s.name} <span class="soft">${s.kind === 'off' ? '放假' : '调休上班'}</span></li>`)}</ul>` : html`<p class="soft">除周六、周日外没有节假日和调休。</p>`}</section>`
}
<p class="soft small">已载入${[...cal.years]
      .sort()
      .map((y) => `${y}`)
      .join('、')}年的放假安排。结果供参考，以正式文书载明的日期为准。</p>`,
  }
}
