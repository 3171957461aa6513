/** One suggestion from being asked to the promise kept. */
import { type Calendar, dayWords, dueDate } from '../../kernel/calendar.ts'
import { dueView } from '../../kernel/clocks.ts'
import type { Span } from '../../kernel/process.ts'
import { KINDS } from '../../processes/suggestion/inputs.ts'
import { suggestion as def } from '../../processes/suggestion/process.ts'
import { numberOf } from '../../processes/suggestion/reads.ts'
import { type Html, html, prose } from '../html.ts'
import { type Page, trail } from '../layout.ts'
import type { Item, Place, PublicReply } from '../read.ts'
import { authors, categoryOf, day, light, promise, result, standing } from './rows.ts'

const SIGNS = { green: ['●', 'green'], amber: ['▲', 'amber'], red: ['■', 'red'], done: ['✓', 'soft'], paused: ['‖', 'soft'], void: ['×', 'soft'] } as const
const ROLES: Record<string, string> = { sole: '独办', lead: '主办', separate: '分办' }

export function itemPage(place: Place, x: Item, o: { cal: Calendar; now: Date; judgements: boolean }): Page {
  const base = `/g/${place.code}`
  return {
    title: x.title,
    place,
    on: 'suggestions',
    body: html`${trail([place.name, base], ['看办理', `${base}/suggestions`], [numberOf(x) || '建议'])}
<article>
<h1>${x.title}</h1>
<p class="soft facts"><span>${numberOf(x)}</span> <span>${KINDS[x.kind as keyof typeof KINDS]}</span> <span>${categoryOf(x.category)}</span> <span>${x.delegation ? `${authors(x)}（${x.delegation}）` : authors(x)}</span></p>
${stages(x)}
${x.names.length > 1 && html`<p class="soft">领衔代表 ${x.names[0]}；联名代表 ${x.names.slice(1).join('、')}</p>`}
${limits(x, o)}
<h2>情况和问题</h2>${prose(x.situation)}
<h2>具体建议</h2>${prose(x.proposals)}
<h2>承办单位</h2>
<ul class="plain">${x.units.map((u) => html`<li><b>${u.name}</b> <span class="soft">${u.role === 'co' ? '会办' : (ROLES[u.kind ?? ''] ?? '主办')}</span> <span class="tag">${stepOf(u)}</span></li>`)}</ul>
<h2>答复</h2>
${x.replies.length > 0 ? x.replies.map((r) => reply(r, x, o.judgements)) : html`<p class="empty">${x.units.some((u) => u.repliedOn) ? '答复没有公开。' : '还没有答复。'}</p>`}
${x.promises.length > 0 && html`<h2 id="promises">承诺事项</h2><ul class="list">${x.promises.map((p) => promise(p))}</ul>`}
<p class="soft small">${day(localDayOf(x.publishedAt))}公开。文中“某某”“［略］”等处，是公开前为保护个人信息隐去的。</p>
</article>`,
  }
}

