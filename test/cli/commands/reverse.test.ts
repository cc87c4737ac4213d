import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from '../../../src/cli/start.ts'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { createTestWorld } from '../../support/cli-world.ts'

async function run(argv: string[], config = '') {
  await using folder = await makeTemporaryDirectory()
  if (config !== '') await writeFile(join(folder.path, 'middlebox.yml'), config)
  const world = createTestWorld({ cwd: () => folder.path, home: () => folder.path })
  await main(argv, world)
  return { out: world.out, err: world.err, code: world.code }
}

test('--explain: which route, and why not the others', async () => {
  expect(await run(['reverse', '3000', '/api=4000', 'api.test/v2=5000', '--explain', 'http://api.test/api/x'])).toEqual(
    {
      out: `GET http://api.test/api/x at 127.0.0.1:8000
  api.test, /v2 and below -> http://localhost:5000  no: the path is /api/x
  any host, /api and below -> http://localhost:4000  taken
  any host, / and below -> http://localhost:3000  not asked: less specific
`,
      err: '',
      code: 0,
    },
  )
})

test('--explain from the config file; no route is exit code 1', async () => {
  const config = 'reverse: { listenPort: 81, routes: [{ match: /api, upstreams: 3000 }] }'
  expect(await run(['reverse', '--explain', '/other'], config)).toMatchObject({
    out: expect.stringMatching(/at 127\.0\.0\.1:81\n.*no: the path is \/other\n {2}no route: 404\n$/),
    code: 1,
  })
})

test('--explain takes a name in the letters that a route has it in', async () => {
  for (const url of ['http://täst.example/x', 'Täst.example/x', 'http://xn--tst-qla.example/x'])
    expect(await run(['reverse', 'täst.example=3000', '--explain', url])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^GET http:\/\/xn--tst-qla\.example\/x at .*\n.*taken\n$/),
    })
})

test('--explain with a method', async () => {
  const config = `reverse: { routes: [{ match: /, upstreams: 1, methods: POST }, { match: /, upstreams: 2 }] }`
  const asked = (url: string) => run(['reverse', '--explain', url], config)
  expect((await asked('post http://x/')).out).toMatch(/^POST http:\/\/x\/ at .*\n.*methods POST.*taken\n/)
  expect((await asked('/a')).out).toMatch(/^GET http:\/\/localhost\/a at .*\n.*no: the method is GET\n.*taken\n$/)
})

test("--explain asks the site on the URL's port, and every one where there is none", async () => {
  const site = (port: number) => `{ listenPort: ${port}, routes: [{ match: /, upstreams: 3000 }] }`
  const asked = (url: string) => run(['reverse', '--explain', url], `reverse: [${site(8001)}, ${site(8002)}]`)
  expect((await asked('http://localhost:8002/')).out).toBe(`GET http://localhost:8002/ at 127.0.0.1:8002
  any host, / and below -> http://localhost:3000  taken
not asked: 127.0.0.1:8001, since the URL has port 8002
`)
  expect((await asked('http://localhost/')).out.match(/taken/g)).toHaveLength(2)
})

test.each([
  [['reverse'], 'Expected a route such as 3000'],
  [['reverse', 'a b'], 'Expected an upstream such as 3000'],
  [['reverse', '3000', '3001'], 'same requests'],
  [['reverse', '8000'], 'where it listens itself'],
  [['reverse', '3000', '--explain', 'http://'], 'Expected a URL for --explain'],
  [
    ['reverse', '3000', '--tls-cert', 'gone.pem'],
    '--tls-cert: Expected a PEM file, got "gone.pem", which does not exist',
  ],
])('%j', async (argv, message) => {
  const { err, code } = await run(argv)
  expect(err).toContain(message)
  expect(code).toBe(2)
})
