import { expect, test } from 'vitest'
import { encodeHead, insteadOfUnsendable, requestHead } from '../../../src/engine/http2/heads.ts'
import type { Patch } from '../../../src/model/hop.ts'
import { emptyBody } from '../../../src/kit/body.ts'

test('pseudo fields become the head, the rest keeps its order and duplicates', () => {
  const raw = [
    ':method',
    'CONNECT',
    ':protocol',
    'websocket',
    ':scheme',
    'https',
    ':authority',
    'a.test',
    ':path',
    '/x',
    'b',
    '1',
    'a',
    '2',
    'b',
    '3',
  ]
  expect(requestHead(raw)).toEqual({
    method: 'CONNECT',
    target: '/x',
    version: '2',
    fields: ['b', '1', 'a', '2', 'b', '3'],
    scheme: 'https',
    authority: 'a.test',
    protocol: 'websocket',
  })
})

test('a plain CONNECT has its authority as the target', () => {
  expect(requestHead([':method', 'CONNECT', ':authority', 'a.test:443']).target).toBe('a.test:443')
})

test('an h1 answer loses its reason and its letter case, and says so', () => {
  const patches: Patch[] = []
  const fields = encodeHead(
    { status: 404, reason: 'Nope', version: '1.1', fields: ['X-A', '1', 'Connection', 'close'] },
    patches,
  )
  expect(fields).toEqual([':status', '404', 'x-a', '1'])
  expect(patches.map(({ op, name, cause }) => [op, name, cause])).toEqual([
    ['set', ':version', 'h1-h2'],
    ['set', ':reason', 'h1-h2'],
    ['rename', 'x-a', 'h1-h2'],
    ['remove', 'Connection', 'hop-by-hop'],
  ])
})

test('an h2 answer passes without a patch', () => {
  const patches: Patch[] = []
  encodeHead({ status: 200, reason: '', version: '2', fields: ['x-a', '1'] }, patches)
  expect(patches).toEqual([])
})

test('an order of pseudo fields that is not the usual one is kept', () => {
  const raw = [':method', 'GET', ':path', '/', ':authority', 'a.test', ':scheme', 'https']
  expect(requestHead(raw).pseudoOrder).toEqual([':method', ':path', ':authority', ':scheme'])
  expect(requestHead([':method', 'GET', ':scheme', 'https', ':path', '/'])).not.toHaveProperty('pseudoOrder')
})

test('a status above 599 is the upstream’s fault, or that of who made the answer', () => {
  const answer = (status: number, from: 'upstream' | 'mock') =>
    insteadOfUnsendable({
      kind: 'respond',
      head: { status, reason: '', version: '1.1', fields: [] },
      body: emptyBody(),
      from,
      patches: [],
    })
  expect(answer(599, 'upstream')).toBeUndefined()
  expect(answer(999, 'upstream')).toMatchObject({
    head: { status: 502 },
    failure: { code: 'upstream_malformed', leg: 'upstream' },
  })
  expect(() => answer(600, 'mock')).toThrow('Expected a status from 200 to 599 over HTTP/2, got 600')
})
