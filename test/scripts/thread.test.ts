import { expect, test } from 'vitest'
import type { Call } from '../../src/scripts/protocol.ts'
import { type Clock, systemClock } from '../../src/kit/clock.ts'
import { ScriptThread } from '../../src/scripts/thread.ts'
import { opened, scriptFile, scriptWorld } from '../support/script.ts'

const callOf = (url: string, id = '1'): Call => ({
  hook: 'onRequest',
  facts: { id, client: { address: '127.0.0.1', port: 1, protocol: 'h2' }, mode: 'forward' },
  request: { method: 'GET', url: `http://a.test${url}`, fields: [] },
})

const noContent = async () => ({ problem: 'there is none' })

const text = `
export async function onRequest(request, { state }) {
  const { pathname } = new URL(request.url)
  state.count = (state.count ?? 0) + 1
  if (pathname === '/count') return { status: 200, reason: String(state.count) }
  if (pathname === '/wait') await new Promise((resolve) => setTimeout(resolve, 20_000))
  if (pathname === '/loop') for (;;);
  if (pathname === '/exit') process.exit(3)
  if (pathname === '/array') { const kept = []; for (;;) kept.push(1) }
  if (pathname === '/buffers') { const kept = []; for (;;) kept.push(Buffer.alloc(1e6, 1)) }
  if (pathname === '/throw') throw { get stack() { throw 1 } }
  if (pathname === '/log') console.log('one\\ntwo')
  if (pathname === '/body') return { status: 200, body: await request.text() }
}`

async function open(module = text, change: Parameters<typeof scriptWorld>[0] = {}) {
  const file = await scriptFile(module)
  const { world, said, marks } = scriptWorld(change)
  const thread = await opened(file, ScriptThread.open(file.path, world))
  return {
    thread,
    said,
    marks,
    async [Symbol.asyncDispose]() {
      await thread.end()
      await file[Symbol.asyncDispose]()
    },
  }
}

test('a call, its state, and the end of the state', async () => {
  await using script = await open()
  const { thread } = script
  expect([...thread.hooks]).toEqual(['onRequest'])
  const counts = []
  for (const id of ['1', '1', '2']) counts.push(await thread.run(callOf('/count', id), noContent))
  thread.forget('1')
  counts.push(await thread.run(callOf('/count', '1'), noContent))
  expect(counts).toMatchObject(['1', '2', '1', '1'].map((reason) => ({ kind: 'answer', answer: { reason } })))
})

test('a body is asked for, and its time is not the time of the call', async () => {
  await using script = await open()
  const { promise, resolve } = Promise.withResolvers<{ bytes: Uint8Array }>()
  let asked = () => {}
  const wanted = new Promise<void>((done) => (asked = done))
  const answer = script.thread.run(callOf('/body'), () => (asked(), promise))
  await wanted
  resolve({ bytes: Buffer.from('late') })
  expect(await answer).toMatchObject({ kind: 'answer', answer: { body: new Uint8Array(Buffer.from('late')) } })
})

test('past the time limit the worker is ended: the call passes, and what had not begun is for the next one', async () => {
  await using script = await open()
  const { thread, said } = script
  const waiting = thread.run(callOf('/wait', '1'), noContent)
  const looping = thread.run(callOf('/loop', '2'), noContent)
  const behind = thread.run(callOf('/count', '3'), noContent)
  expect(await Promise.all([waiting, looping, behind])).toEqual([{ kind: 'pass' }, { kind: 'pass' }, 'again'])
  expect(thread.over).toBe(true)
  expect(said[0]).toBe(
    'script_ended fix.ts: onRequest was past its time limit of 2 s; it is started anew and the exchange passes untouched #1',
  )
  expect(said).toHaveLength(2)
})

test.each([
  ['/exit', 'it ended itself with code 3'],
  ['/array', /it used \d+ MiB of the 256 MiB it may/],
  ['/buffers', /it used \d+ MiB of the 256 MiB it may/],
])('%s ends the worker and nothing else', async (path, why) => {
  // Where the machine is busy the memory fills slowly, and the time limit is not the matter here.
  const unhurried: Clock = {
    ...systemClock,
    after: (ms, ...rest) => systemClock.after(ms < 2_000 ? ms : 60_000, ...rest),
  }
  await using script = await open(text, { clock: unhurried })
  expect(await script.thread.run(callOf(path), noContent)).toEqual({ kind: 'pass' })
  expect(script.said).toEqual([expect.stringMatching(why)])
})

test('what is thrown is told, whatever it is, and what is written is a log', async () => {
  await using script = await open()
  expect(await script.thread.run(callOf('/throw'), noContent)).toEqual({ kind: 'pass' })
  expect(script.said).toEqual([
    'script_failed fix.ts: Error: object thrown (onRequest); the exchange passes untouched #1',
  ])
  await script.thread.run(callOf('/log'), noContent)
  while (script.said.length < 3) await new Promise((resolve) => setImmediate(resolve))
  expect(script.said.slice(1)).toEqual(['script_log fix.ts: one', 'script_log fix.ts: two'])
})

test('idle waits for what has begun', async () => {
  await using script = await open()
  await script.thread.idle()
  let settled = false
  const call = script.thread.run(callOf('/count'), noContent).then(() => (settled = true))
  await script.thread.idle()
  await call
  expect(settled).toBe(true)
})

test.each([
  ['export const a = 1', 'fix.ts: Expected an export named onRequest, onResponse, onMessage, onExchange, got a.'],
  ['export const onRequest = 5', 'fix.ts: Expected onRequest to be a function, got 5.'],
  ['\nenum A {}', /^fix\.ts:2: Expected erasable TypeScript/],
  ['throw new Error("no")', 'fix.ts:1:7: Error: no.'],
  ['process.exit(4)', 'fix.ts: Expected a module with hooks, got none: it ended itself with code 4.'],
])('%j cannot be loaded', async (module, message) => {
  await expect(open(module)).rejects.toMatchObject({
    code: 'script_invalid',
    message: expect.stringMatching(message) as string,
  })
})
