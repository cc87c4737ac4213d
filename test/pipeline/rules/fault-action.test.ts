import { describe, expect, test } from 'vitest'
import { findFault } from '../../../src/faults/index.ts'
import { parseOptions } from '../../../src/kit/option-table.ts'
import type { ProxyEvent } from '../../../src/model/event.ts'
import type { Plan } from '../../../src/model/plan.ts'
import type { Verdict } from '../../../src/model/verdict.ts'
import { createRules } from '../../../src/pipeline/rules.ts'
import { faultAction } from '../../../src/pipeline/rules/fault-action.ts'
import { contextFor } from '../../support/origin.ts'
import { answerOf, requestOf, ruleOf, rulesWorld, through } from '../../support/rules.ts'

const valuesOf = (name: string, options = {}, stream = 'downstream') => ({
  fault: name,
  values: parseOptions(findFault(name)!.options, options, 'test'),
  stream,
})

async function run(name: string, options = {}, stream = 'downstream', protocol: 'http/1.1' | 'h2' = 'http/1.1') {
  const rules = createRules([ruleOf('', 'fault', valuesOf(name, options, stream))], rulesWorld())
  let plan: Plan | undefined
  const outcome = await through(rules.interceptor.handle, undefined, undefined, {
    arm: (random) => (plan ??= { down: [], up: [], dial: [], random }),
    client: { ...contextFor({}).context.client, protocol },
  })
  return { ...outcome, plan, faults: outcome.events.filter(({ type }) => type === 'fault') }
}

describe('fault', () => {
  test('bytes are armed on their stream', async () => {
    const down = await run('latency', { latency: 5 })
    expect(down.plan?.down).toMatchObject([{ rule: 'r', name: 'latency' }])
    expect(down.faults).toMatchObject([
      { fault: { name: 'latency', attributes: { latency: 5, jitter: 0 }, applied: true } },
    ])
    expect(down.text).toBe('from the upstream')
    expect((await run('latency', { latency: 5 }, 'upstream')).plan?.up).toMatchObject([{ name: 'latency' }])
  })

  test('failing dials are armed', async () => {
    const [armed] = (await run('connect_refused')).plan!.dial
    expect(armed).toMatchObject({ rule: 'r', name: 'connect_refused', after: 0 })
    const to = { scheme: 'http', host: 'a.test', port: 80 } as const
    expect(armed!.failure(to)).toMatchObject({ code: 'connect_refused', leg: 'upstream' })
  })

  test('an answer takes the place of the upstream', async () => {
    const { verdict, sent } = await run('abort', { status: 500 })
    expect(verdict).toMatchObject({ from: 'fault', head: { status: 500 } })
    expect(sent).toBeUndefined()
  })

  test('where it cannot act, it says why and lets pass', async () => {
    const name = 'duplicate_response'
    const { faults, plan, text } = await run(name, {}, 'downstream', 'h2')
    expect(faults).toMatchObject([{ fault: { name, applied: false, skipped: expect.any(String) } }])
    expect({ plan, text }).toEqual({ plan: undefined, text: 'from the upstream' })
  })
})

test.each([
  ['dns_failure', {}, requestOf({ host: 'middlebox.test' }), 'the built-in origin is not dialled'],
  ['tls_expired', { side: 'upstream' }, requestOf(), 'without TLS there is no handshake'],
  ['dns_failure', {}, requestOf(), 'it did not come to a dial that this could fail'],
  [
    'tls_expired',
    { side: 'upstream' },
    { ...requestOf(), target: { ...requestOf().target, chosen: true as const } },
    'without TLS there is no handshake',
    0,
  ],
])('%s %j says when there is no connection to act on', async (name, options, request, skipped, site?: number) => {
  const rules = createRules([ruleOf('', 'fault', valuesOf(name, options))], rulesWorld())
  const { events } = await through(rules.interceptor.handle, request, undefined, { site })
  const [said] = events.filter((event) => event.type === 'fault')
  expect(said?.fault).toMatchObject({ applied: false, skipped })
})

test.each([
  ['tls_expired', ['https'], undefined],
  ['tls_expired', ['http', 'https'], undefined],
  ['tls_expired', ['http', 'http'], 'without TLS there is no handshake'],
  ['connect_refused', ['http', 'http'], undefined],
  ['connect_refused', [], 'it did not come to a dial that this could fail'],
] as const)('at a reverse listener %s is told once, by the dials it met: %j', async (name, dials, skipped) => {
  let plan: Plan | undefined
  const options = name === 'tls_expired' ? { side: 'upstream' } : {}
  const rules = createRules([ruleOf('', 'fault', valuesOf(name, options))], rulesWorld())
  const asked = (): Verdict => {
    for (const scheme of dials) plan!.dial[0]!.failure({ scheme, host: 'a.test', port: 1 })
    return answerOf('from the upstream')
  }
  const { events } = await through(rules.interceptor.handle, requestOf(), asked, {
    site: 0,
    arm: (random) => (plan ??= { down: [], up: [], dial: [], random }),
  })
  const told = events.filter((event) => event.type === 'fault')
  expect(told).toMatchObject([{ fault: { name, applied: skipped === undefined } }])
  expect(told[0]?.fault.skipped).toBe(skipped)
})

test('a dial fault is told as applied when it acts, not before and not only with the answer', async () => {
  let plan: Plan | undefined
  const rules = createRules([ruleOf('', 'fault', valuesOf('connect_refused'))], rulesWorld())
  const events: ProxyEvent[] = []
  const { promise, resolve } = Promise.withResolvers<Verdict>()
  const done = through(rules.interceptor.handle, requestOf(), () => promise, {
    emit: (event) => void events.push(event),
    arm: (random) => (plan ??= { down: [], up: [], dial: [], random }),
  })
  const faults = () => events.filter(({ type }) => type === 'fault').length
  expect(faults()).toBe(0)
  plan!.dial[0]!.failure({ scheme: 'http', host: 'a.test', port: 1 })
  expect(faults()).toBe(1)
  resolve(answerOf('late'))
  await done
  expect(faults()).toBe(1)
})

test('what acts on the way up must be decided by then', () => {
  expect(faultAction.latest(valuesOf('latency', { latency: 1 }))).toBe('response')
  expect(faultAction.latest(valuesOf('latency', { latency: 1 }, 'upstream'))).toBe('request')
  expect(faultAction.latest(valuesOf('connect_refused'))).toBe('request')
  expect(faultAction.explain(valuesOf('latency', { latency: 1 }, 'upstream'))).toMatch(/, towards the upstream$/)
})
