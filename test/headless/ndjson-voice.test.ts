import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { createNdjsonVoice } from '../../src/headless/ndjson-voice.ts'
import { createStore } from '../../src/store/store.ts'
import { buildExchange, buildTlsFailure, buildTunnel } from '../support/exchange.ts'
import { lineFaults } from '../support/line-check.ts'

const clock = createFakeClock()
const voice = createNdjsonVoice({
  store: createStore({ maxExchanges: 1, maxMemory: 1, maxBody: 1 }, clock),
  clock,
  listening: { mode: 'reverse', url: 'http://127.0.0.1:8000', port: 8000, ca: '/ca.pem', seed: '1', pid: 1 },
})

test('every sentence is lines of the schema', () => {
  const said = [
    voice.listening(),
    voice.exchange(buildExchange()),
    voice.open(buildExchange()),
    voice.tunnel(buildTunnel(), 'closed'),
    voice.tlsError(buildTlsFailure()),
    voice.warning({ type: 'warning', at: 0, code: 'internal', message: 'm' }),
  ]
  for (const text of said) expect(lineFaults(JSON.parse(text!))).toEqual([])
  expect(voice.invitation()).toBeUndefined()
})

test('a WebSocket is its own line and then its exchange’s', () => {
  const lines = voice.exchange(buildExchange({ kind: 'websocket', status: 101 }))!.split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual(['websocket', 'exchange'])
})
