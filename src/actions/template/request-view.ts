/** The request as templates see it: WireMock's names, every value printable by itself and with its parts below it. */
import { getField } from '../../kit/fields.ts'
import { parseUrl, urlOf } from '../../kit/request-url.ts'
import type { Fields, Request } from '../../model/message.ts'

/** A list that prints as one text: a path and its segments, a field and all its values. */
class Several extends Array<string> {
  readonly #text: string

  constructor(text: string, items: readonly string[]) {
    super()
    for (const item of items) this.push(item)
    this.#text = text
  }

  override toString(): string {
    return this.#text
  }

  // What is made from it by map and filter is a plain list.
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }
}

type Named<Value = Several> = Record<string, Value>

/** Printable as a whole; otherwise nothing is in it but what the request has. */
const printable: object = Object.create(null, {
  toString: {
    value(this: object) {
      return JSON.stringify(this)
    },
  },
})

/** `body` is text in UTF-8. */
export function requestView(request: Request, body: string): Readonly<Record<string, unknown>> {
  const { head } = request
  const url = urlOf(request)
  const { scheme, host, port, path: whole } = parseUrl(url) ?? { ...request.target }
  const [path, query] = cut(whole, '?')
  const segments = path.split('/').slice(1).map(decoded)
  const authority = url.slice(0, url.length - whole.length)
  const headers = headersOf(head.fields)
  return {
    method: head.method,
    url: whole,
    fullUrl: url,
    scheme,
    host,
    port,
    baseUrl: authority,
    path: new Several(path, segments),
    pathSegments: new Several(path, segments),
    query: queryOf(query),
    headers,
    cookies: cookiesOf(getField(head.fields, 'cookie') ?? ''),
    body,
    get json(): unknown {
      try {
        return JSON.parse(body) as unknown
      } catch {
        return undefined
      }
    },
  }
}

function cut(text: string, at: string): [string, string] {
  const index = text.indexOf(at)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function queryOf(text: string): Named {
  const named = Object.create(printable) as Named
  for (const [name, value] of new URLSearchParams(text)) {
    if (Object.hasOwn(named, name)) named[name]!.push(value)
    else named[name] = new Several(value, [value])
  }
  return named
}

/** Under the name as it was sent, and in small letters. */
function headersOf(fields: Fields): Named {
  const named = Object.create(printable) as Named
  for (let at = 0; at < fields.length; at += 2) {
    const [name, value] = [fields[at]!, fields[at + 1]!]
    const low = name.toLowerCase()
    if (Object.hasOwn(named, low)) named[low]!.push(value)
    else named[titled(low)] = named[low] = new Several(value, [value])
    named[name] = named[low]!
  }
  return named
}

/** `X-Request-Id` whatever the client wrote, since names have no case. */
function titled(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (found) => found.toUpperCase())
}

function cookiesOf(text: string): Named<string> {
  const named = Object.create(printable) as Named<string>
  for (const pair of text.split(';')) {
    const [name, value] = cut(pair.trim(), '=')
    if (name !== '' && !Object.hasOwn(named, name)) named[name] = value
  }
  return named
}
