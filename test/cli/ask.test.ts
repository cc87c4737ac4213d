import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { askYes } from '../../src/cli/ask.ts'

/** A terminal where `typed` is typed, and what was shown on it. */
function terminal(typed: string | undefined, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY })
  const output = new PassThrough()
  if (typed === undefined) input.end()
  else input.write(typed)
  return { input, output }
}

describe('askYes', () => {
  test.each(['y\n', 'yes\n', 'Y\n', ' YES \n'])('%j is a yes', async (typed) => {
    const { input, output } = terminal(typed)
    expect(await askYes('Really?', { input, output })).toBe(true)
    expect(String(output.read())).toContain('Really? [y/N] ')
  })

  test.each(['\n', 'n\n', 'yesterday\n', undefined])('%j is a no', async (typed) => {
    expect(await askYes('Really?', terminal(typed))).toBe(false)
  })

  test('without a terminal the way out is named', async () => {
    await expect(askYes('Really?', terminal('y\n', false))).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('--yes'),
    })
  })
})
