import { expect, test } from 'vitest'
import { keepText, keptText } from '../../../src/tui/control/kept-text.ts'
import { createTestApp } from '../../support/tui.ts'

test('a text is kept until it is used, and not for ever', () => {
  const app = createTestApp()
  keepText(app, 'a', { text: 'typed', problem: 'why' })
  expect(keptText(app, 'a')).toEqual({ text: 'typed', problem: 'why' })
  keepText(app, 'a', undefined)
  expect(keptText(app, 'a')).toBeUndefined()
  for (let i = 0; i < 21; i++) keepText(app, String(i), { text: '', problem: '' })
  expect([keptText(app, '0'), keptText(createTestApp(), '1')]).toEqual([undefined, undefined])
  expect(keptText(app, '20')).toBeDefined()
})
