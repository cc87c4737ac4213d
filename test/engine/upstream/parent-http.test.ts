import { describe, expect, test } from 'vitest'
import { basicCredentials, createConnect } from '../../../src/engine/upstream/parent-http.ts'
import type { ParentUrl } from '../../../src/kit/proxy-environment.ts'
import { byteByByte, converse } from '../../support/negotiations.ts'

const parent: ParentUrl = { scheme: 'http', host: 'proxy.test', port: 3128 }
const who = 'the parent proxy http://proxy.test:3128'
const answer = (text: string, to: ParentUrl = parent, pieces?: typeof byteByByte) =>
  converse(createConnect(to, 'a.test', 443), [Buffer.from(text, 'latin1')], pieces)

test('the request has Host and, when there are some, credentials', () => {
  expect(Buffer.from(createConnect(parent, '2001:db8::1', 443).opening).toString()).toBe(
    'CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n\r\n',
  )
  const withUser = createConnect({ ...parent, user: 'ü', password: 'p:q' }, 'a.test', 443)
  expect(Buffer.from(withUser.opening).toString()).toBe(
    `CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\nProxy-Authorization: Basic ${Buffer.from('ü:p:q').toString('base64')}\r\n\r\n`,
  )
  expect(basicCredentials({ ...parent, user: 'u' })).toBe('Basic dTo=')
  expect(basicCredentials(parent)).toBe(undefined)
})

describe('a tunnel', () => {
  test.each([
    ['HTTP/1.1 200 Connection established\r\n\r\n', ''],
    ['HTTP/1.0 200\r\nVia: x\r\n\r\n\x16\x03\xff', '\x16\x03\xff'],
    ['HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 299 Fine\r\n\r\nHTTP', 'HTTP'],
  ])('%j', (text, rest) => {
    const { step } = answer(text)
    expect(step.kind === 'done' && Buffer.from(step.rest).toString('latin1')).toBe(rest)
  })

  test('in single bytes', () => {
    expect(answer('HTTP/1.1 200 OK\r\nA: b\r\n\r\n', parent, byteByByte).step).toEqual({
      kind: 'done',
      rest: Buffer.of(),
    })
  })
})

describe('a refusal', () => {
  test.each([
    [
      'HTTP/1.1 503 Service Unavailable\r\n\r\n',
      503,
      `${who} answered CONNECT a.test:443 with 503 Service Unavailable`,
    ],
    [
      'HTTP/1.1 502 Bad\r\nProxy-Status: squid; error=dns_error\r\n\r\n',
      502,
      `${who} answered CONNECT a.test:443 with 502 Bad (squid; error=dns_error)`,
    ],
    [
      'HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\n\r\n',
      403,
      `${who} answered CONNECT a.test:443 with 403 Forbidden (ERR_ACCESS_DENIED 0)`,
    ],
    [
      'HTTP/1.1 407 Auth\r\nProxy-Authenticate: Negotiate\r\nproxy-authenticate: Basic realm="a, b"\r\n\r\n',
      407,
      `${who} wants a user name and password: 407 Auth; it offers Negotiate, Basic`,
    ],
    [
      'HTTP/1.1 407 Auth\r\nProxy-Authenticate: NTLM, Digest realm="x", nonce="y"\r\n\r\n',
      407,
      `${who} wants credentials in a way that is not supported: 407 Auth; it offers NTLM, Digest, and not Basic`,
    ],
    ['HTTP/1.1 407\r\n\r\n', 407, `${who} wants a user name and password: 407`],
    ['HTTP/1.1 101 Switching\r\n\r\n', 101, `${who} answered CONNECT a.test:443 with 101 Switching`],
    ['SSH-2.0-OpenSSH', undefined, `${who} does not speak HTTP`],
    ['HTTP/2.0 200 OK\r\n\r\n', undefined, `${who} answered CONNECT with a malformed status line`],
    [`HTTP/1.1 200 OK\r\nA: ${'b'.repeat(70_000)}`, undefined, `${who} answered CONNECT with an endless head`],
  ])('%.60j', (text, parentStatus, message) => {
    const failure = { code: 'parent_refused', message, leg: 'upstream' }
    const trouble = parentStatus === undefined ? { failure } : { failure, parentStatus }
    expect(answer(text).step).toEqual({ kind: 'failed', trouble })
  })

  test('credentials that were sent are said to be wrong', () => {
    const { step } = answer('HTTP/1.1 407 Auth\r\nProxy-Authenticate: Basic\r\n\r\n', { ...parent, user: 'u' })
    expect(step).toMatchObject({
      trouble: {
        failure: { message: `${who} does not accept the user name and password given: 407 Auth; it offers Basic` },
      },
    })
  })

  test('hanging up is one too', () => {
    expect(createConnect(parent, 'a.test', 443).closed('ECONNRESET').failure.message).toBe(
      `${who} closed the connection without an answer to CONNECT a.test:443 (ECONNRESET)`,
    )
  })
})
