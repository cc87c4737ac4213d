import { expect, test } from 'vitest'
import { createTrace } from '../../../../src/cli/commands/send/trace.ts'
import type { ProxyEvent } from '../../../../src/model/event.ts'

test('connection, both heads, trailers, times, nothing that commands a terminal', () => {
  const lines: string[] = []
  const hear = createTrace((line) => lines.push(line))
  const upstream = {
    address: '1.2.3.4',
    port: 443,
    protocol: 'h2',
    reused: true,
    via: 'http://p:1',
    tls: {
      version: 'TLSv1.3',
      cipher: 'x',
      peer: { subject: 'CN=a', issuer: 'CN=b\x1b[1m', validTo: 0, fingerprint256: '' },
    },
  }
  const head = { status: 200, reason: '', version: '2', fields: ['a', '\x1b[2Jb'] }
  const none = { dns: null, connect: null, tls: null }
  const events = [
    { type: 'request', head: { method: 'GET', target: '/', version: '1.1', fields: ['A', '1'] } },
    { type: 'upstream', upstream, patches: [{ op: 'rename', index: 0, name: 'a', cause: 'h1-h2' }], ...none },
    { type: 'response', head },
    {
      type: 'end',
      timings: { ...none, send: 1, wait: 2, receive: 3 },
      responseBody: { size: 5, kept: 0, chunks: [], trailers: ['t', '1'] },
    },
  ]
  for (const event of events) hear(event as unknown as ProxyEvent)
  expect(lines).toEqual([
    '* 1.2.3.4 port 443, h2, TLSv1.3, certificate CN=a, by CN=b, through http://p:1, kept connection',
    '> GET / HTTP/1.1',
    '> a: 1',
    '< HTTP/2 200',
    '< a: b',
    '< t: 1',
    '* send 1 ms, wait 2 ms, receive 3 ms, 5 B',
  ])
})
