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
