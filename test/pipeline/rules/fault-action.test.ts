import { describe, expect, test } from 'vitest'
import { findFault } from '../../../src/faults/index.ts'
import { parseOptions } from '../../../src/kit/option-table.ts'
import type { Plan } from '../../../src/model/plan.ts'
import { createRules } from '../../../src/pipeline/rules.ts'
import { faultAction } from '../../../src/pipeline/rules/fault-action.ts'
import { contextFor } from '../../support/origin.ts'
import { requestOf, ruleOf, rulesWorld, through } from '../../support/rules.ts'

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
  ['dns_failure', {}, requestOf(), undefined],
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
  expect(said?.fault.skipped).toBe(skipped)
  expect(said?.fault.applied).toBe(skipped === undefined)
})

test.each([
  ['https', undefined],
  ['http', 'without TLS there is no handshake'],
] as const)('at a reverse listener it is told when a route has led to %s', async (scheme, skipped) => {
  let plan: Plan | undefined
  const rules = createRules([ruleOf('', 'fault', valuesOf('tls_expired', { side: 'upstream' }))], rulesWorld())
  const { events } = await through(rules.interceptor.handle, requestOf(), undefined, {
    site: 0,
    arm: (random) => (plan ??= { down: [], up: [], dial: [], random }),
  })
  const told = () => events.filter((event) => event.type === 'fault')
  expect(told()).toEqual([])
  for (let times = 0; times < 2; times++) plan!.dial[0]!.failure({ scheme, host: 'a.test', port: 1 })
  expect(told()).toMatchObject([{ fault: { name: 'tls_expired', applied: skipped === undefined } }])
  expect(told()[0]?.fault.skipped).toBe(skipped)
})

test('what acts on the way up must be decided by then', () => {
  expect(faultAction.latest(valuesOf('latency', { latency: 1 }))).toBe('response')
  expect(faultAction.latest(valuesOf('latency', { latency: 1 }, 'upstream'))).toBe('request')
  expect(faultAction.latest(valuesOf('connect_refused'))).toBe('request')
  expect(faultAction.explain(valuesOf('latency', { latency: 1 }, 'upstream'))).toMatch(/, towards the upstream$/)
})
