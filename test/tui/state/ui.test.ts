import { expect, test } from 'vitest'
import { initialUi } from '../../../src/tui/state/ui.ts'

test('begins in the list, at the newest, with nothing open', () => {
  const ui = initialUi({ columns: 80, rows: 24 }, 'light', '~e')
  expect(ui).toMatchObject({
    focus: 'list',
    follow: true,
    overlay: undefined,
    prompt: undefined,
    filter: '~e',
    theme: 'light',
  })
})
