/**
 * One way to add a route, so that none exists without a policy: `route()` demands one by type, and the hook in
 * `server/app.ts` refuses to start the server when somebody goes round it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { config, type z } from 'zod'
import { zhCN } from 'zod/locales'
import { cleanAll } from '../kernel/characters.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Policy } from './policies.ts'

// What no field has words of its own for is said in Chinese too.
config(zhCN())

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null
  }
  interface FastifyContextConfig {
    policy?: Policy
    doc?: RouteDoc
  }
}

export interface RouteDoc {
  summary: string
  tag: string
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  reply?: z.ZodType
}

export interface RouteOptions<P, Q, B> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  policy: Policy
  summary: string
  tag: string
  params?: z.ZodType<P>
  query?: z.ZodType<Q>
  body?: z.ZodType<B>
  /** Tighter than the house's own, from one address. */
  limit?: { max: number; timeWindow: string }
  /** A login and a password are what was typed, sign for sign. */
  asTyped?: true
  /** Documents the answer; not run on the way out. */
  reply?: z.ZodType
  handler: (args: { params: P; query: Q; body: B; viewer: Viewer; req: FastifyRequest; res: FastifyReply }) => unknown
}

/** For a public route `viewer` is null at run time: such handlers must not read it. */
export function route<P = unknown, Q = unknown, B = unknown>(app: FastifyInstance, o: RouteOptions<P, Q, B>): void {
  app.route({
    method: o.method,
    url: o.url,
    config: {
      ...(o.limit ? { rateLimit: o.limit } : {}),
      policy: o.policy,
      doc: { summary: o.summary, tag: o.tag, params: o.params, query: o.query, body: o.body, reply: o.reply },
    },
    handler: async (req, res) => {
      const verdict = o.policy.allows(req.viewer)
      if (verdict !== true) throw new Refusal(req.viewer ? 'forbidden' : 'login', verdict)
      return o.handler({
        params: parse(o.params, req.params),
        query: parse(o.query, req.query),
        body: parse(o.body, req.body, o.asTyped),
        viewer: req.viewer as Viewer,
        req,
        res,
      })
    },
  })
}

/** The door: whatever comes in by a declared route is cleaned of what nobody sees before it is read. */
function parse<T>(schema: z.ZodType<T> | undefined, value: unknown, asTyped = false): T {
  if (!schema) return value as T
  const r = schema.safeParse(asTyped ? (value ?? {}) : cleanAll(value ?? {}))
  if (r.success) return r.data
  throw Refusal.input(r.error)
}
