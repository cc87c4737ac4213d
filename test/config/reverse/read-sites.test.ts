import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { readSites, sitesSchema } from '../../../src/config/reverse/read-sites.ts'
import { located } from '../../support/located.ts'

const read = async (yaml: string) => readSites(await located(yaml), '/base')

const two = `
- listenPort: 8001
  security: true
  tls: { certificates: { cert: a.pem, host: a.test }, redirect: true }
  routes: [{ match: /, upstreams: 3000 }]
- { listenHost: "::1", routes: [{ match: /, upstreams: 3001, security: false }] }
`

test('one site or several, each with its routes', async () => {
  const [first, second] = await read(two)
  expect(first).toMatchObject({
    port: 8001,
    tls: { certificates: [{ cert: '/base/a.pem', host: 'a.test' }], redirect: true },
    routes: [{ security: true, upstreams: [{ port: 3000 }] }],
    where: 'f.yml:2:3',
  })
  expect(second).toMatchObject({ host: '::1', tls: { certificates: [] }, routes: [{ security: false }] })
  expect(second).not.toHaveProperty('port')
  expect(await read('routes: [{ match: /, upstreams: 1 }]')).toHaveLength(1)
})

test('files are known with their places', async () => {
  const yaml =
    'tls: { certificates: [{ cert: a.pem, key: a.key }], clientCa: ca.pem }\nroutes: [{ match: /, upstreams: 1 }]'
  expect((await read(yaml))[0]!.tls).toEqual({
    certificates: [{ cert: '/base/a.pem', key: '/base/a.key' }],
    clientCa: ['/base/ca.pem'],
    redirect: false,
    places: { '/base/a.pem': 'f.yml:1:31', '/base/a.key': 'f.yml:1:43', '/base/ca.pem': 'f.yml:1:63' },
  })
})

test.each([
  ['[]', 'at least one site'],
  ['{ listenPort: 1 }', 'Expected routes'],
  ['{ routes: [] }', 'Expected a list of routes, got an empty one'],
  ['{ routes: 3000 }', 'Expected a list of routes, got 3000'],
  ['{ route: 3000 }', 'Expected a known key'],
])('%s', async (yaml, message) => {
  await expect(read(yaml)).rejects.toThrow(message)
})

test('the schema takes what is read, and refuses what is not', () => {
  const validate = new Ajv({ strict: false }).compile(sitesSchema())
  expect(validate(parse(two))).toBe(true)
  expect(validate({ routes: [{ match: '/', upstreams: [3000], health: { path: '/x', interval: '2s' } }] })).toBe(true)
  expect(validate({ routes: [{ match: '/' }] })).toBe(false)
  expect(validate({ routes: [{ match: '/', upstreams: 3000, helth: {} }] })).toBe(false)
})
