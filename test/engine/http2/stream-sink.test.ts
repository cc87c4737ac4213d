import { EventEmitter, once } from 'node:events'
import { type Http2Stream, type ServerHttp2Stream, connect, constants, createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { BodyTap } from '../../../src/engine/body-tap.ts'
import { StreamSink, resetStream } from '../../../src/engine/http2/stream-sink.ts'
import { BodyStream, textBody } from '../../../src/kit/body.ts'
import type { Body, Failure, Fields } from '../../../src/model/message.ts'

/** A stream that keeps what it is told; `full` makes it ask for a pause. */
function fakeStream(full = false) {
  const said: unknown[] = []
  const stream = Object.assign(new EventEmitter(), {
    destroyed: false,
    writableEnded: false,
    write: (chunk: Uint8Array) => {
      said.push(Buffer.from(chunk).toString())
      return !full
    },
    end: () => {
      said.push('end')
      stream.emit('wantTrailers')
    },
    close: (code: number) => said.push(code),
    sendTrailers: (trailers: object) => said.push(trailers),
  })
  return { stream: stream as unknown as Http2Stream, said }
}

function start(stream: Http2Stream, body: Body) {
  const done: (Failure | undefined)[] = []
  const tap = {
    size: 0,
    add: (chunk: Uint8Array) => (tap.size += chunk.length),
    trailers: undefined as Fields | undefined,
  }
  new StreamSink(stream, body, tap as unknown as BodyTap, (failure) => done.push(failure)).start()
  return { done, tap }
}

const source = {
  pauses: 0,
  resumes: 0,
  pauseBody: () => void source.pauses++,
  resumeBody: () => void source.resumes++,
  cancelBody: () => {},
}

test('a body is written, seen by the tap, and ended', () => {
  const { stream, said } = fakeStream()
  const { done, tap } = start(stream, textBody('hello'))
  expect(said).toEqual(['hello', 'end', {}])
  expect(tap.size).toBe(5)
  expect(done).toEqual([undefined])
})

test('trailers go out and are kept; those that h2 forbids do not go out', () => {
  const { stream, said } = fakeStream()
  const body = new BodyStream(null, source)
  const { tap } = start(stream, body)
  body.finish(['X-Sum', '1', 'Connection', 'close', 'x-sum', '2'])
  expect(said).toEqual(['end', { 'x-sum': ['1', '2'] }])
  expect(tap.trailers).toEqual(['X-Sum', '1', 'Connection', 'close', 'x-sum', '2'])
})

test('a full stream pauses its source until it drains', () => {
  const { stream } = fakeStream(true)
  const body = new BodyStream(null, source)
  start(stream, body)
  body.push(Buffer.from('x'))
  expect(source).toMatchObject({ pauses: 1, resumes: 0 })
  stream.emit('drain')
  expect(source).toMatchObject({ pauses: 1, resumes: 1 })
})

describe('a body that breaks off', () => {
  test.each([
    [undefined, constants.NGHTTP2_INTERNAL_ERROR],
    [constants.NGHTTP2_ENHANCE_YOUR_CALM, constants.NGHTTP2_ENHANCE_YOUR_CALM],
  ])('resets the stream: code %s becomes %s', (errorCode, sent) => {
    const { stream, said } = fakeStream()
    const body = new BodyStream(null, source)
    const { done } = start(stream, body)
    const failure: Failure = {
      code: 'upstream_h2',
      message: 'gone',
      leg: 'upstream',
      ...(errorCode !== undefined && { errorCode }),
    }
    body.abort(failure)
    expect(said).toEqual([sent])
    expect(done).toEqual([failure])
  })
})

async function seen(answer: (stream: ServerHttp2Stream) => void) {
  const server = createServer()
  server.on('stream', (stream) => {
    stream.on('error', () => {})
    answer(stream)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const stream = session.request({ ':path': '/' })
  let status: number | undefined
  stream.on('response', (head) => (status = head[':status'])).on('error', () => {})
  stream.resume()
  await new Promise((resolve) => stream.on('close', resolve))
  session.destroy()
  server.close()
  return { status, code: stream.rstCode }
}

test('a head that was just said is seen before the reset', async () => {
  const answer = (stream: ServerHttp2Stream) => {
    stream.respond({ ':status': 200 }, { waitForTrailers: true })
    resetStream(stream, constants.NGHTTP2_PROTOCOL_ERROR)
  }
  expect(await seen(answer)).toEqual({ status: 200, code: constants.NGHTTP2_PROTOCOL_ERROR })
})

test('without one it is reset at once; one that is over is left alone', async () => {
  const answer = (stream: ServerHttp2Stream) => {
    resetStream(stream, constants.NGHTTP2_CANCEL)
    stream.on('close', () => resetStream(stream, constants.NGHTTP2_CANCEL))
  }
  expect(await seen(answer)).toEqual({ status: undefined, code: constants.NGHTTP2_CANCEL })
})
