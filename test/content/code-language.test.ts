import { expect, test } from 'vitest'
import { css, graphql, javascript, type Language } from '../../src/content/code-language.ts'

const word = ({ word: pattern }: Language, text: string) => {
  pattern.lastIndex = 0
  return pattern.exec(text)?.[0]
}

test('words of each language', () => {
  expect(word(javascript, '$über1+2')).toBe('$über1')
  expect(word(javascript, '0x1F;')).toBe('0x1F')
  expect(word(css, '--main-color:1')).toBe('--main-color')
  expect(word(css, '@media x')).toBe('@media')
  expect(word(css, '12.5px;')).toBe('12.5px')
  expect(word(css, '#fff;')).toBe('#fff')
  expect(word(graphql, '$id: ID')).toBe('$id')
  expect(word(graphql, '{')).toBeUndefined()
})

test('a region that ends with its line says so', () => {
  for (const { regions } of [javascript, css, graphql])
    for (const { close, line } of regions) if (close === '\n') expect(line).toBe(true)
})
