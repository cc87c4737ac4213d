/** The screens in README and the guides are what the program draws now. */
import { describe, expect, test } from 'vitest'
import { fillScreens, renderScreen } from '../../scripts/docs/screens.ts'
import { pages } from './markdown.ts'

const withScreens = pages().filter(({ text }) => /^<!-- screen:/m.test(text))

describe('screens in pages', () => {
  test('some pages have one', () => {
    expect(withScreens.map(({ path }) => path)).toContain('README.md')
  })

  test.each(withScreens)('those of $path are current; otherwise run "npm run docs"', async ({ text }) => {
    expect(await fillScreens(text)).toBe(text)
  })

  test('a block is filled, and everything around it stays', async () => {
    const filled = await fillScreens('a\n<!-- screen:list begin -->\nold\n<!-- screen:list end -->\nz\n')
    expect(filled).toBe(
      `a\n<!-- screen:list begin -->\n\`\`\`\n${await renderScreen('list')}\`\`\`\n<!-- screen:list end -->\nz\n`,
    )
  })

  test('a block of a scene that there is not is an error', async () => {
    await expect(fillScreens('<!-- screen:gone begin -->\n<!-- screen:gone end -->')).rejects.toThrow('got gone')
  })
})
