/** An HTTP/2 stream as the source of a Body: flow control by window, trailers as they came. */
import type { Http2Stream } from 'node:http2'
import { type BodySource, BodyStream } from '../../kit/body.ts'
import type { Fields } from '../../model/message.ts'

/** Feeds `body` from the stream until its end. Errors and resets are the caller's to see. */
export function feedBody(stream: Http2Stream, length: number | null, onChunk?: (chunk: Buffer) => void, onEnd?: (trailers: Fields | undefined) => void): BodyStream {
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
  stream.on('trailers', (_headers: unknown, _flags: number, raw?: string[]) => {
    trailers = raw ?? []
  })
  stream.on('data', (chunk: Buffer) => {
    onChunk?.(chunk)
    body.push(chunk)
  })
  stream.on('end', () => {
    // An aborted stream ends too; its `aborted` comes first and has ended the body.
    if (stream.aborted) return
    onEnd?.(trailers)
    body.finish(trailers)
  })
  return body
}

/** Set by streams that must be reset when their body is not wanted any more. */
const cancelHooks = new WeakMap<Http2Stream, () => void>()

export function whenCancelled(stream: Http2Stream, hook: () => void): void {
  cancelHooks.set(stream, hook)
}

function onCancel(stream: Http2Stream): void {
  cancelHooks.get(stream)?.()
}
