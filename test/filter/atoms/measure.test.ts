import { expect, test } from 'vitest'
import { compileFilter } from '../../../src/filter/index.ts'
import { buildBody, buildExchange, buildTunnel, startedAt } from '../../support/exchange.ts'

const ofStatus = (text: string, ...statuses: (number | null)[]) =>
  statuses.map((status) => compileFilter(text).matches(buildExchange({ status })))

test('~c compares statuses', () => {
  expect(ofStatus('~c 200', 200, 201, null)).toEqual([true, false, false])
  expect(ofStatus('~c =200', 200, 201)).toEqual([true, false])
  expect(ofStatus('~c !=200', 200, 201, null)).toEqual([false, true, false])
  expect(ofStatus('!~c 200', 200, 201, null)).toEqual([false, true, true])
  expect(ofStatus('~c >=500', 499, 500, 501, null)).toEqual([false, true, true, false])
  expect(ofStatus('~c >500', 500, 501)).toEqual([false, true])
  expect(ofStatus('~c <400', 399, 400, null)).toEqual([true, false, false])
  expect(ofStatus('~c <=400', 400, 401)).toEqual([true, false])
  expect(ofStatus('~c 4xx', 399, 400, 499, 500, null)).toEqual([false, true, true, false, false])
  expect(ofStatus('~c !=4xx', 399, 400, null)).toEqual([true, false, false])
  expect(ofStatus('~c >=400 ~c <500', 399, 400, 500)).toEqual([false, true, false])
})

test('~dur compares what it took', () => {
  const took = (ms: number) => buildExchange({ endedAt: startedAt + ms })
  expect([500, 501].map((ms) => compileFilter('~dur >500').matches(took(ms)))).toEqual([false, true])
  expect([500, 501].map((ms) => compileFilter('~dur >500ms').matches(took(ms)))).toEqual([false, true])
  expect([1999, 2000].map((ms) => compileFilter('~dur >=2s').matches(took(ms)))).toEqual([false, true])
  expect(compileFilter('~dur <200').matches(buildTunnel())).toBe(true)
})

test('what still runs has a duration only for those who know the time', () => {
  const { endedAt: _none, ...running } = buildExchange()
  expect(compileFilter('~dur >=0').matches(running)).toBe(false)
  expect(compileFilter('~dur >2s', { now: () => startedAt + 3000 }).matches(running)).toBe(true)
  expect(compileFilter('~dur >2s', { now: () => startedAt + 1000 }).matches(running)).toBe(false)
})

test('~size compares both bodies together, seen and not kept', () => {
  const exchange = buildExchange({ sent: 'x'.repeat(24), responseBody: { ...buildBody(), size: 1024 ** 2 } })
  expect(compileFilter('~size >1m').matches(exchange)).toBe(true)
  expect(compileFilter('~size =1048600').matches(exchange)).toBe(true)
  expect(compileFilter('~size >1.1m').matches(exchange)).toBe(false)
  expect(compileFilter('~size 0').matches(buildExchange())).toBe(true)
  expect(compileFilter('~size 1100').matches(buildTunnel())).toBe(true)
})
