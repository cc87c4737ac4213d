/** Option tables at work: checking what a rule file, the API or a short form gives, and describing what they may give. */
import { MiddleboxError } from '../model/errors.ts'
import type { OptionSpec, OptionTable, OptionValues } from '../model/option.ts'
import { formatBytes, parseBytes } from './bytes.ts'
import { formatDuration, parseDuration } from './duration.ts'
import { nearest } from './nearest.ts'
import { sanitize } from './sanitize.ts'

/** One option as it was given. `where` completes the complaint about its value. */
export type GivenOption = { name: string; value: unknown; where: string }

/** The values of a table, defaults filled in. `where` names the place in complaints. @throws MiddleboxError rule_invalid */
export function parseOptions<Table extends OptionTable>(
  table: Table,
  input: Readonly<Record<string, unknown>>,
  where: string,
): OptionValues<Table> {
  const given = Object.entries(input).map(([name, value]) => ({ name, value, where }))
  return readOptions(table, given, where)
}

/**
 * The values in a short form such as `800,jitter=200`, where a leading bare value sets the first option. `column` is where
 * the text begins in what the user wrote. @throws MiddleboxError rule_invalid
 */
export function parseShort<Table extends OptionTable>(
  table: Table,
  text: string,
  where: string,
  column = 1,
): OptionValues<Table> {
  let at = column
  const given = (text === '' ? [] : text.split(',')).map((part, index) => {
    const place = `${where}, column ${at}`
    at += part.length + 1
    return shortOption(table, part, index === 0, place)
  })
  return readOptions(table, given, where)
}

function shortOption(table: OptionTable, part: string, leading: boolean, where: string): GivenOption {
  const equals = part.indexOf('=')
  const first = Object.keys(table)[0]
  if (equals > 0) return { name: part.slice(0, equals), value: part.slice(equals + 1), where }
  if (leading && part !== '' && first !== undefined) return { name: first, value: part, where }
  const expected = first === undefined ? 'no options' : leading ? `a value for ${first}, or name=value` : 'name=value'
  throw invalid(where, expected, shown(part))
}

export function readOptions<Table extends OptionTable>(
  table: Table,
  given: readonly GivenOption[],
  where: string,
): OptionValues<Table> {
  const values = new Map<string, unknown>()
  for (const { name, value, where: place } of given) {
    const spec = Object.hasOwn(table, name) ? table[name] : undefined
    if (spec === undefined) throw unknownOption(table, name, place)
    if (values.has(name)) throw invalid(place, `${name} once`, 'it twice')
    values.set(name, readOption(name, spec, value, place))
  }
  for (const [name, spec] of Object.entries(table)) {
    if (values.has(name)) continue
    if (spec.default === undefined) throw invalid(where, `${name} (${expectation(spec)})`, 'none')
    values.set(name, spec.default)
  }
  return Object.fromEntries(values) as OptionValues<Table>
}

function readOption(name: string, spec: OptionSpec, value: unknown, where: string): unknown {
  const read = valueOf(spec, value)
  if (read !== undefined) return read
  const near = spec.kind === 'choice' ? nearest(String(value), spec.choices) : undefined
  throw invalid(where, `${expectation(spec)} for ${name}`, shown(value), near)
}

function valueOf(spec: OptionSpec, value: unknown): unknown {
  switch (spec.kind) {
    case 'text':
      return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined
    case 'boolean':
      return value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined
    case 'choice':
      return spec.choices.find((choice) => choice === value)
    case 'json':
      return jsonOf(value)
    default:
      return inRange(spec, numberOf(spec.kind, value))
  }
}

function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

type Numeric = Extract<OptionSpec, { min?: number }>

function numberOf(kind: Numeric['kind'], value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  if (kind === 'duration') return parseDuration(value, 'ms')
  if (kind === 'bytes') return parseBytes(value)
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}

function inRange(spec: Numeric, number: number | undefined): number | undefined {
  if (number === undefined) return undefined
  if ((spec.kind === 'integer' || spec.kind === 'bytes') && !Number.isSafeInteger(number)) return undefined
  const { min, max = Infinity } = limitsOf(spec)
  return number >= min && number <= max ? number : undefined
}

