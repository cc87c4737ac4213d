import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openRoot } from '../../../../src/ca/root-files.ts'
import { printCaEnvironment } from '../../../../src/cli/commands/ca/env.ts'
import { has, testRootWorld } from '../../../support/authority.ts'
import { useCaHome } from '../../../support/ca-home.ts'

const home = useCaHome()

test('proxy and CA variables, one a line, and nothing else on stdout', async () => {
  const world = home.world()
  await printCaEnvironment(world, { listenPort: '9090' })
  expect(world.out).toContain("export https_proxy='http://127.0.0.1:9090';\n")
  expect(world.out).toContain(`export NODE_EXTRA_CA_CERTS='${join(home.path, 'ca.pem')}';\n`)
  for (const line of world.out.trimEnd().split('\n')) expect(line).toMatch(/^export [A-Za-z_]\w*='[^']*';$/)
  expect(world.out).toContain(`export WGETRC='${join(home.path, 'wgetrc')}';\n`)
  expect(world.err).toBe('')
})

test('every file named is there', async () => {
  const world = home.world()
  await printCaEnvironment(world, {})
  const named = [...world.out.matchAll(/='(\/[^']*\.pem)'/g)].map(([, path]) => path!)
  expect(named.length).toBeGreaterThan(1)
  expect(named.filter((path) => !existsSync(path))).toEqual([])
})

test('the port is the one configured, 8080 otherwise', async () => {
  const port = async (env: Record<string, string>) => {
    const world = home.world({ env })
    await printCaEnvironment(world, {})
    return /http_proxy='http:\/\/127\.0\.0\.1:(\d+)'/.exec(world.out)?.[1]
  }
  expect(await port({})).toBe('8080')
  expect(await port({ MIDDLEBOX_LISTEN_PORT: '9123' })).toBe('9123')
})

test('on a terminal it says how to use it, beside stdout', async () => {
  const world = home.world({ isTTY: true })
  await printCaEnvironment(world, {})
  expect(world.err).toContain('eval "$(middlebox ca env)"')
})

test.each([
  ['linux', { SHELL: '/usr/bin/fish' }, /^set -gx \w+ '/],
  ['linux', { SHELL: '/bin/bash' }, /^export \w+='/],
  ['win32', {}, /^\$env:\w+ = '/],
])('without --shell: the one in use on %s with %j', async (platform, env, line) => {
  const world = home.world({ platform, env })
  await printCaEnvironment(world, {})
  expect(world.out).toMatch(line)
})

test.each([
  [{ shell: 'bash' }, /--shell sh, fish, powershell, got 'bash'/],
  [{ shell: 'constructor' }, /got 'constructor'/],
  [{ listenPort: '0' }, /1 to 65535, got '0'/],
  [{ listenPort: '80x' }, /got '80x'/],
  [{ listenPort: '70000' }, /got '70000'/],
])('%j is refused', async (options, message) => {
  await expect(printCaEnvironment(home.world(), options)).rejects.toThrow(message)
})

describe('evaluated by a shell, a home with the worst of names comes out as it is', () => {
  const nasty = 'it\'s $(touch x) `id` \\ "q" ‘’;'
  test.for<[shell: string, program: string, script: (text: string) => string]>([
    ['sh', 'sh', (text: string) => `${text}\nprintf %s "$NODE_EXTRA_CA_CERTS"`],
    ['fish', 'fish', (text: string) => `${text}\nprintf %s "$NODE_EXTRA_CA_CERTS"`],
    ['powershell', 'pwsh', (text: string) => `${text}\n[Console]::Write($env:NODE_EXTRA_CA_CERTS)`],
  ])('%s', async ([shell, program, script], { skip }) => {
    const path = join(home.path, nasty)
    await openRoot(path, testRootWorld())
    const world = home.world({ env: { MIDDLEBOX_HOME: path } })
    await printCaEnvironment(world, { shell })
    expect(world.out).toContain('NODE_EXTRA_CA_CERTS')
    if (!has(program, '-c', 'exit')) return skip(`${program} is not installed`)
    const { stdout } = spawnSync(program, ['-c', script(world.out)], { encoding: 'utf8', cwd: home.path })
    expect(stdout).toBe(join(path, 'ca.pem'))
    expect(existsSync(join(home.path, 'x'))).toBe(false)
  })
})
