/** Located values as plain ones: JSON as it was written, and the operations of a JSON Patch. */
import type { Json } from '../../kit/json-merge.ts'
import type { JsonOperation } from '../../kit/json-patch.ts'
import { invalid } from '../../kit/option-table.ts'
import type { Entry, Located } from '../located.ts'
import { unknownWord, wrong } from './wrong.ts'

/** @throws MiddleboxError rule_invalid for what JSON does not have */
export function plainValue(value: Located): Json {
  switch (value.kind) {
    case 'scalar':
      if (typeof value.value === 'number' && !Number.isFinite(value.value)) throw wrong(value, 'a JSON value')
      return value.value
    case 'list':
      return value.items.map(plainValue)
    case 'map':
      return Object.fromEntries(value.entries.map(({ key, value: one }) => [key, plainValue(one)]))
    case 'other':
      throw wrong(value, 'a JSON value')
  }
}

const names = ['add', 'remove', 'replace', 'move', 'copy', 'test'] as const

/** @throws MiddleboxError rule_invalid */
export function readOperations(value: Located): JsonOperation[] {
  if (value.kind !== 'list') throw wrong(value, 'a list of operations such as { op: remove, path: /a }')
  return value.items.map(readOperation)
}

function readOperation(value: Located): JsonOperation {
  if (value.kind !== 'map') throw wrong(value, 'an operation such as { op: remove, path: /a }')
  const op = textAt(value.entries, 'op', value)
  const known = names.find((name) => name === op)
  if (known === undefined) throw unknownWord(value.where, `one of ${names.join(', ')} as op`, op, names)
  const path = pointerAt(value.entries, 'path', value)
  if (known === 'remove') return { op: known, path }
  if (known === 'move' || known === 'copy') return { op: known, path, from: pointerAt(value.entries, 'from', value) }
  const given = value.entries.find(({ key }) => key === 'value')
  if (given === undefined) throw invalid(value.where, `a value to ${known}`, 'none')
  return { op: known, path, value: plainValue(given.value) }
}

function textAt(entries: readonly Entry[], key: string, whole: Located): string {
  const found = entries.find((entry) => entry.key === key)?.value
  if (found?.kind === 'scalar' && typeof found.value === 'string') return found.value
  throw found === undefined
    ? invalid(whole.where, `${key} in the operation`, 'none')
    : wrong(found, `a text for ${key}`)
}

function pointerAt(entries: readonly Entry[], key: string, whole: Located): string {
  const pointer = textAt(entries, key, whole)
  if (pointer === '' || pointer.startsWith('/')) return pointer
  throw invalid(whole.where, `a JSON Pointer for ${key}, which begins with /`, JSON.stringify(pointer))
}
