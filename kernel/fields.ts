/** An action's Zod input read back as form fields: the same declaration draws the form on desk and phone. */
import type { z } from 'zod'
import type { AnyInput } from './process.ts'
import type { Field } from './wire.ts'
import type { FieldMeta } from './words.ts'

// biome-ignore lint/suspicious/noExplicitAny: Zod's own internals are read through `def`
type Inner = { def: any; meta: () => FieldMeta | undefined; shape?: Record<string, z.ZodType> }

/** Strips optional and default; tells whether the field must be filled, its default, and its words at whichever layer they were given. */
function unwrap(schema: z.ZodType): { inner: Inner; required: boolean; initial: unknown; words: FieldMeta | undefined } {
  let s = schema as unknown as Inner
  let required = true
  let initial: unknown
  let words = s.meta()
  while (s.def.type === 'optional' || s.def.type === 'default' || s.def.type === 'nullable') {
    required = false
    if (s.def.type === 'default') initial = typeof s.def.defaultValue === 'function' ? s.def.defaultValue() : s.def.defaultValue
    s = s.def.innerType
    words ??= s.meta()
  }
  return { inner: s, required, initial, words }
}

export function fieldsOf(input: AnyInput | undefined): Field[] {
  return Object.entries((input?.shape ?? {}) as Record<string, z.ZodType>).flatMap(([name, schema]) => {
    const { inner, required, words } = unwrap(schema)
    // A field without words is a fault of its process (kernel/faults.ts); it never gets this far in a house that starts.
    const m = words ?? ({ label: name, widget: 'text' } as FieldMeta)
    // Set by the program that sends it, never typed by a person.
    if (m.widget === 'hidden') return []
    const field: Field = { name, label: m.label, widget: m.widget as Field['widget'], required }
    if (m.help) field.help = m.help
    if (m.max !== undefined && m.widget !== 'list') field.max = m.max
    if (m.min !== undefined) field.min = m.min
    if (m.rows) field.rows = m.rows
    if (m.when) field.when = m.when
    if (m.among) field.among = String(m.among)
    if (m.options) field.options = Object.entries(m.options).map(([value, label]) => ({ value, label }))
    if (m.widget === 'list') field.of = fieldsOf(inner.def.element as AnyInput)
    if (m.given) field.given = m.given
    return field
  })
}

/** The days of an input and how far from today they may lie; lists give the days of their rows. */
export function dayFields(input: AnyInput): { name: string; label: string; back: number; ahead: number; of?: AnyInput }[] {
  return Object.entries((input.shape ?? {}) as Record<string, z.ZodType>).flatMap(([name, schema]) => {
    const { inner } = unwrap(schema)
    const m = inner.meta()
    if (m?.widget === 'date') return [{ name, label: m.label, back: Number(m.back ?? 20), ahead: Number(m.ahead ?? 5) }]
    return m?.widget === 'list' ? [{ name, label: m.label, back: 0, ahead: 0, of: inner.def.element as AnyInput }] : []
  })
}

/** Values a form starts from where nothing is known yet. */
export function defaultsOf(input: AnyInput | undefined): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries((input?.shape ?? {}) as Record<string, z.ZodType>)) {
    const { initial } = unwrap(schema)
    if (initial !== undefined) out[name] = initial
  }
  return out
}
