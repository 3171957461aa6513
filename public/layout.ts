/** The frame of every public page: no script, one style sheet, the same head and foot. */
import { at, type Html, html } from './html.ts'

export interface Frame {
  elder: boolean
  /** This page's own address, path and query, for the 长辈版 switch. */
  here: string
}
export interface Page {
  title: string
  body: Html
  place?: { code: string; name: string } | undefined
  /** The entry of the head that this page belongs to. */
  on?: 'suggestions' | 'promises' | 'catalogue' | 'deadline' | 'ask' | 'concerns' | 'mine' | 'deputies' | 'stations'
  status?: number
}

const SITE = '代表工作公开'

export function layout(p: Page, f: Frame): string {
  const base = p.place && `/g/${p.place.code}`
  const entry = (key: Page['on'], to: string, label: string) => html`<a href="${to}"${p.on === key ? html` aria-current="page"` : ''}>${label}</a>`
  return html`<!doctype html>
<html lang="zh-CN"${f.elder ? html` class="elder"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${p.title} · ${p.place ? `${p.place.name}人大` : ''}${SITE}</title>
<link rel="stylesheet" href="/g/style.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
${base && html`<link rel="alternate" type="application/rss+xml" title="${p.place?.name}${SITE}" href="${base}/feed.xml">`}
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header class="head"><div class="wrap">
<p class="brand"><a href="${base ?? '/g'}"><b>呼应</b> <span>${p.place ? `${p.place.name}人大 ` : ''}${SITE}</span></a></p>
<a class="switch" href="${switched(f)}">${f.elder ? '标准版' : '长辈版'}</a>
<nav aria-label="主要栏目">
${base ? [entry('deputies', `${base}/deputies`, '找代表'), entry('ask', `${base}/ask`, '提诉求'), entry('suggestions', `${base}/suggestions`, '看办理'), entry('mine', `${base}/mine`, '我的诉求'), entry('stations', `${base}/stations`, '联络站'), entry('promises', `${base}/promises`, '看承诺'), entry('catalogue', `${base}/catalogue`, '年度目录')] : entry(undefined, '/g', '选择地方')}
${entry('deadline', '/g/deadline', '算期限')}
</nav>
</div></header>
<main id="main" class="wrap" tabindex="-1">
${p.body}
</main>
<footer class="foot"><div class="wrap">
<p>${base && html`<a href="${base}/feed.xml">订阅更新（RSS）</a> `}<a href="/g">各地公开</a> <a href="/g/record">办理日志的指纹</a> <a href="/g/accessibility">无障碍说明</a> <a href="/">工作人员登录</a></p>
<p>公开内容经人大代表工作机构审核。涉及国家秘密、商业秘密、个人隐私和代表认为不宜公开的，依法不予公开。</p>
</div></footer>
</body>
</html>
`.text
}

function switched(f: Frame): string {
  const u = new URL(f.here, 'http://here')
  u.searchParams.set('elder', f.elder ? '0' : '1')
  return u.pathname + u.search
}

/** Told alike whether it never was, is kept back or was taken down. */
export function missing(): Page {
  return {
    title: '没有这个页面',
    status: 404,
    body: html`<h1>没有这个页面</h1>
<p>地址可能写错了，或者这项内容没有公开。</p>
<p><a href="/g">看各地公开的建议</a></p>`,
  }
}

export const trail = (...steps: [label: string, to?: string][]): Html =>
  html`<nav class="trail" aria-label="所在位置"><ol>${steps.map(([label, to]) => html`<li>${to ? html`<a href="${to}">${label}</a>` : html`<span aria-current="page">${label}</span>`}</li>`)}</ol></nav>`

export const more = (path: string, query: Record<string, string | number | undefined>, next: string | null): Html =>
  html`<p class="pages">${query.after ? html`<a href="${at(path, { ...query, after: undefined })}">回到第一页</a>` : ''} ${next ? html`<a rel="next" href="${at(path, { ...query, after: next })}">下一页</a>` : ''}</p>`
