import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { faultOf, faultText } from '../../src/scripts/fault.ts'

function thrown(message: string, stack: string, code?: string): Error {
  return Object.assign(new Error(message), { stack, ...(code && { code }) })
}

test('the place is the first file of the stack that is not ours', () => {
  const ours = new URL('../../src/scripts/hook-call.ts', import.meta.url).href
  const stack = `Error: no\n    at f (${ours}:1:2)\n    at onRequest (file:///home/fix.ts:3:9)\n    at file:///other.ts:1:1`
  const fault = faultOf(thrown('no\nmore', stack))
  expect(fault).toEqual({ message: 'Error: no', place: { path: '/home/fix.ts', line: '3', column: '9' } })
  expect(faultText(fault, '/home/fix.ts', basename)).toBe('fix.ts:3:9: Error: no')
})

test('TypeScript that cannot be run comes with what to write instead', () => {
  const error = thrown('enum is not supported', 'file:///a.ts:2\nenum A', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
  expect(faultOf(error)).toMatchObject({
    place: { path: '/a.ts', line: '2' },
    remedy: expect.stringContaining('as const'),
  })
})

test.each([
  [undefined, 'Error: undefined thrown'],
  ['a text', 'Error: a text'],
  [new TypeError('Expected a b, got c'), 'Expected a b, got c'],
  [
    Object.defineProperty(new Error('x'), 'stack', {
      get: () => {
        throw new Error('again')
      },
    }),
    'Error: something was thrown that cannot be read',
  ],
])('%# whatever is thrown is told', (error, message) => {
  expect(faultOf(error).message).toBe(message)
})

test('long messages are cut, and paths shown as people know them', () => {
  expect(faultOf(new Error('x'.repeat(9999))).message.length).toBeLessThan(600)
  expect(faultText({ message: 'Error: in /a/b.ts' }, '/a/b.ts', basename)).toBe('b.ts: Error: in b.ts')
})
