import { expect, test } from 'vitest'
import { createFrameStore } from '../../../src/tui/screen/frame-store.ts'
import { createRowTable } from '../../../src/tui/screen/rows.ts'

test('a frame fills the screen, and is told once', () => {
  const table = createRowTable()
  const store = createFrameStore(table)
  let told = 0
  const leave = store.source.subscribe(() => told++)
  store.show({ rows: ['a', 'b'] }, 3)
  expect(table.expand(store.source.frame.text)).toBe('a\nb\n')
  store.show({ rows: ['a', 'b'] }, 3)
  expect(told).toBe(1)
  store.show({ rows: ['a', 'b'], cursor: { x: 1, y: 0 } }, 3)
  expect(store.source.frame.cursor).toEqual({ x: 1, y: 0 })
  expect(told).toBe(2)
  leave()
  store.show({ rows: ['c'] }, 1)
  expect(told).toBe(2)
})

test('keys go to whoever is connected', () => {
  const store = createFrameStore(createRowTable())
  const heard: string[] = []
  store.source.onKey('x', {} as never)
  store.connect({
    onKey: (input) => void heard.push(input),
    onPaste: (text) => void heard.push(`paste ${text}`),
    ready: () => {},
  })
  store.source.onKey('j', {} as never)
  store.source.onPaste('abc')
  expect(heard).toEqual(['j', 'paste abc'])
})
