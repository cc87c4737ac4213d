import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { type WorkerThread, moduleBeside, startWorker } from '../../src/kit/worker.ts'

const door = new URL('../../src/kit/worker.ts', import.meta.url).href

/** A worker whose module is this text; `said` is all that came out of it, `next` waits for so many. */
async function start(text: string) {
  const folder = await makeTemporaryDirectory()
  const path = join(folder.path, 'main.mjs')
  await writeFile(path, `import { onUncaught, workerSide } from ${JSON.stringify(door)}\n${text}`)
  const said: unknown[] = []
  let wake = (): void => {}
  const hear = (what: unknown): void => {
    said.push(what)
    wake()
  }
  const thread: WorkerThread = startWorker(
    pathToFileURL(path),
    { given: 1 },
    { message: hear, output: (output) => hear(`wrote ${output}`), ended: (why) => hear(`it ${why}`) },
  )
  const alive = setInterval(() => {}, 1000)
  return {
    thread,
    async next(count: number) {
      while (said.length < count) await new Promise<void>((resolve) => (wake = resolve))
      return said
    },
    async [Symbol.asyncDispose]() {
      clearInterval(alive)
      await thread.end()
      await folder.close()
    },
  }
}

test('data goes in, messages go both ways, and what it writes comes out', async () => {
  await using worker = await start(`
    const side = workerSide()
    side.hear((message) => { side.post([side.data, message]); console.log('hello') })`)
  worker.thread.post('ping')
  expect(await worker.next(2)).toEqual([[{ given: 1 }, 'ping'], 'wrote hello\n'])
})

test('it can be ended in a loop without end', async () => {
  await using worker = await start("workerSide().post('looping'); for (;;);")
  await worker.next(1)
  await worker.thread.end()
  worker.thread.post('nobody hears this')
  expect(await worker.thread.memory()).toBeUndefined()
})

test.each([
  ["workerSide().post('last words'); process.exit(3)", ['last words', 'it ended itself with code 3']],
  ["throw new Error('at load')", ['it failed: at load']],
])('%j ends it, and why is told', async (text, expected) => {
  await using worker = await start(text)
  expect(await worker.next(expected.length)).toEqual(expected)
})

test('what nobody caught is heard, and it goes on', async () => {
  await using worker = await start(`
    const side = workerSide()
    onUncaught((error) => side.post(error.message))
    side.hear(() => side.post('still here'))
    setTimeout(() => { throw new Error('later') }, 1)
    Promise.reject(new Error('lost'))`)
  expect(new Set(await worker.next(2))).toEqual(new Set(['later', 'lost']))
  worker.thread.post('')
  expect((await worker.next(3))[2]).toBe('still here')
})

test('its memory is seen while it works, buffers included', async () => {
  await using worker = await start(
    'const side = workerSide(); const kept = Buffer.alloc(50e6, 1); side.post(1); for (;;);',
  )
  await worker.next(1)
  expect(await worker.thread.memory()).toBeGreaterThan(50e6)
})

test('the module beside is in the language of the one it lies beside', () => {
  expect(moduleBeside('file:///a/b.ts', './c').href).toBe('file:///a/c.ts')
  expect(moduleBeside('file:///a/b.js', './c').href).toBe('file:///a/c.js')
})
