/** A refusal with words for the person: what happened and what to do. Never holds a secret. */
import type { z } from 'zod'
import type { Problem } from './wire.ts'

const STATUS: Record<Problem['error'], number> = {
  input: 422,
  gate: 409,
  stale: 409,
  conflict: 409,
  unknown: 404,
  login: 401,
  forbidden: 403,
  strong: 403,
  busy: 429,
  away: 503,
  broken: 500,
}

export class Refusal extends Error {
  readonly status: number
  readonly problem: Problem
  constructor(error: Problem['error'], message: string, more: Omit<Problem, 'error' | 'message'> = {}) {
    super(message)
    this.problem = { error, message, ...more }
    this.status = STATUS[error]
  }

  /** Zod's issues as words beside each field. */
  static input(error: z.ZodError, message = '有几处需要改一下，请看标红的地方'): Refusal {
    const fields: Record<string, string> = {}
    for (const i of error.issues) fields[i.path.join('.')] ??= i.message
    return new Refusal('input', message, { fields })
  }
}
