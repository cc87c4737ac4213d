/** Reading ordered header fields (flat name, value, … lists) without folding them. Names compare without case. */
import type { Fields } from '../model/message.ts'

/** Case-insensitive equality of field names (ASCII). */
export function sameName(a: string, b: string): boolean {
  return a.length === b.length && (a === b || a.toLowerCase() === b.toLowerCase())
}

/** The first value of a field, or undefined. */
export function getField(fields: Fields, name: string): string | undefined {
  for (let i = 0; i < fields.length; i += 2) if (sameName(fields[i]!, name)) return fields[i + 1]!
  return undefined
}

/** All values of a field, in order. */
export function getFields(fields: Fields, name: string): string[] {
  const values: string[] = []
  for (let i = 0; i < fields.length; i += 2) if (sameName(fields[i]!, name)) values.push(fields[i + 1]!)
  return values
}

export function hasField(fields: Fields, name: string): boolean {
  return getField(fields, name) !== undefined
}

/** The members of a comma-separated field over all its lines, trimmed, empty ones left out (RFC 9110 §5.6.1). */
export function listMembers(fields: Fields, name: string): string[] {
  return getFields(fields, name)
    .flatMap((value) => value.split(','))
    .map((member) => member.trim())
    .filter((member) => member !== '')
}

/** Fields as pairs, for JSON and for people. */
export function toPairs(fields: Fields): [name: string, value: string][] {
  const pairs: [string, string][] = []
  for (let i = 0; i < fields.length; i += 2) pairs.push([fields[i]!, fields[i + 1]!])
  return pairs
}

/** The flat list of pairs. */
export function fromPairs(pairs: Iterable<readonly [string, string]>): string[] {
  const fields: string[] = []
  for (const [name, value] of pairs) fields.push(name, value)
  return fields
}
