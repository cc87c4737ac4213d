/** Values of a HAR file as they are read: anything may be missing or of another type, and an error names its place. */
import { Buffer } from 'node:buffer'
import { MiddleboxError } from '../model/errors.ts'
import { firstMistake, placeOf } from './json-place.ts'

export type Source = {
  /** The file's name, for errors. */
  name: string
  text: string
}

export type Path = readonly (string | number)[]

/** @throws MiddleboxError har_invalid */
export function parseSource({ name, text }: Source): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const mistake = firstMistake(text)
    if (mistake === undefined) throw error
    const { line, column, expected, found } = mistake
    throw new MiddleboxError('har_invalid', `${name}:${line}:${column}: Expected ${expected}, got ${found}.`)
  }
}

export function wrong({ name, text }: Source, path: Path, expected: string, found: unknown): MiddleboxError {
  const { line, column } = placeOf(text, path)
  const message = `${name}:${line}:${column}: Expected ${pathText(path)}${expected}, got ${describe(found)}.`
  return new MiddleboxError('har_invalid', message)
}

function pathText(path: Path): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
  return text === '' ? '' : `${text.slice(1)} to be `
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (value === null || typeof value !== 'object') return JSON.stringify(value).slice(0, 60)
  return 'an object'
}

export function member(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, key)
    ? (of as Record<string, unknown>)[key]
    : undefined
}

export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  // Some tools write numbers where texts belong.
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The UTF-8 bytes of a text, as the latin1 that fields and URLs are kept in. */
export function byteText(text: string): string {
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1')
}
