import { text } from 'node:stream/consumers'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  capture,
  configHome,
  platform,
  spawn,
  stateHome,
  terminal,
  userHome,
  variables,
  isSuperuser,
  userAtHost,
} from '../../src/kit/environment.ts'

describe('homes', () => {
  test('state: MIDDLEBOX_HOME, then XDG_DATA_HOME, then the usual place; always absolute', () => {
    const home = resolve('/home/ann')
    expect(stateHome({}, home)).toBe(join(home, '.local', 'share', 'middlebox'))
    expect(stateHome({ XDG_DATA_HOME: resolve('/data') }, home)).toBe(join(resolve('/data'), 'middlebox'))
    expect(stateHome({ XDG_DATA_HOME: '/data', MIDDLEBOX_HOME: './certs' }, home)).toBe(resolve('certs'))
    expect(stateHome({ MIDDLEBOX_HOME: '', XDG_DATA_HOME: '' }, home)).toBe(join(home, '.local', 'share', 'middlebox'))
  })

  test('config: XDG_CONFIG_HOME, then ~/.config', () => {
    expect(configHome({}, '/home/ann')).toBe(join('/home/ann', '.config', 'middlebox'))
    expect(configHome({ XDG_CONFIG_HOME: '/etc/xdg' }, '/home/ann')).toBe(join('/etc/xdg', 'middlebox'))
  })
})

test('the machine is described', () => {
  expect(variables()).toBe(process.env)
  expect(userHome()).not.toBe('')
  expect(platform()).toBe(process.platform)
  expect(terminal()).toMatchObject({ columns: expect.any(Number), stdout: process.stdout.isTTY === true })
})

describe('child processes', () => {
  const node = process.execPath

  test('capture collects both streams and the code', async () => {
    const script = 'console.log(process.env.A); console.error(process.cwd()); process.exitCode = 3'
    const end = await capture(node, ['-e', script], { env: { ...process.env, A: 'ä' }, cwd: '/' })
    expect(end).toEqual({ code: 3, signal: null, stdout: 'ä\n', stderr: `${resolve('/')}\n` })
  })

  test('capture waits so long and no longer, also for what a child of the child holds open', async () => {
    const script = `require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1000)'], { stdio: 'inherit' })`
    await expect(capture(node, ['-e', script], { within: 100 })).rejects.toThrow('did not end in time')
    expect((await capture(node, ['-e', ''], { within: 30_000 })).code).toBe(0)
  })

  test('a program that does not exist rejects with ENOENT', async () => {
    await expect(capture('middlebox-no-such-program', [])).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('a killed child tells the signal', async () => {
    const child = spawn(node, ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1000)'], { stdio: 'pipe' })
    child.stdout?.once('data', () => child.kill('SIGTERM'))
    const said = text(child.stdout!)
    expect(await child.ended).toEqual({ code: null, signal: 'SIGTERM' })
    expect(await said).toBe('up')
    expect(child.pid).toBeGreaterThan(0)
  })
})

test('userAtHost names both, the host without its domain', () => {
  expect(userAtHost()).toMatch(/^[^@]+@[^.@]+$/)
})

test('isSuperuser is the user id 0', () => {
  expect(isSuperuser()).toBe(process.getuid?.() === 0)
})
