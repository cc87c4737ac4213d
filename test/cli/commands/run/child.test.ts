import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runChild } from '../../../../src/cli/commands/run/child.ts'
import { createTestWorld } from '../../../support/cli-world.ts'

let directory: string
beforeAll(async () => void (directory = await mkdtemp(join(tmpdir(), 'middlebox-child-'))))
afterAll(() => rm(directory, { recursive: true }))

const node = process.execPath

function run(command: string, args: string[], env: Record<string, string | undefined> = process.env) {
  return runChild(command, args, { env, cwd: directory, onSignal: () => () => {} })
}

describe('the exit code', () => {
  test.each([0, 1, 42, 255])('is the child’s: %i', async (code) => {
    expect(await run(node, ['-e', `process.exit(${code})`])).toEqual({ code })
  })

  test.each([
    ['SIGTERM', 143],
    ['SIGKILL', 137],
  ])('is 128 + n when %s ended it', async (signal, code) => {
    expect(await run(node, ['-e', `process.kill(process.pid, '${signal}')`])).toEqual({ code })
  })

  test('is 127 for what is not there, by name and by path', async () => {
    expect(await run('middlebox-no-such-program', [])).toEqual({
      code: 127,
      problem: 'Expected a command to run, got "middlebox-no-such-program": no such program on PATH',
    })
    expect(await run('./nothing', [])).toMatchObject({ code: 127, problem: expect.stringContaining('no such file') })
  })

  test.skipIf(process.platform === 'win32')('is 126 for what cannot be executed', async () => {
    const file = join(directory, 'plain.txt')
    await writeFile(file, 'text')
    expect(await run(file, [])).toMatchObject({ code: 126, problem: expect.stringContaining('permission denied') })
    expect(await run(directory, [])).toMatchObject({ code: 126 })
    expect(await run(join(file, 'below'), [])).toMatchObject({ code: 126, problem: expect.stringContaining('a file') })
  })

  test.skipIf(process.platform === 'win32')('is 126 when the arguments are too long', async () => {
    const long = 'x'.repeat(4 * 1024 * 1024)
    expect(await run(node, [long])).toMatchObject({ code: 126, problem: expect.stringContaining('too long') })
  })
})

test('the child has the environment and the directory it was given', async () => {
  const script = `process.exit(process.env.MARK === 'here' && process.cwd() === ${JSON.stringify(directory)} ? 0 : 1)`
  expect(await run(node, ['-e', script], { ...process.env, MARK: 'here' })).toEqual({ code: 0 })
})

describe('signals', () => {
  /** A child that says when it listens and exits with 100 plus the number of SIGINTs, or 7 for SIGTERM. */
  async function withChild(
    reached: boolean,
    act: (world: ReturnType<typeof createTestWorld>) => void,
  ): Promise<number> {
    const server = createServer((socket) => void socket.on('error', () => {}))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const script = `let heard = 100
      process.on('SIGINT', () => process.exit(++heard)).on('SIGTERM', () => process.exit(7)).on('SIGHUP', () => process.exit(8)).on('SIGQUIT', () => process.exit(9))
      require('net').connect(${(server.address() as AddressInfo).port}, '127.0.0.1').on('error', () => {})`
    const world = createTestWorld()
    const ended = runChild(node, ['-e', script], {
      env: process.env,
      cwd: directory,
      onSignal: world.onSignal,
      interruptsReachChild: async () => reached,
    })
    const [socket] = (await once(server, 'connection')) as [import('node:net').Socket]
    act(world)
    const { code } = await ended
    socket.destroy()
    server.close()
    return code
  }

  test.skipIf(process.platform === 'win32')('SIGTERM, SIGHUP and SIGQUIT are passed on', async () => {
    expect(await withChild(true, (world) => world.signal('SIGTERM'))).toBe(7)
    expect(await withChild(true, (world) => world.signal('SIGHUP'))).toBe(8)
    expect(await withChild(false, (world) => world.signal('SIGQUIT'))).toBe(9)
  })

  test('SIGINT is passed on when it was for us alone', async () => {
    expect(await withChild(false, (world) => world.signal('SIGINT'))).toBe(101)
  })

  test('SIGINT is not doubled when the terminal sends it to the whole group', async () => {
    const code = await withChild(true, (world) => {
      world.signal('SIGINT')
      world.signal('SIGTERM')
    })
    expect(code).toBe(7)
  })
})

test('nobody listens for signals once the child has ended', async () => {
  let listening = 0
  const onSignal = () => {
    listening += 1
    return () => void (listening -= 1)
  }
  await runChild(node, ['-e', ''], { env: process.env, cwd: directory, onSignal })
  await runChild('middlebox-no-such-program', [], { env: process.env, cwd: directory, onSignal })
  expect(listening).toBe(0)
})
