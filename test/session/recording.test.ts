import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { eventsOf } from '../../src/har/events.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { defaultOptions } from '../../src/model/options.ts'
import { importHar } from '../../src/session/har.ts'
import { startRecording } from '../../src/session/recording.ts'
import { createStore } from '../../src/store/index.ts'
import { buildExchange } from '../support/exchange.ts'

async function record(path: string, maxExchanges = 100) {
  const clock = createFakeClock()
  const store = createStore({ ...defaultOptions.history, maxExchanges }, clock)
  const recording = await startRecording({ path, store, clock, version: '1', seed: 'ab' })
  const happen = (id: string) => {
    for (const event of eventsOf(buildExchange({ id, request: ['Cookie', 'a=secret'] }))) store.apply(event)
  }
  return { clock, store, recording, happen }
}

const readBack = async (path: string) => importHar(await readFile(path, 'utf8'), 'f.har').exchanges

test('what ends is in the file a moment later, without its secrets', async () => {
  await using directory = await makeTemporaryDirectory()
  const path = join(directory.path, 'f.har')
  const { clock, recording, happen } = await record(path)
  happen('a')
  clock.advance(200)
  await expect.poll(async () => (await readBack(path)).length).toBe(1)
  expect(await readFile(path, 'utf8')).not.toContain('secret"')
  happen('b')
  await recording.close()
  expect((await readBack(path)).map(({ id }) => id)).toEqual(['a', 'b'])
  expect(recording.loss).toBeUndefined()
})

test('what a rule says after the end is in it, and what the history forgot too', async () => {
  await using directory = await makeTemporaryDirectory()
  const path = join(directory.path, 'f.har')
  const { store, recording, happen } = await record(path, 1)
  happen('a')
  happen('b')
  store.apply({ type: 'mark', id: 'b', at: 0, tags: ['late'] })
  await recording.close()
  expect((await readBack(path)).map(({ id, tags }) => [id, tags])).toEqual([
    ['a', []],
    ['b', ['late']],
  ])
})

test('many are written in steps', async () => {
  await using directory = await makeTemporaryDirectory()
  const path = join(directory.path, 'f.har')
  const { clock, recording, happen } = await record(path, 1000)
  for (let i = 0; i < 130; i++) happen(`x${i}`)
  clock.advance(100)
  await recording.close()
  expect(await readBack(path)).toHaveLength(130)
})

test('a file that cannot be made is a loss, and traffic goes on', async () => {
  await using directory = await makeTemporaryDirectory()
  const { store, recording, happen } = await record(join(directory.path, 'no', 'f.har'))
  expect(recording.loss).toMatch(/^nothing is written to .*ENOENT/)
  expect(store.warnings().map(({ code }) => code)).toEqual(['recording_lost'])
  happen('a')
  await recording.close()
})

test.runIf(process.platform === 'linux')('a full disk is told at once', async () => {
  const { store, recording, happen } = await record('/dev/full')
  await expect
    .poll(() =>
      store
        .warnings()
        .map(({ message }) => message)
        .join(),
    )
    .toMatch(/not complete: ENOSPC/)
  happen('a')
  await recording.close()
  expect(recording.loss).toContain('ENOSPC')
})
