import { expect, test } from 'vitest'
import { finishedExchange } from '../../src/scripts/finished-exchange.ts'
import { buildExchange } from '../support/exchange.ts'

test('it is plain data that can be sent to a worker', () => {
  const exchange = buildExchange({
    tags: ['slow'],
    rules: [
      { name: 'acted', phase: 'request-head', actions: ['x'] },
      { name: 'did not', phase: 'request-head', actions: [] },
    ],
  })
  const finished = finishedExchange(exchange)
  expect(structuredClone(finished)).toEqual(finished)
  expect(finished).toMatchObject({
    id: exchange.id,
    method: exchange.method,
    url: exchange.url,
    tags: ['slow'],
    rules: ['acted'],
  })
  expect(finished.request.headers[0]).toHaveLength(2)
  expect(finished.durationMs).toBe((exchange.endedAt ?? exchange.startedAt) - exchange.startedAt)
})
