import { expect, test } from 'vitest'
import { absentMessage, adviceFor, createAbsent } from '../../src/reverse/absent.ts'
import { answer, contextOf, failed, requestTo, route, upstreams } from '../support/reverse.ts'

const advice = (text: string, ports: number[]) => adviceFor(route(text), route(text).upstreams[0]!, ports)

test('the line to try leads to what does listen, dev servers first', () => {
  expect(advice('3000', [22, 2999, 5173])).toBe(
    'Start the server on port 3000, or lead here what does listen (2999, 5173): middlebox reverse 5173',
  )
  expect(advice('3000', [5173, 40_000])).not.toContain('40000')
  expect(advice('3000', [40_000])).toContain('40000')
  expect(advice('/api=3000', [3001])).toMatch(/middlebox reverse \/api=3001$/)
  expect(advice('3000', [22, 3000])).toBe('Start the server on port 3000; nothing else listens on this machine.')
  expect(absentMessage(route('/api=3000'), route('3000').upstreams[0]!)).toBe(
    'nothing listens on localhost:3000 yet, where /api leads',
  )
})

test('a refused connection is explained; everything else passes', async () => {
  const { handle } = createAbsent(route('3000'), async () => [5173])!
  const ask = async (...verdicts: Parameters<typeof upstreams>) =>
    handle(requestTo(), upstreams(...verdicts).next, contextOf())
  expect(await ask(async () => failed())).toMatchObject({
    head: { status: 502 },
    failure: { code: 'connect_refused', leg: 'upstream', hint: expect.stringContaining('reverse 5173') },
  })
  for (const one of [answer(), failed('upstream_reset'), { ...failed(), from: 'fault' as const }])
    expect(await ask(one)).toBe(one)
})

test('what listens on other machines is not known', () => {
  expect(createAbsent(route('http://10.0.0.1'), async () => [])).toBeUndefined()
})
