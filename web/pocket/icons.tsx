/** Few line icons, drawn here so that they scale with the text. All are decoration: words stand beside them. */
import type { ReactNode } from 'react'

const icon = (d: ReactNode) => () => (
  <svg
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {d}
  </svg>
)

export const BackIcon = icon(<path d="m15 5-7 7 7 7" />)
export const NextIcon = icon(<path d="m9 5 7 7-7 7" />)
export const SunIcon = icon(
  <>
    <rect x="4" y="5" width="16" height="16" rx="2" />
    <path d="M8 3v4M16 3v4M4 10h16m-11 5 2 2 4-4" />
  </>,
)
export const ListIcon = icon(
  <>
    <path d="M6 3h9l4 4v14H6z" />
    <path d="M14 3v5h5M9 12h7M9 16h7" />
  </>,
)
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />)
export const PersonIcon = icon(
  <>
    <circle cx="12" cy="8" r="4" />
    <path d="M4 21c1-5 4-7 8-7s7 2 8 7" />
  </>,
)
export const CalendarIcon = icon(
  <>
    <rect x="3.5" y="5" width="17" height="15.5" rx="2" />
    <path d="M3.5 10h17M8 2.8v4M16 2.8v4" />
  </>,
)
export const CameraIcon = icon(
  <>
    <path d="M3 8h4l2-3h6l2 3h4v12H3z" />
    <circle cx="12" cy="13.5" r="3.5" />
  </>,
)
export const CupIcon = icon(
  <>
    <path d="M4 9h13v6a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5zM17 10h2a2.5 2.5 0 0 1 0 5h-2" />
    <path d="M8 3c-1 1 1 2 0 3M12 3c-1 1 1 2 0 3" />
  </>,
)
export const WarnIcon = icon(
  <>
    <path d="M12 4 2.5 20h19z" />
    <path d="M12 10v4M12 17v.5" />
  </>,
)
export const TickIcon = icon(<path d="m5 12 5 5 9-10" />)
export const CrossIcon = icon(<path d="m6 6 12 12M18 6 6 18" />)
