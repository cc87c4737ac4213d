import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createCodec } from '../../src/content/encode.ts'
import { BodyStream, BytesBody } from '../../src/kit/body.ts'
import { HeldBody } from '../../src/scripts/held-body.ts'
import { read } from '../support/origin.ts'

const codec = createCodec(1 << 20)
const quiet = { pauseBody() {}, resumeBody() {}, cancelBody() {} }

test('a body that nobody asks for stays the one it is', () => {
  const body = new BytesBody(Buffer.from('x'))
  expect(new HeldBody(body, [], codec).body).toBe(body)
  expect(body.used).toBe(false)
})

test('the content comes without its coding, and the body passes on as it came', async () => {
  const bytes = gzipSync('hello')
  const held = new HeldBody(new BytesBody(bytes), ['Content-Encoding', 'gzip'], codec)
  expect(await held.content()).toEqual({ bytes: Buffer.from('hello') })
  expect(await held.content()).toEqual({ bytes: Buffer.from('hello') })
  expect((await read(held.body)).bytes).toEqual(bytes)
})

test('what is too large, endless, broken or in an unknown coding is not collected, and passes on', async () => {
  expect(await new HeldBody(new BodyStream(1 << 30, quiet), [], codec).content()).toEqual({
    problem: 'it is larger than 16 MiB',
  })
  expect(
    await new HeldBody(new BodyStream(null, quiet), ['Content-Type', 'text/event-stream'], codec).content(),
  ).toEqual({
    problem: 'it is a stream of events, which may have no end',
  })
  const broken = new BodyStream(null, quiet)
  const held = new HeldBody(broken, [], codec)
  const content = held.content()
  broken.push(Buffer.from('ab'))
  broken.abort({ code: 'upstream_closed', message: 'gone', leg: 'upstream' })
  expect(await content).toEqual({ problem: 'it broke off' })
  expect(await read(held.body)).toMatchObject({ text: 'ab', failure: { code: 'upstream_closed' } })
  const coded = new HeldBody(new BytesBody(Buffer.from('x')), ['Content-Encoding', 'rot13'], codec)
  expect(await coded.content()).toEqual({ problem: 'its content coding rot13 cannot be undone' })
})

test('the bytes that came are known when all of them are here', async () => {
  const bytes = gzipSync('hello')
  const held = new HeldBody(new BytesBody(bytes), ['Content-Encoding', 'gzip'], codec)
  expect(held.came).toBeUndefined()
  await held.content()
  expect(held.came).toEqual(bytes)
  expect(new HeldBody(new BytesBody(), [], codec).came).toEqual(new Uint8Array(0))
})
