import { describe, expect, test } from 'vitest'
import { listProxies, populate, reset, updateProxy } from '../../../src/api/toxiproxy/proxies.ts'
import { fakeProxies } from '../../support/tcp-proxies.ts'

const call = (proxies: ReturnType<typeof fakeProxies>, body: unknown, proxy = '') => ({
  proxies,
  body: JSON.stringify(body),
  proxy,
  toxic: '',
})
const a = { name: 'a', listen: 'x:1', upstream: 'x:9' }
const b = { name: 'b', listen: 'x:2', upstream: 'x:9' }

test('a list is in the order of names', async () => {
  const proxies = fakeProxies()
  await populate(call(proxies, [b, a]))
  expect(Object.keys(JSON.parse(listProxies(call(proxies, '')).body))).toEqual(['a', 'b'])
})

describe('populate', () => {
  test('leaves what is there already, replaces what leads elsewhere', async () => {
    const proxies = fakeProxies()
    await populate(call(proxies, [a, b]))
    const [first, second] = [proxies.all.get('a'), proxies.all.get('b')]
    proxies.told.length = 0
    const { status } = await populate(call(proxies, [a, { ...b, upstream: 'y:9' }]))
    expect(status).toBe(201)
    expect(proxies.told).toEqual(['change b off', 'create b'])
    expect(proxies.all.get('a')).toBe(first)
    expect(proxies.all.get('b')).not.toBe(second)
  })

  test.each([
    ['a missing name', [a, { upstream: 'x:1' }], 400, 'missing required field: name at proxy 2'],
    ['a missing upstream', [{ name: 'a' }], 400, 'missing required field: upstream at proxy 1'],
    ['a name twice', [a, a], 400, /"a" twice/],
    ['no list', a, 400, /^bad request body: Expected a list/],
    ['a list of something else', [1], 400, /^bad request body: Expected an object for proxy 1, got 1/],
  ] as [string, unknown, number, string | RegExp][])('%s changes nothing', async (_what, body, status, error) => {
    const proxies = fakeProxies()
    const reply = await populate(call(proxies, body))
    const message = typeof error === 'string' ? error : expect.stringMatching(error)
    expect(JSON.parse(reply.body)).toEqual({ error: message, status, proxies: [] })
    expect(reply.status).toBe(status)
    expect(proxies.all.size).toBe(0)
  })

  test('a port that is taken: 500, with those that could be made', async () => {
    const proxies = fakeProxies(['x:2'])
    const reply = await populate(call(proxies, [a, b]))
    expect(JSON.parse(reply.body)).toMatchObject({
      error: 'Expected a free port',
      status: 500,
      proxies: [{ name: 'a' }],
    })
  })
})

test('reset goes through all proxies, and says which could not be enabled', async () => {
  const proxies = fakeProxies(['x:2'])
  await populate(call(proxies, [a, { ...b, enabled: false }]))
  await expect(reset(call(proxies, ''))).rejects.toMatchObject({ status: 500, message: 'Expected a free port' })
  expect(proxies.told).toContain('change a on')
})

test('a place that cannot be read is the mistake of who wrote it', async () => {
  const proxies = fakeProxies()
  await populate(call(proxies, [a]))
  const changing = updateProxy(call(proxies, { upstream: 'nowhere' }, 'a'))
  await expect(changing).rejects.toMatchObject({ status: 400, message: expect.stringMatching(/^bad request body: /) })
})
