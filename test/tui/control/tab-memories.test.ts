import { expect, test } from 'vitest'
import { createTabMemories } from '../../../src/tui/control/tab-memories.ts'

test('the same as long as it is remembered; what was looked at last stays longest', () => {
  const memories = createTabMemories()
  const first = memories.of('request', 'a')
  for (let i = 0; i < 20; i++) {
    memories.of('request', `other ${i}`)
    expect(memories.of('request', 'a')).toBe(first)
  }
  for (let i = 0; i < 30; i++) memories.of('diff', `other ${i}`)
  expect(memories.of('request', 'a')).not.toBe(first)
  expect(memories.of('response', 'a')).not.toBe(memories.of('request', 'a'))
})

test('documents go when they are too large together, the oldest first, and cursors stay', () => {
  const memories = createTabMemories(100)
  const [one, two, three] = ['a', 'b', 'c'].map((id) => {
    const memory = memories.of('response', id)
    memory.set('cursor', 7).set('body', { bytes: 40 })
    return memory
  })
  memories.of('response', 'c')
  expect([...one!.keys()]).toEqual(['cursor'])
  expect([...two!.keys()]).toEqual(['cursor', 'body'])
  expect([...three!.keys()]).toEqual(['cursor', 'body'])
})

test('what grows later counts when it has grown; the one that is looked at and the one before stay', () => {
  const memories = createTabMemories(100)
  const pane = { bytes: 0 }
  const one = memories.of('response', 'a').set('body', pane)
  const two = memories.of('response', 'b').set('body', { bytes: 1000 })
  const three = memories.of('response', 'c').set('body', { bytes: 1000 })
  pane.bytes = 50
  memories.of('response', 'c')
  expect([one.size, two.size, three.size]).toEqual([0, 1, 1])
  memories.of('response', 'a')
  expect([two.size, three.size]).toEqual([0, 1])
})

test('a message that is open has a memory of its own, which counts', () => {
  const memories = createTabMemories(100)
  const one = memories.of('messages', 'a').set('opened', { memory: new Map([['pane', { bytes: 101 }]]) })
  memories.of('messages', 'b')
  expect(one.size).toBe(1)
  memories.of('messages', 'c')
  expect(one.size).toBe(0)
})
