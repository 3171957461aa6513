/** A day on the phone: typed in any usual form, or picked from the phone's own calendar by the button beside the box. */
import { useState } from 'react'
import { isDay, typedDay } from '../../../kernel/day.ts'
import { CalendarIcon } from '../icons.tsx'

const shownOf = (v: string) => (isDay(v) ? `${+v.slice(0, 4)}年${+v.slice(5, 7)}月${+v.slice(8)}日` : v)

interface Base {
  id: string
  className: string
}

export function DayBox({ base, value, onChange }: { base: Base; value: string; onChange: (v: string | undefined) => void }) {
  /** What stands in the box while it is written in; what cannot be read stays, and the server says so beside it. */
  const [typing, setTyping] = useState<string | null>(null)
  const take = (text: string) => onChange(text.trim() === '' ? undefined : (typedDay(text) ?? text.trim()))
  return (
    <div className="pk-day">
      <input
        {...base}
        type="text"
        placeholder="如 2027-06-30"
        autoComplete="off"
        maxLength={40}
        value={typing ?? shownOf(value)}
        onFocus={() => setTyping(shownOf(value))}
        onChange={(e) => {
          setTyping(e.target.value)
          take(e.target.value)
        }}
        onBlur={() => setTyping(null)}
      />
      <label className="pk-daypick">
        <CalendarIcon />
        <input
          type="date"
          aria-label="从日历选"
          value={isDay(value) ? value : ''}
          onClick={(e) => e.currentTarget.showPicker?.()}
          onChange={(e) => onChange(e.target.value || undefined)}
        />
      </label>
    </div>
  )
}
