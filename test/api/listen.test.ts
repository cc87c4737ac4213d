import { expect, test } from 'vitest'
import { startApi } from '../../src/api/listen.ts'
import { rawClient } from '../support/raw.ts'
import { startTestApi, token } from '../support/api.ts'

test('no token, another Host, an Origin: nothing runs', async () => {
  await using bench = await startTestApi()
  bench.hold()
  const get = `GET /paused HTTP/1.1\r\nConnection: close\r\n`
  const right = `Host: 127.0.0.1:${bench.api.port}\r\nAuthorization: Bearer ${token}\r\n`
  const answers: string[] = []
  for (const head of [
    right.replace(token, 'x'),
    right.replace('127.0.0.1', 'evil.test'),
    `${right}Origin: http://evil.test\r\n`,
    right,
  ]) {
    const client = await rawClient(bench.api.port)
    client.send(`${get}${head}\r\n`)
    answers.push((await client.ended()).text.slice(9, 12))
    client.close()
  }
  expect(answers).toEqual(['401', '403', '403', '200'])
})

test('bytes that are no request end their connection alone', async () => {
  await using bench = await startTestApi()
  const client = await rawClient(bench.api.port)
  client.send('\x16\x03\x01 nonsense\r\n\r\n')
  await client.ended()
  client.close()
  expect((await bench.ask('GET', '/paused')).status).toBe(200)
})

test('a port that is taken says what to do', async () => {
  await using bench = await startTestApi()
  await expect(startApi({ host: '127.0.0.1', port: bench.api.port }, bench as never)).rejects.toMatchObject({
    code: 'port_taken',
    hint: 'Choose another port with --api, or --api 0 for any free one.',
  })
})

test('close ends what is open', async () => {
  const bench = await startTestApi()
  const client = await rawClient(bench.api.port)
  client.send(`GET /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n\r\n`)
  await client.until(/\r\n\r\n/)
  await bench.api.close()
  await client.ended()
  expect(bench.lines.size).toBe(0)
  client.close()
})

test('open to others it says so', async () => {
  const warnings: string[] = []
  const api = await startApi({ host: '0.0.0.0', port: 0 }, {
    token,
    warn: (code: string) => void warnings.push(code),
  } as never)
  await api.close()
  expect(warnings).toEqual(['open_api'])
})
