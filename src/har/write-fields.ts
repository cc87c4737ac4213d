/** Fields, cookies and query parameters of a head, as HAR lists them: in wire order, nothing merged. */
import { getFields, toPairs } from '../kit/fields.ts'
import { asUtf8 } from '../kit/utf8-text.ts'
import type { Fields } from '../model/message.ts'
import type { Censor } from './censor.ts'
import type { HarCookie, HarField } from './shape.ts'

export function writeFields(fields: Fields, censor: Censor): HarField[] {
  return toPairs(fields).map(([name, bytes]) => {
    const text = asUtf8(bytes)
    const value = censor.field(name, text)
    return text === bytes && /[\x80-\xff]/.test(text) ? { name, value, _latin1: true } : { name, value }
  })
}

/** RFC 6265 §4.2.1. */
export function requestCookies(fields: readonly HarField[]): HarCookie[] {
  return valuesOf(fields, 'cookie')
    .flatMap((value) => value.split(';'))
    .map((pair) => splitPair(pair))
    .filter(({ name, value }) => name !== '' || value !== '')
}

/** RFC 6265 §4.1.1. */
export function responseCookies(fields: readonly HarField[]): HarCookie[] {
  return valuesOf(fields, 'set-cookie').map((line) => {
    const [pair = '', ...attributes] = line.split(';')
    const cookie: HarCookie = splitPair(pair)
    for (const { name, value } of attributes.map(splitPair)) {
      const key = name.toLowerCase()
      if (key === 'path') cookie.path = value
      if (key === 'domain') cookie.domain = value
      if (key === 'httponly') cookie.httpOnly = true
      if (key === 'secure') cookie.secure = true
      const at = key === 'expires' ? new Date(value) : undefined
      if (at !== undefined && !Number.isNaN(at.getTime())) cookie.expires = at.toISOString()
    }
    return cookie
  })
}

function valuesOf(fields: readonly HarField[], name: string): string[] {
  return getFields(
    fields.flatMap((field) => [field.name, field.value]),
    name,
  )
}

/** An attribute without a value has its name alone; a cookie without a name its value (RFC 6265bis §5.6). */
function splitPair(pair: string): { name: string; value: string } {
  const equals = pair.indexOf('=')
  return equals < 0
    ? { name: pair.trim(), value: '' }
    : { name: pair.slice(0, equals).trim(), value: pair.slice(equals + 1).trim() }
}

export function queryString(url: string): HarField[] {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? []
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
      return { name: decode(name), value: decode(value) }
    })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
