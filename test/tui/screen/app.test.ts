import { createElement } from 'react'
import { renderToString } from 'ink'
import { expect, test } from 'vitest'
import { App } from '../../../src/tui/screen/app.ts'

test('shows the text of the frame', () => {
  const source = {
    frame: { text: 'a\nb\n', height: 3 },
    subscribe: () => () => {},
    onKey() {},
    onPaste() {},
    ready() {},
  }
  expect(renderToString(createElement(App, { source }))).toBe('a\nb\n')
})
