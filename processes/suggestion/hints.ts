/** What the writer is told before he submits; it never keeps him from it. */
import type { View } from '../../kernel/process.ts'
import { severalMatters } from '../../text/several.ts'
import { type Sitting, taken } from './session.ts'

const chars = (s: unknown) => String(s ?? '').replace(/\s/g, '').length

/** Said on the button's own sheet, before the act. */
export function hints(view: View, sitting: Sitting | undefined): string[] {
  const m = view.matter
  const out: string[] = []
  const hour = taken(view, sitting).says
  if (hour) out.push(hour)
  const length = chars(m.data.situation) + chars(m.data.proposals)
  const soft = view.rule<number>('text.bodySoft')
  if (length > soft) out.push(`正文共 ${length} 字，超过本地提示的 ${soft} 字，可以再精简；不精简也可以提交。`)
  const several = severalMatters(m.title, `${m.data.situation ?? ''}\n${m.data.proposals ?? ''}`)
  if (several) out.push(`一件建议只说一件事：${several}，要不要分成几件提出？确是一件事的，可以直接提交。`)
  return out
}
