/** `/ws`: a WebSocket that echoes, over an HTTP/1 upgrade (RFC 6455 §4.2) and over an HTTP/2 extended CONNECT (RFC 8441). */
import { getField, listMembers } from '../kit/fields.ts'
import { acceptKey } from '../messages/handshake.ts'
import type { Fields } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import { headFor, textAnswer } from './answer.ts'
import { EchoChannel } from './echo-channel.ts'
import type { Asked, Page } from './page.ts'

export const ws: Page = {
  path: '/ws',
  example: '/ws',
  summary: 'A WebSocket that sends every message back',
  methods: 'any',
  answer(asked) {
    const { head } = asked.request
    if (head.protocol === 'websocket') return accept(asked, 200, [])
    if (!wantsWebSocket(asked)) return upgradeRequired(asked, 'Expected a WebSocket handshake, got a plain request')
    if (head.method !== 'GET') return upgradeRequired(asked, `Expected GET for the handshake, got ${head.method}`)
    const version = getField(head.fields, 'sec-websocket-version') ?? 'none'
    if (version !== '13') return upgradeRequired(asked, `Expected Sec-WebSocket-Version 13, got ${version}`)
    const key = getField(head.fields, 'sec-websocket-key') ?? ''
    if (!/^[A-Za-z0-9+/]{22}==$/.test(key))
      return textAnswer(asked, 400, `Expected a Sec-WebSocket-Key of 16 bytes in base64, got '${key.slice(0, 40)}'\n`)
    const switching = ['Upgrade', 'websocket', 'Connection', 'Upgrade', 'Sec-WebSocket-Accept', acceptKey(key)]
    return accept(asked, 101, switching)
  },
}

function wantsWebSocket({ request, context }: Asked): boolean {
  const protocols = listMembers(request.head.fields, 'upgrade')
  return context.kind === 'upgrade' && protocols.some((name) => name.toLowerCase() === 'websocket')
}

/** A browser that asked for subprotocols fails when none is chosen, so the first is. */
function accept(asked: Asked, status: number, switching: Fields): Verdict {
  const [first] = listMembers(asked.request.head.fields, 'sec-websocket-protocol')
  const fields = first === undefined ? switching : [...switching, 'Sec-WebSocket-Protocol', first]
  const head = headFor(asked, status, fields)
  return { kind: 'switch', head, channel: new EchoChannel(), from: 'middlebox', patches: [] }
}

/** RFC 9110 §15.5.22, RFC 6455 §4.4. */
function upgradeRequired(asked: Asked, problem: string): Verdict {
  const extra = ['Upgrade', 'websocket', 'Connection', 'Upgrade', 'Sec-WebSocket-Version', '13']
  return textAnswer(asked, 426, `${problem}\nOpen ws://middlebox.test/ws or wss://middlebox.test/ws\n`, extra)
}
