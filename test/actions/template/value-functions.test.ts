import { expect, test } from 'vitest'
import { compileTemplate } from '../../../src/actions/template/compile.ts'
import { valueHelpers } from '../../../src/actions/template/value-functions.ts'
import { draw } from '../../../src/kit/draw.ts'
import { toolsOf } from '../../support/rules.ts'

function tools(seed = 'a') {
  let count = 0
  return { ...toolsOf().tools, now: () => Date.UTC(2026, 0, 1), random: () => draw(seed, String(++count)) }
}

const render = (text: string, with_ = tools()) => compileTemplate(text).render({}, with_)

test.each([
  ['{{now}}', '2026-01-01T00:00:00Z'],
  ["{{now offset='-1 day' format='yyyy-MM-dd'}}", '2025-12-31'],
  ["{{now format='HH' timezone='Asia/Tokyo'}}", '09'],
  ["{{date '2026-02-28T00:00:00Z' offset='1 day' format='d.M.'}} {{date 0 format='yyyy'}}", '1.3. 1970'],
  ["{{math 7 '*' 6}} {{math '1' '+' '2'}} {{math 7 '%' 4}}", '42 3 3'],
  ["{{counter 'a'}}{{counter 'a'}}{{counter 'b'}}", '121'],
  ["{{state 'cart'}}", 'Started'],
  [
    "{{eq 1 '1.0'}} {{ne 'a' 'b'}} {{gt 10 9}} {{gt 'b' 'a'}} {{gte 1 1}} {{lt 2 10}} {{lte 2 1}}",
    'true true true true true true false',
  ],
  ["{{and 1 'a'}} {{or '' 0}} {{not ''}}", 'true false true'],
])('%s', (text, expected) => expect(render(text)).toBe(expected))

test('the same seed draws the same', () => {
  const text =
    "{{randomValue type='UUID'}} {{randomValue length=5 uppercase=true}} {{randomInt lower=5 upper=7}} {{randomDecimal}} {{pickRandom 'a' 'b'}} {{randomValue length=3 type='NUMERIC'}}"
  const first = render(text)
  expect(first).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12} [A-Z0-9]{5} [56] 0\.\d+ [ab] \d{3}$/,
  )
  expect(render(text)).toBe(first)
  expect(render(text, tools('b'))).not.toBe(first)
})

test.each([
  ["{{date 'soon'}}", 'date: date wants a date, got "soon"'],
  ["{{randomValue type='CATS'}}", 'randomValue has the types UUID'],
  ["{{math 1 '^' 2}}", 'math knows + - * / and %, got "^"'],
  ['{{range 1 20000}}', 'range makes at most 10000 numbers, got 20000'],
])('%s is refused', (text, message) => expect(() => render(text)).toThrow(message))

test('each has a name of its own', () => {
  expect(new Set(valueHelpers.map(({ name }) => name)).size).toBe(valueHelpers.length)
})
