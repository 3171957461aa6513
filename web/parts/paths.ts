/** Where a matter's page stands. */
export const matterPath = (process: string, id: string): string => (process === 'suggestion' ? `/suggestion/${id}` : `/of/${process}/${id}`)
