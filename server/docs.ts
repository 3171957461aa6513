/** OpenAPI 3.1 from the routes themselves, and a page to browse it. Nothing is loaded from elsewhere. */
import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Policy } from './policies.ts'
import { anyone } from './policies.ts'
import { type RouteDoc, route } from './route.ts'

export interface Documented {
  method: string
  url: string
  policy: Policy
  doc: RouteDoc
}

/** Call before the routes are added: it hears of each. */
export function collectRoutes(app: FastifyInstance): Documented[] {
  const all: Documented[] = []
  app.addHook('onRoute', (r) => {
    const { policy, doc } = r.config ?? {}
    for (const method of [r.method].flat()) if (policy && doc && method !== 'HEAD') all.push({ method, url: r.url, policy, doc })
  })
  return all
}

// biome-ignore lint/suspicious/noExplicitAny: JSON Schema
type Schema = Record<string, any>

function schemaOf(s: z.ZodType): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(s, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete (jsonSchema as Schema).actionInput
    },
  }) as Schema
  return schema
}

function bodyOf(s: z.ZodType): Schema {
  const schema = schemaOf(s)
  const input = (s.meta() as { actionInput?: z.ZodType } | undefined)?.actionInput
  if (input && schema.properties) schema.properties.input = schemaOf(input)
  return schema
}

const params = (s: z.ZodType | undefined, where: 'path' | 'query') =>
  !s
    ? []
    : Object.entries((schemaOf(s).properties ?? {}) as Record<string, Schema>)
        .filter(([n]) => where === 'path' || n !== 'seat')
        .map(([name, schema]) => ({ name, in: where, required: where === 'path', schema }))

export function openapi(routes: readonly Documented[]): Schema {
  const paths: Record<string, Schema> = {}
  for (const r of [...routes].sort((a, b) => (a.url + a.method < b.url + b.method ? -1 : 1))) {
    const url = r.url.replace(/:(\w+)/g, '{$1}')
    paths[url] ??= {}
    paths[url][r.method.toLowerCase()] = {
      tags: [r.doc.tag],
      summary: r.doc.summary,
      'x-policy': r.policy.name,
      parameters: [
        ...params(r.doc.params, 'path'),
        ...params(r.doc.query, 'query'),
        ...(r.policy === anyone ? [] : [{ $ref: '#/components/parameters/seat' }]),
      ],
      ...(r.doc.body ? { requestBody: { required: true, content: { 'application/json': { schema: bodyOf(r.doc.body) } } } } : {}),
      responses: {
        200: { description: '成功', ...(r.doc.reply ? { content: { 'application/json': { schema: schemaOf(r.doc.reply) } } } : {}) },
        default: { $ref: '#/components/responses/problem' },
      },
      ...(r.policy === anyone ? { security: [] } : {}),
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: '呼应', version: '1', description: '人大代表工作开放平台' },
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'huying.session_token' } },
      parameters: {
        seat: { name: 'x-seat', in: 'header', required: false, description: '以哪个身份办理；不写则用第一个身份', schema: { type: 'string', format: 'uuid' } },
      },
      responses: {
        problem: {
          description: '办不了：原因和怎么办',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['error', 'message'],
                properties: { error: { type: 'string' }, message: { type: 'string' }, fields: { type: 'object', additionalProperties: { type: 'string' } } },
              },
            },
          },
        },
      },
    },
  }
}

export async function docsRoutes(app: FastifyInstance, routes: readonly Documented[]) {
  route(app, { method: 'GET', url: '/api/openapi.json', policy: anyone, tag: '接口', summary: '接口说明（OpenAPI 3.1）', handler: () => openapi(routes) })
  await app.register(scalar, {
    routePrefix: '/docs',
    configuration: { content: () => openapi(routes), withDefaultFonts: false, telemetry: false, hideClientButton: true },
  })
}