/** Longest time that an option may say: a day, which every timer can still wait for. */
const longest = 86_400_000

/** Times and sizes are never below zero. */
function limitsOf(spec: Numeric): { min: number; max?: number } {
  const min = spec.min ?? (spec.kind === 'duration' || spec.kind === 'bytes' ? 0 : -Infinity)
  const max = spec.max ?? (spec.kind === 'duration' ? longest : undefined)
  return max === undefined ? { min } : { min, max }
}

const nouns = {
  integer: 'a whole number',
  number: 'a number',
  duration: 'a duration such as 200 (ms) or 2s',
  bytes: 'a size such as 512 or 64k',
}

/** Completes "Expected …"; also stands in the reference. */
export function expectation(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'text':
      return 'a text'
    case 'boolean':
      return 'true or false'
    case 'json':
      return 'a JSON value'
    case 'choice':
      return new Intl.ListFormat('en', { type: 'disjunction' }).format(spec.choices)
    default:
      return `${nouns[spec.kind]}${'unit' in spec ? ` (${spec.unit})` : ''}${range(spec)}`
  }
}

function range(spec: Numeric): string {
  const { min, max } = limitsOf(spec)
  // That a time or a size is not negative needs no words.
  const low = min === -Infinity || (min === 0 && spec.min === undefined) ? undefined : writtenValue(spec, min)
  const high = max === undefined ? undefined : writtenValue(spec, max)
  if (low === undefined) return high === undefined ? '' : ` up to ${high}`
  return high === undefined ? ` from ${low}` : ` from ${low} to ${high}`
}

/** A value as it would be written: `2s`, `64k`, `503`. */
export function writtenValue(spec: OptionSpec, value: number | string | boolean | null): string {
  if (spec.kind === 'duration') return formatDuration(Number(value))
  if (spec.kind === 'bytes') return formatBytes(Number(value))
  return String(value)
}

/** The table as a JSON Schema: an object of options, for editors and forms. */
export function describeOptions(table: OptionTable): Readonly<Record<string, unknown>> {
  const entries = Object.entries(table)
  const required = entries.filter(([, spec]) => spec.default === undefined).map(([name]) => name)
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([name, spec]) => [name, schemaOf(spec)])),
    ...(required.length > 0 && { required }),
  }
}

function schemaOf(spec: OptionSpec): Readonly<Record<string, unknown>> {
  const described = { description: spec.summary, ...(spec.default !== undefined && { default: spec.default }) }
  if (spec.kind === 'text') return { ...described, type: 'string', minLength: 1 }
  if (spec.kind === 'json') return described
  if (spec.kind === 'boolean') return { ...described, type: 'boolean' }
  if (spec.kind === 'choice') return { ...described, enum: spec.choices }
  const { min, max } = limitsOf(spec)
  const limits = { ...(min !== -Infinity && { minimum: min }), ...(max !== undefined && { maximum: max }) }
  if (spec.kind === 'integer' || spec.kind === 'number') return { ...described, type: spec.kind, ...limits }
  return { ...described, type: [spec.kind === 'bytes' ? 'integer' : 'number', 'string'], ...limits }
}

function unknownOption(table: OptionTable, name: string, where: string): MiddleboxError {
  const names = Object.keys(table)
  if (names.length === 0) return invalid(where, 'no options', shown(name))
  return invalid(where, `one of ${names.join(', ')}`, shown(name), nearest(name, names))
}

function shown(value: unknown): string {
  const text = sanitize(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)))
  return text === '' ? 'nothing' : text.length > 100 ? `${text.slice(0, 99)}…` : text
}

/** The one shape of complaints about rules: where, what was expected, what was found, and what was probably meant. */
export function invalid(where: string, expected: string, found: string, near?: string): MiddleboxError {
  const hint = near === undefined ? undefined : `Did you mean ${near}?`
  return new MiddleboxError('rule_invalid', `${where}: Expected ${expected}, got ${found}.`, hint)
}
