import { expect, test } from 'vitest'
import { checkLength, replaceText } from '../../../src/actions/rewrite/replace-text.ts'

const tools = (longest: number) => ({ longest: () => longest })

test('one after the other, everywhere and across lines, with groups', () => {
  const replacements = [
    { pattern: 'a(.)b', with: '<$1>' },
    { pattern: '<(?<what>[^>]*)>', with: '$<what>!' },
  ]
  expect(replaceText('a\nb a2b', replacements, tools(Infinity))).toBe('\n! 2!')
})

test('a text that is too long for a pattern is not touched', () => {
  expect(() => replaceText('abcdef', [{ pattern: '(?=a)', with: 'x' }], tools(5))).toThrow(
    '/(?=a)/ is too slow for more than 5 characters, and it has 6',
  )
  expect(() => checkLength('abcde', '(?=a)', tools(5))).not.toThrow()
})

test('each is asked about what those before it have made', () => {
  const longer = [
    { pattern: 'a', with: 'aaaa' },
    { pattern: 'b', with: '' },
  ]
  expect(() => replaceText('ab', longer, tools(4))).toThrow('/b/ is too slow')
})
