import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BodySource, BodyStream, BytesBody, emptyBody, textBody } from '../../src/kit/body.ts'
import type { Failure, Fields, Sink } from '../../src/model/message.ts'

const failure: Failure = { code: 'upstream_reset', message: 'gone', leg: 'upstream' }

/** A source that notes what it is asked, and a sink that notes what it gets and takes `room` writes before it is full. */
function ends(room = Infinity) {
  const log: string[] = []
  const source: BodySource = {
    pauseBody: () => void log.push('pause'),
    resumeBody: () => void log.push('resume'),
    cancelBody: () => void log.push('cancel'),
  }
  const sink: Sink & { room: number } = {
    room,
    write(chunk) {
      log.push(Buffer.from(chunk).toString('latin1'))
      return --this.room > 0
    },
    end: (trailers?: Fields) => void log.push(trailers === undefined ? 'end' : `end ${trailers.join(' ')}`),
    fail: ({ code }: Failure) => void log.push(`fail ${code}`),
  }
  return { log, source, sink }
}

const bytes = (text: string) => Buffer.from(text, 'latin1')
const many = (count: number) => Buffer.alloc(count, 'x')

describe('BodyStream', () => {
  test('passes bytes on at once when somebody reads', () => {
    const { log, source, sink } = ends()
    const body = new BodyStream(null, source)
    body.pipe(sink)
    body.push(bytes('a'))
    body.push(bytes('b'))
    body.finish(['X', '1'])
    expect(log).toEqual(['a', 'b', 'end X 1'])
  })

  test('holds bytes, trailers and the end until it is read', () => {
    const { log, source, sink } = ends()
    const body = new BodyStream(2, source)
    body.push(bytes('a'))
    body.push(bytes('b'))
    body.finish(['X', '1'])
    expect(log).toEqual([])
    expect(body.used).toBe(false)
    body.pipe(sink)
    expect(log).toEqual(['a', 'b', 'end X 1'])
    expect(body.used).toBe(true)
    expect(() => body.pipe(sink)).toThrow('a body can be read once')
  })

  test('a failure comes after what was queued, and once', () => {
    const { log, source, sink } = ends()
    const body = new BodyStream(null, source)
    body.push(bytes('a'))
    body.abort(failure)
    body.finish()
    body.push(bytes('late'))
    body.pipe(sink)
    expect(log).toEqual(['a', 'fail upstream_reset'])
  })

  test('asks its source to pause at one socket read, once, and to go on when that is delivered', () => {
    const { log, source, sink } = ends()
    const body = new BodyStream(null, source)
    body.push(many(65_535))
    expect(log).toEqual([])
    body.push(many(1))
    body.push(many(1))
    expect(log).toEqual(['pause'])
    body.pipe(sink)
    expect(log.map((entry) => entry.slice(0, 6))).toEqual(['pause', 'xxxxxx', 'x', 'x', 'resume'])
  })

  test('a sink that takes a queue in several goes still gets the source going again', () => {
    const { log, source, sink } = ends(1)
    const body = new BodyStream(null, source)
    for (let i = 0; i < 3; i++) body.push(many(30_000))
    body.pipe(sink)
    sink.room = 1
    body.resume()
    sink.room = 10
    body.resume()
    expect(log.filter((entry) => entry.length < 10)).toEqual(['pause', 'resume'])
    body.push(bytes('more'))
    expect(log.at(-1)).toBe('more')
  })

  test('a full sink pauses the source; resume opens it', () => {
    const { log, source, sink } = ends(1)
    const body = new BodyStream(null, source)
    body.pipe(sink)
    body.push(bytes('a'))
    expect(log).toEqual(['a', 'pause'])
    body.resume()
    body.resume()
    expect(log).toEqual(['a', 'pause', 'resume'])
  })

  test('the end of a body lets go of its source: a connection does not stay paused for its next message', () => {
    const { log, source, sink } = ends(1)
    const body = new BodyStream(1, source)
    body.pipe(sink)
    body.push(bytes('a'))
    body.finish()
    expect(log).toEqual(['a', 'pause', 'end', 'resume'])
    body.resume()
    expect(log).toHaveLength(4)
  })

  test('a pause before anybody reads holds nothing up', () => {
    const { log, source, sink } = ends()
    const body = new BodyStream(null, source)
    body.pause()
    body.push(bytes('a'))
    body.resume()
    body.pipe(sink)
    expect(log).toEqual(['pause', 'a', 'resume'])
  })

  test('cancel tells the source once and drops what is queued', () => {
    const { log, source, sink } = ends()
    const body = new BodyStream(null, source)
    body.push(bytes('a'))
    body.cancel()
    body.cancel()
    body.push(bytes('b'))
    body.finish()
    expect(log).toEqual(['cancel'])
    expect([body.used, body.cancelled]).toEqual([true, true])
    expect(() => body.pipe(sink)).toThrow('a body can be read once')
  })

  test('a sink that cancels while the queue is poured gets no more', () => {
    const { log, source } = ends()
    const body = new BodyStream(null, source)
    for (const one of ['a', 'b', 'c']) body.push(bytes(one))
    body.finish()
    body.pipe({
      write(chunk) {
        log.push(Buffer.from(chunk).toString())
        body.cancel()
        return true
      },
      end: () => void log.push('end'),
      fail: () => void log.push('fail'),
    })
    expect(log).toEqual(['a'])
  })

  test('a source that answers resume at once delivers its end once', () => {
    const log: string[] = []
    const body: BodyStream = new BodyStream(null, {
      pauseBody: () => {},
      resumeBody: () => body.finish(),
      cancelBody: () => {},
    })
    body.push(many(65_536))
    body.pipe({ write: () => true, end: () => void log.push('end'), fail: () => void log.push('fail') })
    expect(log).toEqual(['end'])
  })

  test('whatever the order of calls, bytes come in order, complete, and the source is never left waiting', () => {
    const step = fc.oneof(
      fc.constantFrom('pipe', 'resume', 'finish'),
      fc.integer({ min: 1, max: 40_000 }).map((size) => size),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.array(fc.boolean(), { minLength: 1 }), (steps, answers) => {
        let asked = false
        let pushed = 0
        let got = 0
        let ended = 0
        let writes = 0
        const body = new BodyStream(null, {
          pauseBody: () => void (asked = true),
          resumeBody: () => void (asked = false),
          cancelBody: () => {},
        })
        const sink: Sink = {
          write(chunk) {
            expect(chunk[0]).toBe(writes % 256)
            got += chunk.length
            return answers[writes++ % answers.length]!
          },
          end: () => void ended++,
          fail: () => {},
        }
        let sent = 0
        for (const one of steps) {
          if (one === 'pipe') {
            if (!body.used) body.pipe(sink)
          } else if (one === 'resume') body.resume()
          else if (one === 'finish') body.finish()
          else if (!body.ended && !asked) {
            body.push(Buffer.alloc(one, sent++ % 256))
            pushed += one
          }
        }
        if (!body.used) body.pipe(sink)
        for (let i = 0; i <= steps.length; i++) body.resume()
        expect(asked).toBe(false)
        expect(got).toBe(pushed)
        body.finish()
        expect(ended).toBe(1)
      }),
    )
  })
})

describe('BytesBody', () => {
  test('comes whole, then ends', () => {
    const { log, sink } = ends()
    const body = textBody('héllo')
    expect(body.length).toBe(6)
    body.pipe(sink)
    expect(log).toEqual(['hÃ©llo', 'end'])
    expect(() => body.pipe(sink)).toThrow('a body can be read once')
  })

  test('ends when a full sink has room again, once', () => {
    const { log, sink } = ends(1)
    const body = new BytesBody(bytes('a'))
    body.pipe(sink)
    expect(log).toEqual(['a'])
    body.resume()
    body.resume()
    expect(log).toEqual(['a', 'end'])
  })

  test('cancelled while full, it does not end', () => {
    const { log, sink } = ends(1)
    const body = new BytesBody(bytes('a'))
    body.pipe(sink)
    body.cancel()
    body.resume()
    expect(log).toEqual(['a'])
  })

  test('an empty one ends at once', () => {
    const { log, sink } = ends()
    const body = emptyBody()
    expect(body.length).toBe(0)
    body.pipe(sink)
    expect(log).toEqual(['end'])
  })

  test('cancel makes it used', () => {
    const body = new BytesBody(bytes('a'))
    body.cancel()
    expect(body.used).toBe(true)
  })
})
