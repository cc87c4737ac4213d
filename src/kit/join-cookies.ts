/** Cookies in one field, as HTTP/1 wants them: over HTTP/2 clients send each by itself (RFC 9113 §8.2.3). */
import type { Fields } from '../model/message.ts'
import { getFields, sameName } from './fields.ts'

/** The same list where there is one at most; else the joined one comes last. */
export function joinCookies(fields: Fields): Fields {
  const cookies = getFields(fields, 'cookie')
  if (cookies.length < 2) return fields
  const rest = fields.filter((_, index) => !sameName(fields[index - (index % 2)]!, 'cookie'))
  return [...rest, 'cookie', cookies.join('; ')]
}
