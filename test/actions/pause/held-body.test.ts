import { expect, test } from 'vitest'
import { holdBody, maxHeld } from '../../../src/actions/pause/held-body.ts'
import { BodyStream, emptyBody, textBody } from '../../../src/kit/body.ts'
import { createFakeClock } from '../../../src/kit/clock.ts'
import { read } from '../../support/origin.ts'

const tools = () => {
  const clock = createFakeClock()
  return { clock, after: (ms: number, run: () => void) => clock.after(ms, run) }
}
const stream = () => new BodyStream(null, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} })
const text = ({ data }: { data: Uint8Array }) => Buffer.from(data).toString()

test('a body that comes is held in full, and can be read again', async () => {
  const { shown, body } = await holdBody(textBody('hello'), true, tools())
  expect([text(shown), shown.complete]).toEqual(['hello', true])
  expect((await read(body)).text).toBe('hello')
  const empty = emptyBody()
  expect(await holdBody(empty, true, tools())).toEqual({
    shown: { data: new Uint8Array(0), complete: true },
    body: empty,
  })
})

test('one that cannot be waited for is left alone', async () => {
  const body = stream()
  expect(await holdBody(body, false, tools())).toEqual({ shown: { data: new Uint8Array(0), complete: false }, body })
  expect(body.used).toBe(false)
})

test('of one that is long, or takes long, a first part is shown', async () => {
  const long = stream()
  const holding = holdBody(long, true, tools())
  long.push(new Uint8Array(maxHeld + 1))
  expect((await holding).shown).toMatchObject({ complete: false, data: { length: maxHeld + 1 } })
  const slow = stream()
  const { clock, ...rest } = tools()
  const waiting = holdBody(slow, true, rest)
  slow.push(Buffer.from('first'))
  clock.advance(1_000)
  const { shown, body } = await waiting
  expect([text(shown), shown.complete]).toEqual(['first', false])
  const all = read(body)
  slow.push(Buffer.from(' second'))
  slow.finish()
  expect((await all).text).toBe('first second')
})
