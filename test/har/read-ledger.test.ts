import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLedger } from '../../src/har/read-ledger.ts'

test('what has its shape is taken, the rest left out', () => {
  const patch = { op: 'add', index: 0, name: 'A', value: 'b', cause: 'rule r' }
  const ledger = readLedger({
    flowId: 'x',
    mode: 'reverse',
    route: '/api',
    outcome: 'fault',
    error: { code: 'c', message: 'm', leg: 'client', bytes: 'b' },
    client: { address: '::1', port: 1, protocol: 'h2' },
    upstream: { address: 1 },
    hops: [{ request: [patch, { op: 'fly' }], response: 3 }],
    origin: { status: 200, fields: [['A', 'b']] },
    rules: [{ name: 'r', phase: 'p', actions: [] }, { name: 'half' }],
    tags: ['a', 1],
    interim: [103, 'x'],
    cassette: { result: 'hit' },
  })
  expect(ledger).toEqual({
    id: 'x',
    mode: 'reverse',
    route: '/api',
    outcome: 'fault',
    error: { code: 'c', message: 'm', leg: 'client', bytes: 'b' },
    client: { address: '::1', port: 1, protocol: 'h2' },
    hops: [{ request: [patch], response: [] }],
    origin: { status: 200, reason: '', version: '1.1', fields: ['A', 'b'] },
    rules: [{ name: 'r', phase: 'p', actions: [] }],
    faults: [],
    attempts: [],
    tags: ['a'],
    interim: [103],
    profiles: [],
    cassette: { result: 'hit' },
  })
})

test('nothing makes it throw', () => {
  const keys = fc.constantFrom(
    'flowId',
    'error',
    'client',
    'upstream',
    'hops',
    'origin',
    'rules',
    'attempts',
    'tags',
    'cassette',
    'interim',
  )
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(keys, fc.jsonValue())), (value) => {
      expect(readLedger(value).tags).toBeInstanceOf(Array)
    }),
  )
})
