import { expect, test } from 'vitest'
import { widthOf } from '../../../src/kit/width.ts'
import { createKeymap } from '../../../src/tui/keys/keymap.ts'
import { helpLines } from '../../../src/tui/panels/help.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

test('the keys that count here, with the lines they run', () => {
  const text = helpLines(createKeymap({ replay: 'R' }), 'list', 80)
    .map(plainLine)
    .join('\n')
  expect(text).toMatch(/Keys in the list/)
  expect(text).toMatch(/^ R +send the request again {2}replay$/m)
  expect(text).toMatch(/^ j ↓ +down {2}move down$/m)
  expect(text).not.toContain('search-next')
})

test('in two columns where there is room, each in its width', () => {
  const one = helpLines(createKeymap(), 'detail', 80)
  const two = helpLines(createKeymap(), 'detail', 120)
  expect(two.length).toBeLessThan(one.length * 0.7)
  for (const line of two.filter(([first, ...cells]) => cells.length > 3 && !first![0].startsWith('In')))
    expect(
      widthOf(
        line
          .slice(0, 4)
          .map(([text]) => text)
          .join(''),
      ),
    ).toBe(60)
})

test('tabs of the detail have keys of their own', () => {
  const text = (context: 'detail' | 'list') => helpLines(createKeymap(), context, 80).map(plainLine).join('\n')
  expect(text('detail')).toMatch(/^ v +show the body by another view {2}request, response, messages$/m)
  expect(text('list')).not.toContain('of its tabs')
})
