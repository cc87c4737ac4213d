/** Signals as a command sends them: to whoever hears those of the system. */
import type { CliWorld } from '../../world.ts'

/** `onSignal` hears both; `shutdown` is a SIGTERM to all who listen. */
export function createShutdown(world: Pick<CliWorld, 'onSignal'>): Pick<CliWorld, 'onSignal'> & { shutdown(): void } {
  const listeners = new Set<Parameters<CliWorld['onSignal']>[0]>()
  return {
    onSignal(heard) {
      const stop = world.onSignal(heard)
      listeners.add(heard)
      return () => {
        listeners.delete(heard)
        stop()
      }
    },
    shutdown() {
      for (const heard of listeners) heard('SIGTERM')
    },
  }
}
