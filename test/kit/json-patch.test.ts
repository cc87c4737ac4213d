import { describe, expect, test } from 'vitest'
import { patchJson } from '../../src/kit/json-patch.ts'

describe('patchJson', () => {
  /** From RFC 6902, appendix A. */
  test.each([
    ['A.1', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { foo: 'bar', baz: 'qux' }],
    ['A.2', { foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
    ['A.3', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
    ['A.4', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
    ['A.5', { baz: 'qux' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo' }],
    ['A.6', { foo: { a: 1 }, qux: {} }, [{ op: 'move', from: '/foo/a', path: '/qux/b' }], { foo: {}, qux: { b: 1 } }],
    [
      'A.7',
      { foo: ['all', 'grass', 'cows', 'eat'] },
      [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
      { foo: ['all', 'cows', 'eat', 'grass'] },
    ],
    ['A.8', { baz: 'qux' }, [{ op: 'test', path: '/baz', value: 'qux' }], { baz: 'qux' }],
    ['A.14', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
    ['A.16', { foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: ['abc'] }], { foo: ['bar', ['abc']] }],
    ['copy', { a: { b: 1 } }, [{ op: 'copy', from: '/a', path: '/c' }], { a: { b: 1 }, c: { b: 1 } }],
    ['root', { a: 1 }, [{ op: 'replace', path: '', value: [1] }], [1]],
  ])('%s', (_name, document, operations, result) => {
    const before = JSON.stringify(document)
    expect(patchJson(document as never, operations as never)).toEqual(result)
    expect(JSON.stringify(document)).toBe(before)
  })

  test.each([
    [[{ op: 'test', path: '/a', value: 2 }], 'operation 1 (test /a): the value is another one'],
    [[{ op: 'remove', path: '/b' }], 'there is no member "b"'],
    [[{ op: 'remove', path: '/l/9' }], 'there is no item 9'],
    [[{ op: 'add', path: '/a/b', value: 1 }], 'there is no object or list on the way'],
    [[{ op: 'move', from: '/o', path: '/o/p' }], 'moved into itself'],
    [[{ op: 'remove', path: '/__proto__' }], 'there is no member'],
  ])('%j is refused', (operations, message) => {
    expect(() => patchJson({ a: 1, l: [1], o: {} }, operations as never)).toThrowError(message)
  })
})
