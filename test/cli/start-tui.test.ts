import { expect, test } from 'vitest'
import { loadTui } from '../../src/cli/start-tui.ts'

test('React is loaded for production, and nobody else is told so', async () => {
  const env: Record<string, string | undefined> = {}
  const { startTui } = await loadTui(env)
  expect(typeof startTui).toBe('function')
  expect(env).toEqual({})
  const set = { NODE_ENV: 'test' }
  await loadTui(set)
  expect(set).toEqual({ NODE_ENV: 'test' })
})
