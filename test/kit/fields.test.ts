/** Fields are read without case and never folded. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromPairs, getField, getFields, hasField, listMembers, sameName, toPairs } from '../../src/kit/fields.ts'

const fields = ['Host', 'a', 'X-Dup', '1', 'x-dup', '', 'Accept', 'b, ,c , d', 'ACCEPT', 'e']

describe('names', () => {
  test('compare without case, and by their whole length', () => {
    expect(sameName('Content-Length', 'content-LENGTH')).toBe(true)
    expect(sameName('Content-Length', 'Content-Lengt')).toBe(false)
  })

  test('a value that looks like a name is not one', () => {
    expect(hasField(['X', 'Host'], 'host')).toBe(false)
  })
})

describe('values', () => {
  test('the first, all of them in order, none', () => {
    expect(getField(fields, 'x-DUP')).toBe('1')
    expect(getFields(fields, 'X-Dup')).toEqual(['1', ''])
    expect(getField(fields, 'Date')).toBeUndefined()
    expect(getFields(fields, 'Date')).toEqual([])
  })

  test('an empty value is there', () => {
    expect(hasField(['X', ''], 'x')).toBe(true)
  })

  test('a list goes over all lines, without its empty members (RFC 9110 §5.6.1)', () => {
    expect(listMembers(fields, 'accept')).toEqual(['b', 'c', 'd', 'e'])
  })
})

test('pairs and the flat list are the same fields', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
      expect(toPairs(fromPairs(pairs))).toEqual(pairs)
    }),
  )
})
