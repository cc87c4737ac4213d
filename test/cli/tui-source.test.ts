import { expect, test } from 'vitest'
import { tuiSource } from '../../src/cli/tui-source.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { defaultOptions } from '../../src/model/options.ts'
import { createSession } from '../../src/session/create-session.ts'

test('a session as the interface sees it', async () => {
  await using folder = await makeTemporaryDirectory()
  const upstream = {
    ...defaultOptions.upstream,
    parent: { kind: 'url', url: 'http://me:secret@proxy.test:1', noProxy: '' } as const,
  }
  const listen = [{ mode: 'forward', host: '127.0.0.1', port: 0 } as const]
  const session = await createSession({
    ...defaultOptions,
    upstream,
    listen,
    home: folder.path,
    seed: 'ab',
    view: '~e',
  })
  try {
    const world = {
      env: { XDG_CONFIG_HOME: folder.path, PATH: '' },
      home: () => folder.path,
      platform: 'linux',
      cwd: () => folder.path,
    }
    const source = await tuiSource(session, world, 'mbx', () => {})
    expect(source).toMatchObject({
      view: '~e',
      parent: 'http://proxy.test:1',
      advice: { command: 'mbx' },
      listening: { seed: 'ab' },
    })
    await source.commands.run('fault-add', { fault: 'abort:503 ~d a' })
    expect(source.rules().map(({ explanation }) => explanation)).toEqual([expect.stringContaining('503')])
    await source.commands.run('throttle', { rate: source.throttles[0]!.name })
    expect(source.conditions()).toMatchObject({ down: 0 })
    expect([source.paused(), source.faults.length > 20, source.compileFilter('~b x').needsBody]).toEqual([
      [],
      true,
      true,
    ])
    expect(await source.file.read()).toBeUndefined()
    await source.file.write('{}')
    expect([source.file.path, await source.file.read()]).toEqual([`${folder.path}/middlebox/view.json`, '{}'])
    expect(await source.history.read()).toBeUndefined()
    await source.history.write('{}')
    expect([source.history.path, await source.history.read()]).toEqual([`${folder.path}/middlebox/history.json`, '{}'])
    expect(await source.copy('x')).toBe(false)
  } finally {
    await session.close(0)
  }
})
