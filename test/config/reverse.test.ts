import { expect, test } from 'vitest'
import { resolveReverse } from '../../src/config/reverse.ts'
import { located } from '../support/located.ts'

type Said = Parameters<typeof resolveReverse>[0]

const nothing: Said = {
  routes: [],
  section: undefined,
  settings: {},
  forward: undefined,
  flags: { host: false, port: false },
}
const resolve = async (yaml: string | undefined, more: Partial<Said> = {}) =>
  resolveReverse({
    ...nothing,
    section: yaml === undefined ? undefined : { value: await located(yaml), base: '/' },
    ...more,
  })
const places = ({ listen }: Awaited<ReturnType<typeof resolve>>) =>
  listen.map(({ mode, host, port, site }) => `${mode} ${host}:${port} ${site}`)

const one = 'routes: [{ match: /, upstreams: 3000 }]'

test('arguments stand in place of the section', async () => {
  const { sites } = await resolve(one, { routes: ['4000', '/api=5000'] })
  expect(sites[0]!.routes.map(({ match }) => match.text)).toEqual(['/', '/api'])
  await expect(resolve(undefined)).rejects.toThrow('Expected a route such as 3000')
})

test('where it listens: flag, section, option, usual', async () => {
  expect(places(await resolve(one))).toEqual(['reverse 127.0.0.1:8000 0'])
  expect(places(await resolve(one, { settings: { listenPort: 1 } }))).toEqual(['reverse 127.0.0.1:1 0'])
  const section = `{ listenPort: 2, ${one} }`
  expect(places(await resolve(section, { settings: { listenPort: 1, listenHost: '::1' } }))).toEqual([
    'reverse ::1:2 0',
  ])
  const flags = { host: false, port: true }
  expect(places(await resolve(section, { settings: { listenPort: 1 }, flags }))).toEqual(['reverse 127.0.0.1:1 0'])
})

test('several sites, and a forward proxy beside them', async () => {
  const forward = { mode: 'forward' as const, host: '127.0.0.1', port: 8080 }
  const section = `[{ ${one} }, { listenPort: 8001, ${one} }]`
  expect(places(await resolve(section, { forward, settings: { listenPort: 8080 } }))).toEqual([
    'forward 127.0.0.1:8080 undefined',
    'reverse 127.0.0.1:8000 0',
    'reverse 127.0.0.1:8001 1',
  ])
  await expect(resolve(`[{ ${one} }, { ${one} }]`)).rejects.toThrow(
    'a port of its own for each site, got 127.0.0.1:8000 again',
  )
  await expect(resolve(`{ listenPort: 8080, ${one} }`, { forward })).rejects.toThrow('127.0.0.1:8080 again')
})

test('served certificates: each key with its certificate', async () => {
  const settings = { tlsCert: [{ file: '/a.pem' }, { host: 'b.test', file: '/b.pem' }], tlsKey: [{ file: '/a.key' }] }
  expect((await resolve(one, { settings })).sites[0]!.tls).toEqual({
    certificates: [
      { cert: '/a.pem', key: '/a.key' },
      { host: 'b.test', cert: '/b.pem' },
    ],
    places: { '/a.pem': '--tls-cert', '/b.pem': '--tls-cert', '/a.key': '--tls-key' },
  })
  await expect(resolve(one, { settings: { tlsKey: [{ file: '/a.key' }] } })).rejects.toThrow(
    'a --tls-cert without a host',
  )
})

test('an upstream that is our own port is refused', async () => {
  const place = { message: expect.stringContaining('where it listens itself'), hint: 'Choose another port with -p.' }
  await expect(resolve(undefined, { routes: ['8000'] })).rejects.toMatchObject(place)
  const second = '{ listenPort: 8001, routes: [{ match: /, upstreams: [3000, 8001] }] }'
  await expect(resolve(`[{ ${one} }, ${second}]`)).rejects.toMatchObject({
    message: expect.stringMatching(/^f\.yml:1:106: .*got http:\/\/localhost:8001, where it listens itself/),
    hint: 'Lead the route elsewhere, or give the site there another listenPort.',
  })
})
