import { expect, test } from 'vitest'
import { createProbe } from '../../src/engine/probe.ts'
import { systemClock } from '../../src/kit/clock.ts'
import type { HealthOptions } from '../../src/model/route.ts'
import { parseUpstream } from '../../src/routes/upstream-text.ts'
import { closedPort, listenTcp } from '../support/servers.ts'
import { startService } from '../support/service.ts'
import { testDialler } from '../support/upstream.ts'

const health: HealthOptions = {
  type: 'http',
  path: '/healthz',
  status: [200, 299],
  service: '',
  interval: 1000,
  timeout: 2000,
  rise: 1,
  fall: 1,
  jitter: 0,
}

async function asked(port: number, more: Partial<HealthOptions> = {}) {
  const dialler = testDialler()
  const probe = createProbe(dialler, systemClock)
  const result = await probe(parseUpstream(`127.0.0.1:${port}`)!, { ...health, ...more }, 'shop.test')
  dialler.close()
  return result
}

test('HTTP: the path is asked, and the status judged', async () => {
  await using service = await startService('a')
  expect(await asked(service.port)).toBeUndefined()
  expect(service.asked).toEqual(['GET /healthz'])
  service.answer = (_, response) => response.writeHead(500).end()
  expect(await asked(service.port)).toBe('/healthz answered 500')
  expect(await asked(service.port, { status: [500, 500] })).toBeUndefined()
})

test('HTTP: the Host is the one it is told', async () => {
  await using service = await startService('a')
  service.answer = ({ headers }, response) => response.writeHead(headers.host === 'shop.test' ? 200 : 404).end()
  expect(await asked(service.port)).toBeUndefined()
})

test('what does not answer is told as such', async () => {
  expect(await asked(await closedPort())).toContain('refused the connection')
  await using silent = await listenTcp(() => {})
  expect(await asked(silent.port, { timeout: 50 })).toBe('no answer within 50 ms')
  await using rude = await listenTcp((socket) => void socket.end())
  expect(await asked(rude.port)).toBe('it closed the connection without an answer')
  await using other = await listenTcp((socket) => void socket.write('220 smtp ready, whoever you are\r\n'))
  expect(await asked(other.port)).toBe('its answer is no HTTP/1')
})

test('TCP: to accept is enough', async () => {
  await using silent = await listenTcp(() => {})
  expect(await asked(silent.port, { type: 'tcp' })).toBeUndefined()
})
