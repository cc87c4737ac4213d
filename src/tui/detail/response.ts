/** What the client was answered. */
import { Buffer } from 'node:buffer'
import { clientResponse } from '../../kit/legs.ts'
import { reasons } from '../../kit/reasons.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Line } from '../parts/line.ts'
import { headLines, shown } from './message.ts'
import { messageTab, type MessageParts } from './message-tab.ts'
import { pathOf } from './request.ts'
import { unreadLines } from './unread-bytes.ts'
import { wrapLine } from './wrap-line.ts'

export const responseTab = messageTab('response', 'Response', responseParts)

function responseParts(exchange: Exchange, width: number): MessageParts {
  const { responseBody, url, endedAt } = exchange
  const running = endedAt === undefined
  const before = [...failureLines(exchange, width), ...interimLines(exchange)]
  const head = clientResponse(exchange)
  if (head === undefined) return { head: [...before, [[running ? 'no answer yet' : 'no answer', 'dim']]], running }
  return {
    head: [...before, ...headLines(head, width)],
    body: { body: responseBody, fields: head.fields, path: pathOf(url) },
    running,
  }
}

/** What ended it, and the bytes that could not be read. */
function failureLines({ error, unparsed }: Exchange, width: number): Line[] {
  if (error === undefined) return []
  const lines = wrapLine(
    [
      [shown(error.message), 'serverError'],
      [`  ${error.code}`, 'dim'],
    ],
    width,
  )
  // Those of a request are shown with it.
  if (error.bytes === undefined || unparsed !== undefined) return [...lines, []]
  return [...lines, ...unreadLines(Buffer.from(error.bytes, 'latin1'), width), []]
}

/** The 1xx that came before (RFC 9110 §15.2): of these only the status is kept. */
function interimLines({ interim }: Exchange): Line[] {
  return interim.map((status): Line => [
    [`${status} ${reasons[status] ?? ''}`.trimEnd(), 'dim'],
    ['  before the answer', 'dim'],
  ])
}
