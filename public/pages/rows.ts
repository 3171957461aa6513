/** Small things that several pages show: numbers, results, dates. */
import { dayWords } from '../../kernel/calendar.ts'
import { CATEGORIES } from '../../processes/suggestion/inputs.ts'
import { suggestion as def } from '../../processes/suggestion/process.ts'
import { numberOf } from '../../processes/suggestion/reads.ts'
import { type Html, html } from '../html.ts'
import { PROMISES, type PromiseRow, type PromiseState, type Row } from '../read.ts'

export const categoryOf = (key: string | null): string => CATEGORIES[key as keyof typeof CATEGORIES] ?? ''
/** What the public is told of where it stands; the inner ladder after a judgement is the office's own. */
export function standing(state: string): string {
  if (state === 'redoDecision' || state === 'panel') return '研究处理中'
  return def.states[state as keyof typeof def.states]?.label ?? ''
}
export const day = (on: string | null | undefined): string => (on ? (dayWords(on, true).split(' ')[0] as string) : '')

export function authors(x: Pick<Row, 'names' | 'confidential'>): string {
  if (x.confidential) return '代表（身份保密）'
  if (x.names.length === 0) return '代表姓名未公开'
  return x.names.length > 1 ? `${x.names[0]}等${x.names.length}位代表` : `${x.names[0]}代表`
}

export const result = (x: { code: string; label: string }): Html => html`<span class="code"><b>${x.code}</b> ${x.label}</span>`

/** One item in a list: everything on it can be read without opening it. */
export function entry(place: string, x: Row): Html {
  return html`<li class="item">
<h3><a href="/g/${place}/suggestions/${x.id}">${x.title}</a></h3>
<p class="soft"><span>${numberOf(x)}</span> <span>${authors(x)}</span> <span>${categoryOf(x.category)}</span></p>
<p><span class="soft">承办</span> ${x.main.join('、')}${x.co.length > 0 && html` <span class="soft">会办 ${x.co.join('、')}</span>`}</p>
<p>${x.codes.length > 0 ? [x.codes.map((r) => html`${result(r)} `), html`<span class="soft nowrap">${day(x.repliedOn)}答复</span>`] : html`<span class="tag">${standing(x.state)}</span>`}</p>
</li>`
}

const SIGNS: Record<PromiseState, [sign: string, light: string]> = {
  kept: ['✓', 'green'],
  open: ['●', 'ink'],
  delayed: ['▲', 'amber'],
  late: ['■', 'red'],
  dropped: ['▲', 'amber'],
}

export const light = (sign: string, colour: string, words: string): Html =>
  html`<span class="light ${colour}"><span aria-hidden="true">${sign}</span> ${words}</span>`

export function promise(x: PromiseRow, link: Html | '' = ''): Html {
  const [sign, colour] = SIGNS[x.state]
  const when =
    x.state === 'kept'
      ? `${day(x.settled)}完成，承诺于${day(x.first)}前完成`
      : x.state === 'dropped'
        ? `原定${day(x.first)}前完成，${day(x.settled)}变更`
        : x.due > x.first
          ? `原定${day(x.first)}前完成，延期到${day(x.due)}`
          : `应于${day(x.due)}前完成`
  return html`<li class="item">
<h3>${x.item}</h3>
<p>${light(sign, colour, PROMISES[x.state])} <span class="soft">${when}</span></p>
<p class="soft"><span>${x.unit}</span>${x.measure && html` <span>措施：${x.measure}</span>`}</p>${link}
</li>`
}
