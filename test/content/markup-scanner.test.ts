import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markupScanner } from '../../src/content/markup-scanner.ts'
import { bytesOf, scannedRows } from '../support/content.ts'

const rows = (text: string, html = true) => scannedRows(markupScanner(bytesOf(text), html))

test.each([
  ['<a><b>t</b></a>', ['<a>', '  <b>t</b>', '</a>']],
  ['<ul><li>a<li>b</ul>x', ['<ul>', '  <li>', '    a', '    <li>', '      b', '</ul>', 'x']],
  ['<p>a<br>b</p>', ['<p>', '  a', '  <br>', '  b', '</p>']],
  ['<!-- a\nb --><x>', ['<!-- a', 'b -->', '<x>']],
  ['<a title="1>2">x</a>', ['<a title="1>2">x</a>']],
  ['<script>if (a<b) "</p>"</script>', ['<script>', '  if (a<b) "</p>"', '</script>']],
  ['<SCRIPT>a</ScRiPt>b', ['<SCRIPT>a</ScRiPt>', 'b']],
  ['</b>x', ['</b>', 'x']],
  ['a < b', ['a', '< b']],
  ['<p', ['<p']],
  ['', []],
])('HTML %s', (text, expected) => {
  expect(rows(text)).toEqual(expected)
})

test.each([
  ['<?xml version="1.0"?><a><br>x</br></a>', ['<?xml version="1.0"?>', '<a>', '  <br>x</br>', '</a>']],
  ['<a/><B></B>', ['<a/>', '<B></B>']],
  ['<a><![CDATA[<x>]]></a>', ['<a>', '  <![CDATA[<x>]]>', '</a>']],
  ['<!DOCTYPE x [ ]><a/>', ['<!DOCTYPE x [ ]>', '<a/>']],
])('XML %s', (text, expected) => {
  expect(rows(text, false)).toEqual(expected)
})

test('nothing is lost, whatever it is', () => {
  const token = fc.constantFrom(
    '<a>',
    '</a>',
    '<br>',
    '<',
    '>',
    '"',
    '<!--',
    '-->',
    '<script>',
    '</script>',
    '<![CDATA[',
    ']]>',
    '/',
    'x',
    'é',
    '\n',
    '<?',
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 30 }), fc.boolean(), (parts, html) => {
      const text = parts.join('')
      expect(rows(text, html).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }),
    { numRuns: 500 },
  )
})

test('long tags come in pieces', () => {
  const text = `<img src="${'a'.repeat(10_000)}">`
  expect(rows(text).join('')).toBe(text)
})
