import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Framing } from '../../../src/engine/http1/framing.ts'
import type { Malformed } from '../../../src/engine/http1/malformed.ts'
import { MessageReader } from '../../../src/engine/http1/reader.ts'
import { inPieces, limits, readRequests, readResponses } from '../../support/read-messages.ts'
import { validRequests, validResponses } from '../../fuzz/corpus.ts'

const whole = (text: string) => [Buffer.from(text, 'latin1')]
const small = { headBytes: 40, fieldCount: 200, targetBytes: 16_384 }

describe('messages', () => {
  test('one after another, each with its body and trailers', () => {
    const seen = readRequests(
      whole(
        '\r\n\r\nPOST /1 HTTP/1.1\r\nContent-Length: 5\r\n\r\nhelloGET /2 HTTP/1.1\r\n\r\n\r\nPUT /3 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: 1\r\n\r\nGET /4 HTTP/1.1\r\n',
      ),
    )
    expect(seen.messages.map(({ head, body, trailers, complete }) => [head.target, body, trailers, complete])).toEqual([
      ['/1', 'hello', undefined, true],
      ['/2', '', undefined, true],
      ['/3', 'abc', ['X', '1'], true],
    ])
    expect([seen.proper, seen.malformed]).toEqual([false, undefined])
  })

  test('a body that ends with the connection', () => {
    const seen = readResponses(
      whole('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: 1\r\n\r\nHTTP/1.0 200 OK\r\n\r\nto the end'),
    )
    expect(seen.interim.map(({ status }) => status)).toEqual([100, 103])
    expect(seen.messages).toMatchObject([{ body: 'to the end', complete: true }])
    expect(seen.proper).toBe(true)
  })

  test.each([
    ['POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhell', false],
    ['POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n', false],
    ['G', false],
    ['\r\n', true],
    ['', true],
    ['GET / HTTP/1.1\r\n\r\n', true],
  ])('a FIN after %j is proper: %s', (text, proper) => {
    expect(readRequests(whole(text)).proper).toBe(proper)
  })

  test('after a switch everything is passed on as it is', () => {
    const seen = readResponses(whole('HTTP/1.1 101 Switching Protocols\r\n\r\n\0\x81HTTP/1.1 200\n\n'))
    expect([seen.raw, seen.proper]).toEqual(['\0\x81HTTP/1.1 200\n\n', true])
  })
})

describe('what is refused', () => {
  test.each([
    ['GET / HTTP/1.1\nA: 1\r\n\r\n', 'Expected CRLF, got a bare LF at byte 14'],
    ['GET / HTTP/1.1\n', 'Expected CRLF, got a bare LF at byte 14'],
    ['\nGET', 'Expected CRLF, got a bare LF at byte 0'],
    [
      'GET / HTTP/1.1\r\nA: 1\r\n b\r\n\r\n',
      'Expected a field name, not a folded line (obs-fold), got 0x20 at byte 22',
    ],
    [
      'POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
      'Expected Content-Length or Transfer-Encoding, got both',
    ],
  ])('%j, with the bytes at fault', (text, message) => {
    for (const size of [1, text.length]) {
      const seen = readRequests(inPieces(`GET /before HTTP/1.1\r\n\r\n${text}`, size))
      expect(seen.malformed?.message).toBe(message)
      expect(text.startsWith(seen.malformed!.bytes.slice(0, 10))).toBe(true)
    }
  })

  test('the bytes at fault begin with the message, not with what came before it in the same read', () => {
    const seen = readResponses(whole('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 O\0K\r\n\r\n'))
    expect(seen.malformed?.bytes).toBe('HTTP/1.1 200 O\0K\r\n\r\n')
  })

  test('nothing is read after it', () => {
    const seen = readRequests([...whole('BAD\0\r\n\r\n'), ...whole('GET / HTTP/1.1\r\n\r\n')])
    expect(seen.messages).toEqual([])
    expect(seen.malformed?.message).toBe('Expected a method and a space, got 0x00 at byte 3')
  })

  test.each([
    ['with an end', `GET / HTTP/1.1\r\nA: ${'a'.repeat(40)}\r\n\r\n`],
    ['without one', `GET / HTTP/1.1\r\nA: ${'a'.repeat(40)}`],
  ])('a head over the limit, %s', (_, text) => {
    for (const size of [1, 1000]) {
      const seen = readRequests(inPieces(text, size), { limits: small })
      expect(seen.malformed).toMatchObject({
        message: 'Expected a head of at most 40 bytes, got more',
        limit: 'head_too_large',
      })
      expect(seen.malformed!.bytes.length).toBeLessThanOrEqual(41)
    }
  })

  test('a head of exactly the limit is read', () => {
    const text = `GET / HTTP/1.1\r\nA: ${'a'.repeat(17)}\r\n\r\n`
    expect(text).toHaveLength(40)
    for (const size of [1, 1000]) expect(readRequests(inPieces(text, size), { limits: small }).messages).toHaveLength(1)
  })
})

