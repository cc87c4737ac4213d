/** Reads the JSON that Toxiproxy's clients send: fields that nobody asked for are ignored, null is as if absent (as Go reads it). */
import { badBody } from './reply.ts'

export type Fields = Readonly<Record<string, unknown>>

/** @throws Refusal 400 */
export function readObject(body: string): Fields {
  return asObject(readJson(body), 'the body')
}

/** @throws Refusal 400 */
export function readList(body: string): readonly Fields[] {
  const value = readJson(body)
  if (!Array.isArray(value)) throw expected('a list', 'the body', value)
  return value.map((entry, index) => asObject(entry, `proxy ${index + 1}`))
}

function readJson(body: string): unknown {
  if (body.trim() === '') throw badBody('EOF')
  try {
    return JSON.parse(body)
  } catch (error) {
    throw badBody((error as Error).message)
  }
}

export function asObject(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw expected('an object', what, value)
  return value as Fields
}

export function textField(fields: Fields, name: string): string | undefined {
  const value = fields[name] ?? undefined
  if (value === undefined || typeof value === 'string') return value
  throw expected('a string', name, value)
}

export function truthField(fields: Fields, name: string): boolean | undefined {
  const value = fields[name] ?? undefined
  if (value === undefined || typeof value === 'boolean') return value
  throw expected('true or false', name, value)
}

export function numberField(fields: Fields, name: string): number | undefined {
  const value = fields[name] ?? undefined
  if (value === undefined || typeof value === 'number') return value
  throw expected('a number', name, value)
}

export function wholeField(fields: Fields, name: string): number | undefined {
  const value = numberField(fields, name)
  if (value === undefined || Number.isSafeInteger(value)) return value
  throw expected('a whole number', name, value)
}

function expected(what: string, where: string, value: unknown): Error {
  const shown = JSON.stringify(value) ?? 'nothing'
  return badBody(`Expected ${what} for ${where}, got ${shown.length > 60 ? `${shown.slice(0, 59)}…` : shown}`)
}
