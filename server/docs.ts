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

/** What JSON Schema 2020-12 knows; all else that a field says of itself (label, widget, rows …) is ours and says so by `x-`. */
const KNOWN = new Set(
  `$ref $defs type properties required items prefixItems additionalProperties propertyNames patternProperties anyOf oneOf allOf not enum const
   minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format minItems maxItems uniqueItems minProperties maxProperties
   default title description examples deprecated readOnly writeOnly contentEncoding contentMediaType`.split(/\s+/),
)

function schemaOf(s: z.ZodType): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(s, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      const own = jsonSchema as Schema
      delete own.actionInput
      for (const [key, value] of Object.entries(own)) {
        if (KNOWN.has(key) || key.startsWith('x-')) continue
        delete own[key]
        own[`x-${key}`] = value
      }
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

/** Every `:name` of the address is declared, whether the route describes it or not; its words in the query only as far as it does. */
function params(r: Documented): Schema[] {
  const described = (s: z.ZodType | undefined) => (s ? schemaOf(s) : {})
  const path = described(r.doc.params).properties ?? {}
  const query = described(r.doc.query)
  return [
    ...namesIn(r.url).map((name) => ({ name, in: 'path', required: true, schema: path[name] ?? { type: 'string' } })),
    ...Object.entries((query.properties ?? {}) as Record<string, Schema>)
      .filter(([name]) => name !== 'seat')
      .map(([name, schema]) => ({ name, in: 'query', required: (query.required ?? []).includes(name) && schema.default === undefined, schema })),
  ]
}

const namesIn = (url: string): string[] => [...url.matchAll(/:(\w+)/g)].map((m) => m[1] as string)
/** '/g/:place/ask', POST → 'post_g_place_ask'. */
const idOf = (r: Documented): string => `${r.method.toLowerCase()}_${r.url.replace(/[^\w]+/g, '_').replace(/^_|_$/g, '')}`

export function openapi(routes: readonly Documented[], url = '/'): Schema {
  const paths: Record<string, Schema> = {}
  // What only says that nothing is there is no address to describe.
  const described = routes.filter((r) => !r.url.includes('*'))
  for (const r of described.sort((a, b) => (a.url + a.method < b.url + b.method ? -1 : 1))) {
    const at = r.url.replace(/:(\w+)/g, '{$1}')
    paths[at] ??= {}
    paths[at][r.method.toLowerCase()] = {
      operationId: idOf(r),
      tags: [r.doc.tag],
      summary: r.doc.summary,
      'x-policy': r.policy.name,
      parameters: [...params(r), ...(r.policy === anyone ? [] : [{ $ref: '#/components/parameters/seat' }])],
      ...(r.doc.body ? { requestBody: { required: true, content: { 'application/json': { schema: bodyOf(r.doc.body) } } } } : {}),
      responses: {
        200: { description: '成功', ...(r.doc.reply ? { content: { 'application/json': { schema: schemaOf(r.doc.reply) } } } : {}) },
        '4XX': { $ref: '#/components/responses/problem' },
        default: { $ref: '#/components/responses/problem' },
      },
      ...(r.policy === anyone ? { security: [] } : {}),
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: '呼应', version: '1', description: '人大代表工作开放平台' },
    servers: [{ url }],
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

export async function docsRoutes(app: FastifyInstance, routes: readonly Documented[], url: string) {
  route(app, { method: 'GET', url: '/api/openapi.json', policy: anyone, tag: '接口', summary: '接口说明（OpenAPI 3.1）', handler: () => openapi(routes, url) })
  await app.register(scalar, {
    routePrefix: '/docs',
    configuration: { content: () => openapi(routes, url), withDefaultFonts: false, telemetry: false, hideClientButton: true },
  })
}
