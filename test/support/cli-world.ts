/** A world for commands under test: everything they say is kept, nothing of the process is touched. */
import type { CliWorld, Signal } from '../../src/cli/world.ts'

export type TestWorld = CliWorld & {
  readonly out: string
  readonly err: string
  /** The last exit code asked for. */
  readonly code: number | undefined
  signal(name: Signal): void
}

export function createTestWorld(given: Partial<CliWorld> = {}): TestWorld {
  const said = { out: '', err: '', code: undefined as number | undefined }
  const hearing = new Set<(signal: Signal) => void>()
  const base: CliWorld = {
    stdout(text, done) {
      said.out += typeof text === 'string' ? text : Buffer.from(text).toString('latin1')
      done?.()
    },
    stderr: (text) => void (said.err += text),
    stdin: async () => new Uint8Array(),
    env: {},
    platform: 'linux',
    home: () => '/nonexistent',
    cwd: () => '/',
    isTTY: false,
    columns: 80,
    pid: 4711,
    script: '',
    onSignal(heard) {
      hearing.add(heard)
      return () => void hearing.delete(heard)
    },
    exit: (code) => void (said.code = code),
    exitNow: (code) => void (said.code = code),
  }
  return Object.defineProperties(
    { ...base, ...given, signal: (name: Signal) => hearing.forEach((heard) => heard(name)) },
    { out: { get: () => said.out }, err: { get: () => said.err }, code: { get: () => said.code } },
  ) as TestWorld
}
