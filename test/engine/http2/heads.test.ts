import { expect, test } from 'vitest'
import { encodeHead, requestHead } from '../../../src/engine/http2/heads.ts'
import type { Patch } from '../../../src/model/hop.ts'

test('pseudo fields become the head, the rest keeps its order and duplicates', () => {
  const raw = [':method', 'CONNECT', ':protocol', 'websocket', ':scheme', 'https', ':authority', 'a.test', ':path', '/x', 'b', '1', 'a', '2', 'b', '3']
  expect(requestHead(raw)).toEqual({ method: 'CONNECT', target: '/x', version: '2', fields: ['b', '1', 'a', '2', 'b', '3'], scheme: 'https', authority: 'a.test', protocol: 'websocket' })
})

test('a plain CONNECT has its authority as the target', () => {
  expect(requestHead([':method', 'CONNECT', ':authority', 'a.test:443']).target).toBe('a.test:443')
})

test('an h1 answer loses its reason and its letter case, and says so', () => {
  const patches: Patch[] = []
  const fields = encodeHead({ status: 404, reason: 'Nope', version: '1.1', fields: ['X-A', '1', 'Connection', 'close'] }, patches)
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
