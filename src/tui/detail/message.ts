/** A head as lines: the start line and the fields in the order and case of the wire, and how good a status is. */
import { sanitize } from '../../kit/sanitize.ts'
import { asUtf8 } from '../../kit/utf8-text.ts'
import type { Fields, Head, RequestHead } from '../../model/message.ts'
import type { Line, Span } from '../parts/line.ts'
import { wrapLine } from './wrap-line.ts'

/** Text of the wire for the screen. */
export function shown(text: string): string {
  return sanitize(asUtf8(text))
}

export function headLines(head: Head, width: number): Line[] {
  if (!('method' in head)) return [...wrapLine(statusLine(head), width, 4), ...fieldLines(head.fields, width)]
  return [...wrapLine(requestLine(head), width, 4), ...pseudoLines(head, width), ...fieldLines(head.fields, width)]
}

function requestLine({ method, target, version }: RequestHead): Line {
  return [
    [`${shown(method)} `, 'bold'],
    [shown(target), 'accent'],
    [` HTTP/${version}`, 'dim'],
  ]
}

function statusLine({ status, reason, version }: Extract<Head, { status: number }>): Line {
  return [
    [`HTTP/${version} `, 'dim'],
    [`${status} `, statusStyle(status)],
    [shown(reason), statusStyle(status)],
  ]
}

/** What HTTP/2 says beside the fields, and its request line does not show (RFC 9113 §8.3.1), in the client's order. */
function pseudoLines(head: RequestHead, width: number): Line[] {
  const { protocol, scheme, authority, pseudoOrder = [] } = head
  const parts: Readonly<Record<string, string | undefined>> = {
    ':protocol': protocol,
    ':scheme': scheme,
    ':authority': authority,
  }
  const names = new Set([...pseudoOrder.filter((name) => name in parts), ...Object.keys(parts)])
  return [...names].flatMap((name) => {
    const value = parts[name]
    return value === undefined ? [] : wrapLine([[`${name}: `, 'dim'], [shown(value)]], width, 4)
  })
}

/** The style of a status: good, elsewhere, the client's fault, the server's fault. */
export function statusStyle(status: number | null): 'ok' | 'redirect' | 'clientError' | 'serverError' | 'dim' {
  if (status === null || status >= 500) return 'serverError'
  if (status >= 400) return 'clientError'
  if (status >= 300) return 'redirect'
  return status >= 200 ? 'ok' : 'dim'
}

export function fieldLines(fields: Fields, width: number): Line[] {
  const lines: Line[] = []
  for (let i = 0; i < fields.length; i += 2) {
    const field: Span[] = [[`${shown(fields[i]!)}: `, 'name'], [shown(fields[i + 1]!)]]
    lines.push(...wrapLine(field, width, 4))
  }
  return lines
}