const localDayOf = (d: Date) => new Date(d.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

function stepOf(u: Item['units'][number]): string {
  const steps = def.parties[u.role].steps as Record<string, { label: string }>
  // What goes on inside a unit before its leader has signed is its own.
  if (u.role === 'main' && ['drafted', 'checked', 'signed'].includes(u.step)) return '办理中'
  return steps[u.step]?.label ?? ''
}

function stages(x: Item): Html {
  const handed = x.units
    .map((u) => u.handedOn)
    .filter((d): d is string => !!d)
    .sort()[0]
  const replied = x.units
    .map((u) => u.repliedOn)
    .filter((d): d is string => !!d)
    .sort()
  // Done is what somebody did: one unit of two has answered, a deputy who never judged, get no tick.
  const main = x.units.filter((u) => u.role === 'main')
  const list: [label: string, on: string | null | undefined, done: boolean, without?: string][] = [
    ['代表提出', x.receivedOn, !!x.receivedOn],
    ['审查立案', x.registeredOn, true],
    ['交办', handed, true],
    ['答复代表', replied.at(-1), main.length > 0 && main.every((u) => u.repliedOn)],
    ['代表评价', null, ['followUp', 'closed'].includes(x.state), x.judged ? undefined : '代表没有评价'],
    [x.state === 'followUp' ? '跟踪落实' : '办结', x.closedOn, x.state === 'closed'],
  ]
  const current = list.findIndex(([, , done]) => !done)
  return html`<ol class="stages" aria-label="办理过程，目前：${standing(x.state)}">${list.map(
    ([label, on, done, without], i) =>
      html`<li class="${done && !without ? 'done' : i === current ? 'now' : ''}"${i === current ? html` aria-current="step"` : ''}><span aria-hidden="true">${done ? (without ? '—' : '✓') : i === current ? '●' : '○'}</span> <b>${label}</b> <span class="soft">${on ? day(on) : done ? (without ?? '已完成') : i === current ? (standing(x.state) === label ? '进行中' : standing(x.state)) : ''}</span></li>`,
  )}</ol>`
}

/** The time limit with every step to it, counted again by the same engine; what does not come out the same is not explained. */
function limits(x: Item, o: { cal: Calendar; now: Date }): Html | '' {
  const list = x.clocks.filter((c, i) => !x.clocks.some((d, j) => j > i && d.unit === c.unit))
  if (list.length === 0) return ''
  return html`<section class="limits" aria-labelledby="limits"><h2 id="limits">办理期限</h2>${list.map((c) => {
    const label = c.name === 'redo' ? '重新办理并答复' : '答复'
    const due = dueView(
      o.cal,
      label,
      { id: c.id, name: c.name, dueOn: c.dueOn, span: c.span, pausedOn: c.pausedOn, stoppedAt: c.stoppedOn ? o.now : null },
      o.now,
    )
    const unit = x.units.find((u) => u.name === c.unit)
    const late = c.stoppedOn && c.stoppedOn > c.dueOn
    const [sign, colour] = late ? SIGNS.red : SIGNS[due.light]
    const how = c.stoppedOn ? (unit?.repliedOn ? `${day(c.stoppedOn)}答复，${late ? '超过期限' : '在期限之内'}` : '已停止计时') : due.leftWords
    const span = c.span
    const sum = span && [true, false].map((roll) => explained(c, o.cal, span, roll)).find((r) => r.dueOn === c.dueOn)
    return html`<p><b>${c.unit}</b> 应于${dayWords(c.dueOn, true)}前${label} ${light(sign, colour, how)}</p>
<details><summary>为什么是这一天</summary><p>${c.basis}</p>${
      sum &&
      html`<ol>${sum.steps.map((s: string) => html`<li>${s}</li>`)}</ol>${
        sum.skipped.length > 0 &&
        html`<p class="soft">期间的节假日和调休：${sum.skipped.map((s) => `${day(s.day)}${s.name}${s.kind === 'off' ? '放假' : '上班'}`).join('，')}</p>`
      }${sum.warning && html`<p class="amber">▲ ${sum.warning}</p>`}`
    }</details>`
  })}</section>`
}

const explained = (c: Item['clocks'][number], cal: Calendar, span: Span, roll: boolean) =>
  dueDate(cal, {
    startedOn: c.startedOn,
    span,
    pauses: c.pauses.map((p) => ({ ...p, why: '承办单位申请调整' })),
    extensions: c.extensions.map((add) => ({ add, by: '交办机关' })),
    roll,
  })

function reply(r: PublicReply, x: Item, judgements: boolean): Html {
  const levels = judgements ? x.judgements.filter((j) => j.reply === r.id) : []
  return html`<section class="reply"><h3>${r.unit}${r.round > 1 ? `（第${r.round}次答复）` : ''}</h3>
<p class="soft facts"><span>${r.docNo}</span> <span>${day(r.deliveredOn)}</span></p>
<p>${result({ code: r.code, label: r.codeLabel })}</p>
${prose(r.body)}
${r.solved && html`<h4>已落实事项</h4>${prose(r.solved)}`}
${r.planned && html`<h4>计划落实事项</h4>${prose(r.planned)}`}
${levels.length > 0 && html`<p>代表评价：${levels.map((l) => `${l.level} ${l.n}`).join('，')}</p>`}</section>`
}
