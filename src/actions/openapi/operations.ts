/** Which operation of a document a request asks for: servers give host and base path, concrete paths come before templated ones. */
import { nearest } from '../../kit/nearest.ts'
import { parseUrl } from '../../kit/request-url.ts'
import type { Miss } from '../action.ts'
import type { ApiDocument } from './document.ts'
import { type JsonObject, listOf, memberOf, objectOf, resolved, textAt } from './json.ts'

export type Operation = {
  method: string
  /** As the document writes it. */
  path: string
  operation: JsonObject
  /** Those of the path, overruled by those of the operation. */
  parameters: readonly JsonObject[]
}

export type Found =
  | { operation: Operation; pathValues: Readonly<Record<string, string>> }
  /** The path is there, the method is not. */
  | { allowed: readonly string[] }

type Server = { host: string | undefined; port: number | undefined; base: string }

type PathItem = {
  path: string
  pattern: RegExp
  names: readonly string[]
  variables: number
  operations: ReadonlyMap<string, Operation>
  servers: readonly Server[]
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

export class Operations {
  readonly #items: readonly PathItem[]

  constructor({ root }: ApiDocument) {
    const servers = serversOf(root, [anywhere])
    this.#items = Object.entries(objectOf(memberOf(root, 'paths')) ?? {})
      .flatMap(([path, given]) => {
        const item = objectOf(resolved(root, given))
        return path.startsWith('/') && item !== undefined ? [itemOf(root, path, item, servers)] : []
      })
      .toSorted((a, b) => a.variables - b.variables)
  }

  /** `url` is absolute. Undefined when the document does not have the path. */
  find(method: string, url: string): Found | undefined {
    const asked = parseUrl(url)
    if (asked === undefined) return undefined
    const whole = asked.path.split('?', 1)[0]!
    const allowed = new Set<string>()
    for (const { pattern, names, operations, servers } of this.#items) {
      for (const { host, port, base } of servers) {
        if (host !== undefined && (host !== asked.host || (port !== undefined && port !== asked.port))) continue
        if (!whole.startsWith(base)) continue
        const match = pattern.exec(whole.slice(base.length) || '/')
        if (match === null) continue
        const operation = operations.get(method) ?? (method === 'HEAD' ? operations.get('GET') : undefined)
        if (operation === undefined) for (const name of operations.keys()) allowed.add(name)
        else return { operation, pathValues: Object.fromEntries(names.map((name, at) => [name, match[at + 1]!])) }
        break
      }
    }
    return allowed.size === 0 ? undefined : { allowed: [...allowed] }
  }

  /** What an unknown URL misses. */
  miss(url: string): Miss {
    const asked = parseUrl(url)
    const path = asked?.path.split('?', 1)[0] ?? url
    const hosts = new Set(this.#items.flatMap(({ servers }) => servers.map(({ host }) => host)))
    if (asked !== undefined && !hosts.has(undefined) && !hosts.has(asked.host))
      return { reason: `the document is about the servers ${[...hosts].join(', ')}, not ${asked.host}`, near: false }
    const paths = this.#items.flatMap(({ path: own, servers }) => servers.map(({ base }) => `${base}${own}`))
    const near = nearest(path, paths)
    const reason = `the document has no path ${path}${near === undefined ? '' : `; the nearest is ${near}`}`
    return { reason, near: near !== undefined }
  }
}

function itemOf(root: JsonObject, path: string, item: JsonObject, inherited: readonly Server[]): PathItem {
  const names: string[] = []
  const source = path.replace(/\{([^{}]*)\}|[.+?^${}()|[\]\\*]/g, (found, name: string | undefined) => {
    if (name === undefined) return `\\${found}`
    names.push(name)
    return '([^/]+)'
  })
  const shared = parametersOf(root, item)
  const operations = new Map<string, Operation>()
  for (const method of methods) {
    const operation = objectOf(memberOf(item, method))
    if (operation === undefined) continue
    const own = parametersOf(root, operation)
    const same = (a: JsonObject) => own.some((b) => a['name'] === b['name'] && a['in'] === b['in'])
    const parameters = [...shared.filter((one) => !same(one)), ...own]
    operations.set(method.toUpperCase(), { method: method.toUpperCase(), path, operation, parameters })
  }
  const servers = serversOf(item, inherited)
  return { path, pattern: new RegExp(`^${source}/?$`), names, variables: names.length, operations, servers }
}

function parametersOf(root: JsonObject, of: JsonObject): JsonObject[] {
  return listOf(of['parameters']).flatMap((given) => {
    const parameter = objectOf(resolved(root, given))
    return parameter === undefined || textAt(parameter, 'name') === undefined ? [] : [parameter]
  })
}

const anywhere: Server = { host: undefined, port: undefined, base: '' }

function serversOf(of: JsonObject, otherwise: readonly Server[]): readonly Server[] {
  const servers = listOf(of['servers']).flatMap((server) => {
    const url = textAt(server, 'url')
    return url === undefined ? [] : [serverOf(url, objectOf(memberOf(server, 'variables')) ?? {})]
  })
  return servers.length === 0 ? otherwise : servers
}

/** Variables have their defaults. A URL without a host holds on every host. */
function serverOf(url: string, variables: JsonObject): Server {
  const plain = url.replace(/\{([^{}]*)\}/g, (_, name: string) => textAt(variables[name], 'default') ?? '')
  const parsed = parseUrl(plain)
  const path = parsed?.path ?? (plain.startsWith('/') ? plain : `/${plain}`)
  const base = path.split(/[?#]/, 1)[0]!.replace(/\/+$/, '')
  // Without a port of its own it stands for plain and TLS alike: behind a proxy both are asked for.
  const port = /^https?:\/\/[^/]*:\d+(\/|$)/i.test(plain) ? parsed?.port : undefined
  return { host: parsed?.host, port, base }
}
