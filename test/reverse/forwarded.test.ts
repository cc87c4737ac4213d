import { expect, test } from 'vitest'
import { createForwarded } from '../../src/reverse/forwarded.ts'
import { applyPatches } from '../../src/kit/patch.ts'
import type { ForwardedOptions } from '../../src/model/route.ts'
import { answer, contextOf, requestTo, upstreams } from '../support/reverse.ts'

function sent(
  options: Partial<ForwardedOptions>,
  { fields = [], address = '127.0.0.1', tls = false }: { fields?: string[]; address?: string; tls?: boolean } = {},
) {
  const { asked, next } = upstreams(answer())
  const request = requestTo('http://site.test:8000/', { fields: ['Host', 'site.test:8000', ...fields] })
  const client = { address, port: 1, protocol: 'http/1.1' as const, ...(tls && { tls: { version: 'x', cipher: 'y' } }) }
  void createForwarded({ how: 'append', style: 'x-forwarded', ...options }).handle(request, next, contextOf({ client }))
  expect(applyPatches(request.head, asked[0]!.patches)).toEqual(asked[0]!.head)
  return asked[0]!.head.fields.slice(2)
}

test('says who asked, how, and for what', () => {
  expect(sent({})).toEqual([
    ...['X-Forwarded-For', '127.0.0.1', 'X-Forwarded-Proto', 'http'],
    ...['X-Forwarded-Host', 'site.test:8000', 'X-Forwarded-Port', '8000'],
  ])
  expect(sent({}, { tls: true })).toContain('https')
  expect(sent({ style: 'forwarded' }, { address: '2001:db8::1' })).toEqual([
    'Forwarded',
    'for="[2001:db8::1]";host="site.test:8000";proto=http',
  ])
  expect(sent({ style: 'both' })).toHaveLength(10)
})

const before = ['X-Forwarded-For', '192.0.2.1, 10.0.0.1', 'X-Forwarded-Proto', 'https', 'Forwarded', 'for=192.0.2.1']

test('a trusted proxy before us is believed, and we are one more hop', () => {
  expect(sent({ style: 'both' }, { fields: before })).toEqual([
    ...['X-Forwarded-For', '192.0.2.1, 10.0.0.1, 127.0.0.1', 'X-Forwarded-Proto', 'https'],
    ...['Forwarded', 'for=192.0.2.1, for=127.0.0.1;host="site.test:8000";proto=http'],
    ...['X-Forwarded-Host', 'site.test:8000', 'X-Forwarded-Port', '8000'],
  ])
})

test('what anybody else says is put aside', () => {
  for (const [options, address] of [
    [{}, '192.0.2.9'],
    [{ how: 'replace' }, '127.0.0.1'],
    [{ trust: ['10.0.0.0/8'] }, '127.0.0.1'],
  ] as const)
    expect(sent(options, { fields: before, address })).toEqual([
      ...['X-Forwarded-For', address, 'X-Forwarded-Proto', 'http'],
      ...['X-Forwarded-Host', 'site.test:8000', 'X-Forwarded-Port', '8000'],
    ])
  expect(sent({ trust: ['192.0.2.0/24'] }, { fields: before, address: '192.0.2.9' })[1]).toBe(
    '192.0.2.1, 10.0.0.1, 192.0.2.9',
  )
})

test('no spelling of a field, and no Connection, takes away who it was', () => {
  const spoof = ['X_Forwarded_For', '6.6.6.6', 'x-forwarded_for', '6.6.6.7', 'Connection', 'close, X-Forwarded-For']
  expect(sent({}, { fields: spoof, address: '192.0.2.9' }).slice(0, 4)).toEqual([
    ...['Connection', 'close', 'X-Forwarded-For', '192.0.2.9'],
  ])
})

test('several lines of a trusted proxy are one list', () => {
  const lines = ['Forwarded', 'for=192.0.2.1', 'Forwarded', 'for="[2001:db8::1]"']
  expect(sent({ style: 'forwarded' }, { fields: lines })).toEqual([
    'Forwarded',
    'for=192.0.2.1, for="[2001:db8::1]", for=127.0.0.1;host="site.test:8000";proto=http',
  ])
})

test('remove leaves nothing, and a request without such fields as it is', () => {
  expect(sent({ how: 'remove' }, { fields: [...before, 'X-Real-IP', '1'] })).toEqual([])
  const { asked, next } = upstreams(answer())
  const request = requestTo()
  void createForwarded({ how: 'remove', style: 'both' }).handle(request, next, contextOf())
  expect(asked[0]).toBe(request)
})
