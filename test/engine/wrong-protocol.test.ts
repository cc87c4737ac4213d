import { expect, test } from 'vitest'
import { guessProtocol, notHttp2 } from '../../src/engine/wrong-protocol.ts'
import type { Failure, Target } from '../../src/model/message.ts'

const plain = { scheme: 'http', host: '::1', port: 3443, protocol: 'auto' } as const
const failure = (code: string, bytes?: string): Failure => ({
  code,
  message: 'it failed',
  leg: 'upstream',
  ...(bytes !== undefined && { bytes }),
})
const hint = (cause: Failure, target: Pick<Target, 'scheme' | 'host' | 'port' | 'protocol'> = plain, first = true) =>
  guessProtocol(cause, target, first).hint

test('TLS is certain by its records, and a guess when the server closes', () => {
  expect(hint(failure('upstream_malformed', '\x15\x03\x01\0\x02\x02F'))).toBe(
    'It answers with TLS: ask for https://[::1]:3443.',
  )
  expect(hint(failure('upstream_closed'))).toBe('Look at its log. If it wants TLS, ask for https://[::1]:3443.')
})

test('HTTP/2 is known by its first frame', () => {
  expect(hint(failure('upstream_malformed', '\0\0\x12\x04\0\0\0\0\0\0\x03'))).toMatch(
    /^It answers with HTTP\/2: .*h2c:\/\//,
  )
})

test('where nothing speaks for another protocol the failure is as it was', () => {
  const closed = failure('upstream_closed')
  expect(guessProtocol(closed, plain, false)).toBe(closed)
  expect(guessProtocol(closed, { ...plain, scheme: 'https' }, true)).toBe(closed)
  expect(guessProtocol(closed, { ...plain, protocol: 'h2' }, true)).toBe(closed)
  for (const one of [
    failure('upstream_closed', 'HTTP/1.1 2'),
    failure('upstream_malformed', 'SSH-2.0'),
    failure('upstream_reset'),
    { ...closed, hint: 'known' },
    { ...closed, leg: 'client' as const },
  ])
    expect(guessProtocol(one, plain, true)).toBe(one)
})

test('a plain server without HTTP/2 is told with what to try', () => {
  expect(notHttp2('Protocol error', plain)).toMatchObject({
    code: 'upstream_h2',
    message: '[::1]:3443 does not seem to speak HTTP/2 without TLS: Protocol error',
    hint: 'Try HTTP/1.1 (http://[::1]:3443) or TLS (https://[::1]:3443).',
  })
})
