/**
 * An error as it is logged: what went wrong and where in the code, and which table and constraint the database names. Never its `detail` or
 * `where`: there PostgreSQL writes out the whole row, with somebody's telephone number in it.
 */
interface Failed extends Error {
  code?: string
  table?: string
  constraint?: string
}

export function errorLine(e: unknown): Record<string, unknown> {
  if (!(e instanceof Error)) return { message: 'not an error' }
  const { name, message, stack, code, table, constraint, cause } = e as Failed
  return { type: name, message, stack, code, table, constraint, ...(cause instanceof Error && { cause: errorLine(cause) }) }
}

/** With it, whatever else the logger is told. */
export const quietly = (logger: boolean | object | undefined): boolean | object =>
  logger ? { ...(typeof logger === 'object' ? logger : {}), serializers: { err: errorLine, error: errorLine } } : false
