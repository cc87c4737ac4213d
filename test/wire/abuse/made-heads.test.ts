/** Heads that a rule or a script made badly: a 502 with the cause, nothing smuggled, and the proxy goes on. */
import { connect } from 'node:http2'
import { expect, test } from 'vitest'
import { emptyBody } from '../../../src/kit/body.ts'
import type { Interceptor } from '../../../src/model/contract.ts'
import type { Fields, Request, ResponseHead } from '../../../src/model/message.ts'
import { serves, settled, toOrigin, within } from '../../support/abuse.ts'
import { startProxy } from '../../support/proxy.ts'
import { answering, rawClient, rawOrigin } from '../../support/raw.ts'

const badFields: [string, Fields][] = [
  ['a line end in a value', ['X-A', 'a\r\nX-Injected: yes']],
  ['a line end in a name', ['X-A: a\r\nX-Injected', 'yes']],
  ['a character that would become a line end', ['X-A', 'a\u010d\u010aX-Injected: yes']],
  ['a length that is none', ['Content-Length', 'abc']],
  ['two lengths', ['Content-Length', '1', 'Content-Length', '2']],
  ['an empty transfer coding', ['Transfer-Encoding', '']],
]

function changing(change: (request: Request) => Request): Interceptor {
  return { name: 'bad-rule', handle: (request, next, context) => next(change(request), context) }
}

function answered(change: Partial<ResponseHead>): Interceptor {
  const head: ResponseHead = { status: 200, reason: 'OK', version: '1.1', fields: [], ...change }
  // Later than the request, so that nothing on the stack would catch what it throws.
  return {
    name: 'bad-mock',
    handle: async () => {
      await new Promise(setImmediate)
      return { kind: 'respond', head, body: emptyBody(), from: 'mock', patches: [] }
    },
  }
}

const badRequests: [string, (request: Request) => Request][] = [
  ...badFields.map(([name, fields]): [string, (request: Request) => Request] => [
    name,
    (request) => ({ ...request, head: { ...request.head, fields: ['Host', 'a', ...fields] } }),
  ]),
  [
    'a line end in the path',
    (request) => ({ ...request, target: { ...request.target, path: '/ HTTP/1.1\r\nX-Injected: yes\r\n\r\n' } }),
  ],
  ['a line end in the method', (request) => ({ ...request, head: { ...request.head, method: 'GET\r\nX-Injected:' } })],
]

test.each(badRequests)('a request with %s is not sent', async (_name, change) => {
  await using origin = await rawOrigin(answering('HTTP/1.1 204 No Content\r\n\r\n'))
  await using proxy = await startProxy({}, [
    changing((request) => (request.target.host === '127.0.0.1' ? change(request) : request)),
  ])
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port))
  const text = await within(2_000, 'an answer', client.until(/\r\n\r\n[^]+$/))
  expect(text).toMatch(/^HTTP\/1\.1 502 [^]*the request cannot be sent as it was made here: Expected /)
  expect(text).not.toMatch(/^X-Injected/m)
  for (const one of origin.connections) expect(one.received()).toBe('')
  client.close()
  await settled(proxy)
  expect((await proxy.ended()).error?.code).toBe('rule_invalid')
  await serves(proxy)
})

const badAnswers: [string, Partial<ResponseHead>][] = [
  ...badFields.map(([name, fields]): [string, Partial<ResponseHead>] => [name, { fields }]),
  ['a status that is none', { status: 7 }],
  ['a line end in the reason', { reason: 'OK\r\nX-Injected: yes' }],
]

test.each(badAnswers)('an answer with %s becomes a 502, over HTTP/1', async (_name, change) => {
  await using proxy = await startProxy({}, [answered(change)])
  const client = await rawClient(proxy.port)
  client.send('GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n')
  const text = await within(2_000, 'an answer', client.until(/\r\n\r\n[^]+$/))
  expect(text).toMatch(/^HTTP\/1\.1 502 [^]*the answer cannot be sent as it was made here: Expected /)
  expect(text).not.toMatch(/^X-Injected/m)
  client.close()
  await settled(proxy)
})

test.each(badAnswers)('an answer with %s becomes a 502, over HTTP/2', async (_name, change) => {
  await using proxy = await startProxy({}, [answered(change)])
  const session = connect(`http://127.0.0.1:${proxy.port}`)
  const stream = session.request({ ':path': '/', ':authority': 'a.test' })
  const status = new Promise((resolve, reject) => {
    stream.on('response', (head) => resolve(head[':status']))
    stream.on('error', reject)
  })
  stream.resume()
  expect(await within(2_000, 'an answer', status)).toBe(502)
  session.destroy()
  await settled(proxy)
})
