import { expect, test } from 'vitest'
import { BodyStream, emptyBody, textBody } from '../../src/kit/body.ts'
import { collectBody } from '../../src/kit/collect-body.ts'
import type { Body } from '../../src/model/message.ts'
import { createReplay } from '../../src/reverse/replay.ts'

const read = async (body: Body | undefined) => Buffer.concat((await collectBody(body!, 1e6)).chunks).toString()
const source = (cancelled: () => void = () => {}) => ({
  pauseBody: () => {},
  resumeBody: () => {},
  cancelBody: cancelled,
})

test('none, and small ones, as often as wanted', async () => {
  const none = await createReplay(emptyBody(), 100)
  expect([none.next()?.length, none.next()?.length]).toEqual([0, 0])
  const small = await createReplay(textBody('hello'), 5)
  expect([await read(small.next()), await read(small.next())]).toEqual(['hello', 'hello'])
  small.done()
})

test('passing: small ones as well are not waited for', async () => {
  const body = new BodyStream(4, source())
  const replay = await createReplay(body, 4, true)
  const seen: string[] = []
  const first = replay.next()!
  first.pipe({ write: (chunk) => seen.push(Buffer.from(chunk).toString()) > 0, end: () => {}, fail: () => {} })
  body.push(Buffer.from('he'))
  const second = replay.next()!
  expect([first.length, second.length, seen]).toEqual([4, 4, ['he']])
  const again = read(second)
  body.push(Buffer.from('ll'))
  body.finish()
  expect(await again).toBe('hell')
})

test('large ones until somebody has read them', async () => {
  const replay = await createReplay(textBody('hello'), 4)
  replay.next()!.cancel()
  const second = replay.next()!
  second.pipe({ write: () => true, end: () => {}, fail: () => {} })
  expect(second.used).toBe(true)
  expect(replay.next()).toBeUndefined()
})

test('those of unknown length until too much has passed', async () => {
  const body = new BodyStream(null, source())
  const replay = await createReplay(body, 4)
  const sink = { write: () => true, end: () => {}, fail: () => {} }
  replay.next()!.pipe(sink)
  body.push(Buffer.from('hell'))
  replay.next()!.pipe(sink)
  body.push(Buffer.from('o'))
  expect(replay.next()).toBeUndefined()
})

test('what nobody has read in the end is let go', async () => {
  let cancelled = 0
  const body = new BodyStream(
    5,
    source(() => cancelled++),
  )
  const replay = await createReplay(body, 4)
  replay.next()!.cancel()
  expect(cancelled).toBe(0)
  replay.done()
  expect(cancelled).toBe(1)
})

test('one that breaks off goes on as it is', async () => {
  const body = new BodyStream(5, source())
  const replay = createReplay(body, 5)
  body.push(Buffer.from('he'))
  body.abort({ code: 'client_abort', message: 'gone', leg: 'client' })
  const broken = (await replay).next()!
  const failures: string[] = []
  broken.pipe({ write: () => true, end: () => {}, fail: ({ code }) => failures.push(code) })
  expect(failures).toEqual(['client_abort'])
  expect((await replay).next()).toBeUndefined()
})
