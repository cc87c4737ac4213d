/** A value that fits a schema, by openapi-sampler, which a schema that unfolds without end must not keep busy. */
import { sample } from 'openapi-sampler'
import type { ApiDocument } from './document.ts'
import { type JsonObject, objectOf, pointed, textAt } from './json.ts'

/** Values unfolded at most; deeper levels are left out until it fits. */
const most = 20_000

/** @throws Error when the schema cannot be sampled */
export function sampleOf({ root }: ApiDocument, schema: unknown, format: 'json' | 'xml'): unknown {
  const object = objectOf(schema)
  if (object === undefined) return null
  let depth = 15
  while (depth > 1 && sizeOf(root, object, depth) > most) depth--
  return sample(object as object, { skipWriteOnly: true, quiet: true, maxSampleDepth: depth, format }, root)
}

/** How many values unfold down to a depth; counting ends past the limit. */
function sizeOf(root: JsonObject, schema: JsonObject, depth: number): number {
  let count = 0
  const visit = (one: unknown, left: number, open: readonly string[]): void => {
    const object = objectOf(one)
    if (object === undefined || left < 0 || ++count > most) return
    const reference = textAt(object, '$ref')
    // The sampler does not go round in circles either.
    if (reference !== undefined && open.includes(reference)) return
    const [target, path] =
      reference === undefined ? [object, open] : [objectOf(pointed(root, reference)), [...open, reference]]
    if (target === undefined) return
    for (const key of ['allOf', 'oneOf', 'anyOf'] as const)
      for (const child of Array.isArray(target[key]) ? (target[key] as unknown[]) : []) visit(child, left, path)
    visit(target['items'], left - 1, path)
    visit(target['additionalProperties'], left - 1, path)
    for (const child of Object.values(objectOf(target['properties']) ?? {})) visit(child, left - 1, path)
  }
  visit(schema, depth, [])
  return count
}
