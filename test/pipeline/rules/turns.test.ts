import { describe, expect, test } from 'vitest'
import type { ProxyEvent } from '../../../src/model/event.ts'
import type { RuleDefinition } from '../../../src/model/rule.ts'
import { createRules } from '../../../src/pipeline/rules.ts'
import { type Outcome, answerOf, requestOf, ruleOf, rulesWorld, through } from '../../support/rules.ts'

const setup = (...definitions: RuleDefinition[]) => createRules(definitions, rulesWorld()).interceptor.handle
const mock = ruleOf('', 'respond', { body: 'x' }, { name: 'mock' })
const behind = (action: string, attributes: object, facts: Partial<RuleDefinition> = {}) =>
  ruleOf('', action, attributes, { name: 'behind', ...facts })
const setHeader = { headers: { set: [['X', '1']] } }
/** A fault that ends nothing, with its chance. */
const fault = (chance: number) =>
  behind('fault', { fault: 'latency', values: { latency: 1 }, stream: 'downstream' }, { chance })

/** What the record holds: names, how many actions, and whether there was a draw. */
const told = ({ events }: Pick<Outcome, 'events'>) =>
  events.flatMap((event) =>
    event.type === 'rule'
      ? [`${event.trace.name} ${event.trace.actions.length}${event.trace.draw === undefined ? '' : ' drew'}`]
      : [],
  )

describe('behind an answer', () => {
  test('another answer is not told', async () => {
    expect(told(await through(setup(mock, behind('respond', { body: 'y' }))))).toEqual(['mock 1'])
  })

  test('a rewrite of the request is not told', async () => {
    expect(told(await through(setup(mock, behind('rewrite', { request: setHeader }))))).toEqual(['mock 1'])
  })

  test('a rewrite of the response has its turn, and only it', async () => {
    const both = {
      do: [
        { action: 'rewrite', attributes: { request: setHeader } },
        { action: 'rewrite', attributes: { response: setHeader } },
      ],
    }
    const outcome = await through(setup(mock, behind('', {}, { ...both, sets: { seen: 'yes' } })))
    expect(told(outcome)).toEqual(['mock 1', 'behind 1'])
    expect(outcome.events.findLast(({ type }) => type === 'rule')).toMatchObject({
      trace: { actions: ['set X: 1 in the response'] },
    })
    expect(told(await through(setup(behind('', {}, { ...both, sets: { seen: 'yes' } }))))).toEqual(['behind 3'])
  })

  test('a draw is told without actions, whatever it said, and is the same with and without the answer', async () => {
    const draws = (outcome: Outcome) =>
      outcome.events.flatMap((event) => (event.type === 'rule' && event.trace.draw) || [])
    const yes = await through(setup(mock, fault(0.999_999)))
    expect(told(yes)).toEqual(['mock 1', 'behind 0 drew'])
    expect(yes.events.filter(({ type }) => type === 'fault')).toEqual([])
    expect(told(await through(setup(mock, fault(0.000_001))))).toEqual(['behind 0 drew', 'mock 1'])
    const alone = await through(setup(fault(0.999_999)))
    expect(told(alone)).toEqual(['behind 1 drew'])
    expect(draws(yes)).toEqual(draws(alone))
  })

  test('what marks the exchange is told: it has done so', async () => {
    const outcome = await through(setup(mock, behind('tag', { tags: ['a'] })))
    expect(told(outcome)).toEqual(['behind 1', 'mock 1'])
    expect(outcome.events).toContainEqual(expect.objectContaining({ type: 'mark', tags: ['a'] }))
  })
})

test('a hang-up leaves nothing for those that change the response', async () => {
  const hangUp = ruleOf('', 'block', { status: 444 }, { name: 'hang up' })
  expect(told(await through(setup(hangUp, behind('rewrite', { response: setHeader }))))).toEqual(['hang up 1'])
  const late = [ruleOf('~c 200', 'block', { status: 444 }, { name: 'late' }), behind('block', {}, { match: '~c 200' })]
  expect(told(await through(setup(...late)))).toEqual(['late 1'])
})

test('each is told when its turn comes: those on the way down after those on the way up', async () => {
  const handle = setup(
    ruleOf('~c 200', 'rewrite', { response: setHeader }, { name: 'late' }),
    ruleOf('', 'rewrite', { response: setHeader }, { name: 'down' }),
    ruleOf('', 'rewrite', { request: setHeader }, { name: 'up' }),
  )
  expect(told(await through(handle))).toEqual(['up 1', 'late 1', 'down 1'])
})

test('to a CONNECT only answers are done', async () => {
  const request = requestOf({ method: 'CONNECT', target: 'example.test:443' })
  const run = async (...definitions: RuleDefinition[]) =>
    told(await through(setup(...definitions), request, undefined, { kind: 'connect' }))
  const facts = { match: '~m CONNECT' }
  expect(await run(behind('rewrite', { request: setHeader }, facts))).toEqual([])
  expect(await run(behind('rewrite', { request: setHeader }, { ...facts, chance: 0.999_999 }))).toEqual([
    'behind 0 drew',
  ])
  expect(await run(behind('block', {}, facts))).toEqual(['behind 1'])
})

test('draws are told before the record closes, when the client leaves in the middle', async () => {
  const leaving = new AbortController()
  const events: ProxyEvent[] = []
  const emit = (event: ProxyEvent): void => void events.push(event)
  const upstream = Promise.withResolvers<ReturnType<typeof answerOf>>()
  const handle = setup(behind('rewrite', { response: setHeader }, { chance: 0.999_999 }))
  const outcome = through(handle, requestOf(), () => upstream.promise, { emit, signal: leaving.signal })
  expect(told({ events })).toEqual([])
  leaving.abort()
  expect(told({ events })).toEqual(['behind 0 drew'])
  upstream.resolve(answerOf('too late'))
  await outcome
  expect(told({ events })).toEqual(['behind 0 drew'])
})
