import { expect, test } from 'vitest'
import { createRequestId } from '../../src/reverse/request-id.ts'
import { answer, contextOf, failed, requestTo, upstreams } from '../support/reverse.ts'

const interceptor = createRequestId({ header: 'X-Request-ID' }, { bytes: (count) => new Uint8Array(count).fill(0xab) })

test('made for requests that have none, and told in the answer', async () => {
  const { asked, next } = upstreams(answer())
  const verdict = await interceptor.handle(requestTo(), next, contextOf())
  const id = 'ab'.repeat(16)
  expect(asked[0]).toMatchObject({
    head: { fields: ['Host', 'site.test', 'X-Request-ID', id] },
    patches: [{ cause: 'reverse request-id' }],
  })
  expect(verdict).toMatchObject({ head: { fields: ['X-Request-ID', id] } })
})

test('a client that names it in Connection does not take it away', async () => {
  const { asked, next } = upstreams(answer())
  await interceptor.handle(
    requestTo('http://x/', { fields: ['x-request-id', 'mine', 'Connection', 'X-Request-ID'] }),
    next,
    contextOf(),
  )
  expect(asked[0]!.head.fields).toEqual(['x-request-id', 'mine'])
})

test("the client's own is kept, and an answer that tells it is left alone", async () => {
  const { asked, next } = upstreams(answer(200, ['x-request-id', 'theirs']))
  const request = requestTo('http://x/', { fields: ['x-request-id', 'mine'] })
  expect(await interceptor.handle(request, next, contextOf())).toMatchObject({
    head: { fields: ['x-request-id', 'theirs'] },
  })
  expect(asked[0]).toBe(request)
})

test('in an answer of our own too: who logs it finds the request that got none', async () => {
  const { next } = upstreams(failed('pool_unavailable'))
  const request = requestTo('http://x/', { fields: ['x-request-id', 'mine'] })
  expect(await interceptor.handle(request, next, contextOf())).toMatchObject({
    head: { fields: ['X-Request-ID', 'mine'] },
    failure: { code: 'pool_unavailable' },
  })
})
