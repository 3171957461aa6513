/** Text that a spreadsheet would run as a formula is set off by an apostrophe. */
export const safeCell = <T>(x: T): T | string => (typeof x === 'string' && /^[=+\-@\t\r]/.test(x) ? `'${x}` : x)
