import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProgram } from '../../../src/cli/program.ts'
import { createTestWorld } from '../../support/cli-world.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'middlebox-doctor-'))
  // A machine with one client, which has no config.
  await writeFile(join(directory, 'git'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
})
afterAll(() => rm(directory, { recursive: true }))

async function doctor(line: string[], env: Record<string, string> = {}) {
  const world = createTestWorld({
    env: { PATH: directory, MIDDLEBOX_HOME: join(directory, 'home'), ...env },
    cwd: () => directory,
    home: () => directory,
  })
  const program = await createProgram(['doctor', ...line], world)
  await program.parseAsync(['doctor', ...line], { from: 'user' })
  return world
}

describe('doctor', () => {
  test('explains what each client does, and that nothing is wrong with 0', async () => {
    const world = await doctor([], { HTTPS_PROXY: 'http://proxy.test:3128' })
    expect(world.out).toContain('https://example.com goes')
    expect(world.out).toMatch(/ok {4}Middlebox +through http:\/\/proxy\.test:3128: HTTPS_PROXY is set/)
    expect(world.out).toMatch(/ok {4}git +through http:\/\/proxy\.test:3128: HTTPS_PROXY is set/)
    expect(world.code).toBe(0)
  })

  test('ends with 1 when something is broken', async () => {
    const world = await doctor([], { GIT_SSL_CAINFO: join(directory, 'missing.pem') })
    expect(world.out).toContain('GIT_SSL_CAINFO: there is no file')
    expect(world.code).toBe(1)
  })

  test('a malformed proxy variable is a finding and not the end', async () => {
    const world = await doctor([], { HTTPS_PROXY: 'ftp://u:secret@proxy.test' })
    expect(world.out).toContain('Expected a scheme of http')
    expect(world.out).not.toContain('secret')
    expect(world.code).toBe(1)
  })

  test('--json is one object', async () => {
    const world = await doctor(['--json', 'http://10.1.2.3:8080/'], {
      http_proxy: 'http://proxy.test',
      NO_PROXY: '10.0.0.0/8',
    })
    expect(JSON.parse(world.out)).toMatchObject({
      type: 'doctor',
      v: 1,
      url: 'http://10.1.2.3:8080/',
      variables: expect.arrayContaining([{ name: 'NO_PROXY', value: '10.0.0.0/8' }]),
      clients: [{ id: 'git', route: 'direct', exception: { variable: 'NO_PROXY', entry: '10.0.0.0/8' } }],
    })
    expect(world.out.trimEnd()).not.toContain('\n')
  })

  test.each(['example.com', 'ftp://example.com', 'http://', 'x:y'])('%s is no URL to look at', async (url) => {
    await expect(doctor([url])).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(JSON.stringify(url)),
    })
  })
})

test('colours are for terminals, and not where they are not wanted', async () => {
  const said = async (line: string[]) => {
    const world = createTestWorld({
      env: { PATH: directory, MIDDLEBOX_HOME: join(directory, 'home') },
      cwd: () => directory,
      home: () => directory,
      isTTY: true,
    })
    await (await createProgram(line, world)).parseAsync(line, { from: 'user' })
    return world.out
  }
  expect(await said(['doctor'])).toContain('\u001b[')
  expect(await said(['doctor', '--no-color'])).not.toContain('\u001b[')
  expect(await said(['--no-color', 'doctor'])).not.toContain('\u001b[')
})
