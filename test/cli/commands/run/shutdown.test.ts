import { expect, test } from 'vitest'
import type { Signal } from '../../../../src/cli/world.ts'
import { createShutdown } from '../../../../src/cli/commands/run/shutdown.ts'

test('who listens hears both the system and the command, until it stops', () => {
  const system = new Set<(signal: Signal) => void>()
  const { onSignal, shutdown } = createShutdown({
    onSignal(heard) {
      system.add(heard)
      return () => void system.delete(heard)
    },
  })
  const heard: string[] = []
  const stop = onSignal((signal) => void heard.push(signal))
  for (const one of system) one('SIGINT')
  shutdown()
  stop()
  shutdown()
  expect(heard).toEqual(['SIGINT', 'SIGTERM'])
  expect(system.size).toBe(0)
})
