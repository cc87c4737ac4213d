import { describe, expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import type { Plan } from '../../src/model/plan.ts'
import { createFaultHeaders } from '../../src/pipeline/fault-headers.ts'
import { requestOf, through } from '../support/rules.ts'

type Asked = Readonly<Record<string, string>>

/** A request with these fields, whose names are without the prefix, sent through. */
async function ask(asked: Asked, { facts = {}, headers = createFaultHeaders(createFakeClock(0), '00') } = {}) {
  const fields = Object.entries(asked).flatMap(([name, value]) => [`X-Envoy-Fault-${name}`, value])
  const request = requestOf({ fields: ['Host', 'example.test', ...fields], ...facts })
  const plan: Plan = { up: [], down: [], dial: [], random: () => 0 }
  const came = await through((...given) => headers.handle(...given), request, undefined, { arm: () => plan })
  return { ...came, plan, fields: came.sent?.head.fields }
}

const faultsOf = ({ events }: Awaited<ReturnType<typeof ask>>) =>
  events.flatMap((event) => (event.type === 'fault' ? [{ [event.fault.name]: event.fault.attributes }] : []))

describe('abort', () => {
  test('with a status, in Envoy’s words', async () => {
    const came = await ask({ 'abort-request': '503' })
    expect(came.verdict).toMatchObject({ kind: 'respond', head: { status: 503 }, from: 'fault' })
    expect(came.text).toBe('fault filter abort')
    expect(came.sent).toBeUndefined()
    expect(faultsOf(came)).toEqual([{ abort: { status: 503 } }])
  })

  test('with a gRPC status, in an answer of 200; the status of HTTP comes first', async () => {
    const came = await ask({ 'abort-grpc-request': '14' })
    expect(came.verdict).toMatchObject({ head: { status: 200 } })
    expect(came.verdict.kind === 'respond' && came.verdict.head.fields).toEqual(
      expect.arrayContaining(['Grpc-Status', '14', 'Grpc-Message', 'fault filter abort']),
    )
    expect((await ask({ 'abort-grpc-request': '14', 'abort-request': '500' })).verdict).toMatchObject({
      head: { status: 500 },
    })
  })

  test('a status without content has none', async () => {
    expect(await ask({ 'abort-request': '204' })).toMatchObject({ text: '', verdict: { head: { fields: [] } } })
  })
})

test('a delay, then the request goes on with its fields untouched', async () => {
  const clock = createFakeClock(0)
  const coming = ask({ 'delay-request': '250' }, { headers: createFaultHeaders(clock, '00') })
  clock.advance(250)
  const came = await coming
  expect(came.text).toBe('from the upstream')
  expect(came.fields).toContain('X-Envoy-Fault-delay-request')
  expect(faultsOf(came)).toEqual([{ latency: { latency: 250 } }])
})

test('a delay comes before an abort', async () => {
  const clock = createFakeClock(0)
  let done = false
  const coming = ask({ 'delay-request': '250', 'abort-request': '500' }, { headers: createFaultHeaders(clock, '00') })
  void coming.then(() => (done = true))
  clock.advance(249)
  await Promise.resolve()
  expect(done).toBe(false)
  clock.advance(1)
  expect((await coming).verdict).toMatchObject({ head: { status: 500 } })
})

test('a rate for the answer', async () => {
  const came = await ask({ 'throughput-response': '64' })
  expect(came.plan.down).toMatchObject([{ rule: '--allow-fault-headers', name: 'bandwidth' }])
  expect(came.text).toBe('from the upstream')
})

describe('shares', () => {
  test('0 asks for nothing, more than 100 is 100', async () => {
    expect((await ask({ 'abort-request': '503', 'abort-request-percentage': '0' })).text).toBe('from the upstream')
    expect((await ask({ 'abort-request': '503', 'abort-request-percentage': '900' })).sent).toBeUndefined()
  })

  test('are drawn from the seed, for each request anew, and are in the record', async () => {
    const run = async (seed: string) => {
      const headers = createFaultHeaders(createFakeClock(0), seed)
      const aborted: boolean[] = []
      for (let i = 0; i < 40; i++) {
        const came = await ask({ 'abort-request': '503', 'abort-request-percentage': '50' }, { headers })
        const rule = came.events.find((event) => event.type === 'rule')
        expect(rule?.trace.draw).toMatchObject({ threshold: 0.5, key: `GET http://example.test/ #${i + 1}` })
        aborted.push(came.sent === undefined)
      }
      return aborted
    }
    const first = await run('aa')
    expect(new Set(first).size).toBe(2)
    expect(await run('aa')).toEqual(first)
    expect(await run('bb')).not.toEqual(first)
  })
})

test.each([
  { 'abort-request': '199' },
  { 'abort-request': '600' },
  { 'abort-request': 'no' },
  { 'abort-grpc-request': '-1' },
  { 'delay-request': '0' },
  { 'delay-request': '1.5' },
  { 'throughput-response': '0' },
  { 'something-else': '1' },
])('%j asks for nothing', async (asked) => {
  const came = await ask(asked)
  expect(came.text).toBe('from the upstream')
  expect(came.plan.down).toEqual([])
  expect(came.events).toEqual([])
})

test('requests without such fields pass', async () => {
  const came = await ask({})
  expect(came.text).toBe('from the upstream')
  expect(came.events).toEqual([])
})
