import { expect, test } from 'vitest'
import { main } from '../../../src/cli/start.ts'
import { createTestWorld } from '../../support/cli-world.ts'

test.each(['bash', 'zsh', 'fish'])('%s: a script with every command and option', async (shell) => {
  const world = createTestWorld()
  await main(['completion', shell], world)
  expect(world.out).toMatch(new RegExp(`^#.*${shell === 'zsh' ? 'compdef' : shell}`))
  for (const word of ['listen-port', 'json-file', 'doctor', 'rotate', 'mbx']) expect(world.out).toContain(word)
  expect(world.out).not.toMatch(/metrics-open|ssl-insecure/)
  expect(world.err).toBe('')
})
