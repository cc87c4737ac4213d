import { describe, expect, test } from 'vitest'
import { type WebSocketBridge, planWebSocket } from '../../../src/engine/http2/websocket-bridge.ts'
import type { UpstreamLink } from '../../../src/engine/upstream/link.ts'
import { emptyBody } from '../../../src/kit/body.ts'
import { applyPatches } from '../../../src/kit/patch.ts'
import type { Request, RequestHead, Target } from '../../../src/model/message.ts'

const fromHttp1: RequestHead = {
  method: 'GET',
  target: '/',
  version: '1.1',
  fields: [
    'Host',
    'a',
    'Upgrade',
    'websocket',
    'Connection',
    'Upgrade',
    'Sec-WebSocket-Key',
    'dGhlIHNhbXBsZSBub25jZQ==',
  ],
}
const fromHttp2: RequestHead = {
  method: 'CONNECT',
  target: '/',
  version: '2',
  protocol: 'websocket',
  fields: ['sec-websocket-version', '13'],
}

function request(head: RequestHead, protocol: Target['protocol'] = 'auto'): Request {
  return {
    head,
    target: { scheme: 'https', host: 'a', port: 443, path: '/', protocol },
    body: emptyBody(),
    patches: [],
  }
}

function link(protocol: 'http/1.1' | 'h2' | 'h2c', takesExtendedConnect?: boolean): UpstreamLink {
  return { info: { protocol }, takesExtendedConnect } as unknown as UpstreamLink
}

describe('between ends that speak alike', () => {
  test.each([
    [fromHttp1, link('http/1.1')],
    [fromHttp2, link('h2', true)],
  ])('nothing is done: %#', (head, to) => {
    expect(planWebSocket(request(head), to)).toBe('as-is')
  })
})

describe('an h2 origin that does not take extended CONNECT', () => {
  test('is asked over HTTP/1 where it may speak that', () => {
    expect(planWebSocket(request(fromHttp2), link('h2', false))).toBe('http/1.1')
  })

  test.each([fromHttp1, fromHttp2])('is refused with the reason where it may not: %#', (head) => {
    expect(planWebSocket(request(head, 'h2'), link('h2', false))).toMatchObject({
      code: 'upstream_h2',
      leg: 'upstream',
      message: expect.stringContaining('RFC 8441'),
    })
  })
})

describe('a switch to something other than WebSocket', () => {
  test('passes between ends that speak alike', () => {
    expect(planWebSocket(request({ ...fromHttp1, fields: ['Upgrade', 'tls/1.2'] }), link('http/1.1'))).toBe('as-is')
  })

  test.each([
    [{ ...fromHttp1, fields: ['Upgrade', 'tls/1.2'] }, link('h2', true)],
    [{ ...fromHttp2, protocol: 'connect-udp' }, link('http/1.1')],
  ])('does not pass between versions: %#', (head, to) => {
    expect(planWebSocket(request(head), to)).toMatchObject({ code: 'not_supported', leg: 'middlebox' })
  })
})

describe('from h2 to HTTP/1', () => {
  const bridge = planWebSocket(request(fromHttp2), link('http/1.1')) as WebSocketBridge
  const accept = (value: string) => ({
    status: 101,
    reason: 'Switching',
    version: '1.1' as const,
    fields: ['Sec-WebSocket-Accept', value, 'x', '1'],
  })

  test('the request is an upgrade with a key of its own, explained by its patches', () => {
    const { head, patches } = bridge.request
    expect(head).toMatchObject({ method: 'GET', version: '2' })
    expect(head.protocol).toBeUndefined()
    expect(applyPatches(fromHttp2, patches)).toMatchObject({ method: 'GET', fields: head.fields })
    expect(patches.every(({ cause }) => cause === 'h1-h2')).toBe(true)
    const other = planWebSocket(request(fromHttp2), link('http/1.1')) as WebSocketBridge
    expect(other.request.head.fields).not.toEqual(head.fields)
  })

  test('an accept of another key is a failure', () => {
    expect(bridge.answer(accept('wrong'))).toMatchObject({
      code: 'upstream_malformed',
      message: expect.stringContaining('got wrong'),
    })
  })

  test('a 2xx that is no switch is a failure, other answers are answers', () => {
    expect(bridge.problem({ status: 200, reason: '', version: '1.1', fields: [] })).toMatchObject({
      code: 'upstream_malformed',
    })
    expect(bridge.problem({ status: 403, reason: '', version: '1.1', fields: [] })).toBeUndefined()
  })
})

describe('from HTTP/1 to h2', () => {
  const bridge = planWebSocket(request(fromHttp1), link('h2c', true)) as WebSocketBridge

  test('the request is an extended CONNECT without the key', () => {
    expect(bridge.request.head).toMatchObject({ method: 'CONNECT', protocol: 'websocket' })
    expect(bridge.request.head.fields).toEqual(fromHttp1.fields.slice(0, 6))
  })

  test('the answer is a 101 with the accept of RFC 6455 §1.3', () => {
    const given = { status: 200, reason: '', version: '2' as const, fields: ['x', '1'] }
    const answer = bridge.answer(given)
    if ('code' in answer) throw new Error(answer.message)
    expect(answer.head).toMatchObject({
      status: 101,
      fields: [
        'x',
        '1',
        'Connection',
        'Upgrade',
        'Upgrade',
        'websocket',
        'Sec-WebSocket-Accept',
        's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      ],
    })
    expect(applyPatches(given, answer.patches)).toMatchObject({ status: 101, fields: answer.head.fields })
  })
})
