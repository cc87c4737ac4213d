import { EventEmitter } from 'node:events'
import { type Http2Stream, constants } from 'node:http2'
import { describe, expect, test } from 'vitest'
import type { BodyTap } from '../../../src/engine/body-tap.ts'
import { StreamSink } from '../../../src/engine/http2/stream-sink.ts'
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
