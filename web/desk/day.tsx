/** A day, picked or typed in any usual form. What cannot be read stays in sight and is said; nothing typed is dropped in silence. */
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { KeyboardEvent, SyntheticEvent } from 'react'
import { isDay, typedDay } from '../../kernel/day.ts'

const SHOWN = 'YYYY年M月D日'
/** Read while typing; the rest (full-width, blanks, a weekday) when the box is left. */
const FORMS = [SHOWN, 'YYYY-MM-DD', 'YYYY-M-D', 'YYYY/MM/DD', 'YYYY/M/D', 'YYYY.MM.DD', 'YYYY.M.D', 'YYYYMMDD']

/** antd hands `id`, `value` and `onChange` to whatever stands in a Form.Item. */
export function DayBox({ id, value, onChange }: { id?: string; value?: unknown; onChange?: (day: string | undefined) => void }) {
  const day = isDay(value) ? value : undefined
  const unread = typeof value === 'string' && value !== '' && !day ? value : ''
  const take = (e: SyntheticEvent) => {
    const text = (e.target as HTMLInputElement).value.trim()
    if (text === '') return value ? onChange?.(undefined) : undefined
    const found = typedDay(text) ?? text
    if (found !== value) onChange?.(found)
  }
  return (
    <>
      <DatePicker
        {...(id ? { id } : {})}
        className="dk-day"
        value={day ? dayjs(day) : null}
        onChange={(d) => onChange?.(d ? d.format('YYYY-MM-DD') : undefined)}
        onBlur={take}
        onKeyDown={(e: KeyboardEvent) => e.key === 'Enter' && take(e)}
        format={FORMS}
        placeholder={unread ? unread.slice(0, 20) : '如 2027-06-30'}
        {...(unread ? { status: 'error' as const } : {})}
      />
      {unread && (
        <div className="dk-dayno" role="alert">
          没有“{unread.slice(0, 20)}”这一天，请写成 2027-06-30 或 2027年6月30日
        </div>
      )}
    </>
  )
}
