/** What a mail says. No content of a matter beyond its number and title; of a confidential one not even the title. */
import { cut } from '../kernel/characters.ts'
import type { Due } from '../kernel/wire.ts'

export interface DigestDuty {
  action: string
  number: string
  title: string
  due: Due | null
}
export interface Digest {
  name: string
  /** By due date. */
  duties: DigestDuty[]
  /** 提醒 */
  warnings: string[]
  /** 动态 */
  news: string[]
}
export interface Mail {
  subject: string
  text: string
  html: string
}

/** Duties listed; the rest is counted. */
const LISTED = 50
const FOOT = '这封邮件由系统自动发出，请勿回复。不想再收到？登录后在“我的—消息设置”中可以改为只在页面上提醒。'

export function digestMail(d: Digest, url: string): Mail {
  const late = d.duties.filter((x) => (x.due?.left ?? 0) < 0).length
  const other = d.warnings.length + d.news.length
  const subject = d.duties.length ? `呼应：您有 ${d.duties.length} 件事待办${late ? `，其中 ${late} 件逾期` : ''}` : `呼应：您有 ${other} 条新消息`
  return letter(subject, d.name, url, [
    { title: '待办', lines: more(d.duties.map(dutyLine)) },
    { title: '提醒', lines: more(d.warnings) },
    { title: '动态', lines: more(d.news) },
  ])
}

/** Those who want to know at once; what came in the same minute goes in one mail. */
export function promptMail(name: string, texts: string[], url: string): Mail {
  const subject = texts.length === 1 ? `呼应：${cut(texts[0] as string, 60, '…')}` : `呼应：${texts.length} 条新消息`
  return letter(subject, name, url, [{ title: '', lines: more(texts) }])
}

const dutyLine = (x: DigestDuty) => `${x.action}：${x.number}${x.title}${x.due ? `（${x.due.words}前，${x.due.leftWords}）` : ''}`
const more = (lines: string[]) => (lines.length > LISTED ? [...lines.slice(0, LISTED), `……另有 ${lines.length - LISTED} 条，请登录查看`] : lines)

function letter(subject: string, name: string, url: string, parts: { title: string; lines: string[] }[]): Mail {
  const shown = parts.filter((p) => p.lines.length > 0)
  const call = `${name}，您好：`
  const text = [
    call,
    '',
    ...shown.flatMap((p) => [...(p.title ? [`【${p.title}】`] : []), ...p.lines.map((l, i) => `${i + 1}. ${oneLine(l)}`), '']),
    `登录办理：${url}`,
    '',
    FOOT,
  ]
  const html = [
    `<p>${inHtml(call)}</p>`,
    ...shown.map((p) => `${p.title ? `<h3>${p.title}</h3>` : ''}<ol>${p.lines.map((l) => `<li>${inHtml(oneLine(l))}</li>`).join('')}</ol>`),
    `<p><a href="${inHtml(url)}">登录办理</a></p><p style="color:#666;font-size:12px">${FOOT}</p>`,
  ]
  return {
    subject: oneLine(subject),
    text: text.join('\n'),
    html: `<div style="font-family:sans-serif;font-size:15px;line-height:1.7;color:#222">${html.join('')}</div>`,
  }
}

/** A title may hold anything its author typed; a line stays one line. */
const oneLine = (s: string) => s.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
const inHtml = (s: string) => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
