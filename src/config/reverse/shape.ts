/** Shapes of nested configuration: each reads a located value, complains at its place, and says its own JSON Schema. */
import { nearest } from '../../kit/nearest.ts'
import { complaint } from '../complaint.ts'
import type { JsonSchema, Kind } from '../kind.ts'
import { type Located, showFound } from '../located.ts'

export type Shape<T> = {
  /** @throws MiddleboxError config_invalid */
  read(value: Located, base: string): T
  schema: JsonSchema
}

/** One value of a kind. */
export function one<T>({ expected, read, reason, schema }: Kind<T>): Shape<T> {
  return {
    schema,
    read(value, base) {
      const found =
        value.kind === 'scalar' && value.value !== null ? read(value.value, { where: value.where, base }) : undefined
      if (found !== undefined) return found
      const why = value.kind === 'scalar' ? reason?.(value.value) : undefined
      throw complaint(value.where, expected, `${showFound(value)}${why ? ` (${why})` : ''}`)
    },
  }
}

/** A list, or one item that stands for a list of one. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    schema: { anyOf: [item.schema, { type: 'array', minItems: 1, items: item.schema }] },
    read(value, base) {
      if (value.kind !== 'list') return [item.read(value, base)]
      if (value.items.length === 0) throw complaint(value.where, 'at least one item', 'an empty list')
      return value.items.map((one) => item.read(one, base))
    },
  }
}

/** What a value may be in short, and in full: a scalar or list goes to the first, a map to the second. */
export function shortOr<S, T>(short: Shape<S>, full: Shape<T>): Shape<S | T> {
  return {
    schema: { anyOf: [short.schema, full.schema] },
    read: (value, base) => (value.kind === 'map' ? full.read(value, base) : short.read(value, base)),
  }
}

/** `false` turns it off, `true` turns it on as it usually is. */
export function orSwitch<T>(shape: Shape<T>, usual: T): Shape<T | false> {
  return {
    schema: { anyOf: [{ type: 'boolean' }, shape.schema] },
    read(value, base) {
      if (value.kind === 'scalar' && value.value === false) return false
      return value.kind === 'scalar' && value.value === true ? usual : shape.read(value, base)
    },
  }
}

/** A shape whose value is made into another. */
export function mapped<S, T>(shape: Shape<S>, make: (value: S, where: string) => T): Shape<T> {
  return { schema: shape.schema, read: (value, base) => make(shape.read(value, base), value.where) }
}

export type Field<T> = { shape: Shape<T>; help: string; default?: T; required?: true }

type Fields = Readonly<Record<string, Field<unknown>>>

type ValueOf<F> = F extends { shape: Shape<infer T> } ? T : never

/** Keys with a default or `required` are always there. */
export type ValuesOf<F extends Fields> = {
  [K in keyof F as F[K] extends { default: unknown } | { required: true } ? K : never]: ValueOf<F[K]>
} & { [K in keyof F as F[K] extends { default: unknown } | { required: true } ? never : K]?: ValueOf<F[K]> }

/** A map with these keys and no others. */
export function map<const F extends Fields>(fields: F, expected: string): Shape<ValuesOf<F>> {
  const names = Object.keys(fields)
  return {
    schema: mapSchema(fields),
    read(value, base) {
      if (value.kind !== 'map') throw complaint(value.where, expected, showFound(value))
      const values: Record<string, unknown> = {}
      for (const { key, where, value: given } of value.entries) {
        if (!Object.hasOwn(fields, key)) throw unknownKey(where, key, names)
        values[key] = fields[key]!.shape.read(given, base)
      }
      for (const [name, { default: usual, required, help }] of Object.entries(fields)) {
        if (Object.hasOwn(values, name)) continue
        if (required) throw complaint(value.where, `${name} (${help})`, 'none')
        if (usual !== undefined) values[name] = usual
      }
      return values as ValuesOf<F>
    },
  }
}

function mapSchema(fields: Fields): JsonSchema {
  const entries = Object.entries(fields)
  const required = entries.filter(([, field]) => field.required).map(([name]) => name)
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      entries.map(([name, { shape, help }]) => [
        name,
        { description: `${help[0]!.toUpperCase()}${help.slice(1)}.`, ...shape.schema },
      ]),
    ),
    ...(required.length > 0 && { required }),
  }
}

function unknownKey(where: string, key: string, names: readonly string[]) {
  const near = nearest(key, names)
  return near === undefined
    ? complaint(where, `one of ${names.join(', ')}`, JSON.stringify(key))
    : complaint(where, 'a known key', JSON.stringify(key), `Did you mean ${near}?`)
}