test('a CR that ends a body does not make the LF after it a line end', () => {
  const text = 'POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n\r\nGET / HTTP/1.1\r\n'
  for (const size of [1, 1000])
    expect(readRequests(inPieces(text, size)).malformed?.message).toBe('Expected CRLF, got a bare LF at byte 0')
})

describe('tolerant framing', () => {
  test.each([
    ['GET / HTTP/1.1\nHost: a\n\nGET /2 HTTP/1.1\r\n\r\n', ['bare LF', '']],
    ['GET / HTTP/1.1\nHost: a\n\r\nGET /2 HTTP/1.1\r\n\r\n', ['bare LF', '']],
    ['GET / HTTP/1.1\r\nA: 1\r\n 2\r\n\r\nGET /2 HTTP/1.1\n\n', ['obs-fold', 'bare LF']],
    ['GET / HTTP/1.1\nA: 1\n\t2\n\nGET /2 HTTP/1.1\nA:\n 1\n\n', ['bare LF, obs-fold', 'bare LF, obs-fold']],
  ])('repairs %j', (text, repaired) => {
    for (const size of [1, 2, 3, 7, 1000]) {
      const seen = readRequests(inPieces(text, size), { tolerant: true })
      expect(seen.malformed).toBeUndefined()
      expect(seen.messages.map((message) => message.repaired)).toEqual(repaired)
      expect(seen.messages.map((message) => message.head.target)).toEqual(['/', '/2'])
    }
  })

  test('a folded value is joined by one space', () => {
    const seen = readRequests(whole('GET / HTTP/1.1\r\nA: 1 \r\n\t 2\r\nB: 3\r\n\r\n'), { tolerant: true })
    expect(seen.messages[0]!.head.fields).toEqual(['A', '1 2', 'B', '3'])
  })

  test.each([
    ['GET / HTTP/1.1\r\n A: 1\r\n\r\n', 'Expected a field name, not a folded line (obs-fold), got 0x20 at byte 16'],
    [
      'GET / HTTP/1.1\r\nA: 1\r\n \r\nB: 2\r\n\r\n',
      'Expected a field name, not a folded line (obs-fold), got 0x20 at byte 22',
    ],
    ['GET / HTTP/1.1\r\nA : 1\n\n', 'Expected a colon right after the field name "A", got white space'],
    ['GET / HTTP/1.1\nA: 1\rB: 2\n\n', 'Expected a field value for A ended by CRLF, got a bare CR at byte 20'],
    ['GET / HTTP/1.1\nA: \0\n\n', 'Expected a field value for A ended by CRLF, got 0x00 at byte 19'],
    [
      'POST / HTTP/1.1\nContent-Length: 5\nTransfer-Encoding:\n chunked\n\n',
      'Expected Content-Length or Transfer-Encoding, got both',
    ],
  ])('never repairs %j', (text, message) => {
    for (const size of [1, 1000])
      expect(readRequests(inPieces(text, size), { tolerant: true }).malformed?.message).toBe(message)
  })

  test('a loose head is not lost in a long body that comes with it', () => {
    const text = `HTTP/1.1 200 OK\nContent-Length: 90\n\n${'x'.repeat(45)}\r\n\r\n${'x'.repeat(41)}`
    for (const size of [1, 1000]) {
      const seen = readResponses(inPieces(text, size), { limits: small })
      expect(seen.messages).toMatchObject([{ repaired: 'bare LF', complete: true }])
    }
  })
})

describe('split anywhere, the same is read', () => {
  const sizes = [1, 2, 3, 5, 13]

  test.each(validRequests)('request %j', (text) => {
    const expected = readRequests(whole(text))
    expect(expected.malformed).toBeUndefined()
    for (const size of sizes) expect(readRequests(inPieces(text, size))).toEqual(expected)
    for (let at = 1; at < text.length; at++)
      expect(readRequests([...whole(text.slice(0, at)), ...whole(text.slice(at))])).toEqual(expected)
  })

  test.each(validResponses)('response %j', (text) => {
    const expected = readResponses(whole(text))
    expect(expected.malformed).toBeUndefined()
    for (const size of sizes) expect(readResponses(inPieces(text, size))).toEqual(expected)
    for (let at = 1; at < text.length; at++)
      expect(readResponses([...whole(text.slice(0, at)), ...whole(text.slice(at))])).toEqual(expected)
  })

  test('any run of valid requests, cut at any places', () => {
    const runs = fc.array(fc.constantFrom(...validRequests), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(runs, fc.array(fc.nat(), { maxLength: 6 }), fc.boolean(), (texts, cuts, tolerant) => {
        const text = texts.join('')
        const places = [...new Set([0, ...cuts.map((cut) => cut % text.length), text.length])].sort((a, b) => a - b)
        const pieces = places.slice(1).map((end, i) => Buffer.from(text.slice(places[i], end), 'latin1'))
        expect(readRequests(pieces, { tolerant })).toEqual(readRequests(whole(text), { tolerant }))
      }),
    )
  })
})

