/** Heads as text: the bytes that came, or for HTTP/2, where there are none, lines as HTTP/1 would have them. */
import { toPairs } from '../../../kit/fields.ts'
import type { RequestHead, ResponseHead } from '../../../model/message.ts'

/** Latin1, lines ended by CRLF, with the blank line. */
export function responseText(head: ResponseHead): string {
  return (
    head.raw ?? lines(`HTTP/${head.version} ${head.status}${head.reason === '' ? '' : ` ${head.reason}`}`, head.fields)
  )
}

export function requestText(head: RequestHead): string {
  const authority = head.authority === undefined ? [] : [':authority', head.authority]
  return lines(`${head.method} ${head.target} HTTP/${head.version}`, [...authority, ...head.fields])
}

function lines(first: string, fields: readonly string[]): string {
  return [first, ...toPairs(fields).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
}
