import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createWorld } from '../../src/cli/world.ts'
import { capture } from '../../src/kit/environment.ts'

const source = fileURLToPath(new URL('../../src/cli/world.ts', import.meta.url))
const run = (body: string) =>
  capture(process.execPath, [
    '--input-type=module',
    '-e',
    `const { createWorld } = await import(${JSON.stringify(source)}); const world = createWorld(); ${body}`,
  ])

describe('createWorld', () => {
  test('is this process', () => {
    const world = createWorld()
    expect(world).toMatchObject({
      env: process.env,
      platform: process.platform,
      pid: process.pid,
      columns: expect.any(Number),
    })
    expect(world.cwd()).toBe(process.cwd())
    expect(world.home()).not.toBe('')
  })

  test('writes text and bytes, and ends with the code once all is done', async () => {
    const end = await run(
      'world.stdout("a", () => world.stdout(Uint8Array.of(98))); world.stderr("c"); world.exit(7); setTimeout(() => world.stdout("d"), 20)',
    )
    expect(end).toEqual({ code: 7, signal: null, stdout: 'abd', stderr: 'c' })
  })

  test('ends at once when told so', async () => {
    expect(await run('world.exitNow(9); setInterval(() => {}, 1000)')).toMatchObject({ code: 9 })
  })

  test('a reader that goes away is no crash', async () => {
    const body = `
      import { spawn } from 'node:child_process'
      const script = ${JSON.stringify(`const { createWorld } = await import(${JSON.stringify(source)}); const world = createWorld()
        process.stdin.once('data', () => { let left = 20
          const next = () => left-- > 0 ? world.stdout('x'.repeat(70000), next) : (world.stderr('done'), world.exit(5), process.stdin.destroy())
          next() })`)}
      const child = spawn(process.execPath, ['--input-type=module', '-e', script])
      child.stdout.destroy()
      let said = ''
      child.stderr.on('data', (text) => { said += text })
      child.stdin.write('go')
      child.on('close', (code) => console.log(said, code))`
    const { stdout } = await capture(process.execPath, ['--input-type=module', '-e', body])
    expect(stdout).toBe('done 5\n')
  })

  test.skipIf(process.platform === 'win32')(
    'a hangup asks for an end, unless somebody has another use for it',
    async () => {
      const body = `world.onSignal((signal) => { world.stdout(signal); world.exitNow(0) })
      const stop = world.onHangup(() => { world.stdout('reload '); stop(); process.kill(process.pid, 'SIGHUP') })
      process.kill(process.pid, 'SIGHUP'); setInterval(() => {}, 1000)`
      expect(await run(body)).toMatchObject({ stdout: 'reload SIGHUP', code: 0 })
    },
  )

  test.skipIf(process.platform === 'win32')('a hangup because the terminal was closed asks for an end', async () => {
    const body = `let open = true
      const other = createWorld((descriptor) => open && descriptor === 1)
      other.onSignal((signal) => { other.stdout(signal); other.exitNow(0) })
      other.onHangup(() => { other.stdout('reload '); open = false; process.kill(process.pid, 'SIGHUP') })
      process.kill(process.pid, 'SIGHUP'); setInterval(() => {}, 1000)`
    expect(await run(body)).toMatchObject({ stdout: 'reload SIGHUP', code: 0 })
  })

  test.skipIf(process.platform === 'win32')('hears signals until it is told not to', async () => {
    const body = `const stop = world.onSignal((signal) => { world.stdout(signal); stop(); process.kill(process.pid, 'SIGTERM') })
      process.kill(process.pid, 'SIGINT'); setInterval(() => {}, 1000)`
    expect(await run(body)).toMatchObject({ stdout: 'SIGINT', signal: 'SIGTERM' })
  })
})
