import { expect, test } from 'vitest'
import { oneOf } from '../../../src/tui/control/one-of.ts'
import { verbs } from '../../../src/tui/control/verbs.ts'
import { wordsFor } from '../../../src/tui/control/words.ts'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

const rule = (name: string) =>
  ({
    definition: { name, match: '~all', enabled: true, chance: 1, do: [] },
    explanation: '',
    matched: 0,
    acted: 0,
  }) as never

test.each([
  ['order', ['time', 'method', 'status', 'host', 'size', 'took']],
  ['copy', ['url']],
  ['throttle', ['3g', 'off']],
  ['fault-add', ['latency', 'bandwidth', 'reset_peer', 'abort']],
  ['rule-remove', ['slow', '"a b"']],
  ['tab', ['request', 'response', 'diff', 'timing', 'why', 'next', 'previous']],
  ['replay', []],
  ['toString', []],
])('%s takes %j', (name, words) => {
  const app = createTestApp({ events: exchangeEvents('a'), rules: [rule('slow'), rule('a b')] })
  expect(wordsFor(app, name)).toEqual(words)
})

test.each(['move', 'tab', 'in-tab', 'order', 'field', 'layout', 'theme', 'rule'] as const)(
  'what %s takes is what it understands',
  async (name) => {
    const app = createTestApp({ events: exchangeEvents('a') })
    await app.press('!')
    for (const word of wordsFor(app, name)) {
      app.ui = { ...app.ui, note: undefined }
      await Promise.resolve(verbs[name](app, word)).catch((error: Error) =>
        expect([word, error.message]).toEqual([word, expect.stringMatching(/selected rule|form of a fault/)]),
      )
    }
    expect(() => oneOf('nothing-of-the-kind', wordsFor(app, name), 'a word')).toThrow('Expected a word')
  },
)
