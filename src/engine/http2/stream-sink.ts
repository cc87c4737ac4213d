/** Writes a Body to an HTTP/2 stream: backpressure, trailers, and the reset that says a body broke off. */
import { type Http2Stream, type ServerHttp2Stream, constants } from 'node:http2'
import type { Body, Failure, Fields, Sink } from '../../model/message.ts'
import type { BodyTap } from '../body-tap.ts'
import { StageChain, type StagingWorld } from '../stage-chain.ts'
import { toObject } from './fields.ts'

export class StreamSink implements Sink {
  readonly #stream: Http2Stream
  readonly #body: Body
  readonly #tap: BodyTap | undefined
  readonly #done: (failure: Failure | undefined) => void
  #trailers: Fields | undefined
  #chain: StageChain | undefined

  /** `done` is called once, when the last byte was handed over or the body broke off. The stream must have been opened with `waitForTrailers`. */
  constructor(stream: Http2Stream, body: Body, tap: BodyTap | undefined, done: (failure: Failure | undefined) => void) {
    this.#stream = stream
    this.#body = body
    this.#tap = tap
    this.#done = done
    stream.on('drain', () => body.resume())
    stream.on('wantTrailers', () => this.#sendTrailers())
  }

  /** Bytes that come from here on pass through the stages that are set on the chain. */
  stage(world: StagingWorld): StageChain {
    const last: Sink = {
      write: (chunk) => this.#put(chunk),
      end: (trailers) => this.#close(trailers),
      fail: (failure) => this.#break(failure),
    }
    return (this.#chain = new StageChain(last, world, () => this.#body.resume()))
  }

  start(): void {
    this.#body.pipe(this)
  }

  write(chunk: Uint8Array): boolean {
    return this.#chain === undefined ? this.#put(chunk) : this.#chain.write(chunk)
  }

  end(trailers?: Fields): void {
    if (this.#chain === undefined) this.#close(trailers)
    else this.#chain.end(trailers)
  }

  fail(failure: Failure): void {
    if (this.#chain === undefined) this.#break(failure)
    else this.#chain.fail(failure)
  }

  #put(chunk: Uint8Array): boolean {
    if (this.#stream.destroyed || this.#stream.writableEnded) return true
    this.#tap?.add(chunk)
    return this.#stream.write(chunk)
  }

  #close(trailers?: Fields): void {
    this.#trailers = trailers
    if (trailers !== undefined && this.#tap !== undefined) this.#tap.trailers = trailers
    if (!this.#stream.destroyed) this.#stream.end()
    this.#done(undefined)
  }

  #break(failure: Failure): void {
    resetStream(this.#stream, failure.errorCode ?? constants.NGHTTP2_INTERNAL_ERROR)
    this.#done(failure)
  }

  #sendTrailers(): void {
    if (this.#stream.destroyed) return
    // Of none Node makes an empty DATA frame with END_STREAM.
    ;(this.#stream as ServerHttp2Stream).sendTrailers(toObject(this.#trailers ?? []))
  }
}

/**
 * RST_STREAM behind what was said on the stream in the same turn: from Node 26 on a reset overtakes a head that still waits to
 * be written, and whoever was to see an answer break off would see none.
 */
export function resetStream(stream: Http2Stream, code: number): void {
  if (stream.destroyed) return
  if (stream.sentHeaders === undefined) return stream.close(code)
  setImmediate(() => {
    if (!stream.destroyed) stream.close(code)
  })
}
