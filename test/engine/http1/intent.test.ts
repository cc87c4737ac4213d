/** What the Connection field asks for: to go on, to end, to speak something else. */
import { describe, expect, test } from 'vitest'
import { inspectFields } from '../../../src/engine/http1/facts.ts'
import { isUpgrade, wantsKeepAlive } from '../../../src/engine/http1/intent.ts'

describe('keep-alive (RFC 9112 §9.3)', () => {
  test.each([
    ['1.1', undefined, true],
    ['1.1', 'close', false],
    ['1.1', 'Close', false],
    ['1.1', 'x-private, close', false],
    ['1.1', 'closed', true],
    ['1.0', undefined, false],
    ['1.0', 'keep-alive', true],
    ['1.0', 'Keep-Alive, x', true],
    ['1.0', 'close', false],
  ] as const)('HTTP/%s with Connection %s: %s', (version, connection, expected) => {
    const facts = inspectFields(connection === undefined ? [] : ['Connection', connection])
    expect(wantsKeepAlive(version, facts)).toBe(expected)
  })

  test('close in a second line counts too', () => {
    expect(wantsKeepAlive('1.1', inspectFields(['Connection', 'x', 'Connection', 'close']))).toBe(false)
  })
})

describe('upgrade', () => {
  test.each([
    ['websocket', 'Upgrade', true],
    ['WebSocket', 'keep-alive, upgrade', true],
    ['foo/2', 'Upgrade', true],
    ['websocket', 'keep-alive', false],
    ['h2c', 'Upgrade, HTTP2-Settings', false],
    ['H2C', 'Upgrade', false],
  ])('%s with Connection %s: %s', (upgrade, connection, expected) => {
    expect(isUpgrade(inspectFields(['Upgrade', upgrade, 'Connection', connection]))).toBe(expected)
  })

  test('Connection alone asks for nothing', () => {
    expect(isUpgrade(inspectFields(['Connection', 'upgrade']))).toBe(false)
  })
})
