import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileFilter } from '../../src/filter/compile.ts'
import { parseFilter } from '../../src/filter/parse.ts'
import { requiredText } from '../../src/filter/required-text.ts'

describe('requiredText', () => {
  test.each([
    ['~u /users/42$', { url: '/users/42' }],
    ['/Users', { url: '/users' }],
    ['~u "^https?://[^/?]*/users/42(?:[?].*)?$"', { url: '/users/42' }],
    ['~u "a.long"', { url: 'long' }],
    ['~u "ab*"', {}],
    ['~u "(one|another)"', {}],
    ['~u "(?:one)/two"', { url: 'one/two' }],
    ['~u "(?!gone)here"', { url: 'here' }],
    ['~u "größe/path"', { url: 'e/path' }],
    ['~hq "^X-Key: abc"', { head: 'x-key: abc' }],
    ['~u /users & ~hq token & ~m GET', { url: '/users', head: 'token' }],
    ['~u /one & ~u /longer', { url: '/longer' }],
    ['~u /users | ~hq token', {}],
    ['!~u /users', {}],
    ['~bq needle', {}],
    ['', {}],
  ])('%s', (text, needs) => expect(requiredText(parseFilter(text))).toEqual(needs))

  test('no filter matches a URL without the text that it needs', () => {
    const source = fc.string({
      unit: fc.constantFrom('a', 'b', '/', '.', '*', '+', '?', '|', '(', ')', '[', ']', '^', '$'),
      maxLength: 12,
    })
    const url = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 12 })
    fc.assert(
      fc.property(source, url, (pattern, text) => {
        let node
        try {
          node = parseFilter(`~u "${pattern}"`)
        } catch {
          return
        }
        const needs = requiredText(node).url
        if (needs !== undefined && compileFilter(`~u "${pattern}"`).matches({ url: text }))
          expect(text).toContain(needs)
      }),
    )
  })
})
