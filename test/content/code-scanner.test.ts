import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { css, graphql, javascript } from '../../src/content/code-language.ts'
import { codeScanner } from '../../src/content/code-scanner.ts'
import { lazyDocument } from '../../src/content/lazy-document.ts'
import { bytesOf, kindsOf, scannedRows } from '../support/content.ts'

const kinds = (text: string, language = javascript) =>
  lazyDocument(codeScanner(bytesOf(text), language))
    .rows(0, 50, 200)
    .map(kindsOf)

describe('highlighting', () => {
  test.each([
    ['const a = 1 // c', ['keyword:const', 'number:1', 'comment:// c']],
    ['"a\\"b" + \'c\'', ['string:"a\\"b"', "string:'c'"]],
    ['x = /a[/]"b/g', ['string:/a[/]"b/g']],
    ['a / b / c', []],
    ['return /x/', ['keyword:return', 'string:/x/']],
    ['(a) / b / c', []],
    ['"open', ['string:"open']],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual([expected])
  })

  test('comments and templates reach over lines, strings do not', () => {
    expect(kinds('/* a\nb */ 1\n`c\nd` 2\n"e\n3')).toEqual([
      ['comment:/* a'],
      ['comment:b */', 'number:1'],
      ['string:`c'],
      ['string:d`', 'number:2'],
      ['string:"e'],
      ['number:3'],
    ])
  })

  test('CSS and GraphQL', () => {
    expect(kinds('a { color: #fff } /* x */', css)).toEqual([['key:color', 'comment:/* x */']])
    expect(kinds('@media { margin: 1px }', css)).toEqual([['keyword:@media', 'key:margin', 'number:1px']])
    expect(kinds('query Q($a: ID) # x', graphql)).toEqual([['keyword:query', 'name:$a', 'comment:# x']])
  })
})

describe('code for machines', () => {
  const dense = (text: string, language = javascript) =>
    scannedRows(codeScanner(bytesOf(text.repeat(Math.ceil(400 / text.length))), language))

  test('is broken at braces and semicolons', () => {
    expect(dense('function f(a){for(var i=0;i<3;i++){g("a;b{")}return{a:1}}').slice(0, 9)).toEqual([
      'function f(a){',
      '  for(var i=0;i<3;i++){',
      '    g("a;b{")',
      '  }',
      '  return{',
      '    a:1',
      '  }',
      '}',
      'function f(a){',
    ])
    expect(dense('a{b:c;d:e}', css).slice(0, 4)).toEqual(['a{', '  b:c;', '  d:e', '}'])
  })

  test('other code keeps its lines', () => {
    expect(scannedRows(codeScanner(bytesOf('a;b\n  c{d}\n'), javascript))).toEqual(['a;b', '  c{d}'])
  })
})

test('no text is lost, nothing throws', () => {
  const token = fc.constantFrom(
    'a',
    '{',
    '}',
    '(',
    ')',
    ';',
    '"',
    "'",
    '`',
    '/',
    '/*',
    '*/',
    '//',
    '\\',
    ' ',
    '\n',
    '1',
    'é',
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 40 }), fc.boolean(), (parts, dense) => {
      const text = parts.join('') + (dense ? 'x'.repeat(400) : '')
      expect(
        scannedRows(codeScanner(bytesOf(text), javascript))
          .join('')
          .replace(/\s/g, ''),
      ).toBe(text.replace(/\s/g, ''))
    }),
    { numRuns: 300 },
  )
})
