import { expect, test } from 'vitest'
import { causeText } from '../../../../src/tui/detail/diff/cause.ts'

test('our own causes name their rule of HTTP, the user’s name the user’s doing; each once', () => {
  expect(causeText(['hop-by-hop'])).toBe('hop-by-hop, RFC 9110 §7.6.1')
  expect(causeText(['rule payments-down', 'profile squid', 'rule payments-down'])).toBe(
    'rule payments-down, profile squid',
  )
  expect(causeText(['rule \x1b[2Jx'])).toBe('rule x')
  expect(causeText([])).toBe('')
})

test.each([
  ['target', 'a route of the reverse proxy'],
  ['Host', 'a route of the reverse proxy'],
  ['Proxy-Authorization', 'login to the parent proxy'],
  ['scheme', 'scheme of where it goes'],
])('%s is what it is by where the request goes', (name, text) => {
  expect(causeText(['route'], name)).toBe(text)
})
