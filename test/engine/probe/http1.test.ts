import { duplexPair } from 'node:stream'
import { expect, test } from 'vitest'
import { probeHttp1 } from '../../../src/engine/probe/http1.ts'

const ask = (...pieces: string[]) => {
  const [near, far] = duplexPair()
  const status = probeHttp1(near, 'h:81', '/up?x')
  let request = ''
  far.on('data', (chunk: Buffer) => {
    request += chunk.toString()
    if (request.endsWith('\r\n\r\n')) for (const piece of pieces) far.write(piece)
  })
  return { status, request: () => request, far }
}

test('one request with the Host it is told', async () => {
  const { status, request } = ask('HTTP/1.1 20', '4 No Content\r\n')
  expect(await status).toBe(204)
  expect(request()).toBe(
    'GET /up?x HTTP/1.1\r\nHost: h:81\r\nUser-Agent: middlebox-health\r\nConnection: close\r\n\r\n',
  )
})

test('other protocols, and endless lines', async () => {
  expect(await ask('SSH-2.0-OpenSSH_9.2').status).toBe('its answer is no HTTP/1')
  expect(await ask(`HTTP/1.1 ${'x'.repeat(5000)}`).status).toBe('its answer is no HTTP/1')
  const closing = ask()
  closing.far.end()
  expect(await closing.status).toBe('it closed the connection without an answer')
})
