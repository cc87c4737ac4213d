import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { loadCommandSettings } from '../../src/cli/command-settings.ts'
import { addTableOptions } from '../../src/cli/table-options.ts'
import { watchSites } from '../../src/cli/watch-sites.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { MiddleboxError } from '../../src/model/errors.ts'
import type { SiteDefinition } from '../../src/model/route.ts'
import { createTestWorld } from '../support/cli-world.ts'

const config = (routes: string, port = 8000) => `reverse: { listenPort: ${port}, routes: [${routes}] }`

async function setup(text: string) {
  const folder = await makeTemporaryDirectory()
  const file = join(folder.path, 'middlebox.yml')
  await writeFile(file, text)
  const command = new Command('middlebox').command('reverse')
  addTableOptions(command, 'reverse')
  command.parse([], { from: 'user' })
  let hangup: () => void = () => {}
  const world = createTestWorld({
    cwd: () => folder.path,
    home: () => folder.path,
    onHangup: (heard) => ((hangup = heard), () => (hangup = () => {})),
  })
  const loaded = await loadCommandSettings(command, world)
  const replaced: string[] = []
  let said = Promise.withResolvers<string>()
  let refused: Error | undefined
  const session = {
    reverse: {
      replace(sites: readonly SiteDefinition[]) {
        if (refused !== undefined) throw refused
        replaced.push(sites.flatMap(({ routes }) => routes.map(({ match }) => match.text)).join())
      },
    },
    store: { apply: (event: object) => said.resolve((event as { message: string }).message) },
  }
  const watching = watchSites(session, loaded, command, world)
  return {
    loaded,
    replaced,
    refuse: (error: Error) => (refused = error),
    write: (name: string, text: string) => writeFile(join(folder.path, name), text),
    /** What is said next. */
    hear: () => (said = Promise.withResolvers()).promise,
    hangup: async () => {
      said = Promise.withResolvers()
      hangup()
      return said.promise
    },
    change: async (next: string) => {
      said = Promise.withResolvers()
      await writeFile(file, next)
      return said.promise
    },
    [Symbol.asyncDispose]: async () => {
      watching.close()
      await folder.close()
    },
  }
}

test('changed routes are read again; wrong ones leave the last good ones', async () => {
  await using it = await setup(config('{ match: /, upstreams: 3000 }'))
  expect(it.loaded.session.listen).toEqual([{ mode: 'reverse', host: '127.0.0.1', port: 8000, site: 0 }])
  expect(await it.change(config('{ match: /a, upstreams: 3000 }, { match: /b, upstreams: 1 }'))).toBe(
    'the routes were read again: 2 are in place',
  )
  expect(await it.change(config('{ match: /c, upstream: 3000 }'))).toMatch(
    /^middlebox\.yml:1:52: Expected a known key, got "upstream"\. Did you mean upstreams\? The last good routes stay\.$/,
  )
  expect(await it.change(config('{ match: /d, upstreams: 3000 }', 8001))).toMatch(
    /^Expected to listen on 127\.0\.0\.1:8000 .* start again for that\. The last good/,
  )
  expect(await it.change(config('{ match: /e, upstreams: 3000 }'))).toBe('the routes were read again: 1 is in place')
  expect(await it.hangup()).toBe('the routes were read again: 1 is in place')
  expect(it.replaced).toEqual(['/a,/b', '/e', '/e'])
})

test('files that changed routes name are watched from then on', async () => {
  await using it = await setup(config('{ match: /, upstreams: 3000 }'))
  await it.write('ca.pem', 'one')
  const sited = config('{ match: /, upstreams: 3000 }').replace('routes', 'tls: { clientCa: ca.pem }, routes')
  const both = 'the routes and certificates were read again: 1 route is in place'
  expect(await it.change(sited)).toBe(both)
  const heard = it.hear()
  await it.write('ca.pem', 'two')
  expect(await heard).toBe(both)
})

test('what is wrong and what to do about it are sentences', async () => {
  await using it = await setup(config('{ match: /, upstreams: 3000 }'))
  it.refuse(
    new MiddleboxError('config_invalid', 'Expected a certificate in a.pem, got no such file', 'Check the path.'),
  )
  expect(await it.hangup()).toBe(
    'Expected a certificate in a.pem, got no such file. Check the path. The last good routes stay.',
  )
})

test('however often it is asked for at a time, it is read once more at most', async () => {
  await using it = await setup(config('{ match: /, upstreams: 3000 }'))
  void it.hangup()
  void it.hangup()
  await it.hangup()
  await it.hear()
  await it.hangup()
  expect(it.replaced).toEqual(['/', '/', '/'])
})

test('a session without sites is not watched for', () => {
  expect(() =>
    watchSites({}, { session: { sites: [] } } as never, new Command(), createTestWorld()).close(),
  ).not.toThrow()
})
