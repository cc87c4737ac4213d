import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refreshCurlrc } from '../../src/clients/curlrc.ts'
import { capture } from '../../src/kit/environment.ts'
import { exists, facts, makeTemporaryDirectory, readText, readTextIfThere } from '../../src/kit/files.ts'

async function stage(folder: string, curlrc: string, env: Record<string, string> = {}) {
  await writeFile(join(folder, '.curlrc'), curlrc)
  const machine = { env, home: folder, cwd: folder, read: (path: string) => readTextIfThere(path) }
  const { CURL_HOME } = await refreshCurlrc(machine, { directory: join(folder, 'state') })
  const path = CURL_HOME && join(CURL_HOME, '.curlrc')
  return { path, CURL_HOME, lines: path ? (await readText(path)).split('\n').slice(1, -1) : undefined }
}

test('a file that names no proxy is left alone, and no other is made', async () => {
  await using folder = await makeTemporaryDirectory()
  expect(await stage(folder.path, 'silent\nuser-agent = "me"\n')).toMatchObject({ CURL_HOME: undefined })
  expect(await exists(join(folder.path, 'state'))).toBe(false)
})

test('proxies, exceptions and CA files go, every other line stays as it was written', async () => {
  await using folder = await makeTemporaryDirectory()
  const text = [
    'user-agent = "me"  # mine',
    'proxy = http://p:1',
    '--noproxy *',
    'socks5-hostname: p:1',
    'proxy-user = u:p',
    'cacert = /corp.pem',
    '-sx http://p:1',
    'insecure',
  ]
  const { lines, path } = await stage(folder.path, `${text.join('\n')}\n`)
  expect(lines).toEqual(['user-agent = "me"  # mine', '-s', 'insecure'])
  if (process.platform !== 'win32') expect((await facts(path!))?.mode).toBe(0o600)
})

test('a run inside a run keeps the file', async () => {
  await using folder = await makeTemporaryDirectory()
  const { CURL_HOME } = await stage(folder.path, 'proxy = http://p:1\n')
  expect(await stage(folder.path, 'proxy = http://p:1\n', { CURL_HOME: CURL_HOME! })).toMatchObject({
    CURL_HOME: undefined,
  })
})

const installed = spawnSync('curl', ['--version']).status === 0

test.skipIf(!installed)('the installed curl then takes the proxy of the variable', async () => {
  await using folder = await makeTemporaryDirectory()
  let asked = 0
  const server = createServer((socket) => {
    asked++
    socket.on('error', () => {})
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { CURL_HOME } = await stage(folder.path, 'proxy = http://127.0.0.1:1\nnoproxy = *\n')
  const env = { PATH: process.env['PATH'], HOME: folder.path, http_proxy: proxy }
  const curl = (more: Record<string, string>) =>
    capture('curl', ['-s', '-m', '3', 'http://127.0.0.1:1/'], { env: { ...env, ...more } })
  await curl({})
  expect(asked).toBe(0)
  await curl({ CURL_HOME: CURL_HOME! })
  expect(asked).toBe(1)
  await new Promise((resolve) => server.close(resolve))
})
