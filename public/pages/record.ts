/** 每天的指纹: what is published so that nobody, not even whoever runs the house, can change afterwards what was done. */
import type { Root } from '../../kernel/record.ts'
import { keyLine, rootLine } from '../../kernel/roots.ts'
import type { Trusted } from '../../kernel/signer.ts'
import { html } from '../html.ts'
import type { Page } from '../layout.ts'

export const recordPage = (roots: Root[], keys: readonly Trusted[]): Page => ({
  title: '办理日志的指纹',
  body: html`<h1>办理日志的指纹</h1>
<p>平台上每办一件事，都写进一本只能往后添的日志。每天零点过后，把到前一天为止的整本日志算成一个“指纹”，公布在这里。</p>
<p>日志里改一个字、少一条、换个次序，指纹就对不上。请您存下一份：以后谁改动了已经办过的事，包括管这套系统的人，拿您存下的指纹一对就知道。指纹里看不出任何内容。</p>
<h2>怎样存下来</h2>
<ul>
<li>下载文本：<a href="/g/record.txt">record.txt</a>（全部日子和公钥）</li>
<li>用阅读器订阅：<a href="/g/record.xml">record.xml</a>（RSS），阅读器会替您存下每一天的</li>
<li>抄下或拍下最近的一行，也够用</li>
</ul>
<h2>怎样核对</h2>
<p>把存下的文件交给管理这套系统的人，当面运行 <code>npm run verify -- --roots 文件</code>。核对的程序是公开的。</p>
<h2>最近的指纹</h2>
${
  roots.length === 0
    ? html`<p>还没有公布过。第一份在第一次办理的次日零点过后公布。</p>`
    : html`<ul class="roots">${roots.map((r) => html`<li><code>${rootLine(r)}</code></li>`)}</ul>
<p>每一行依次是日期、封存到第几块、这一块的指纹（SHA-256，64 个字符）。</p>`
}
${
  keys.length > 0 &&
  html`<h2>签名的公钥</h2>
<p>每一块都用保管在数据库之外的钥匙签了名（Ed25519）。每一行依次是编号、公钥、从第几块起。</p>
<ul class="roots">${keys.map((k) => html`<li><code>${keyLine(k)}</code></li>`)}</ul>`
}`,
})

export const recordText = (roots: Root[], keys: readonly Trusted[]): string =>
  [
    '# 办理日志每天的指纹：日期、封存到第几块、这一块的指纹（SHA-256）。核对：npm run verify -- --roots 这个文件',
    ...roots.toReversed().map(rootLine),
    '# 签名的公钥：编号、公钥、从第几块起',
    ...keys.map(keyLine),
    '',
  ].join('\n')

export const recordFeed = (base: string, roots: Root[]): string =>
  html`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>办理日志的指纹</title>
<link>${base}/g/record</link>
<atom:link href="${base}/g/record.xml" rel="self" type="application/rss+xml"/>
<description>每天一行，存下来就能查出以后的改动</description>
<language>zh-CN</language>
${roots.map(
  (
    r,
  ) => html`<item><title>${r.day} 的指纹</title><link>${base}/g/record</link><guid isPermaLink="false">${r.day}-${r.block}-${r.hash}</guid><pubDate>${new Date(`${r.day}T16:05:00Z`).toUTCString()}</pubDate><description>${rootLine(r)}</description></item>
`,
)}</channel></rss>
`.text
