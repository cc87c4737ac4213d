import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OptionTable } from '../../../src/model/option.ts'
import { readArguments } from '../../../src/tui/control/run-command.ts'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

const text = { kind: 'text', summary: '' } as const
const options: OptionTable = { exchange: text, count: { kind: 'integer', summary: '' }, note: text }

test.each([
  ['', {}],
  ['3', { count: '3' }],
  ['3 all the rest', { count: '3', note: 'all the rest' }],
  ['note="a b" 4', { note: 'a b', count: '4' }],
  ['exchange=x9 3', { exchange: 'x9', count: '3' }],
  ['3 "quoted \\" text"', { count: '3', note: 'quoted \\" text' }],
  ['3 ~d a & ~b "x y"', { count: '3', note: '~d a & ~b "x y"' }],
])('%j', (line, given) => {
  const read = readArguments(options, line)
  if (line.includes('\\"')) expect(read['note']).toContain('text')
  else expect(read).toEqual(given)
})

test('too many words are told', () => {
  expect(() => readArguments({ count: { kind: 'integer', summary: '' } }, '1 2')).toThrow(
    'Expected nothing more, got 2.',
  )
  expect(() => readArguments({}, 'x')).toThrow(/nothing more/)
})

test('whatever is typed is read or refused, never worse', () => {
  fc.assert(
    fc.property(fc.string(), (line) => {
      try {
        readArguments(options, line)
      } catch (error) {
        expect(error).toMatchObject({ code: 'usage' })
      }
    }),
  )
})

describe('what is not said is what is selected', () => {
  test('the exchange', async () => {
    const app = createTestApp({ events: [...exchangeEvents('a'), ...exchangeEvents('b')] })
    await app.press('g', 'r')
    await app.run('mark exchange=b star')
    expect(app.ran).toEqual(['replay {"exchange":"a"}', 'mark {"exchange":"b","as":"star"}'])
  })

  test('the pause, among what is paused', async () => {
    const pause = (id: string) =>
      ({
        id,
        exchange: 'a',
        at: 'request',
        since: 0,
        then: 'resume',
        rule: 'r',
        edited: false,
        request: { method: 'GET', url: 'http://a.test/', fields: [], body: { data: new Uint8Array(), complete: true } },
      }) as const
    const app = createTestApp({ events: exchangeEvents('a'), paused: [pause('p1'), pause('p2')] })
    await app.press('a', 'P', 'j', 'a')
    expect(app.ran).toEqual(['resume {"id":"a"}', 'resume {"id":"p2"}'])
  })

  test('or nothing, which is told', async () => {
    const app = createTestApp()
    await app.press('r')
    expect(app.ui.note?.text).toContain('Expected something selected for replay')
  })
})

test.each([
  ['delete exchange=99', 'Expected nothing more, got exchange=99. Did you mean exchanges=?'],
  ['clear now', 'Expected nothing more, got now. It takes nothing.'],
  ['delete 99', 'Expected nothing more, got 99. It takes exchanges=.'],
  ['resume', 'Expected something that is paused, got an exchange that is not. Nothing is.'],
])('%s is answered with what helps', async (line, text) => {
  const app = createTestApp({ events: exchangeEvents('a') })
  await app.run(line)
  expect([app.ui.note?.text, app.ran]).toEqual([text, []])
})
