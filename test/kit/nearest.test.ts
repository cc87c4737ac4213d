import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editDistance, nearest } from '../../src/kit/nearest.ts'

describe('nearest', () => {
  test.each([
    ['lisen-port', 'listen-port'],
    ['LISTEN-PORT', 'listen-port'],
    ['ilsten-port', 'listen-port'],
    ['prxy', 'proxy'],
  ])('%s means %s', (word, meant) => {
    expect(nearest(word, ['listen-host', 'listen-port', 'proxy', 'key'])).toBe(meant)
  })

  test('of equals the one with the same first letter wins, else the first', () => {
    expect(nearest('fsh', ['bash', 'zsh', 'fish'])).toBe('fish')
    expect(nearest('ab', ['xb', 'yb'])).toBe('xb')
  })

  test.each(['', 'x', 'completely-else'])('%j is like none of them', (word) => {
    expect(nearest(word, ['listen-port', 'proxy'])).toBeUndefined()
  })

  test.each([
    ['retries', 'retry'],
    ['retryPolicy', 'retry'],
    ['hedging', 'hedge'],
    ['HealthCheck', 'health'],
    ['requestHeadersToo', 'requestHeaders'],
    ['rest', undefined],
    ['keyed', undefined],
  ])('%s is made of %s', (word, meant) => {
    expect(nearest(word, ['key', 'retry', 'hedge', 'health', 'request', 'requestHeaders'])).toBe(meant)
  })

  test('a known word is its own nearest', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, selector: (s) => s.toLowerCase() }),
        (words) => {
          for (const word of words) expect(nearest(word, words)).toBe(word)
        },
      ),
    )
  })
})

describe('editDistance', () => {
  test.each([
    ['', 'abc', 3],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('%j to %j is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
  })

  test('both ways are equally long, and never longer than the longer word', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
  })
})
