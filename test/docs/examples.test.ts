/** The examples that the guides use do what the guides say, offline, against the built-in origin. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { capture } from '../../src/kit/environment.ts'
import { root } from '../house/tree.ts'

const home = mkdtempSync(join(tmpdir(), 'middlebox-examples-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

// `middlebox` and `node` on the PATH, from the sources and as this test runs.
const program = join(home, 'middlebox')
writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'src/cli/main.ts')}' "$@"\n`)
chmodSync(program, 0o755)
const { PATH = '' } = process.env
const env = {
  PATH: [home, dirname(process.execPath), PATH].join(delimiter),
  MIDDLEBOX_HOME: join(home, 'state'),
  NO_COLOR: '1',
}

const example = (name: string) => join(root, 'docs/examples', name)
const run = (command: string, ...args: string[]) => capture(command, args, { env })
const fetching = (...paths: string[]) =>
  `for (const path of ${JSON.stringify(paths)}) await (await fetch('https://middlebox.test' + path)).text()`
const asModule = ['--input-type=module', '-e']

test.skipIf(process.platform === 'win32')('check-traffic.sh passes when all is well', async () => {
  const { code, stdout } = await run('sh', example('check-traffic.sh'), 'node', ...asModule, fetching('/status/200'))
  expect({ code, stdout }).toEqual({ code: 0, stdout: '0 of 1 requests failed\n' })
})

test.skipIf(process.platform === 'win32')('check-traffic.sh fails when a request did', async () => {
  const script = fetching('/status/200', '/status/503')
  const { code, stdout } = await run('sh', example('check-traffic.sh'), 'node', ...asModule, script)
  expect(code).toBe(1)
  expect(stdout).toBe('503 GET https://middlebox.test/status/503 \n1 of 2 requests failed\n')
})

test.skipIf(process.platform === 'win32')('check-traffic.sh fails as the command does', async () => {
  expect(await run('sh', example('check-traffic.sh'), 'sh', '-c', 'exit 3')).toMatchObject({ code: 3, stdout: '' })
})

test('what-changed.mjs lists the changes of each exchange', async () => {
  const origin = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1')
  await new Promise((resolve) => origin.once('listening', resolve))
  const url = `http://127.0.0.1:${(origin.address() as AddressInfo).port}/`
  const file = join(home, 'traffic.ndjson')
  const client = `import { get } from 'node:http'; get('${url}', { headers: { connection: 'x-trace', 'x-trace': '1' } }, (answer) => answer.resume())`
  const { code, stderr } = await run(
    'node',
    join(root, 'src/cli/main.ts'),
    'run',
    '-q',
    '--json-file',
    file,
    '--',
    'node',
    ...asModule,
    client,
  )
  origin.close()
  expect(code, stderr).toBe(0)
  const { stdout } = await run('node', example('what-changed.mjs'), file)
  expect(stdout).toContain(`GET ${url}\n`)
  expect(stdout).toContain('  request   :target            set      target-form\n')
  expect(stdout).toContain('  request   x-trace            remove   hop-by-hop\n')
})

test('toxiproxy.mjs hears a server that is well, slow, cut off, away and well again', async () => {
  const { code, stdout, stderr } = await run(
    'node',
    join(root, 'src/cli/main.ts'),
    ...['run', '--toxiproxy-api', '0', '--', 'node', example('toxiproxy.mjs')],
  )
  const well = '220 mail.test ready'
  expect({ code, stdout }, stderr).toEqual({
    code: 0,
    stdout: [well, 'nothing yet', 'ECONNRESET', 'ECONNREFUSED', well, ''].join('\n'),
  })
  expect(stderr).toContain('TCP proxy mail')
})

test('websocket.mjs gets its messages back', async () => {
  const { code, stdout, stderr } = await run(
    'node',
    join(root, 'src/cli/main.ts'),
    ...['run', '--', 'node', example('websocket.mjs'), 'wss://middlebox.test/ws'],
  )
  expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: 'hello\nagain\n' })
  expect(stderr).toContain('ws 3 up, 3 down')
})

test('orders.ts answers, drops, edits what passes, and talks', async () => {
  const client = `
    const answer = await fetch('http://orders.test/orders', { method: 'POST', body: '{"item":"tea"}' })
    const dropped = await fetch('http://orders.test/').catch(() => 'dropped')
    const { edited } = await (await fetch('https://middlebox.test/gzip')).json()
    console.log(answer.status, await answer.text(), dropped, edited)`
  const { code, stdout, stderr } = await run(
    'node',
    join(root, 'src/cli/main.ts'),
    ...['run', '-s', example('orders.ts'), '--', 'node', ...asModule, client],
  )
  expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: '201 {"id":1,"item":"tea"} dropped true\n' })
  expect(stderr).toContain('orders.ts: order 1 tea')
})
