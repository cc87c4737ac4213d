/** An HTTP/2 stream as the source of a Body: flow control by window, trailers as they came. */
import { type Http2Stream, type ServerHttp2Stream, constants } from 'node:http2'
import { type BodySource, BodyStream } from '../../kit/body.ts'
import type { Fields } from '../../model/message.ts'

/** Feeds `body` from the stream until its end. Errors and resets are the caller's to see. */
export function feedBody(
  stream: Http2Stream,
  length: number | null,
  onChunk?: (chunk: Buffer) => void,
  onEnd?: (trailers: Fields | undefined) => void,
): BodyStream {
  let trailers: Fields | undefined
  const source: BodySource = {
    pauseBody: () => stream.pause(),
    resumeBody: () => stream.resume(),
    cancelBody: () => {
      stream.removeAllListeners('data')
      stream.resume()
      onCancel(stream)
    },
  }
  const body = new BodyStream(length, source)
  const complete = watchEndStream(stream)
  stream.on('trailers', (_headers: unknown, _flags: number, raw?: string[]) => {
    trailers = raw ?? []
  })
  stream.on('data', (chunk: Buffer) => {
    onChunk?.(chunk)
    body.push(chunk)
  })
  stream.on('end', () => {
    // Without END_STREAM the body broke off, which the `close` that follows tells.
    if (!complete()) return
    onEnd?.(trailers)
    body.finish(trailers)
  })
  return body
}

/**
 * Whether END_STREAM came. Node also emits `end` for a RST_STREAM with NO_ERROR, and `aborted` also after a complete message whose
 * other direction was still open (RFC 9113 §8.1); what differs is that END_STREAM ends the readable side before the stream is closed.
 */
function watchEndStream(stream: Http2Stream): () => boolean {
  // A whole request can come before its stream is told of: with the bytes that were read to find out what is spoken.
  let complete = !stream.closed && stream.state.state === constants.NGHTTP2_STREAM_STATE_HALF_CLOSED_REMOTE
  const push = stream.push
  stream.push = (chunk, encoding) => {
    if (chunk === null && !stream.closed) complete = true
    return push.call(stream, chunk, encoding)
  }
  return () => complete
}

/**
 * After a switch a stream is a socket to others: it must not seem to end when it was reset, and not to its peer when we reset it.
 * Node's `close` sends END_STREAM before RST_STREAM unless trailers are waited for, so the stream must have been opened with `waitForTrailers`.
 */
export function asSocket<S extends Http2Stream>(stream: S): S {
  stream.on('wantTrailers', () => {
    if (!stream.closed) (stream as Http2Stream as ServerHttp2Stream).sendTrailers({})
  })
  const push = stream.push
  stream.push = (chunk, encoding) =>
    chunk === null && stream.closed && stream.rstCode !== constants.NGHTTP2_NO_ERROR
      ? false
      : push.call(stream, chunk, encoding)
  return stream
}

/** Set by streams that must be reset when their body is not wanted any more. */
const cancelHooks = new WeakMap<Http2Stream, () => void>()

export function whenCancelled(stream: Http2Stream, hook: () => void): void {
  cancelHooks.set(stream, hook)
}

function onCancel(stream: Http2Stream): void {
  cancelHooks.get(stream)?.()
}
