import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { rootCertificates } from 'node:tls'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Command } from 'commander'
import { runCommand } from '../../../src/cli/commands/run.ts'
import type { RunParts, RunSession } from '../../../src/cli/commands/run.ts'
import { createProgram } from '../../../src/cli/program.ts'
import { MiddleboxError } from '../../../src/model/errors.ts'
import type { SessionOptions } from '../../../src/model/options.ts'
import { has } from '../../support/authority.ts'
import { createTestWorld } from '../../support/cli-world.ts'

let directory: string
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'middlebox-run-'))))
afterEach(() => rm(directory, { recursive: true }))

/** Parts that only note what happens to them. */
function createParts(given: { fail?: 'listen_failed' | 'script_invalid' } = {}) {
  const log: string[] = []
  let options: SessionOptions | undefined
  const parts: RunParts<RunSession> = {
    async createSession(told) {
      if (given.fail) throw new MiddleboxError(given.fail, 'Expected a free port, got none.')
      options = told
      const certFile = join(directory, 'ca.pem')
      await writeFile(certFile, rootCertificates[0]!)
      const close = async () => void log.push('session closed')
      return { listeners: [{ url: 'http://127.0.0.1:4567' }], ca: { certFile }, close }
    },
    startFace(kind, _session, out) {
      out.write(`${kind} face\n`, () => {})
      return { close: () => void log.push(`${kind} closed`) }
    },
  }
  return { parts, log, options: () => options! }
}

/** Runs the command line through the real program, with these parts in place of the floors below. */
async function middlebox(line: string[], given: { fail?: 'listen_failed' | 'script_invalid' } = {}) {
  const world = createTestWorld({
    env: { PATH: process.env['PATH'], MIDDLEBOX_HOME: directory },
    cwd: () => directory,
    home: () => directory,
  })
  const stand = createParts(given)
  const program = await createProgram(['run', ...line], world)
  const command = program.commands.find((each) => each.name() === 'run')!
  command.action((words: string[], _options: unknown, self: Command) => runCommand(words, self, world, stand.parts))
  await program.parseAsync(['run', ...line], { from: 'user' })
  return { world, ...stand }
}

const node = process.execPath

describe('run', () => {
  test('gives the child the proxy and ends as it does', async () => {
    const script = `process.exit(process.env.https_proxy === 'http://127.0.0.1:4567' ? 33 : 1)`
    const { world, log, options } = await middlebox(['--', node, '-e', script])
    expect(world.code).toBe(33)
    expect(log).toEqual(['session closed', 'lines closed'])
    expect(options().listen).toEqual([{ mode: 'forward', host: '127.0.0.1', port: 0 }])
  })

  test('says everything on stderr and nothing on stdout', async () => {
    const { world } = await middlebox(['-q', '--', node, '-e', ''])
    expect(world.out).toBe('')
    expect(world.err).toBe('quiet face\n')
    expect(world.code).toBe(0)
  })

  test('options behind the command are the command’s, with and without --', async () => {
    const script = 'process.exit(process.argv.includes("-q") ? 5 : 1)'
    expect((await middlebox([node, '-e', script, '--', '-q'])).world.code).toBe(5)
    expect((await middlebox(['--', node, '-e', script, '--', '-q'])).world.code).toBe(5)
  })

  test('NDJSON goes to --json-file', async () => {
    const path = join(directory, 'out.ndjson')
    const { world } = await middlebox(['--json-file', path, '--', node, '-e', ''])
    expect(await readFile(path, 'utf8')).toBe('ndjson face\n')
    expect(world.err).toBe('lines face\n')
  })

  test.runIf(process.platform === 'linux')(
    'a file that fills the disk is told, and ends with 1 unless the child failed itself',
    async () => {
      const fine = await middlebox(['--json-file', '/dev/full', '--', node, '-e', ''])
      expect(fine.world.code).toBe(1)
      expect(fine.world.err).toContain('Expected to write /dev/full, got ENOSPC')
      expect((await middlebox(['--json-file', '/dev/full', '--', node, '-e', 'process.exit(9)'])).world.code).toBe(9)
    },
  )

  test('a file that cannot be made ends with 125 before the command starts', async () => {
    const path = join(directory, 'missing', 'out.ndjson')
    const script = `require('fs').writeFileSync(${JSON.stringify(join(directory, 'started'))}, '')`
    const { world, log } = await middlebox(['--json-file', path, '--', node, '-e', script])
    expect(world.code).toBe(125)
    expect(world.err).toMatch(new RegExp(`^middlebox: Expected to write ${path}, got ENOENT.*\\n  Make its folder`))
    expect(log).toEqual([])
    expect(await readdir(directory)).not.toContain('started')
  })

  test('a command that is not there ends with 127 before anything is set up', async () => {
    const { world, log } = await middlebox(['--', 'middlebox-no-such-program'])
    expect(world.code).toBe(127)
    expect(world.err).toMatch(/^middlebox: Expected a command to run, got "middlebox-no-such-program".*\n$/)
    expect(log).toEqual([])
  })

  test('our own failure before the start ends with 125', async () => {
    const { world } = await middlebox(['--', node, '-e', ''], { fail: 'listen_failed' })
    expect(world.code).toBe(125)
    expect(world.err).toMatch(/^middlebox: Expected a free port, got none\.\n/)
  })

  test('a script that cannot be loaded ends with 2, as at every start', async () => {
    expect((await middlebox(['--', node, '-e', ''], { fail: 'script_invalid' })).world.code).toBe(2)
  })

  test('no command is a usage error', async () => {
    await expect(middlebox([])).rejects.toMatchObject({ code: 'usage' })
    await expect(middlebox(['--', ''])).rejects.toMatchObject({ code: 'usage' })
  })

  test('--java prepares Java', async () => {
    const script = `process.exit(process.env.JAVA_TOOL_OPTIONS?.includes('-Dhttps.proxyPort=4567') ? 3 : 1)`
    expect((await middlebox(['--java', '--', node, '-e', script])).world.code).toBe(3)
    expect((await middlebox(['--', node, '-e', script])).world.code).toBe(1)
  })
})

