import { type ClientHttp2Stream, type ServerHttp2Stream, connect, constants, createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { asSocket, feedBody, whenCancelled } from '../../../src/engine/http2/stream-source.ts'
import type { Fields } from '../../../src/model/message.ts'

/** A client's stream whose server does as it is told. */
async function streamOf(serve: (stream: ServerHttp2Stream) => void) {
  const server = createServer()
  server.on('stream', (stream: ServerHttp2Stream) => {
    stream.on('error', () => {})
    serve(stream)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const stream: ClientHttp2Stream = session.request({ ':path': '/' })
  stream.on('error', () => {})
  const closed = new Promise<void>((resolve) => stream.once('close', resolve))
  return {
    stream,
    closed,
    async [Symbol.asyncDispose]() {
      session.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function collect() {
  const seen: { text: string; end: Fields | undefined | 'none' } = { text: '', end: 'none' }
  const sink = {
    write: (chunk: Uint8Array) => {
      seen.text += Buffer.from(chunk).toString()
      return true
    },
    end: (trailers?: Fields) => void (seen.end = trailers),
    fail: () => {},
  }
  return { seen, sink }
}

test('END_STREAM ends the body, with its trailers', async () => {
  await using peer = await streamOf((stream) => {
    stream.respond({ ':status': 200 }, { waitForTrailers: true })
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-sum': '1' }))
    stream.end('whole')
  })
  const { seen, sink } = collect()
  feedBody(peer.stream, null).pipe(sink)
  await peer.closed
  expect(seen).toEqual({ text: 'whole', end: ['x-sum', '1'] })
})

test.each([constants.NGHTTP2_NO_ERROR, constants.NGHTTP2_CANCEL, constants.NGHTTP2_INTERNAL_ERROR])(
  'a reset with code %i does not end it',
  async (code) => {
    await using peer = await streamOf((stream) => {
      // With trailers to wait for, Node sends no END_STREAM before the reset.
      stream.respond({ ':status': 200 }, { waitForTrailers: true })
      stream.write('half', () => stream.session!.ping(() => stream.close(code)))
    })
    const { seen, sink } = collect()
    feedBody(peer.stream, null).pipe(sink)
    await peer.closed
    expect(seen).toEqual({ text: 'half', end: 'none' })
  },
)

test('a body that is not wanted calls the hook of its stream', async () => {
  await using peer = await streamOf((stream) => {
    stream.respond({ ':status': 200 })
    stream.write('more to come')
  })
  const body = feedBody(peer.stream, null)
  whenCancelled(peer.stream, () => peer.stream.close(constants.NGHTTP2_CANCEL))
  body.cancel()
  await peer.closed
  expect(peer.stream.rstCode).toBe(constants.NGHTTP2_CANCEL)
})

test('as a socket a stream that was reset closes without an end', async () => {
  await using peer = await streamOf((stream) => {
    asSocket(stream)
    stream.respond({ ':status': 200 }, { waitForTrailers: true })
    stream.write('half', () => stream.session!.ping(() => stream.close(constants.NGHTTP2_CANCEL)))
  })
  let ended = false
  asSocket(peer.stream).on('end', () => (ended = true))
  peer.stream.resume()
  await peer.closed
  expect(ended).toBe(false)
})

test('as a socket a stream that ended ends', async () => {
  await using peer = await streamOf((stream) => {
    asSocket(stream)
    stream.respond({ ':status': 200 }, { waitForTrailers: true })
    stream.end('bye')
  })
  let ended = false
  asSocket(peer.stream).on('end', () => (ended = true))
  peer.stream.resume()
  await peer.closed
  expect(ended).toBe(true)
})
