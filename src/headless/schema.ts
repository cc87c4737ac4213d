/** Shapes written once: a JSON Schema for readers of the lines and, from the same words, the TypeScript type for their makers. */

export type JsonSchema = { readonly [key: string]: unknown }

/** A JSON Schema that knows the type it describes. */
export interface Shape<T> {
  readonly json: JsonSchema
  /** Never there: it only carries the type. */
  readonly type?: T
}

interface OptionalShape<T> extends Shape<T> {
  readonly optional: true
}

/** The type that a shape describes. */
export type Infer<S> = S extends Shape<infer T> ? T : never

type Shapes = { readonly [key: string]: Shape<unknown> }
type OptionalKeys<S extends Shapes> = { [K in keyof S]: S[K] extends OptionalShape<unknown> ? K : never }[keyof S]
type ObjectOf<S extends Shapes> = { [K in Exclude<keyof S, OptionalKeys<S>>]: Infer<S[K]> } & {
  [K in OptionalKeys<S>]?: Infer<S[K]>
}

export const text: Shape<string> = { json: { type: 'string' } }
export const number: Shape<number> = { json: { type: 'number' } }
export const count: Shape<number> = { json: { type: 'integer', minimum: 0 } }
export const truth: Shape<boolean> = { json: { type: 'boolean' } }

export function literal<const T extends string | number>(value: T): Shape<T> {
  return { json: { const: value } }
}

export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  return { json: { enum: values } }
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return { json: { type: 'array', items: item.json } }
}

export function pair<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return { json: { type: 'array', items: [first.json, second.json], minItems: 2, maxItems: 2 } }
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return { json: { anyOf: [shape.json, { type: 'null' }] } }
}

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { json: shape.json, optional: true }
}

/** An object with any keys. */
export function dictionary<T>(value: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return { json: { type: 'object', additionalProperties: value.json } }
}

/** Any JSON value. */
export const anything: Shape<unknown> = { json: {} }

/** An object with these keys and no others. */
export function object<const S extends Shapes>(shapes: S): Shape<ObjectOf<S>> {
  const entries = Object.entries(shapes)
  return {
    json: {
      type: 'object',
      properties: Object.fromEntries(entries.map(([key, shape]) => [key, shape.json])),
      required: entries.filter(([, shape]) => !('optional' in shape)).map(([key]) => key),
      additionalProperties: false,
    },
  }
}

/** The same shape with a sentence about it. */
export function described<T>(shape: Shape<T>, description: string): Shape<T> {
  return { json: { description, ...shape.json } }
}
