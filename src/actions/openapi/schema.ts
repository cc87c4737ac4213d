/**
 * A schema of a document made into one that stands for itself: what it refers to comes along, and what OpenAPI 3.0 writes
 * in its own way (nullable, exclusiveMinimum: true) is written as JSON Schema does.
 */
import type { ApiDocument } from './document.ts'
import { type JsonObject, memberOf, objectOf, pointed, textAt } from './json.ts'

/** Schemas larger than this, with all they refer to, are not held against requests. */
const most = 50_000

/** In a request, what is read-only need not be there (OpenAPI 3.0.4 §4.7.24.2). Undefined when it is too large. */
export function standalone({ root, version }: ApiDocument, schema: unknown): JsonObject | undefined {
  const names = new Map<string, string>()
  const definitions: Record<string, unknown> = {}
  const open: string[] = []
  let values = 0
  const copy = (value: unknown, depth: number): unknown => {
    if (++values > most || depth > 200) throw tooLarge
    if (Array.isArray(value)) return value.map((one) => copy(one, depth + 1))
    const object = objectOf(value)
    if (object === undefined) return value
    const made: Record<string, unknown> = {}
    for (const [key, one] of Object.entries(object)) {
      if (dropped.has(key)) continue
      if (key === '$ref' && typeof one === 'string') made['$ref'] = `#/$defs/${nameOf(one)}`
      else if (maps.has(key) && objectOf(one) !== undefined) {
        const map: Record<string, unknown> = {}
        for (const [name, child] of Object.entries(one as JsonObject)) put(map, name, copy(child, depth + 1))
        made[key] = map
      } else put(made, key, data.has(key) ? one : copy(one, depth + 1))
    }
    withoutReadOnly(made, object, root)
    return version === '3.0' ? modern(made) : made
  }
  const nameOf = (reference: string): string => {
    const known = names.get(reference)
    if (known !== undefined) return known
    const name = `d${names.size}`
    names.set(reference, name)
    open.push(reference)
    return name
  }
  try {
    const main = objectOf(copy(schema, 0)) ?? {}
    for (let at = 0; at < open.length; at++)
      definitions[names.get(open[at]!)!] = copy(pointed(root, open[at]!) ?? {}, 0)
    return { allOf: [main], $defs: definitions }
  } catch (error) {
    if (error === tooLarge) return undefined
    throw error
  }
}

const tooLarge = new Error('too large')

/** What says nothing about a value, or would name the schema. */
const dropped = new Set([
  'example',
  'examples',
  'xml',
  'externalDocs',
  'discriminator',
  '$id',
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  'id',
])
/** Their keys are names that the author gave. */
const maps = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'])
/** Values, not schemas. */
const data = new Set(['enum', 'const', 'default', 'required', 'type'])

function put(made: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(made, key, { value, writable: true, enumerable: true, configurable: true })
}

function withoutReadOnly(made: Record<string, unknown>, { required, properties }: JsonObject, root: JsonObject): void {
  if (!Array.isArray(required)) return
  made['required'] = required.filter((name: unknown) => {
    const property = typeof name === 'string' ? memberOf(properties, name) : undefined
    const reference = textAt(property, '$ref')
    return memberOf(reference === undefined ? property : pointed(root, reference), 'readOnly') !== true
  })
}

function modern(made: Record<string, unknown>): Record<string, unknown> {
  const { nullable, ...rest } = made
  for (const [limit, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (rest[exclusive] === true && typeof rest[limit] === 'number') {
      rest[exclusive] = rest[limit]
      delete rest[limit]
    } else if (typeof rest[exclusive] === 'boolean') delete rest[exclusive]
  }
  // In 3.0 a reference stands alone.
  if (rest['$ref'] !== undefined) return { $ref: rest['$ref'] }
  return nullable === true ? { anyOf: [{ type: 'null' }, rest] } : rest
}
