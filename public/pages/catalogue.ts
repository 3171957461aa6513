/** The yearly catalogue: a table on paper, cards on a phone. */
import { numberOf } from '../../processes/suggestion/reads.ts'
import { html } from '../html.ts'
import { type Page, trail } from '../layout.ts'
import type { Place, Row } from '../read.ts'
import { authors, categoryOf, day, standing } from './rows.ts'

/** Rows of one screen page; the whole year for printing has its own address. */
export const SCREEN = 80

export function cataloguePage(place: Place, year: number, rows: Row[], o: { total: number; page: number; all: boolean }): Page {
  const base = `/g/${place.code}`
  const path = `${base}/catalogue/${year}`
  const last = Math.max(1, Math.ceil(o.total / SCREEN))
  return {
    title: `${year}年建议目录`,
    place,
    on: 'catalogue',
    body: html`${trail([place.name, base], ['年度目录', `${base}/catalogue`], [`${year}年`])}
<h1>${year}年代表建议办理目录</h1>
<p class="soft">共 ${o.total} 件公开。<span class="screen"><a href="${path}.csv">下载表格（CSV）</a> ${last > 1 && !o.all ? html`<a href="${path}?all=1">全年一页（打印用）</a>` : ''}</span></p>
<table class="cards"><caption class="hide">${year}年公开的代表建议</caption>
<thead><tr><th scope="col">编号</th><th scope="col">标题</th><th scope="col">代表</th><th scope="col">类别</th><th scope="col">承办单位</th><th scope="col">结果</th></tr></thead>
<tbody>${rows.map(
      (
        r,
      ) => html`<tr><td class="nowrap">${numberOf(r)}</td><td><a href="${base}/suggestions/${r.id}">${r.title}</a></td><td>${authors(r)}</td><td>${categoryOf(r.category)}</td><td>${r.main.join('、')}${r.co.length > 0 ? `（会办 ${r.co.join('、')}）` : ''}</td><td>${r.codes.length > 0 ? html`${[...new Set(r.codes.map((c) => c.code))].join('、')} <span class="nowrap">${day(r.repliedOn)}答复</span>` : standing(r.state)}</td></tr>
`,
    )}</tbody></table>
${last > 1 && !o.all && html`<p class="pages">${o.page > 1 && html`<a href="${path}?page=${o.page - 1}">上一页</a> `}第 ${o.page} 页，共 ${last} 页${o.page < last && html` <a href="${path}?page=${o.page + 1}">下一页</a>`}</p>`}`,
  }
}

/** A cell that begins like a formula is made text (OWASP CSV injection); everything stands in quotes. */
const cell = (s: string) => `"${(/^[=+\-@\t\r\n|%]/.test(s.trimStart()) ? `'${s}` : s).replace(/"/g, '""').replace(/[\r\n]+/g, ' ')}"`

export function catalogueCsv(rows: Row[], link: (id: string) => string): string {
  const head = ['编号', '标题', '代表', '类别', '主办单位', '会办单位', '办理状态', '办理结果', '答复日期', '网址']
  const lines = rows.map((r) => [
    numberOf(r),
    r.title,
    authors(r),
    categoryOf(r.category),
    r.main.join('、'),
    r.co.join('、'),
    standing(r.state),
    r.codes.map((c) => `${c.code} ${c.label}`).join('；'),
    r.repliedOn ?? '',
    link(r.id),
  ])
  // Excel reads UTF-8 only with the mark in front.
  return `\uFEFF${[head, ...lines].map((l) => l.map(cell).join(',')).join('\r\n')}\r\n`
}
