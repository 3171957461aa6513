/** Conditions that more than one part of the declaration asks about. */
import type { Party, View } from '../../kernel/process.ts'
import { formLacks } from './reply-rules.ts'

const pendingCo = (v: View) => v.parties.filter((p) => p.role === 'co' && !['submitted', 'agreed', 'objected'].includes(p.step))
export const openPromises = (p?: Party): { id: string; item: string; dueOn: string }[] => p?.data.promises ?? []

/** Every unit that replied has already handled it anew as often as the rules allow. */
export const redone = (v: View) => v.parties.filter((p) => p.role === 'main').every((p) => (p.data.round ?? 1) > v.rule<number>('redo.max'))

/** What keeps a reply from being sent, in the order in which it is mended (豫办法20、鲁条例20、渝条例18). */
export function sendable(v: View): string | undefined {
  const p = v.party
  if (!p) return undefined
  if (!p.data.contacts) return '还没有与代表沟通的记录，请先「记录沟通」（未与代表沟通的不得答复）'
  const lacks = formLacks(v, p)
  if (lacks) return lacks
  const co = pendingCo(v)
  if (co.length > 0) return `尚有会办单位未反馈意见：${co.map((x) => x.name).join('、')}`
  if (p.step !== 'signed') return p.step === 'drafted' ? '答复还没有经过内部审核' : p.step === 'checked' ? '答复还没有经单位负责人签发' : '还没有起草答复'
  return undefined
}
