import type { LookupAddress } from 'node:dns'
import { describe, expect, test } from 'vitest'
import { connectTo, createResolver, pinned, type Lookup } from '../../../src/engine/upstream/resolve.ts'

const never = new AbortController().signal
const unasked: Lookup = (host) => {
  throw new Error(`asked for ${host}`)
}

describe('without the resolver', () => {
  test.each([
    ['127.0.0.1', ['127.0.0.1']],
    ['2001:db8::1', ['2001:db8::1']],
    ['localhost', ['::1', '127.0.0.1']],
    ['LOCALHOST.', ['::1', '127.0.0.1']],
    ['web.localhost', ['::1', '127.0.0.1']],
    ['pinned.test', ['192.0.2.1', '2001:db8::2']],
  ])('%s', async (host, addresses) => {
    const pins = [{ host: 'pinned.test', port: 80, addresses: ['192.0.2.1', '2001:db8::2'] }]
    expect(await createResolver(pins, unasked)(host, 80, never)).toEqual({ kind: 'resolved', addresses, asked: false })
  })
})

describe('with the resolver', () => {
  const found: LookupAddress[] = [
    { address: '2001:db8::1', family: 6 },
    { address: '192.0.2.1', family: 4 },
  ]

  test('all addresses come in its order', async () => {
    const resolve = createResolver([], (_host, done) => setImmediate(done, null, found))
    const addresses = ['2001:db8::1', '192.0.2.1']
    expect(await resolve('origin.test', 80, never)).toEqual({ kind: 'resolved', addresses, asked: true })
  })

  test('equal questions in flight are asked once, later ones again', async () => {
    let asked = 0
    const resolve = createResolver([], (_host, done) => {
      asked++
      setImmediate(done, null, found)
    })
    await Promise.all([resolve('origin.test', 80, never), resolve('origin.test', 443, never)])
    expect(asked).toBe(1)
    await resolve('origin.test', 80, never)
    expect(asked).toBe(2)
  })

  test.each([
    ['ENOTFOUND', 'x.test does not resolve: no such name, or no address for it (ENOTFOUND)'],
    ['EAI_AGAIN', 'x.test does not resolve: the name server gave no answer for now (EAI_AGAIN)'],
    ['EAI_FAIL', 'x.test does not resolve: EAI_FAIL'],
  ])('%s is explained', async (code, message) => {
    const resolve = createResolver([], (_host, done) => done(Object.assign(new Error(), { code }), []))
    const failure = { code: 'dns_failed', message, leg: 'upstream' }
    expect(await resolve('x.test', 80, never)).toEqual({ kind: 'failed', trouble: { failure }, asked: true })
  })

  test('a resolver that throws or finds nothing is a failure too', async () => {
    expect((await createResolver([], unasked)('x.test', 80, never)).kind).toBe('failed')
    const nothing = await createResolver([], (_host, done) => done(null, []))('x.test', 80, never)
    expect(nothing).toMatchObject({ kind: 'failed', trouble: { failure: { message: 'x.test has no address' } } })
  })

  test('an abort does not wait for the answer', async () => {
    const stop = new AbortController()
    const answer = createResolver([], () => {})('x.test', 80, stop.signal)
    stop.abort()
    expect(await answer).toEqual({ kind: 'aborted' })
    expect(await createResolver([], unasked)('x.test', 80, stop.signal)).toEqual({ kind: 'aborted' })
  })
})

test('a pin of the host wins over *, and the later of two pins', () => {
  const pins = [
    { host: '*', port: 80, addresses: ['192.0.2.9'] },
    { host: 'a.test', port: 80, addresses: ['192.0.2.1'] },
    { host: 'A.test', port: 80, addresses: ['192.0.2.2'] },
  ]
  expect(pinned('a.TEST', 80, pins)).toEqual(['192.0.2.2'])
  expect(pinned('b.test', 80, pins)).toEqual(['192.0.2.9'])
  expect(pinned('a.test', 81, pins)).toBe(undefined)
})

test('--connect-to matches any where it is empty and keeps what it does not name', () => {
  const entries = [
    { host: 'a.test', port: 80, toHost: 'b.test', toPort: 0 },
    { host: '', port: 443, toHost: '', toPort: 8443 },
  ]
  expect(connectTo('A.test', 80, entries)).toEqual({ host: 'b.test', port: 80 })
  expect(connectTo('c.test', 443, entries)).toEqual({ host: 'c.test', port: 8443 })
  expect(connectTo('c.test', 80, entries)).toBe(undefined)
})
