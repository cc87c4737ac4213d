import { expect, test } from 'vitest'
import { loadTui, startTuiFace } from '../../src/cli/start-tui.ts'
import { createTestWorld } from '../support/cli-world.ts'
import { holdOutput } from '../support/face-output.ts'
import { startProxy } from '../support/proxy.ts'

test('React is loaded for production, and nobody else is told so', async () => {
  const env: Record<string, string | undefined> = {}
  const { startTui } = await loadTui(env)
  expect(typeof startTui).toBe('function')
  expect(env).toEqual({})
  const set = { NODE_ENV: 'test' }
  await loadTui(set)
  expect(set).toEqual({ NODE_ENV: 'test' })
})

test('the summary is said once the terminal is given back', async () => {
  await using proxy = await startProxy()
  const output = holdOutput()
  let given = ''
  const startTui = async () => ({ ended: Promise.resolve(), close: async () => void (given = `back${output.text()}`) })
  const face = await startTuiFace({ startTui }, proxy.session, createTestWorld(), { command: 'middlebox', output })
  await face.ended
  await face.close()
  expect(given).toBe('back')
  expect(output.text()).toMatch(/^summary {3}0 exchanges in .*\n/)
})
