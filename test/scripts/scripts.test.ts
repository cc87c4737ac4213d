import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createCodec } from '../../src/content/encode.ts'
import { systemClock } from '../../src/kit/clock.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import { Scripts } from '../../src/scripts/scripts.ts'
import { buildExchange } from '../support/exchange.ts'
import { contextFor } from '../support/origin.ts'
import { scriptFile } from '../support/script.ts'

async function setup(text = "export { onExchange } from './hook.mjs'") {
  const file = await scriptFile(text)
  const hook = join(file.folder, 'hook.mjs')
  const write = async (hookText: string) => {
    await writeFile(`${hook}.new`, hookText)
    await rename(`${hook}.new`, hook)
  }
  await write("export const onExchange = (_, { log }) => log('one')")
  const events: ProxyEvent[] = []
  const scripts = new Scripts(systemClock, createCodec(1 << 20), (event) => void events.push(event))
  const say = async () => {
    scripts.get(file.path)?.on(contextFor({}).context, () => 0)
    await scripts.ended(buildExchange({ id: '1' }))
    return events.flatMap((event) => (event.type === 'warning' ? [event.message.replace(/^.*: /, '')] : []))
  }
  return {
    scripts,
    path: file.path,
    hook,
    write,
    say,
    events,
    async [Symbol.asyncDispose]() {
      await scripts.close()
      await file[Symbol.asyncDispose]()
    },
  }
}

test('what is prepared acts when it is used, and a change of any of its files makes it another', async () => {
  await using held = await setup()
  const { scripts, path, hook, write, say } = held
  const first = await scripts.prepare([path, path])
  expect(scripts.get(path)).toBeUndefined()
  first.use()
  expect([...scripts.files].sort()).toEqual([path, hook].sort())
  expect(await say()).toEqual(['one'])
  const script = scripts.get(path)
  ;(await scripts.prepare([path])).use()
  expect(scripts.get(path)).toBe(script)
  await write("export const onExchange = (_, { log }) => log('another')")
  ;(await scripts.prepare([path])).use()
  expect(await say()).toEqual(['one', 'another'])
  ;(await scripts.prepare([])).use()
  expect(scripts.get(path)).toBeUndefined()
})

test('one that does not load leaves everything as it was', async () => {
  await using held = await setup()
  const { scripts, path, write, say } = held
  ;(await scripts.prepare([path])).use()
  await write('export const onExchange = 5')
  await expect(scripts.prepare([path])).rejects.toMatchObject({ code: 'script_invalid' })
  expect(await say()).toEqual(['one'])
})

test('a script that talks without end is not listened to for ever', async () => {
  await using held = await setup('export const onExchange = (_, { log }) => { for (let i = 0; i < 1000; i++) log(i) }')
  ;(await held.scripts.prepare([held.path])).use()
  const said = await held.say()
  expect(said.length).toBeLessThan(500)
  expect(said).toContainEqual(expect.stringContaining('what else scripts say in this second is left out'))
})
