/** The commented example of a reverse proxy: it is right, and it does what its comments say. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { Command } from 'commander'
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { loadCommandSettings } from '../../src/cli/command-settings.ts'
import { addTableOptions } from '../../src/cli/table-options.ts'
import { configSchema } from '../../src/config/schema.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { createTestWorld } from '../support/cli-world.ts'
import { startProxy } from '../support/proxy.ts'
import { ask, startService } from '../support/service.ts'
import { read } from '../house/tree.ts'

const { text } = read('docs/examples/reverse.yml')

async function load(config: string) {
  await using folder = await makeTemporaryDirectory()
  const file = join(folder.path, 'reverse.yml')
  await writeFile(file, config)
  const command = new Command('middlebox').command('reverse')
  addTableOptions(command, 'reverse')
  command.parse(['--config', file], { from: 'user' })
  return (await loadCommandSettings(command, createTestWorld({ cwd: () => folder.path, home: () => folder.path })))
    .session
}

test('it keeps to the schema, and names every key of a route', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(configSchema())
  expect(validate(parse(text)) || validate.errors).toBe(true)
  const site = (
    configSchema() as {
      properties: { reverse: { anyOf: { properties: { routes: { items: { properties: object } } } }[] } }
    }
  ).properties.reverse.anyOf[0]!.properties.routes.items.properties
  expect(Object.keys(site).filter((key) => !text.includes(`${key}:`))).toEqual([])
})

test('it runs: routes, pools, heads', async () => {
  await using web = await startService('web')
  await using api = await startService('api')
  await using pay = await startService('pay')
  await using docs = await startService('docs')
  docs.answer = (request, response) => {
    response.setHeader('Location', `http://127.0.0.1:${docs.port}/v1/next`)
    response.setHeader('Set-Cookie', 'a=1; Secure')
    response.setHeader('X-Internal', 'secret')
    response.setHeader('Server', 'docs/1')
    response.end(JSON.stringify(request.rawHeaders))
  }
  const ports = { 3000: web.port, 4001: api.port, 4002: api.port, 4003: api.port, 5000: pay.port, 6000: docs.port }
  let config = text
    .replace('http://127.0.0.1:4002, weight', 'http://localhost:4002, weight')
    .replace('http://127.0.0.1:4003,', 'http://127.1.1.1:4003,')
  for (const [from, to] of Object.entries(ports))
    config = config.replaceAll(new RegExp(`\\b${from}\\b(?!ms)`, 'g'), String(to))
  const { sites } = await load(config)
  const at = { host: '127.0.0.1', port: 0 }
  await using proxy = await startProxy({
    listen: [
      { mode: 'reverse', ...at, site: 0 },
      { mode: 'reverse', ...at, site: 1 },
    ],
    sites,
  })
  expect(await ask(proxy.port, '/x')).toMatchObject({
    status: 200,
    text: 'web',
    headers: { 'x-request-id': expect.any(String) },
  })
  expect(await ask(proxy.port, '/apis')).toMatchObject({ text: 'web' })
  const first = await ask(proxy.port, '/api/users?x')
  expect(first).toMatchObject({ status: 200, text: 'api' })
  expect(first.headers['set-cookie']?.[0]).toMatch(/^api_upstream=.*Max-Age=3600$/)
  expect(api.asked.filter((line) => !line.includes('healthz'))).toEqual(['GET /users?x'])
  expect(await ask(proxy.port, '/payments/1')).toMatchObject({ text: 'pay' })
  expect(await ask(proxy.port, '/payments/1', { method: 'PUT' })).toMatchObject({ text: 'web' })
  const remote = await ask(proxy.port, '/page', { headers: { Host: 'docs.shop.test', 'X-Debug': '1' } })
  expect(docs.asked).toEqual(['GET /v1/page'])
  expect(remote.text).toContain(`"Host","127.0.0.1:${docs.port}"`)
  expect(remote.text).not.toContain('X-Debug')
  expect(remote.headers).toMatchObject({
    location: 'http://docs.shop.test/next',
    'set-cookie': ['a=1'],
    'x-content-type-options': 'nosniff',
  })
  expect(Object.keys(remote.headers)).not.toContain('x-internal')
  expect(Object.keys(remote.headers)).not.toContain('server')
  // Nobody speaks gRPC behind the other site: after its first check it answers at once.
  await proxy.event('health', ({ upstream }) => upstream === 'h2c://127.0.0.1:50051')
  expect((await ask(proxy.session.listeners[1]!.port)).status).toBe(503)
})
