import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { childEnvironment } from '../../../../src/cli/commands/run/environment.ts'

const certificate = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`

let home: string
let caFile: string
let corporate: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'middlebox-environment-'))
  caFile = join(home, 'ca.pem')
  corporate = join(home, 'corporate.pem')
  await writeFile(caFile, certificate('b3Vycw=='))
  await writeFile(corporate, certificate('Y29ycG9yYXRl'))
})
afterAll(() => rm(home, { recursive: true }))

const machine = { home: () => '/nonexistent', cwd: () => home, platform: 'linux' as const }

function prepare(env: Record<string, string>) {
  const world = { ...machine, env: { MIDDLEBOX_HOME: home, ...env } }
  return childEnvironment(world, { proxyUrl: 'http://127.0.0.1:1234', caFile, java: false })
}

test('the child keeps its own variables and gets ours in place of other proxies', async () => {
  const env = await prepare({ PATH: '/bin', https_proxy: 'http://corp:3128', NO_PROXY: 'localhost' })
  expect(env).toMatchObject({ PATH: '/bin', https_proxy: 'http://127.0.0.1:1234', NO_PROXY: '', no_proxy: '' })
})

test('the bundle holds our CA and what the user’s variables named', async () => {
  const env = await prepare({ SSL_CERT_FILE: corporate, NODE_EXTRA_CA_CERTS: corporate })
  expect(env['SSL_CERT_FILE']).toBe(join(home, 'ca-bundle.pem'))
  expect(env['NODE_EXTRA_CA_CERTS']).toBe(env['SSL_CERT_FILE'])
  const bundle = await readFile(env['SSL_CERT_FILE']!, 'utf8')
  expect(bundle).toContain('b3Vycw==')
  expect(bundle).toContain('Y29ycG9yYXRl')
})

test('wget gets a start-up file that names the bundle', async () => {
  const { WGETRC } = await prepare({})
  expect(await readFile(WGETRC!, 'utf8')).toContain(`\nca_certificate = ${join(home, 'ca-bundle.pem')}\n`)
})

test('a program that drives Toxiproxy finds it where its own command line looks', async () => {
  const world = { ...machine, env: { MIDDLEBOX_HOME: home, TOXIPROXY_URL: 'http://elsewhere:1' } }
  const options = { proxyUrl: 'http://127.0.0.1:1234', caFile, java: false }
  const { TOXIPROXY_URL } = await childEnvironment(world, { ...options, toxiproxyApi: 'http://127.0.0.1:8474' })
  expect(TOXIPROXY_URL).toBe('http://127.0.0.1:8474')
  expect(await childEnvironment(world, options)).toMatchObject({ TOXIPROXY_URL: 'http://elsewhere:1' })
})

test('what bin/ left for itself stays out', async () => {
  expect(await prepare({ MIDDLEBOX_HANDED_OVER: '1' })).not.toHaveProperty('MIDDLEBOX_HANDED_OVER')
})
