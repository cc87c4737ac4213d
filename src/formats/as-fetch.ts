/** A call of `fetch`, for Node and browsers. Fields that fetch makes itself are left out (WHATWG Fetch, forbidden headers). */
import { Buffer } from 'node:buffer'
import type { Redactor } from '../kit/redact.ts'
import type { Exchange } from '../model/exchange.ts'
import { type Exported, portableRequest, textOfBytes } from './portable.ts'

export function asFetch(exchange: Exchange, redactor?: Redactor): Exported {
  const { method, url, fields, body, notes } = portableRequest(exchange, redactor)
  const said = [...notes]
  if (body !== undefined && /^(GET|HEAD)$/.test(method)) said.push(`fetch sends no body with ${method}: it is left out`)
  const hosts = fields.filter(([name]) => /^host$/i.test(name))
  if (hosts.length > 0) said.push(`fetch takes Host from the URL: ${hosts[0]![1]} is left out`)
  const list = fields
    .filter(([name]) => !/^host$/i.test(name))
    .map(([name, value]) => `    [${js(name)}, ${js(value)}],`)
  const lines = [
    `await fetch(${js(url)}, {`,
    ...(method === 'GET' ? [] : [`  method: ${js(method)},`]),
    ...(list.length === 0 ? [] : ['  headers: [', ...list, '  ],']),
    ...(body === undefined || /^(GET|HEAD)$/.test(method) ? [] : [`  body: ${bodyText(body)},`]),
    "  redirect: 'manual',",
    '})',
  ]
  return { text: lines.join('\n'), notes: said }
}

function bodyText(body: Uint8Array): string {
  const text = textOfBytes(body)
  if (text !== undefined) return js(text)
  return `Uint8Array.from(atob('${Buffer.from(body).toString('base64')}'), (c) => c.charCodeAt(0))`
}

/** JSON is JavaScript; what a terminal would swallow is escaped. */
function js(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
