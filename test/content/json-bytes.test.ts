import { expect, test } from 'vitest'
import { closingQuote, isBlank, skipBlanks, skipContainer } from '../../src/content/json-bytes.ts'
import { bytesOf } from '../support/content.ts'

test('a quote that is escaped ends nothing', () => {
  expect(closingQuote(bytesOf('a"'), 0)).toBe(1)
  expect(closingQuote(bytesOf('\\"a"'), 0)).toBe(3)
  expect(closingQuote(bytesOf('\\\\"'), 0)).toBe(2)
  expect(closingQuote(bytesOf('abc'), 0)).toBe(-1)
  expect(closingQuote(bytesOf('abc"'), 0, 3)).toBe(-1)
})

test('blanks', () => {
  expect(skipBlanks(bytesOf(' \n\r\t\x1ex'), 0)).toBe(5)
  expect(isBlank(0x0b)).toBe(false)
})

test('a container ends at its bracket, whatever its strings hold', () => {
  expect(skipContainer(bytesOf('{"a]}":[1,{}]} x'), 0)).toBe(14)
  expect(skipContainer(bytesOf('[1'), 0)).toBe(2)
  expect(skipContainer(bytesOf('["a'), 0)).toBe(3)
  expect(skipContainer(bytesOf(`[${' '.repeat(9 * 1024 * 1024)}]`), 0)).toBeUndefined()
})
