/** A line as it may lie on a disk: the same shape, its secrets replaced. Nothing in it is trusted to hold none. */
import type { Redactor } from '../kit/redact.ts'
import { redactRoute } from '../kit/redact-route.ts'
import type { Line } from './line-schema.ts'
import { redactUnparsed } from './unparsed.ts'

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json }

/** Keys whose text is ours: a path in it is no URL, and must stay usable. */
const own = new Set(['ca', 'seed', 'id', 'parent', 'type', 'tokenFile'])

export function redactLine(line: Line, redactor: Redactor): Line {
  return walk(line as Json, redactor) as Line
}

function walk(value: Json, redactor: Redactor): Json {
  if (typeof value === 'string') return redactor.text(value)
  if (typeof value !== 'object' || value === null) return value
  if (isList(value))
    return isField(value) ? [value[0], redactor.field(value[0], value[1])] : value.map((each) => walk(each, redactor))
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, own.has(key) ? each : redactValue(key, each, redactor)]),
  )
}

function redactValue(key: string, value: Json, redactor: Redactor): Json {
  if (typeof value !== 'string') return walk(value, redactor)
  if (key === 'unparsed') return redactUnparsed(value, redactor)
  return key === 'route' ? redactRoute(value, redactor) : walk(value, redactor)
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

/** Only heads hold pairs of texts; a list of two other texts would lose no more than secrets either. */
function isField(value: readonly Json[]): value is readonly [name: string, value: string] {
  return value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'string'
}
