import { expect, test } from 'vitest'
import { createReverse } from '../../src/reverse/reverse.ts'
import { answer, contextOf, requestTo, reverseWorld, route, siteOf, upstreams } from '../support/reverse.ts'

const random = { bytes: () => new Uint8Array() }
const reverseOf = (...texts: string[]) =>
  createReverse([siteOf(texts.map((text) => route(text)))], random, reverseWorld())

test("requests of other listeners pass, those of a site's take its routes", async () => {
  const { interceptor } = reverseOf('4000')
  const { asked, next } = upstreams(() => answer())
  const request = requestTo()
  await interceptor.handle(request, next, contextOf({ site: undefined }))
  await interceptor.handle(request, next, contextOf({ site: 7 }))
  await interceptor.handle(request, next, contextOf())
  expect(asked.map(({ target }) => target.port)).toEqual([80, 80, 4000])
})

test('no tunnels', () => {
  const { next } = upstreams(answer())
  const asked = reverseOf('4000').interceptor.handle(requestTo(), next, contextOf({ kind: 'connect' }))
  expect(asked).toMatchObject({ head: { status: 405 }, failure: { code: 'reverse_method' } })
})

test('a rule that chose another server stands above the routes', async () => {
  const { interceptor } = reverseOf('4000')
  const { asked, next } = upstreams(() => answer())
  const plain = requestTo('http://site.test/')
  const patch = (name: string) => ({ op: 'set' as const, index: 0, name, value: '', cause: 'rule r' as const })
  const elsewhere = { ...plain, target: { ...plain.target, host: 'other.test' }, patches: [patch('X')] }
  const renamed = { ...plain, patches: [patch('Host')] }
  for (const request of [elsewhere, renamed, { ...plain, patches: [patch('X')] }])
    await interceptor.handle(request, next, contextOf())
  expect(asked.map(({ target }) => target.port)).toEqual([80, 80, 4000])
})

test('other routes hold from the next request on, and what is known of upstreams is kept', async () => {
  const definition = route('4000,4001', { balance: { by: 'least_conn' } })
  const reverse = createReverse([siteOf([definition])], random, reverseWorld())
  const { asked, next } = upstreams(() => answer())
  const first = contextOf()
  await reverse.interceptor.handle(requestTo(), next, first)
  reverse.replace([siteOf([definition, route('/api=5000')])])
  await reverse.interceptor.handle(requestTo(), next, contextOf())
  await reverse.interceptor.handle(requestTo('http://x/api'), next, contextOf())
  // The first upstream is busy still: the request from before the change counts.
  expect(asked.map(({ target }) => target.port)).toEqual([4000, 4001, 5000])
  reverse.ended(first.id)
  await reverse.interceptor.handle(requestTo(), next, contextOf())
  expect(asked.at(-1)!.target.port).toBe(4000)
  reverse.close()
})
