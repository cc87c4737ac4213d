import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { createLinesVoice } from '../../src/headless/lines-voice.ts'
import { createStore } from '../../src/store/store.ts'
import { buildExchange, buildTunnel } from '../support/exchange.ts'
import { holdOutput } from '../support/face-output.ts'

const clock = createFakeClock()
const source = {
  store: createStore({ maxExchanges: 1, maxMemory: 1, maxBody: 1 }, clock),
  clock,
  listening: { mode: 'forward', url: 'http://127.0.0.1:8080', port: 8080, ca: '/ca.pem', seed: '1', pid: 1 },
} as const
const voice = createLinesVoice(source, holdOutput())

test('an opened tunnel is left to what happens in it; one that was not is told', () => {
  const connect = buildExchange({ kind: 'connect', method: 'CONNECT', url: 'a.test:443', status: 200 })
  expect(voice.exchange(connect)).toBeUndefined()
  expect(voice.exchange({ ...connect, status: 502 })).toContain('CONNECT 502')
  expect(voice.exchange({ ...connect, status: null })).toContain('CONNECT ---')
})

test('warnings are not for stdout', () => {
  expect(voice.warning({ type: 'warning', at: 0, code: 'internal', message: 'm' })).toBeUndefined()
})

test('the width is the terminal’s of that moment, the colours are as allowed', () => {
  let columns = 60
  const output = Object.defineProperty(holdOutput({ color: true }), 'columns', { get: () => columns })
  const wide = createLinesVoice(source, output)
  const exchange = buildExchange({ url: `http://a.test/${'x'.repeat(200)}` })
  const before = wide.exchange(exchange)!.length
  columns = 120
  expect(wide.exchange(exchange)!.length).toBeGreaterThan(before + 30)
  expect(wide.tunnel(buildTunnel(), 'closed')).toContain('\x1b[')
  expect(voice.tunnel(buildTunnel(), 'closed')).not.toContain('\x1b[')
})
