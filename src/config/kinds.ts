/** The plain kinds of values: switches, numbers, sizes, durations, texts, choices, files, expressions. */
import { resolve } from 'node:path'
import { alternatives } from '../kit/alternatives.ts'
import { parseBytes } from '../kit/bytes.ts'
import { parseDuration } from '../kit/duration.ts'
import { expressionFault } from './expression-fault.ts'
import type { Kind, Scalar } from './kind.ts'

const on = new Set(['1', 'true', 'yes', 'on'])
const off = new Set(['0', 'false', 'no', 'off'])

export const flag: Kind<boolean> = {
  expected: 'true or false',
  read(value) {
    if (typeof value === 'boolean') return value
    const word = String(value).toLowerCase()
    return on.has(word) ? true : off.has(word) ? false : undefined
  },
  schema: { type: 'boolean' },
}

export function count(from: number, to: number, expected = `a number from ${from} to ${to}`): Kind<number> {
  return {
    expected,
    read(value) {
      const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
      return Number.isInteger(number) && Number(number) >= from && Number(number) <= to ? Number(number) : undefined
    },
    schema: { type: 'integer', minimum: from, maximum: to },
  }
}

export const port = count(0, 65_535, 'a port from 0 to 65535')

export const size: Kind<number> = {
  expected: 'a size such as 512k, 64MiB or 1g',
  read: (value) => (isNumberOrText(value) ? parseBytes(String(value)) : undefined),
  schema: { type: ['integer', 'string'], minimum: 0, pattern: '^\\d+(\\.\\d+)?\\s*([kKmMgGtT]([iI]?[bB])?|[bB])?$' },
}

/** With `bare`, a number without a unit counts in it; without, a unit is required. */
export function duration(bare?: 's'): Kind<number> {
  return {
    expected: bare
      ? 'a duration such as 500ms or 5s, or a number of seconds'
      : 'a duration such as 500ms, 30s or 1m30s',
    read: (value) => (isNumberOrText(value) ? parseDuration(String(value), bare) : undefined),
    reason: (value) => (!bare && /^[\d.]+$/.test(String(value)) ? 'the unit is missing' : undefined),
    schema: {
      type: bare ? ['number', 'string'] : 'string',
      pattern: `^(0|(\\d+(\\.\\d+)?(ms|s|m|h|d))+${bare ? '|\\d+(\\.\\d+)?' : ''})$`,
    },
  }
}

export const text: Kind<string> = {
  expected: 'a text',
  read: (value) => (isNumberOrText(value) ? String(value) : undefined),
  schema: { type: 'string' },
}

export function choice<const V extends string>(values: readonly V[]): Kind<V> {
  return {
    expected: alternatives(values),
    read: (value) => values.find((one) => one === value),
    schema: { enum: values },
    values,
  }
}

/** A path, made absolute from the directory of the config file, or the working directory. */
export const file: Kind<string> = {
  expected: 'the path of a file',
  read: (value, place) => (typeof value === 'string' && value !== '' ? resolve(place.base, value) : undefined),
  schema: { type: 'string' },
  file: true,
}

export const hex: Kind<string> = {
  expected: 'up to 64 hexadecimal digits',
  read: (value) => (typeof value === 'string' && /^[0-9a-f]{1,64}$/i.test(value) ? value.toLowerCase() : undefined),
  // YAML reads 0123 and 1e5 as numbers of other digits.
  reason: (value) => (typeof value === 'number' ? 'put it in quotes' : undefined),
  schema: { type: 'string', pattern: '^[0-9a-fA-F]{1,64}$' },
}

/** `length`: characters of the longest text that it must be fit for. */
export function expressionFor(length: number): Kind<string> {
  return {
    expected: 'a regular expression',
    read: (value) => (typeof value === 'string' && expressionFault(value, length) === undefined ? value : undefined),
    reason: (value) => (typeof value === 'string' ? expressionFault(value, length) : undefined),
    schema: { type: 'string', format: 'regex' },
  }
}

/** For names of hosts. */
export const expression = expressionFor(256)

function isNumberOrText(value: Scalar): value is number | string {
  return typeof value === 'number' || typeof value === 'string'
}