describe('waiting for its turn', () => {
  function reader(framing: Framing) {
    const log: string[] = []
    const made: MessageReader = new MessageReader(
      {
        readHead: (text) => (log.push(text.slice(0, 6)), framing),
        bodyData: (chunk) => void log.push(chunk.toString()),
        bodyEnd: () => void log.push('end'),
        malformed: (error: Malformed) => void log.push(error.message),
        rawData: (chunk) => void log.push(`raw ${chunk.toString()}`),
      },
      limits,
      false,
    )
    return { made, log }
  }
  const get = (name: string) => Buffer.from(`GET /${name} HTTP/1.1\r\n\r\n`)

  test('a pipelined request is held until next, and counted', () => {
    const { made, log } = reader(0)
    expect(made.idle).toBe(true)
    made.feed(Buffer.concat([get('a'), get('b')]))
    made.feed(get('c'))
    expect(log).toEqual(['GET /a', 'end'])
    expect([made.held, made.idle]).toEqual([38, false])
    made.next()
    expect(log).toEqual(['GET /a', 'end', 'GET /b', 'end'])
    made.next()
    made.next()
    expect([log.length, made.held, made.idle]).toEqual([6, 0, true])
  })

  test('detach gives back what was held and passes the rest through', () => {
    const { made, log } = reader(0)
    made.feed(Buffer.concat([get('a'), Buffer.from('after')]))
    expect(made.detach()?.toString()).toBe('after')
    expect(made.detach()).toBeUndefined()
    made.feed(Buffer.from('more'))
    expect(log).toEqual(['GET /a', 'end', 'raw more'])
  })

  test('an error that is not about the message is not swallowed', () => {
    const made = new MessageReader(
      {
        readHead: () => {
          throw new TypeError('a defect')
        },
        bodyData: () => {},
        bodyEnd: () => {},
        malformed: () => {},
        rawData: () => {},
      },
      limits,
      true,
    )
    expect(() => made.feed(get('a'))).toThrow('a defect')
  })

  test('a head that comes byte by byte is searched once', () => {
    const { made, log } = reader(0)
    const bytes = Buffer.from(`GET / HTTP/1.1\r\nA: ${'a'.repeat(60_000)}\r\n\r\n`)
    let searched = 0
    const original = Buffer.prototype.indexOf
    Buffer.prototype.indexOf = function (this: Buffer, ...args: Parameters<typeof original>) {
      searched += this.length - Number(args[1] ?? 0)
      return original.apply(this, args)
    } as typeof original
    try {
      for (let at = 0; at < bytes.length; at += 100) made.feed(bytes.subarray(at, at + 100))
    } finally {
      Buffer.prototype.indexOf = original
    }
    expect(log).toEqual(['GET / ', 'end'])
    expect(searched).toBeLessThan(bytes.length * 4)
  })
})

describe('with a known opening', () => {
  const opened = (...pieces: string[]) => {
    const told: string[] = []
    const owner = {
      readHead: (): Framing => (told.push('head'), 0),
      bodyData() {},
      bodyEnd() {},
      malformed: (error: Malformed, bytes: string) => void told.push(error.message, bytes),
      rawData() {},
    }
    const reader = new MessageReader(owner, limits, true, 'HTTP/1.')
    for (const piece of pieces) reader.feed(Buffer.from(piece, 'latin1'))
    return { told, partial: reader.partial }
  }

  test('other bytes are refused before any blank line', () => {
    expect(opened('HT', 'ML')).toEqual({
      told: ['Expected HTTP/1.1 or HTTP/1.0, got "HTML"', 'HTML'],
      partial: undefined,
    })
    expect(opened('SSH-2.0-x\r\n').told).toEqual(['Expected HTTP/1.1 or HTTP/1.0, got "SSH-2.0-x\\r"', 'SSH-2.0-x\r\n'])
  })

  test('its first bytes are waited for, also after an empty line in two halves', () => {
    expect(opened('\r', '\n', 'H', 'TTP/1.')).toEqual({ told: [], partial: 'HTTP/1.' })
    expect(opened('\r', '\nHTTP/1.1 200 OK\r\n\r\n').told).toEqual(['head'])
  })
})
