/** What the client sent. */
import { Buffer } from 'node:buffer'
import type { Exchange } from '../../model/exchange.ts'
import type { Line } from '../parts/line.ts'
import { headLines } from './message.ts'
import { messageTab, type MessageParts } from './message-tab.ts'
import { unreadLines } from './unread-bytes.ts'

export const requestTab = messageTab('request', 'Request', requestParts)

function requestParts(exchange: Exchange, width: number): MessageParts {
  const { unparsed, requestBody, url, endedAt } = exchange
  const running = endedAt === undefined
  if (unparsed !== undefined) {
    const cause: Line = [[exchange.error?.message ?? 'These bytes are no request.', 'serverError']]
    return { head: [cause, [], ...unreadLines(Buffer.from(unparsed, 'latin1'), width)], running }
  }
  const head = exchange.legs[0]?.request
  if (head === undefined) return { head: [[['no request head', 'dim']]], running }
  return { head: headLines(head, width), body: { body: requestBody, fields: head.fields, path: pathOf(url) }, running }
}

export function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? url
}
