import { expect, test } from 'vitest'
import { absentMessage, adviceFor, createAbsent } from '../../src/reverse/absent.ts'
import { Endpoint } from '../../src/reverse/endpoint.ts'
import { noteSource } from '../../src/reverse/try.ts'
import type { RouteDefinition } from '../../src/model/route.ts'
import { answer, contextOf, failed, requestTo, route, upstreams } from '../support/reverse.ts'

const at = (...ports: number[]) => ports.map((port) => ({ host: '127.0.0.1', port }))

function advice(text: string, listening: ReturnType<typeof at>, refused = 0, more: Partial<RouteDefinition> = {}) {
  const one = route(text, more)
  return adviceFor({ route: one, upstream: one.upstreams[refused]!, alone: true }, listening)
}

test('the line to try leads to what does listen, dev servers first', () => {
  expect(advice('3000', at(22, 2999, 5173))).toBe(
    'Start the server on port 3000, or lead here what does listen (2999, 5173): middlebox reverse 5173',
  )
  expect(advice('3000', at(5173, 40_000))).not.toContain('40000')
  expect(advice('3000', at(40_000))).toContain('40000')
  expect(advice('/api=3000', at(3001))).toMatch(/middlebox reverse \/api=3001$/)
  expect(advice('3000', at(22, 3000))).toBe('Start the server on port 3000; nothing else listens on this machine.')
  expect(absentMessage(route('/api=3000'), route('3000').upstreams[0]!)).toBe(
    'nothing listens on localhost:3000 yet, where /api leads',
  )
})

test('the line leaves nothing out of what was asked for', () => {
  expect(advice('h2c://localhost:50052', at(5174))).toMatch(/: middlebox reverse h2c:\/\/localhost:5174$/)
  expect(advice('/a=https://127.0.0.1:3443/x', at(5174))).toMatch(/reverse \/a=https:\/\/localhost:5174\/x$/)
  expect(advice('4001,4099', at(4001, 5173), 1)).toBe(
    'Start the server on port 4099, or lead here what does listen (5173): middlebox reverse 4001,5173',
  )
})

test('where more was said than one route it is what to change', () => {
  const told = /\(5173\): 5173 in the place of http:\/\/localhost:4000 \(middlebox\.yml:3:7\)$/
  expect(advice('4000', at(5173), 0, { where: 'middlebox.yml:3:7' })).toMatch(told)
  const several = { route: route('/a=4000'), upstream: route('4000').upstreams[0]!, alone: false }
  expect(adviceFor(several, at(5173))).toMatch(/: 5173 in the place of http:\/\/localhost:4000 \(route \/a=4000\)$/)
})

test('a server on another address of the port is what to ask for', () => {
  const six = { host: '::1', port: 3006 }
  expect(advice('127.0.0.1:3006', [...at(3000), six])).toBe(
    'The server on port 3006 listens on [::1] only, not on 127.0.0.1: middlebox reverse 3006',
  )
  expect(advice('3006', [{ host: '192.168.1.5', port: 3006 }])).toMatch(/: middlebox reverse 192\.168\.1\.5:3006$/)
  for (const host of ['127.0.0.1', '0.0.0.0', '::'])
    expect(advice('127.0.0.1:3006', [{ host, port: 3006 }])).toMatch(/^Start the server/)
  expect(advice('localhost:3006', [six])).toMatch(/^Start the server/)
  expect(advice('[::1]:3006', at(3006))).toMatch(/listens on 127\.0\.0\.1 only, not on \[::1\]/)
})

test('of a pool the upstream that refused is the one to start', async () => {
  const said = route('4001,4099,http://10.0.0.1')
  const { handle } = createAbsent(said, { alone: true, nearby: async () => at(5173) })!
  const refused = (index: number) => {
    const verdict = failed()
    noteSource(verdict, new Endpoint(said.upstreams[index]!))
    return verdict
  }
  const explained = await handle(requestTo(), upstreams(refused(1)).next, contextOf())
  expect(explained).toMatchObject({ failure: { hint: expect.stringMatching(/^Start the server on port 4099,/) } })
  const elsewhere = refused(2)
  expect(await handle(requestTo(), upstreams(elsewhere).next, contextOf())).toBe(elsewhere)
})

test('a refused connection is explained; everything else passes', async () => {
  const { handle } = createAbsent(route('3000'), { alone: true, nearby: async () => at(5173) })!
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
  expect(createAbsent(route('http://10.0.0.1'), { alone: true, nearby: async () => [] })).toBeUndefined()
})
