import { expect, test } from 'vitest'
import { pipeThrough } from '../../src/kit/body-stage.ts'
import { textBody } from '../../src/kit/body.ts'
import { tellBody, toldStage } from '../../src/kit/tell-body.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { ByteStage } from '../../src/model/stage.ts'
import { contextFor, read } from '../support/origin.ts'

function teller() {
  const events: ProxyEvent[] = []
  return { events, context: { ...contextFor({}).context, emit: (event: ProxyEvent) => void events.push(event) } }
}

const text = (event: ProxyEvent | undefined) =>
  event?.type === 'body' && event.body !== undefined ? Buffer.concat(event.body.chunks).toString() : undefined

test('the version on the upstream’s side is copied; without one only the cause is told', () => {
  const { events, context } = teller()
  const sent = Buffer.from('sent')
  tellBody(context, 'request', 'rule r', [sent, Buffer.from(' on')])
  tellBody(context, 'response', 'edit')
  sent.fill(0)
  expect(events).toEqual([
    { type: 'body', id: '1', at: context.now(), side: 'request', cause: 'rule r', body: expect.anything() },
    { type: 'body', id: '1', at: context.now(), side: 'response', cause: 'edit' },
  ])
  expect(events[0]).toMatchObject({ body: { size: 7, kept: 7 } })
  expect(text(events[0])).toBe('sent on')
})

async function staged(content: string, stage: ByteStage, length: number | null = content.length) {
  const { events, context } = teller()
  const told = toldStage(stage, context, 'fault f', length)
  const tools = { now: () => 0, after: () => ({ stop() {} }), random: () => 0, length, failure: () => failure }
  const { text: went } = await read(pipeThrough(textBody(content), told, tools))
  return { events, went }
}

const failure = { code: 'fault', message: 'cut', leg: 'middlebox' } as const

const pass: ByteStage = (next) => next
const upper: ByteStage = (next) => ({
  ...through(next),
  write: (chunk) => next.write(Buffer.from(Buffer.from(chunk).toString().toUpperCase())),
})
const cut: ByteStage = (next) => ({
  ...through(next),
  write(chunk) {
    next.write(chunk.subarray(0, 2))
    next.end()
    return true
  },
})
const swallow: ByteStage = (next) => ({ ...through(next), write: () => true })

function through(next: Parameters<ByteStage>[0]) {
  return {
    write: (chunk: Uint8Array) => next.write(chunk),
    end: (trailers?: readonly string[]) => next.end(trailers),
    fail: (why: Parameters<typeof next.fail>[0]) => next.fail(why),
  }
}

test('a stage that lets everything pass is not told of', async () => {
  expect(await staged('abc', pass)).toEqual({ events: [], went: 'abc' })
})

test.each([
  ['changes bytes', upper, 'ABC'],
  ['ends the body early', cut, 'ab'],
  ['swallows it', swallow, ''],
] as const)('one that %s is, once, with what came', async (_what, stage, expected) => {
  const { events, went } = await staged('abc', stage)
  expect(went).toBe(expected)
  expect(events).toMatchObject([{ type: 'body', side: 'response', cause: 'fault f', body: { size: 3 } }])
  expect(text(events[0])).toBe('abc')
})

test('what was announced and did not come counts as well', async () => {
  const { events } = await staged('abc', cut, 10)
  expect(events).toMatchObject([{ body: { size: 10, kept: 3 } }])
})