test('with the real floors below, a client of the child comes through us and trusts us', async () => {
  const env = { PATH: process.env['PATH'], MIDDLEBOX_HOME: join(directory, 'home') }
  const world = createTestWorld({ env, cwd: () => directory, home: () => directory })
  const script = `fetch('https://middlebox.test/').then(({ status }) => process.exit(status === 200 ? 44 : 1))`
  const line = ['run', '-q', '--', node, '-e', script]
  await (await createProgram(line, world)).parseAsync(line, { from: 'user' })
  expect(world.code).toBe(44)
  expect(world.out).toBe('')
})

test.skipIf(!has('wget', '--version'))('wget, which knows no variable for CAs, trusts us too', async () => {
  const env = { PATH: process.env['PATH'], MIDDLEBOX_HOME: join(directory, 'home') }
  const world = createTestWorld({ env, cwd: () => directory, home: () => directory })
  const line = ['run', '-q', '--', 'wget', '-q', '-O', join(directory, 'answer'), 'https://middlebox.test/status/200']
  await (await createProgram(line, world)).parseAsync(line, { from: 'user' })
  expect(world.code).toBe(0)
  expect(await readFile(join(directory, 'answer'), 'utf8')).toContain('200 OK')
})

test('with the real floors below, no secret reaches the disk', async () => {
  const env = { PATH: process.env['PATH'], MIDDLEBOX_HOME: join(directory, 'home') }
  const world = createTestWorld({ env, cwd: () => directory, home: () => directory })
  const file = join(directory, 'traffic.ndjson')
  const headers = `{ authorization: 'Bearer hunter2', cookie: 'sid=hunter2' }`
  const script = `fetch('http://middlebox.test/echo?token=hunter2', { headers: ${headers} }).then((answer) => answer.text())`
  const line = ['run', '--json-file', file, '--', node, '-e', script]
  await (await createProgram(line, world)).parseAsync(line, { from: 'user' })
  const written = await readFile(file, 'utf8')
  expect(written).not.toContain('hunter2')
  expect(written).toContain('["authorization","Bearer {{secret:token-1}}"],["cookie","sid={{secret:token-1}}"]')
  expect(world.err).not.toContain('try  ')
  expect(world.err).toContain('summary   1 exchange, 1 CONNECT in')
})
