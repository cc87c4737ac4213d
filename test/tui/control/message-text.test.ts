import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Message,
  messageText,
  noMessage,
  readMessageText,
  readPlainText,
} from '../../../src/tui/control/message-text.ts'

const message: Message = {
  start: 'POST http://a.test/x',
  fields: ['Host', 'a.test', 'Content-Length', '7', 'Content-Type', 'application/json', 'X-Lat', 'caf\xe9\xff'],
  content: { text: '{"a":1}' },
}
const text = messageText(message)

test('the text has no fields that follow from it', () => {
  expect(text).toBe(
    '# \\xHH is a byte that is no part of UTF-8.\nPOST http://a.test/x\nHost: a.test\nContent-Type: application/json\nX-Lat: caf\\xe9\\xff\n\n{"a":1}',
  )
})

describe('back again', () => {
  test.each<[string, string, object]>([
    ['nothing', text, {}],
    ['an end of the last line', `${text}\n`, {}],
    ['the method', text.replace('POST', 'PUT'), { method: 'PUT', latin1: true }],
    ['the URL', text.replace('/x', '/\\xe9é'), { url: 'http://a.test/\xe9\xc3\xa9', latin1: true }],
    ['the content', text.replace('1}', '2}'), { body: '{"a":2}' }],
    ['no content', text.replace('{"a":1}', ''), { empty: true }],
    [
      'a field',
      text.replace('Host: a.test', 'Host: a.test\nX-New: é'),
      {
        headers: [
          ['Host', 'a.test'],
          ['Content-Length', '7'],
          ['X-New', '\xc3\xa9'],
          ['Content-Type', 'application/json'],
          ['X-Lat', 'caf\xe9\xff'],
        ],
        latin1: true,
      },
    ],
  ])('%s', (_what, edited, expected) => {
    expect(readMessageText(edited, message)).toEqual(expected)
  })

  test('all of it, where there was nothing', () => {
    expect(readMessageText('GET http://a.test/ HTTP/1.1\nA:  b \n\nhello\n', noMessage)).toEqual({
      method: 'GET',
      url: 'http://a.test/',
      headers: [['A', 'b']],
      body: 'hello',
      latin1: true,
    })
  })

  test('an answer', () => {
    const answer: Message = { start: '200 OK', fields: ['A', 'b'], content: { text: '' } }
    expect(readMessageText('503 Busy\r\nA: b\r\n\r\n', answer)).toEqual({ status: 503, reason: 'Busy', latin1: true })
    expect(readMessageText('HTTP/1.1 204', answer)).toEqual({ status: 204, headers: [], latin1: true })
    expect(readMessageText('200 OK\nA: b\n', answer)).toEqual({})
  })

  test('a content that stays, and what takes its place', () => {
    const stays: Message = { ...message, content: { stays: 'The body of 5.5 MB is no text and is sent as it is.' } }
    const shown = messageText(stays)
    expect(shown).toMatch(/^# The body of 5\.5 MB is no text and is sent as it is\. .*\n/)
    expect(readMessageText(shown, stays)).toEqual({})
    expect(readMessageText(`${shown}new\n`, stays)).toEqual({ body: 'new' })
  })

  test('content whose coding was changed is sent anew', () => {
    const zipped: Message = {
      start: 'GET http://a.test/',
      fields: ['Content-Encoding', 'gzip'],
      content: { text: 'x' },
    }
    const changed = messageText(zipped).replace('gzip', 'br')
    expect(readMessageText(changed, zipped)).toMatchObject({ headers: [['Content-Encoding', 'br']], body: 'x' })
  })

  test.each([
    ['', 'Expected a method and a URL, or a status, got "".'],
    ['GET', 'Expected a method and a URL, or a status, got "GET".'],
    ['GET http://a.test/\nno colon', 'Expected a header field, name: value, got "no colon".'],
  ])('%j is told with its line', (edited, error) => {
    expect(() => readMessageText(edited, noMessage)).toThrow(error)
  })
})

const byte = fc.constantFrom(
  'a',
  ':',
  ' ',
  '\\',
  'x',
  '4',
  '\xe9',
  '\xff',
  '\xc3\xa9',
  '\xe2\x80\xa8',
  '\xf0\x9f\x91\x8d',
)
const field = fc.tuple(
  fc.constantFrom('Host', 'X-A', 'x-a', 'Content-Length', 'Transfer-Encoding', 'Cookie'),
  fc.string({ unit: byte }).map((value) => value.trim()),
)
const content = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '\r', '# ', 'é', '👍', '\ufeff', ':') }),
  fc.string({ unit: 'grapheme' }).filter((one) => one.isWellFormed()),
)
const messages = fc.record({
  start: fc.string({ unit: byte }).map((path) => `GET http://a.test/${path.replaceAll(' ', '')}`),
  fields: fc.array(field).map((fields) => fields.flat()),
  content: content.map((one) => ({ text: one })),
})

/** What editors do to a file on their own. */
const editors: Record<string, (file: string) => string> = {
  none: (file) => file,
  'an end for the last line': (file) => (file.endsWith('\n') ? file : `${file}\n`),
}

test.each(Object.entries(editors))('what nobody touched is not part of the change: editor %s', (_name, editor) => {
  fc.assert(
    fc.property(messages, (one) => {
      // Through a file, as bytes.
      const file = Buffer.from(editor(Buffer.from(messageText(one)).toString()))
      expect(readMessageText(file.toString(), one)).toEqual({})
    }),
  )
})

test('one line end for all of a file, where the content has one kind', () => {
  fc.assert(
    fc.property(messages, fc.constantFrom('\n', '\r\n'), (one, end) => {
      fc.pre(!one.content.text.includes('\r') || !/(?<!\r)\n|\r(?!\n)/.test(one.content.text))
      const file = messageText(one).replace(/\r?\n/g, end)
      expect(readMessageText(file, one)).toEqual({})
    }),
  )
})

test('a field more leaves every other as it was', () => {
  fc.assert(
    fc.property(messages, (one) => {
      const shown = messageText(one)
      const line = shown.indexOf('GET') + /\r?\n/.exec(shown.slice(shown.indexOf('GET')))!.index
      const change = readMessageText(`${shown.slice(0, line)}\nX-New: 1${shown.slice(line)}`, one)
      const kept = change.headers!.filter(([name]) => name !== 'X-New').flat()
      expect(kept).toEqual(one.fields)
      expect({ ...change, headers: undefined }).toEqual({ headers: undefined, latin1: true })
    }),
  )
})

test('a message of a WebSocket', () => {
  fc.assert(
    fc.property(content, (one) => {
      expect(readPlainText(one, one)).toBe(one)
      expect(readPlainText(one.endsWith('\n') ? one : `${one}\n`, one)).toBe(one)
    }),
  )
})
