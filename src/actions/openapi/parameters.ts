/** The values of a request's parameters, taken apart as their style says (OpenAPI 3.1 §4.8.12.2). */
import { getFields } from '../../kit/fields.ts'
import type { Request } from '../../model/message.ts'
import { type JsonObject, memberOf, objectOf, resolved, textAt } from './json.ts'

export type Place = 'path' | 'query' | 'header' | 'cookie'

export type ParameterValues = {
  path: Readonly<Record<string, string>>
  query: URLSearchParams
  request: Request
}

/** Undefined when the request has none. Values are texts; the schema says what they mean. */
export function parameterValue(root: JsonObject, parameter: JsonObject, values: ParameterValues): unknown {
  const name = textAt(parameter, 'name')!
  const place = placeOf(parameter)
  const type = typeOf(root, parameter)
  if (memberOf(parameter, 'content') !== undefined) return parsed(rawOf(name, place, values)[0])
  const explode = parameter['explode'] ?? (place === 'query' || place === 'cookie')
  if (place === 'query' && type === 'object') return queryObject(root, parameter, explode === true, values.query)
  const raw = rawOf(name, place, values)
  if (raw.length === 0) return undefined
  if (type === 'array') return place === 'query' && explode === true ? raw : raw[0]!.split(separatorOf(parameter))
  if (type === 'object') return pairs(raw[0]!.split(','), explode === true)
  return raw[0]
}

export function placeOf(parameter: JsonObject): Place {
  const place = parameter['in']
  return place === 'path' || place === 'header' || place === 'cookie' ? place : 'query'
}

function rawOf(name: string, place: Place, { path, query, request }: ParameterValues): string[] {
  switch (place) {
    case 'path':
      return Object.hasOwn(path, name) ? [decoded(path[name]!)] : []
    case 'query':
      return query.getAll(name)
    case 'header':
      return getFields(request.head.fields, name)
    case 'cookie':
      return getFields(request.head.fields, 'cookie')
        .flatMap((value) => value.split(';'))
        .flatMap((pair) => (pair.trim().startsWith(`${name}=`) ? [pair.trim().slice(name.length + 1)] : []))
  }
}

function queryObject(root: JsonObject, parameter: JsonObject, explode: boolean, query: URLSearchParams): unknown {
  const name = textAt(parameter, 'name')!
  if (parameter['style'] === 'deepObject') {
    const entries = [...query].flatMap(([key, value]): [string, string][] =>
      key.startsWith(`${name}[`) && key.endsWith(']') ? [[key.slice(name.length + 1, -1), value]] : [],
    )
    return entries.length === 0 ? undefined : Object.fromEntries(entries)
  }
  if (!explode) return query.has(name) ? pairs(query.get(name)!.split(','), false) : undefined
  const schema = resolved(root, parameter['schema'])
  const names = Object.keys(objectOf(memberOf(schema, 'properties')) ?? {}).filter((key) => query.has(key))
  return names.length === 0 ? undefined : Object.fromEntries(names.map((key) => [key, query.get(key)]))
}

/** `a=1,b=2` when exploded, else `a,1,b,2`. */
function pairs(parts: readonly string[], explode: boolean): unknown {
  if (explode) return Object.fromEntries(parts.map((part) => part.split('=', 2) as [string, string]))
  return Object.fromEntries(parts.flatMap((part, at) => (at % 2 === 0 ? [[part, parts[at + 1] ?? '']] : [])))
}

function separatorOf(parameter: JsonObject): string {
  return parameter['style'] === 'pipeDelimited' ? '|' : parameter['style'] === 'spaceDelimited' ? ' ' : ','
}

function typeOf(root: JsonObject, parameter: JsonObject): string | undefined {
  const type = memberOf(resolved(root, parameter['schema']), 'type')
  return Array.isArray(type) ? (type as string[]).find((one) => one !== 'null') : (type as string | undefined)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What is no JSON is a text, for the schema to refuse. */
function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
