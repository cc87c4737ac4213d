import { describe, expect, test } from 'vitest'
import { findFault } from '../../../src/faults/index.ts'
import { definition, readFaultAction } from '../../../src/config/rules/read-fault.ts'
import { located } from '../../support/located.ts'

const latency = (latency: number, jitter = 0, stream = 'downstream') => ({
  action: 'fault',
  attributes: { fault: 'latency', values: { latency, jitter }, stream },
})

describe('readFaultAction', () => {
  test.each([
    ['{ latency: { latency: 800, jitter: 1s } }', latency(800, 1000)],
    ['{ latency: 2s }', latency(2000)],
    ['{ latency: 5, stream: upstream }', latency(5, 0, 'upstream')],
    ['latency:800,jitter=200', latency(800, 200)],
    ['latency:800 up', latency(800, 0, 'upstream')],
    ['{ abort: }', { action: 'fault', attributes: { fault: 'abort', values: { status: 503 }, stream: 'downstream' } }],
  ])('%s', async (yaml, expected) => expect(readFaultAction(await located(yaml))).toEqual(expected))

  test.each([
    ['5', 'f.yml:1:1: Expected a fault such as'],
    ['{}', 'Expected the name of a fault, got none.'],
    ['{ latecny: 5 }', 'f.yml:1:3: Expected the name of a fault, got "latecny".'],
    ['{ latency: 5, abort: 500 }', 'f.yml:1:15: Expected one fault in one action, got "abort".'],
    ['{ latency: { latnecy: 5 } }', 'f.yml:1:14: Expected one of latency, jitter, got latnecy.'],
    ['{ latency: { latency: x } }', 'f.yml:1:23: Expected a duration'],
    ['{ latency: {} }', 'f.yml:1:12: Expected latency'],
    [
      '{ abort: 503, stream: upstream }',
      'f.yml:1:23: Expected no stream, since abort acts on the exchange as a whole, got "upstream".',
    ],
    ['{ latency: 5, steam: upstream }', 'f.yml:1:15: Expected one fault in one action, got "steam".'],
    ['{ latency: 5, stream: sideways }', 'f.yml:1:23: Expected upstream or downstream, got "sideways".'],
    ['latency:5 @30%', 'Expected the chance as the chance of the rule'],
    ['latency:5 ~d x', 'Expected the filter as the match of the rule, got "~d x".'],
    ['latecny:5', 'Expected the name of a fault, got latecny.'],
  ])('%s is refused', async (yaml, message) => {
    const value = await located(yaml)
    expect(() => readFaultAction(value)).toThrowError(message)
  })
})

test('a definition names the fault as the table does', () => {
  expect(definition(findFault('RESET-PEER')!, {}, 'upstream')).toEqual({
    action: 'fault',
    attributes: { fault: 'reset_peer', values: {}, stream: 'upstream' },
  })
})
