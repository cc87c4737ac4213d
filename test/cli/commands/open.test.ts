import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from '../../../src/cli/start.ts'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { exportHar } from '../../../src/session/har.ts'
import { createTestWorld } from '../../support/cli-world.ts'
import { buildExchange } from '../../support/exchange.ts'

const text = exportHar([buildExchange({ id: 'a' }), buildExchange({ id: 'b', status: 503 })], { version: '1' })

async function run(argv: string[], content: string, stdin = '') {
  await using folder = await makeTemporaryDirectory()
  await writeFile(join(folder.path, 'f.har'), content)
  const world = createTestWorld({
    cwd: () => folder.path,
    home: () => folder.path,
    stdin: async () => Buffer.from(stdin),
  })
  await main(['open', ...argv], world)
  return { out: world.out.trimEnd().split('\n'), err: world.err, code: world.code }
}

test('a line each, or NDJSON', async () => {
  expect(await run(['f.har'], text)).toMatchObject({
    code: 0,
    err: '',
    out: [expect.stringMatching(/ 200 /), expect.stringMatching(/ 503 /)],
  })
  const { out } = await run(['f.har', '--json'], text)
  expect(out.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['a', 'b'])
})

test('only what the view shows, and from standard input', async () => {
  expect((await run(['f.har', '--view', '~c 5xx'], text)).out).toHaveLength(1)
  expect((await run(['-'], '', text)).out).toHaveLength(2)
})

test('what is wrong is said in one line, with its place', async () => {
  expect(await run(['f.har'], '{"log":\n1}')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^middlebox: f\.har:2:1: Expected log to be an object, got 1\.\n/),
  })
  expect(await run(['g.har'], text)).toMatchObject({
    code: 2,
    err: expect.stringContaining('"g.har", which does not exist'),
  })
  expect(await run(['f.har', '--view', '~c ('], text)).toMatchObject({ code: 2 })
})

test('no exchanges, and a file that breaks off, are said', async () => {
  expect((await run(['f.har'], '{"log":{"entries":[]}}')).err).toBe('middlebox: f.har holds no exchanges\n')
  expect((await run(['f.har'], text.slice(0, -20))).err).toContain('breaks off')
})
