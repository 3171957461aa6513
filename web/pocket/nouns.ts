/** What a matter is called on the phone's pages. */
const NOUNS: Record<string, string> = { suggestion: '建议', motion: '议案' }
export const nounOf = (process: string | undefined): string => NOUNS[process ?? ''] ?? '事项'
