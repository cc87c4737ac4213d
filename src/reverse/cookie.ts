/** Reading one cookie of a request (RFC 6265 §4.2). */
import type { Fields } from '../model/message.ts'
import { getFields } from '../kit/fields.ts'

/** The value of the first cookie of that name; names have case. */
export function cookieValue(fields: Fields, name: string): string | undefined {
  for (const line of getFields(fields, 'cookie')) {
    for (const pair of line.split(';')) {
      const equals = pair.indexOf('=')
      if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
    }
  }
  return undefined
}
