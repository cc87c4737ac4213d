import { expect, test } from 'vitest'
import { alternatives } from '../../src/kit/alternatives.ts'

test.each([[[]], [['a']], [['a', 'b']], [['a', 'b', 'c']], [['a', 'b', 'c', 'd']]])('%j as Intl writes it', (words) => {
  expect(alternatives(words)).toBe(new Intl.ListFormat('en', { type: 'disjunction' }).format(words))
})
