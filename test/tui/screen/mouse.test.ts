import { expect, test } from 'vitest'
import { createMouseFilter } from '../../../src/tui/screen/mouse.ts'

test('reports are taken out of the keys', () => {
  const filter = createMouseFilter()
  expect(filter.take('j\x1b[<64;5;3Mk\x1b[<0;1;1M\x1b[<0;1;1m')).toEqual({
    keys: 'jk',
    events: [
      { kind: 'wheel', by: -1, x: 4, y: 2 },
      { kind: 'click', x: 0, y: 0 },
    ],
  })
})

test('a report in pieces', () => {
  const filter = createMouseFilter()
  expect(filter.take('a\x1b[<6')).toEqual({ keys: 'a', events: [] })
  expect(filter.take('5;10;20M')).toEqual({ keys: '', events: [{ kind: 'wheel', by: 1, x: 9, y: 19 }] })
})

test('other buttons, and keys that begin like a report', () => {
  const filter = createMouseFilter()
  expect(filter.take('\x1b[<2;1;1M\x1b[A\x1b')).toEqual({ keys: '\x1b[A\x1b', events: [] })
  // With control held the wheel is the wheel.
  expect(filter.take('\x1b[<80;1;1M').events).toEqual([{ kind: 'wheel', by: -1, x: 0, y: 0 }])
})
