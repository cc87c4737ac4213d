import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeHar } from '../../src/har/write-har.ts'
import { MiddleboxError } from '../../src/model/errors.ts'
import { buildExchange } from '../support/exchange.ts'
import { decode, readText } from '../support/har.ts'

test('oldest first, ids once each, the seed and who wrote it', () => {
  const entry = (at: string, id: string) => ({
    startedDateTime: at,
    request: { url: 'http://a/' },
    _middlebox: { flowId: id },
  })
  const log = {
    creator: { name: 'middlebox', version: '9' },
    _middlebox: { seed: 'ab' },
    entries: [entry('2026-01-02', 'x'), entry('2026-01-01', 'x')],
  }
  const { exchanges, creator, seed, notes } = readText(`\ufeff${JSON.stringify({ log })}`)
  expect(exchanges.map(({ id }) => id)).toEqual(['x-2', 'x'])
  expect({ creator, seed, notes }).toEqual({ creator: 'middlebox 9', seed: 'ab', notes: [] })
})

test.each([
  ['', 'f.har:1:1: Expected a value, got the end.'],
  ['{"log": {"entries": [}}', 'f.har:1:22: Expected a value, got "}".'],
  ['[]', 'f.har:1:1: Expected log to be an object, got nothing.'],
  ['{"log":{}}', 'f.har:1:8: Expected log.entries to be a list, got nothing.'],
  ['{"log":\n{"entries":[{}]}}', 'f.har:2:13: Expected log.entries[0].request to be an object, got nothing.'],
  [
    '{"log":{"entries":[{"request":{"url":null}}]}}',
    'f.har:1:38: Expected log.entries[0].request.url to be a text, got null.',
  ],
])('%s', (text, message) => {
  expect(() => readText(text)).toThrow(message)
})

test('a file of ours that breaks off gives what is whole', () => {
  const text = writeHar(
    [1, 2, 3].map((n) => buildExchange({ id: `x${n}`, startedAt: n })),
    { version: '1', seed: 's' },
    { decode },
  )
  for (let cut = text.indexOf('"entries":[') + 12; cut < text.length; cut += 97) {
    const { exchanges, notes } = readText(text.slice(0, cut))
    expect(notes).toEqual(['f.har breaks off: its last entry is left out'])
    expect(exchanges.length).toBeLessThan(3)
  }
  expect(readText(text.slice(0, -4)).exchanges).toHaveLength(2)
})

test('whatever it is, it is read or refused in one line', () => {
  const key = fc.constantFrom(
    'request',
    'response',
    'timings',
    'headers',
    'url',
    'content',
    'text',
    'postData',
    'params',
    'time',
    '_middlebox',
    '_webSocketMessages',
    'creator',
    'name',
  )
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, 0, -1, 'x', 'http://a/', true),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(key, tie('any'), { maxKeys: 4 }),
    ),
  })).any
  fc.assert(
    fc.property(fc.array(value, { maxLength: 3 }), value, (entries, creator) => {
      try {
        readText(JSON.stringify({ log: { creator, entries } }))
      } catch (error) {
        expect(error).toBeInstanceOf(MiddleboxError)
        expect((error as Error).message).toMatch(/^f\.har:\d+:\d+: Expected [^\n]+\.$/)
      }
    }),
    { numRuns: 500 },
  )
})
