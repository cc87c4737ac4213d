import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/start.ts'
import { readVersion } from '../../src/cli/version.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { createTestWorld } from '../support/cli-world.ts'

async function run(argv: string[], given: Parameters<typeof createTestWorld>[0] = {}) {
  const world = createTestWorld(given)
  await main(argv, world)
  return { out: world.out, err: world.err, code: world.code }
}

describe('main', () => {
  test.each([['--version'], ['-V'], ['-q', '--version']])('%s prints the version', async (...argv) => {
    const { out, err, code } = await run(argv)
    expect({ out, err }).toEqual({ out: `${readVersion()}\n`, err: '' })
    expect(code ?? 0).toBe(0)
  })

  test.each([['--help'], ['-h'], ['help']])('%s prints help', async (argv) => {
    const { out, err, code } = await run([argv])
    expect(out).toMatch(/^Usage: middlebox/)
    expect(err).toBe('')
    expect(code ?? 0).toBe(0)
  })

  test.each<[string[], string]>([
    [['frowad'], 'Expected a command of middlebox, got "frowad"; did you mean forward?'],
    [['--lisen-port', '1'], 'Expected an option of middlebox forward, got --lisen-port; did you mean --listen-port?'],
    [
      ['run', '--view-filtre=x', '--', 'ls'],
      'Expected an option of middlebox run, got --view-filtre; did you mean --view-filter?',
    ],
    [['ca', 'shw'], 'Expected a command of middlebox ca, got "shw"; did you mean show?'],
    [['completion', 'fsh'], 'Expected bash, zsh or fish, got "fsh"; did you mean fish?'],
    [['help', 'comption'], 'Expected a command of middlebox, got "comption"; did you mean completion?'],
    [['-p', '80a'], '--listen-port: Expected a port from 0 to 65535, got "80a".'],
    [['--view', '~zz'], 'Expected a known atom, got ~zz'],
  ])('%j is one line and exit code 2', async (argv, message) => {
    const { out, err, code } = await run(argv)
    expect(err.split('\n')[0]).toContain(`middlebox: ${message}`)
    if (message.includes('did you mean')) expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect({ out, code }).toEqual({ out: '', code: 2 })
  })

  test.each([
    [['serve', '--anything', 'x'], 'serve'],
    [['help', 'probe'], 'probe'],
    [['--cassette', 'x'], '--cassette'],
    [['--cassette=x'], '--cassette'],
    [['run', '--cassette', 'a.har', '--', 'ls'], '--cassette'],
  ])('%j is not in this version', async (argv, name) => {
    const { err, code } = await run(argv)
    expect(err).toMatch(new RegExp(`^middlebox: ${name} is not in this version\\.\n`))
    expect(code).toBe(2)
  })

  test('an action left out is answered with help on stderr and exit code 2', async () => {
    const { out, err, code } = await run(['ca'])
    expect(err).toMatch(/^Usage: middlebox ca/)
    expect({ out, code }).toEqual({ out: '', code: 2 })
  })

  test('the stack is shown with -v and MIDDLEBOX_VERBOSE, and not for what stands after --', async () => {
    const stack = /\n {4}at /
    expect((await run(['-v', '-p', 'x'])).err).toMatch(stack)
    expect((await run(['-kqv', '-p', 'x'])).err).toMatch(stack)
    expect((await run(['-p', 'x'], { env: { MIDDLEBOX_VERBOSE: '1' } })).err).toMatch(stack)
    expect((await run(['run', '--max-body', 'x', '--', 'ls', '-v'])).err).not.toMatch(stack)
  })

  test('config errors point at file, line and column', async () => {
    await using folder = await makeTemporaryDirectory()
    const cwd = join(folder.path, 'below')
    await mkdir(cwd)
    await writeFile(join(cwd, 'middlebox.yml'), 'framing: strict\nlistenprt: 80\n')
    const { err, code } = await run([], { cwd: () => cwd })
    expect(err).toBe('middlebox: middlebox.yml:2:1: Expected an option, got "listenprt"; did you mean listenPort?\n')
    expect(code).toBe(2)
  })
})
