import { describe, expect, test } from 'vitest'
import { ask, verdictFor } from '../support/origin.ts'

const handshake = (changes: Record<string, string> = {}) => {
  const fields = {
    Host: 'middlebox.test',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...changes,
  }
  return Object.entries(fields).flat()
}

describe('/ws', () => {
  test('switches an HTTP/1 connection, with the proof of RFC 6455 §1.3', async () => {
    const { verdict } = await verdictFor('/ws', { kind: 'upgrade', fields: handshake() })
    expect(verdict).toMatchObject({ kind: 'switch', from: 'middlebox', patches: [] })
    if (verdict.kind !== 'switch') throw new Error('expected a switch')
    expect(verdict.head).toEqual({
      status: 101,
      reason: 'Switching Protocols',
      version: '1.1',
      fields: ['Upgrade', 'websocket', 'Connection', 'Upgrade', 'Sec-WebSocket-Accept', 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='],
    })
  })

  test('answers an extended CONNECT with 200', async () => {
    const fields = ['sec-websocket-version', '13', 'sec-websocket-protocol', 'chat, other']
    const h2 = { method: 'CONNECT', version: '2', protocol: 'websocket', kind: 'upgrade', fields } as const
    const { verdict } = await verdictFor('/ws', h2)
    if (verdict.kind !== 'switch') throw new Error('expected a switch')
    expect(verdict.head).toEqual({ status: 200, reason: '', version: '2', fields: ['sec-websocket-protocol', 'chat'] })
  })

  test('chooses the first subprotocol', async () => {
    const fields = handshake({ 'Sec-WebSocket-Protocol': 'a, b' })
    const { verdict } = await verdictFor('/ws', { kind: 'upgrade', fields })
    if (verdict.kind !== 'switch') throw new Error('expected a switch')
    expect(verdict.head.fields.slice(-2)).toEqual(['Sec-WebSocket-Protocol', 'a'])
  })

  test.each([
    ['a plain request', { kind: 'http' as const }, 'Expected a WebSocket handshake, got a plain request\n'],
    ['another protocol', { kind: 'upgrade' as const, fields: handshake({ Upgrade: 'tls' }) }, 'Expected a WebSocket'],
    [
      'POST',
      { kind: 'upgrade' as const, method: 'POST', fields: handshake() },
      'Expected GET for the handshake, got POST',
    ],
    [
      'an old version',
      { kind: 'upgrade' as const, fields: handshake({ 'Sec-WebSocket-Version': '8' }) },
      'Expected Sec-WebSocket-Version 13, got 8\n',
    ],
  ])('%s is told what is needed', async (_name, wish, line) => {
    const { status, text, field } = await ask('/ws', wish)
    expect({ status, version: field('sec-websocket-version'), upgrade: field('upgrade') }).toEqual({
      status: 426,
      version: '13',
      upgrade: 'websocket',
    })
    expect(text.startsWith(line)).toBe(true)
  })

  test.each(['', 'short', 'dGhlIHNhbXBsZSBub25jZQ==extra0000'])("the key '%s' is refused", async (key) => {
    const { status } = await ask('/ws', { kind: 'upgrade', fields: handshake({ 'Sec-WebSocket-Key': key }) })
    expect(status).toBe(400)
  })
})
