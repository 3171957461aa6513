/** Promises made in replies and what became of them. */
import { numberOf } from '../../processes/suggestion/reads.ts'
import { html } from '../html.ts'
import { more, type Page, trail } from '../layout.ts'
import { type Place, PROMISES, type PromiseAsk, type PromiseState, type promises } from '../read.ts'
import { promise } from './rows.ts'

export function promisesPage(place: Place, a: PromiseAsk, got: Awaited<ReturnType<typeof promises>>, counts: Record<PromiseState, number>): Page {
  const base = `/g/${place.code}`
  const all = Object.values(counts).reduce((x, y) => x + y, 0)
  const tab = (state: PromiseState | undefined, label: string, n: number) =>
    html`<li><a href="${base}/promises${state ? `?state=${state}` : ''}"${a.state === state ? html` aria-current="true"` : ''}>${label} <b>${n}</b></a></li>`
  return {
    title: a.state ? `承诺事项：${PROMISES[a.state]}` : '承诺事项',
    place,
    on: 'promises',
    body: html`${trail([place.name, base], ['看承诺'])}
<h1>看承诺</h1>
<p class="soft">承办单位在答复里承诺了时限的事项。到期没有完成的列为逾期；延后的写明原来的日子。</p>
<ul class="chips">${tab(undefined, '全部', all)}${(Object.keys(PROMISES) as PromiseState[]).map((k) => tab(k, PROMISES[k], counts[k]))}</ul>
${
  got.rows.length > 0
    ? html`<h2 class="hide">事项</h2><ul class="list">${got.rows.map((p) => promise(p, html`<p class="soft">见 <a href="${base}/suggestions/${p.matter}#promises">${numberOf(p)}《${p.title}》</a></p>`))}</ul>`
    : html`<p class="empty">${all > 0 ? '这一类目前没有。' : '公开的答复里还没有承诺事项。'}</p>`
}
${more(`${base}/promises`, { state: a.state, after: a.after }, got.next)}`,
  }
}
