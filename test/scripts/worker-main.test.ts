import { expect, test } from 'vitest'
import { moduleBeside, startWorker } from '../../src/kit/worker.ts'
import type { FromWorker } from '../../src/scripts/protocol.ts'
import { scriptFile } from '../support/script.ts'

const host = new URL('../../src/scripts/thread.ts', import.meta.url).href

test('it loads, says what it has, calls, and tells what nobody caught', async () => {
  await using file = await scriptFile(`
    import { name } from './name.mjs'
    export const onExchange = () => { setTimeout(() => { throw new Error(name) }, 1) }`)
  const { writeFile } = await import('node:fs/promises')
  await writeFile(`${file.folder}/name.mjs`, "export const name = 'later'")
  const said: FromWorker[] = []
  let wake = (): void => {}
  const worker = startWorker(moduleBeside(host, './worker-main'), file.path, {
    message(message) {
      said.push(message as FromWorker)
      wake()
    },
    output: () => {},
    ended: () => {},
  })
  const next = async (count: number) => {
    while (said.length < count) await new Promise<void>((resolve) => (wake = resolve))
    return said.at(-1)
  }
  expect(await next(1)).toEqual({
    type: 'loaded',
    hooks: ['onExchange'],
    files: [file.path, `${file.folder}/name.mjs`],
  })
  const facts = { id: '1', client: { address: '', port: 1, protocol: 'h2' }, mode: 'forward' }
  worker.post({ type: 'call', call: 9, what: { hook: 'onExchange', facts, exchange: {} } })
  expect(await next(4)).toMatchObject({ type: 'uncaught', fault: { message: 'Error: later' } })
  expect(said.slice(1, 3)).toEqual([
    { type: 'started', call: 9 },
    { type: 'done', call: 9, result: { kind: 'pass' } },
  ])
  await worker.end()
})
