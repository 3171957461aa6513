/** How a file is named when it leaves the house (RFC 6266): the real name in UTF-8 (RFC 5987), and a plain one for programs that cannot read it. */

import { trimOf } from './characters.ts'

const escaped = (name: string) => encodeURIComponent(name).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** @param plain the ASCII name, without its ending, where the real one has no letters of its own */
export function disposition(how: 'inline' | 'attachment', name: string, plain = 'file'): string {
  const kind = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  const ascii = trimOf(name.slice(0, name.length - kind.length).replace(/[^A-Za-z0-9.-]+/g, '_'), /[_.]/)
  return `${how}; filename="${/[A-Za-z]/.test(ascii) ? ascii : [plain, ascii].filter(Boolean).join('-')}${kind}"; filename*=UTF-8''${escaped(name.toWellFormed())}`
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
