import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { capture } from '../../src/kit/environment.ts'
import { readVersion } from '../../src/cli/version.ts'

const entry = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

test('the entry runs the arguments of the process', async () => {
  expect(await capture(process.execPath, [entry, '--version'])).toMatchObject({
    code: 0,
    stdout: `${readVersion()}\n`,
    stderr: '',
  })
  expect(await capture(process.execPath, [entry, 'reverse'])).toMatchObject({ code: 2, stdout: '' })
})

test('the version comes without commander, yaml, or a session', async () => {
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context) } })
    process.argv = ['node', 'middlebox', '--version']
    await import(${JSON.stringify(entry)})
    console.log(loaded.filter((url) => url.startsWith('file:')).map((url) => url.replace(/.*\\/src\\//, '')).sort().join())`
  const { stdout } = await capture(process.execPath, ['--input-type=module', '-e', script])
  expect(stdout.trim().split('\n').at(-1)).toBe('cli/main.ts,cli/start.ts,cli/version.ts,cli/world.ts,kit/files.ts')
})
