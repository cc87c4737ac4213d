import { describe, expect, test } from 'vitest'
import { Command } from 'commander'
import { runForward } from '../../../src/cli/commands/forward.ts'
import type { ForwardParts } from '../../../src/cli/commands/forward.ts'
import { addTableOptions } from '../../../src/cli/table-options.ts'
import { main } from '../../../src/cli/start.ts'
import type { CliWorld } from '../../../src/cli/world.ts'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { MiddleboxError } from '../../../src/model/errors.ts'
import { createTestWorld } from '../../support/cli-world.ts'

type Session = { close(): Promise<void> }

function stage(argv: string[], given: Partial<CliWorld> = {}) {
  const steps: string[] = []
  const command = new Command('middlebox').command('forward')
  addTableOptions(command, 'forward')
  command.parse(argv, { from: 'user' })
  const world = createTestWorld(given)
  const closing = Promise.withResolvers<void>()
  const shown = Promise.withResolvers<void>()
  const parts: ForwardParts<Session> = {
    async createSession({ listen }) {
      steps.push(`listen ${listen[0]?.port}`)
      return { close: () => (steps.push('close'), closing.promise) }
    },
    startFace(kind, _session, { write, color, columns }, quiet) {
      write('said', () => steps.push(`${kind} ${quiet} ${color} ${columns}`))
      shown.resolve()
      return { close: () => void steps.push('summary') }
    },
  }
  return {
    steps,
    world,
    parts,
    closing,
    shown: shown.promise,
    run: () => runForward(command, world, async () => parts),
  }
}

describe('runForward', () => {
  test('shows a session until the first signal, and says the summary after its end', async () => {
    const { steps, world, closing, shown, run } = stage(['-p', '0', '--json', '-q'])
    const ended = run()
    await shown
    expect(world.code).toBeUndefined()
    world.signal('SIGTERM')
    closing.resolve()
    await ended
    expect(steps).toEqual(['listen 0', 'ndjson true false undefined', 'close', 'summary'])
    expect({ out: world.out, code: world.code }).toEqual({ out: 'said', code: 0 })
  })

  test('a reader of stdout that goes away is told once, and ends nothing', async () => {
    const gone: CliWorld['stdout'] = (_text, done) => done?.(new Error('write EPIPE'))
    const { parts, world, closing, run } = stage([], { stdout: gone })
    const ended = run()
    const said = Promise.withResolvers<void>()
    const { startFace } = parts
    parts.startFace = (kind, session, output, quiet) => {
      const face = startFace(kind, session, output, quiet)
      output.write('more', () => said.resolve())
      return face
    }
    await said.promise
    expect(world.err).toBe('middlebox: Expected a reader of stdout, got write EPIPE; the proxy goes on unseen\n')
    expect(world.code).toBeUndefined()
    world.signal('SIGTERM')
    closing.resolve()
    await ended
    expect(world.code).toBe(0)
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const)('a second signal, %s, ends at once', async (signal, code) => {
    const { world, closing, shown, run } = stage([], { isTTY: true, columns: 99 })
    const ended = run()
    await shown
    world.signal('SIGINT')
    expect(world.code).toBeUndefined()
    world.signal(signal)
    expect(world.code).toBe(code)
    closing.resolve()
    await ended
  })

  test('on a terminal faces know its width and may use colours', async () => {
    const { steps, world, closing, shown, run } = stage(['-p', '1'], { isTTY: true, columns: 99 })
    const ended = run()
    await shown
    world.signal('SIGINT')
    closing.resolve()
    await ended
    expect(steps[1]).toBe('lines false true 99')
  })

  test('what cannot start is thrown, and no signal is heard any more', async () => {
    const { world, parts, run } = stage([])
    parts.createSession = () => Promise.reject(new MiddleboxError('port_taken', 'Taken.'))
    await expect(run()).rejects.toThrowError('Taken.')
    world.signal('SIGINT')
    world.signal('SIGINT')
    expect(world.code).toBeUndefined()
  })
})

test('the real parts listen, tell it, and end with 0', async () => {
  await using home = await makeTemporaryDirectory()
  const listening = Promise.withResolvers<void>()
  let out = ''
  const world = createTestWorld({
    env: { MIDDLEBOX_HOME: home.path },
    cwd: () => home.path,
    home: () => home.path,
    stdout(text, done) {
      out += String(text)
      done?.()
      if (out.includes('\n')) listening.resolve()
    },
  })
  const ended = main(['-p', '0', '--json', '-x', 'none'], world)
  await Promise.race([listening.promise, ended])
  world.signal('SIGTERM')
  await ended
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; port?: number; pid?: number })
  expect(lines.map(({ type }) => type)).toEqual(['listening', 'summary'])
  expect(lines[0]).toMatchObject({ port: expect.any(Number), pid: 4711 })
  expect({ err: world.err, code: world.code }).toEqual({ err: '', code: 0 })
})
