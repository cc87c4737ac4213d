/** JSON Patch (RFC 6902): a list of operations at places named by JSON Pointers (RFC 6901). */
import { isDeepStrictEqual } from 'node:util'
import type { Json } from './json-merge.ts'

export type JsonOperation =
  | { op: 'add' | 'replace' | 'test'; path: string; value: Json }
  | { op: 'remove'; path: string }
  | { op: 'move' | 'copy'; path: string; from: string }

/** The document after all operations; throws an Error that says which one does not fit, and changes nothing then. */
export function patchJson(document: Json, operations: readonly JsonOperation[]): Json {
  // The root stands in a holder, so that it can be replaced like any member.
  const holder = { '': structuredClone(document) }
  for (const [index, operation] of operations.entries()) {
    try {
      apply(holder, operation)
    } catch (error) {
      throw new Error(`operation ${index + 1} (${operation.op} ${operation.path}): ${(error as Error).message}`, {
        cause: error,
      })
    }
  }
  return holder['']
}

type Container = Json[] | Record<string, Json>

function apply(holder: Record<string, Json>, operation: JsonOperation): void {
  const at = locate(holder, operation.path)
  switch (operation.op) {
    case 'add':
      return insert(at, structuredClone(operation.value))
    case 'remove':
      return void take(at)
    case 'replace':
      read(at)
      return put(at, structuredClone(operation.value))
    case 'test':
      if (!isDeepStrictEqual(read(at), operation.value)) throw new Error('the value is another one')
      return
    case 'copy':
      return insert(at, structuredClone(read(locate(holder, operation.from))))
    case 'move': {
      if (operation.path.startsWith(`${operation.from}/`)) throw new Error('a value cannot be moved into itself')
      const moved = take(locate(holder, operation.from))
      return insert(locate(holder, operation.path), moved)
    }
  }
}

type Spot = { container: Container; key: string }

function locate(holder: Record<string, Json>, pointer: string): Spot {
  if (pointer !== '' && !pointer.startsWith('/')) throw new Error('a pointer is empty or begins with /')
  const keys = pointer.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  let container: Json = holder
  for (const key of keys.slice(0, -1)) container = read({ container: asContainer(container), key })
  return { container: asContainer(container), key: keys.at(-1)! }
}

function asContainer(value: Json): Container {
  if (typeof value !== 'object' || value === null) throw new Error('there is no object or list on the way')
  return value as Container
}

function indexIn(list: readonly Json[], key: string): number {
  if (!/^(0|[1-9]\d*)$/.test(key) || Number(key) >= list.length) throw new Error(`there is no item ${key}`)
  return Number(key)
}

function read({ container, key }: Spot): Json {
  if (Array.isArray(container)) return container[indexIn(container, key)]!
  if (!Object.hasOwn(container, key)) throw new Error(`there is no member ${JSON.stringify(key)}`)
  return container[key]!
}

function insert(spot: Spot, value: Json): void {
  const { container, key } = spot
  if (!Array.isArray(container)) return put(spot, value)
  if (key === '-' || key === String(container.length)) container.push(value)
  else container.splice(indexIn(container, key), 0, value)
}

function put({ container, key }: Spot, value: Json): void {
  if (Array.isArray(container)) container[indexIn(container, key)] = value
  else Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true })
}

function take(spot: Spot): Json {
  const value = read(spot)
  const { container, key } = spot
  if (Array.isArray(container)) container.splice(indexIn(container, key), 1)
  else delete container[key]
  return value
}
