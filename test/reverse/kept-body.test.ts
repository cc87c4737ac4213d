import { expect, test } from 'vitest'
import { BodyStream } from '../../src/kit/body.ts'
import type { Body, Fields } from '../../src/model/message.ts'
import { KeptBody } from '../../src/reverse/kept-body.ts'

function setUp(limit = 10) {
  const log: string[] = []
  const source = new BodyStream(null, {
    pauseBody: () => void log.push('pause'),
    resumeBody: () => void log.push('resume'),
    cancelBody: () => void log.push('cancel'),
  })
  const kept = new KeptBody(source, limit)
  return { log, source, kept, push: (text: string) => source.push(Buffer.from(text)) }
}

/** Reads a body into a list of what it said. */
function reader(body: Body | undefined, ready = true): string[] {
  const said: string[] = []
  body!.pipe({
    write: (chunk) => (said.push(Buffer.from(chunk).toString()), ready),
    end: (trailers?: Fields) => void said.push(`end ${trailers?.join() ?? ''}`.trim()),
    fail: ({ code }) => void said.push(code),
  })
  return said
}

test('what passed goes to the next as well, and then what is still to come', () => {
  const { kept, source, push, log } = setUp()
  const first = kept.next()!
  const one = reader(first)
  push('ab')
  first.cancel()
  expect(log).toEqual(['pause'])
  const two = reader(kept.next())
  expect(log).toEqual(['pause', 'resume'])
  push('cd')
  source.finish(['A', '1'])
  expect([one, two]).toEqual([['ab'], ['ab', 'cd', 'end A,1']])
  expect(reader(kept.next())).toEqual(['ab', 'cd', 'end A,1'])
})

test('nothing is read before the first try reads', () => {
  const { kept, source } = setUp()
  kept.next()!.cancel()
  expect(source.used).toBe(false)
  reader(kept.next())
  expect(source.used).toBe(true)
})

test('a slow reader is waited for, at first and when it is told again', () => {
  const { kept, push, log } = setUp()
  const first = kept.next()!
  reader(first, false)
  push('ab')
  expect(log).toEqual(['pause'])
  first.cancel()
  const second = kept.next()!
  reader(second, false)
  expect(log).not.toContain('resume')
  // One that is over has no say any more.
  first.resume()
  expect(log).not.toContain('resume')
  second.resume()
  expect(log.at(-1)).toBe('resume')
  second.pause()
  expect(log.at(-1)).toBe('pause')
})

test('past the limit it can go to nobody else, and its end is that of the try', () => {
  const { kept, push, log } = setUp(3)
  const first = kept.next()!
  reader(first)
  push('abcd')
  expect(kept.next()).toBeUndefined()
  first.cancel()
  expect(log).toEqual(['cancel'])
})

test('when no more tries come, one that runs goes on, and what nobody reads is let go', () => {
  const running = setUp()
  const said = reader(running.kept.next())
  running.kept.done()
  running.push('a'.repeat(20))
  running.source.finish()
  expect([said, running.log]).toEqual([['a'.repeat(20), 'end'], []])
  const unread = setUp()
  unread.kept.done()
  expect(unread.log).toEqual(['cancel'])
  const dropped = setUp()
  const first = dropped.kept.next()!
  reader(first)
  first.cancel()
  dropped.kept.done()
  expect(dropped.log).toEqual(['pause', 'cancel'])
})

test('a client that breaks off is told to the try, and there is no other', () => {
  const { kept, source } = setUp()
  const said = reader(kept.next())
  source.abort({ code: 'client_abort', message: '', leg: 'client' })
  expect(said).toEqual(['client_abort'])
  expect(kept.next()).toBeUndefined()
})

test('the next try gets all of it, also while the one before still sends', () => {
  const { kept, source, push, log } = setUp(4)
  const one = reader(kept.next())
  push('ab')
  const second = kept.next()
  expect([one, log]).toEqual([['ab', 'upstream_unwanted'], ['pause']])
  // What was on its way when the source was paused is more than is kept.
  push('cdef')
  const two = reader(second)
  expect([two, log.at(-1)]).toEqual([['ab', 'cdef'], 'resume'])
  push('g')
  source.finish()
  expect(two).toEqual(['ab', 'cdef', 'g', 'end'])
  expect([kept.next(), one]).toEqual([undefined, ['ab', 'upstream_unwanted']])
})

test('a client that breaks off between two tries is no end of the body', () => {
  const { kept, source, push } = setUp()
  reader(kept.next())
  push('ab')
  const second = kept.next()
  source.abort({ code: 'client_abort', message: '', leg: 'client' })
  expect(reader(second)).toEqual(['client_abort'])
})
