/**
 * A WebSocket between a client and an upstream of different versions: the upgrade of HTTP/1 (RFC 6455 §4) is the extended
 * CONNECT of HTTP/2 (RFC 8441 §5) in other words, and the bytes after it are the same. Each change of a head is a patch.
 */
import { createHash } from 'node:crypto'
import { getField } from '../../kit/fields.ts'
import { systemRandom } from '../../kit/random.ts'
import type { Patch } from '../../model/hop.ts'
import type { Failure, Fields, Request, ResponseHead } from '../../model/message.ts'
import type { UpstreamLink } from '../upstream/link.ts'

export type WebSocketBridge = {
  request: Request
  /** The head for the client from the one the upstream switched with. */
  answer(head: ResponseHead): { head: ResponseHead; patches: Patch[] } | Failure
  /** What is wrong with an answer that does not switch, if it cannot be passed on. */
  problem(head: ResponseHead): Failure | undefined
}

/** `as-is`: both sides speak alike. `http/1.1`: another connection is needed, one that can upgrade. */
export type WebSocketPlan = 'as-is' | 'http/1.1' | WebSocketBridge | Failure

/** How a request to switch protocols goes over this connection. */
export function planWebSocket(request: Request, link: UpstreamLink): WebSocketPlan {
  const { head, target } = request
  const fromH2 = head.version === '2'
  const toH2 = link.info.protocol.startsWith('h2')
  const protocol = fromH2 ? head.protocol : getField(head.fields, 'upgrade')?.toLowerCase()
  if (fromH2 !== toH2 && protocol !== 'websocket')
    return refusal(
      'not_supported',
      `a switch to ${protocol} cannot be taken over from HTTP/${fromH2 ? 2 : 1} to HTTP/${toH2 ? 2 : 1}`,
    )
  if (!toH2) return fromH2 ? bridgeToHttp1(request) : 'as-is'
  if (link.takesExtendedConnect !== true) {
    if (target.protocol !== 'h2') return 'http/1.1'
    return refusal('upstream_h2', 'the upstream speaks HTTP/2 alone and does not offer WebSockets on it (RFC 8441)')
  }
  return fromH2 ? 'as-is' : bridgeToHttp2(request)
}

function bridgeToHttp1(request: Request): WebSocketBridge {
  const { head } = request
  const key = Buffer.from(systemRandom.bytes(16)).toString('base64')
  const added: [string, string][] = [
    ['Connection', 'Upgrade'],
    ['Upgrade', 'websocket'],
    ['Sec-WebSocket-Key', key],
  ]
  const { protocol, ...plain } = head
  const patches: Patch[] = [
    { op: 'set', index: -1, name: ':method', value: 'GET', before: head.method, cause: 'h1-h2' },
    { op: 'remove', index: -1, name: ':protocol', before: protocol!, cause: 'h1-h2' },
  ]
  const fields = append(head.fields, added, patches)
  return {
    request: { ...request, head: { ...plain, method: 'GET', fields }, patches: [...request.patches, ...patches] },
    answer(answered) {
      const accepted = getField(answered.fields, 'sec-websocket-accept')
      if (accepted !== acceptOf(key))
        return refusal(
          'upstream_malformed',
          `the upstream's Sec-WebSocket-Accept does not fit the key: Expected ${acceptOf(key)}, got ${accepted ?? 'none'}`,
        )
      const toClient: Patch[] = []
      // The status becomes 200 where the head is written to the client.
      return {
        head: { ...answered, fields: without(answered.fields, 'sec-websocket-accept', toClient) },
        patches: toClient,
      }
    },
    problem: ({ status }) =>
      status >= 200 && status < 300
        ? refusal('upstream_malformed', `the upstream answered ${status} and did not switch to WebSocket`)
        : undefined,
  }
}

function bridgeToHttp2(request: Request): WebSocketBridge {
  const { head } = request
  const key = getField(head.fields, 'sec-websocket-key') ?? ''
  const patches: Patch[] = [
    { op: 'set', index: -1, name: ':method', value: 'CONNECT', before: head.method, cause: 'h1-h2' },
    { op: 'add', index: -1, name: ':protocol', value: 'websocket', cause: 'h1-h2' },
  ]
  const fields = without(head.fields, 'sec-websocket-key', patches)
  return {
    request: {
      ...request,
      head: { ...head, method: 'CONNECT', protocol: 'websocket', fields },
      patches: [...request.patches, ...patches],
    },
    answer(answered) {
      const toClient: Patch[] = [
        { op: 'set', index: -1, name: ':status', value: '101', before: String(answered.status), cause: 'h1-h2' },
      ]
      const added: [string, string][] = [
        ['Connection', 'Upgrade'],
        ['Upgrade', 'websocket'],
        ['Sec-WebSocket-Accept', acceptOf(key)],
      ]
      return { head: { ...answered, status: 101, fields: append(answered.fields, added, toClient) }, patches: toClient }
    },
    problem: () => undefined,
  }
}

/** RFC 6455 §4.2.2 item 5.4. */
function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
}

function append(fields: Fields, added: readonly [string, string][], patches: Patch[]): Fields {
  added.forEach(([name, value], i) =>
    patches.push({ op: 'add', index: fields.length / 2 + i, name, value, cause: 'h1-h2' }),
  )
  return [...fields, ...added.flat()]
}

function without(fields: Fields, unwanted: string, patches: Patch[]): Fields {
  const kept: string[] = []
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i]!
    if (name.toLowerCase() === unwanted)
      patches.push({ op: 'remove', index: kept.length / 2, name, before: fields[i + 1]!, cause: 'h1-h2' })
    else kept.push(name, fields[i + 1]!)
  }
  return kept
}

function refusal(code: 'not_supported' | 'upstream_h2' | 'upstream_malformed', message: string): Failure {
  return { code, message, leg: code === 'not_supported' ? 'middlebox' : 'upstream' }
}
