/** 下一步和联系人、形式、期限: what a reply must hold besides its content (domain/04-documents.md §3.4). The letter prints the fields around the body. */
import { emptyCheck } from './empty.ts'
import type { Read } from './read.ts'
import { firstWith, quoteOf } from './sentences.ts'
import type { Finding } from './types.ts'

const NEXT =
  /下一步|接下来|今后|拟(?!定于?)|力争|\d{1,2}月(?:底|中旬|下旬|\d{1,2}日)?(?:之?前|完成|完工|建成|开通)|后续|将(?![近要]?\d)|计划|继续|届时|待.{1,16}后|预计|如有(?:疑问|需要|问题)|可(?:到|向|拨打|携带|通过)|请(?:您|你)?(?:到|携带|拨打|持)/
const PHONE = /(?:联系|咨询|办公|值班|监督|服务)?(?:电话|热线)[^\d]{0,8}[\d\-()（）]{3,}|0\d{2,3}-?\d{7,8}|(?<!\d)12\d{3}(?!\d)/
const WHO = /联系人[:：]?\p{Script=Han}{2,}/u

export function nextCheck(read: Read): Finding {
  const { input, all, said, outcome } = read
  const { contactName = '', contactPhone = '' } = input.reply
  const inBody = firstWith(all, PHONE)?.sentence
  const missing: string[] = []
  if (!contactName.trim() && !firstWith(all, WHO)) missing.push('联系人')
  if (!contactPhone.trim() && !inBody) missing.push('联系电话')
  const next = firstWith(said, NEXT)?.sentence
  // Nothing but a receipt is no end of the matter, whatever result was chosen.
  const open = (outcome !== 'solved' || emptyCheck(read).level === 'fail') && !next && (input.reply.promises ?? []).length === 0
  // A citizen is served by a telephone; a deputy must be told whom to ask.
  const short = input.kind === 'suggestion' ? missing : missing.includes('联系电话') ? ['联系电话'] : []
  if (short.length > 0)
    return {
      level: input.kind === 'suggestion' ? 'fail' : 'warn',
      why: `没有写${short.join('和')}${open ? '，也没有写下一步怎么办' : ''}。`,
      add: `补上${short.join('、')}，留办公电话${open ? '，并写明下一步做什么、谁来做' : ''}。`,
      items: short,
    }
  if (open)
    return {
      level: 'warn',
      why: '没有写下一步怎么办。',
      ...(all.at(-1) ? { quote: quoteOf(all.at(-1)?.raw ?? '') } : {}),
      add: '写明下一步做什么、谁来做、什么时候有结果。',
    }
  const quote = next ?? inBody
  return { level: 'pass', why: '写了下一步和联系方式。', ...(quote ? { quote: quoteOf(quote.raw) } : {}) }
}

const NUMBER = /第(\d{1,5})号(?=[）)]|建议|.{0,2}建议|提案|收悉)/g
const CITED = /《([^》]{4,100}?(?:建议|意见|批评))》/g
const bare = (t: string): string =>
  t
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
const isDay = (d: string): boolean => /^\d{4}-\d\d-\d\d$/.test(d) && !Number.isNaN(Date.parse(d))

export function formCheck({ input, all }: Read): Finding {
  const { reply, number = '', unit = '', kind, asked } = input
  if (kind === 'suggestion') {
    // Another item's name or number in the body: copied, or pasted into the wrong reply.
    const own = bare(number).replace(/\D/g, '').replace(/^0+/, '')
    for (const s of all) {
      for (const m of s.plain.matchAll(CITED)) {
        const name = bare(m[1] ?? '')
        const title = bare(asked.title)
        if (/收悉|提出/.test(s.plain) && title && !name.includes(title) && !title.includes(name))
          return { level: 'fail', why: '正文写的建议名称不是本件。', quote: quoteOf(s.raw, m[1]), add: `改为《${asked.title.trim()}》。` }
      }
      for (const m of s.plain.matchAll(NUMBER))
        if (/收悉|提出/.test(s.plain) && own && m[1]?.replace(/^0+/, '') !== own)
          return { level: 'fail', why: '正文写的建议编号不是本件。', quote: quoteOf(s.raw, m[0]), add: `改为${number}。` }
    }
  }
  const day = reply.on && isDay(reply.on)
  const must: [string, unknown][] =
    kind === 'suggestion'
      ? [
          ['建议名称', asked.title.trim()],
          ['建议编号', number.trim()],
          ['承办单位', unit.trim()],
          ['发文字号', reply.docNo?.trim()],
        ]
      : [['承办单位', unit.trim()]]
  const signed: [string, unknown][] =
    kind === 'suggestion'
      ? [
          // Signing comes after drafting.
          ...(input.drafting ? [] : [['签发人', reply.signer?.trim()] as [string, unknown]]),
          ['日期', day],
        ]
      : [['日期', day]]
  const lacking = (of: [string, unknown][]) => of.filter(([, v]) => !v).map(([k]) => k)
  const hard = lacking(must)
  const soft = lacking(signed)
  if (hard.length + soft.length === 0) return { level: 'pass', why: kind === 'suggestion' ? '名称、编号、单位、文号、日期、签发人齐全。' : '有单位和日期。' }
  const items = [...hard, ...soft]
  return {
    level: kind === 'suggestion' && hard.length > 0 ? 'fail' : 'warn',
    why: `缺少${items.join('、')}。`,
    add: hard.length > 0 ? `补上${items.join('、')}。` : `签发时补上${items.join('、')}${kind === 'suggestion' ? '，由单位主要负责人签发并盖章' : ''}。`,
    items,
  }
}

/** Three working days are what signing and sealing take. */
const SOON = 3

export function dueCheck({ input: { left, kind } }: Read): Finding {
  if (left === undefined || Number.isNaN(left)) return { level: 'pass', why: '没有在走的期限。' }
  if (left < 0)
    return {
      level: 'fail',
      why: `已超过答复期限${-left}个工作日。`,
      add: kind === 'suggestion' ? '尽快送出，并向代表说明迟延的原因。' : '尽快送出，并向反映人说明迟延的原因。',
    }
  if (left <= SOON)
    return { level: 'warn', why: left === 0 ? '今天是答复期限的最后一天。' : `距答复期限还有${left}个工作日。`, add: '留出签发和送达的时间，今天办结。' }
  return { level: 'pass', why: `距答复期限还有${left}个工作日。` }
}
