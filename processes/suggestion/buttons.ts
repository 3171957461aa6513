/** A choice of the gate as a button: label, reason, form, and what the system already knows filled in. */
import { defaultsOf, fieldsOf } from '../../kernel/fields.ts'
import type { Choice } from '../../kernel/gate.ts'
import type { ActionDef, Party, View } from '../../kernel/process.ts'
import type { RuleBook } from '../../kernel/rules.ts'
import type { Button, Field, MatterView } from '../../kernel/wire.ts'
import type { Handlers } from './acts-handlers.ts'
import { hints } from './hints.ts'
import { suggestion as def } from './process.ts'
import { COPIES, SIGNERS } from './reply-rules.ts'
import type { Sitting } from './session.ts'

interface Extra {
  replies: MatterView['replies']
  promises: MatterView['promises']
  rules: RuleBook
  /** The session that sits today: it takes suggestions until an hour. */
  sitting?: Sitting | undefined
  duty: string
  handlers: { here: Handlers[]; last?: Handlers | undefined }
}

const actions: Record<string, ActionDef> = def.actions

export function buttonOf(view: View, c: Choice, x: Extra): Button {
  const a = actions[c.action] as ActionDef
  const party = c.verdict.party
  return {
    action: c.action,
    label: a.label,
    party: party?.id ?? null,
    // Whose it is, where several have the same button; a confidential author is called by his part only.
    partyName:
      party?.unit && party.unit !== view.actor.unit
        ? party.name
        : party?.seat && party.seat !== view.actor.seat && !view.matter.confidential
          ? party.name
          : null,
    primary: !!a.primary,
    danger: !!a.danger,
    why: c.verdict.ok ? null : c.verdict.why,
    confirm: (c.action === 'submit' ? hints(view, x.sitting).join('') : c.action === 'sendReply' ? sending(view) : a.confirm) || null,
    fields: fieldsOf(a.input)
      .filter((f) => !(f.name === 'attitude' && oneVerdict(view)))
      .map((f) => filled(f, c.action, view, party, x)),
    initial: { ...defaultsOf(a.input), ...initial(c.action, view, party, x) },
  }
}

/** To whom the reply goes, by the place's rules. */
const sending = (view: View) =>
  `答复将送达${view.rule<string>('reply.cosignerMode') === 'lead' ? '领衔代表并由其转复联名代表' : '每一位代表'}，并抄送${COPIES[view.rule<keyof typeof COPIES>('reply.copies')]}`
const oneVerdict = (view: View) => view.rule<string>('feedback.axes') === 'one'

const units = (view: View, role: string) => view.parties.filter((p) => p.role === role && p.unit).map((p) => p.unit as string)

function filled(f: Field, action: string, view: View, party: Party | undefined, x: Extra): Field {
  if (f.name === 'promise')
    return {
      ...f,
      options: (party?.data.promises ?? []).map((p: { id: string; item: string; dueOn: string }) => ({
        value: p.id,
        label: p.item,
        hint: `应于 ${p.dueOn} 完成`,
      })),
    }
  if (f.name === 'attitude') return { ...f, required: true }
  if (f.name === 'result' && (action === 'judge' || action === 'enterPaper') && oneVerdict(view)) return { ...f, label: '对办理情况' }
  if (f.name === 'post' && action === 'signReply') return { ...f, help: `本地规定由${SIGNERS[view.rule<keyof typeof SIGNERS>('reply.signer')]}签发` }
  if (f.name === 'units' && f.widget === 'checks')
    return { ...f, options: view.parties.filter((p) => p.role === 'main').map((p) => ({ value: p.id, label: p.name })) }
  if (f.name === 'code' && action === 'saveReply')
    return { ...f, widget: 'radio', options: x.rules.value<[string, string][]>('reply.codes').map(([value, label]) => ({ value, label: `${value} ${label}` })) }
  return f
}

/** Nothing is typed twice. */
function initial(action: string, view: View, party: Party | undefined, x: Extra): Record<string, unknown> {
  const m = view.matter
  const d = m.data
  const named = x.handlers.here.find((h) => h.party === party?.id)
  switch (action) {
    case 'saveDraft':
      return { ...d, title: m.title, kind: m.kind, confidential: m.confidential }
    case 'confirmSpeech':
      return { title: m.title, situation: d.situation, proposals: d.proposals }
    case 'register':
      return { category: m.category ?? undefined }
    case 'preAssign':
    case 'assign':
      return {
        kind: d.arrangement ?? 'sole',
        main: units(view, 'main').length > 0 ? units(view, 'main') : d.wishUnit ? [d.wishUnit] : [],
        co: units(view, 'co'),
        share: d.share ?? '',
        complex: !!d.complex,
        note: d.note ?? '',
      }
    case 'decideReturn':
      return { unit: party?.data.proposedUnit }
    case 'nameHandlers':
      return { ...(named ?? x.handlers.last ?? { officerName: view.actor.name }) }
    case 'receiveOnSite':
      return { person: x.duty }
    case 'noteProgress':
      return { on: view.today }
    case 'recordContact':
      return { heldOn: view.today }
    case 'saveReply': {
      const own = x.replies.find((r) => r.party === party?.id && r.round === (party?.data.round ?? 1))
      const last = x.replies.findLast((r) => r.party === party?.id)
      // A second reply is written from the first, not from an empty sheet.
      const { id: _id, deliveredAt: _at, signer: _by, signedAt: _on, docNo: _no, ...before } = last ?? ({} as Partial<MatterView['replies'][number]>)
      return {
        ...(own ?? before),
        contactName: own?.contactName ?? last?.contactName ?? named?.officerName ?? view.actor.name,
        contactPhone: own?.contactPhone ?? last?.contactPhone ?? named?.officerPhone ?? '',
        disclosure: own?.disclosure ?? (d.mayPublish ? 'public' : undefined),
        ...(party?.data.draft ?? {}),
      }
    }
    case 'orderRedo':
      return { units: view.parties.filter((p) => p.role === 'main').length === 1 ? [view.parties.find((p) => p.role === 'main')?.id] : [] }
    default:
      return {}
  }
}
