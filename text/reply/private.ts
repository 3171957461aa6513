/** 个人信息: a citizen's numbers in a reply that will be published stop it; the office's own telephone and contact do not. */
import { findPrivate, KIND_LABELS, type PrivateFinding } from '../privacy.ts'
import type { Read } from './read.ts'
import { quoteOf, type Sentence } from './sentences.ts'
import type { Finding } from './types.ts'

const NUMBERS = new Set(['mobile', 'id', 'account'])
const digits = (t: string): string => t.normalize('NFKC').replace(/\D/g, '')
const OFFICE_MAIL = /\.gov\.cn$|\.edu\.cn$/i
/** A street number is where a lamp stands; a flat is where somebody lives. */
const FLAT = /室|单元|户|(?:栋|幢|座|楼).*\d{3}/
const CONTACT = /(?:联系人|经办人|承办人|联系方式|值班|咨询|办公室?电话)[^。；;\n]{0,24}$/

export function privacyCheck({ input, text }: Read): Finding {
  const { reply, asked } = input
  const open = reply.disclosure !== 'withheld'
  const promises = (reply.promises ?? []).map((p) => p.item).join('\n')
  const whole = promises ? `${text}\n${promises}` : text
  const own = new Set([digits(reply.contactPhone ?? '')])
  const told = digits(`${asked.text} ${asked.proposals ?? ''}`)
  const staff = new Set([reply.contactName?.trim(), reply.signer?.trim()].filter(Boolean))
  const hard: PrivateFinding[] = []
  const soft: PrivateFinding[] = []
  for (const f of findPrivate(whole, { authors: input.names ?? [] })) {
    const n = digits(f.text)
    const before = whole.slice(Math.max(0, f.from - 40), f.from)
    if (f.kind === 'author') hard.push(f)
    else if (f.kind === 'landline' || f.kind === 'mobile') {
      // The one who asked wrote this number: it is theirs, whatever stands before it.
      if (n.length >= 7 && told.includes(n)) hard.push(f)
      else if (own.has(n) || f.kind === 'landline') continue
      else if (CONTACT.test(before)) soft.push(f)
      else hard.push(f)
    } else if (NUMBERS.has(f.kind)) hard.push(f)
    else if (f.kind === 'email') {
      if (!OFFICE_MAIL.test(f.text.replace(/\s/g, ''))) soft.push(f)
    } else if (f.kind === 'name') {
      if (!staff.has(f.text.trim()) && !CONTACT.test(before)) soft.push(f)
    } else if (f.kind !== 'address' || FLAT.test(f.text)) soft.push(f)
  }
  const found = [...hard, ...soft]
  const first = found[0]
  if (!first) return { level: 'pass', why: '没有发现他人的个人信息。' }
  const kinds = [...new Set(found.map((f) => KIND_LABELS[f.kind]))].join('、')
  const stops = open && hard.length > 0
  return {
    level: stops ? 'fail' : 'warn',
    why: open ? `公开的答复里有${kinds}。` : `答复里有${kinds}；虽不公开，仍会抄送和存档。`,
    quote: quoteOf(sentenceAt(whole, first.from), first.text),
    add: stops ? '删去或者隐去后再送；确需告知的，另行单独告知本人。' : '核对是否必须写明，能隐去的隐去。',
    items: [...new Set(found.map((f) => `${KIND_LABELS[f.kind]}：${f.text}`))].slice(0, 10),
  }
}

/** The sentence around an offset, as written. */
function sentenceAt(text: string, at: number): Sentence['raw'] {
  const from = Math.max(...['。', '！', '？', '；', '\n'].map((c) => text.lastIndexOf(c, at - 1))) + 1
  const ends = ['。', '！', '？', '；', '\n'].map((c) => text.indexOf(c, at)).filter((i) => i >= 0)
  return text.slice(from, ends.length > 0 ? Math.min(...ends) + 1 : text.length)
}
