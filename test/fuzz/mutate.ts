/** Random damage to messages, biased to the bytes on which parsers have differed. */
import fc from 'fast-check'

const tokens = [
  ...[
    '\r',
    '\n',
    '\r\n',
    '\r\n\r\n',
    '\n\n',
    '\r\r\n',
    ' ',
    '\t',
    '\0',
    '\x0b',
    '\x0c',
    '\x7f',
    '\x85',
    '\xa0',
    '\xb2',
    '\xff',
  ],
  ...[':', ';', ',', '"', '=', '0', '5', '-', '+', '@', '\\', '#', '[', ']', '/', '0x', '%00', '\r\n ', '\r\n\t'],
  ...[
    'Content-Length: 5\r\n',
    'Content-Length: 3',
    'Transfer-Encoding: chunked\r\n',
    'Transfer-Encoding',
    'chunked',
    'Host: b\r\n',
    'Connection: close\r\n',
  ],
  ...[
    'HTTP/1.0',
    'HTTP/1.1',
    'GET / HTTP/1.1\r\n\r\n',
    '0\r\n\r\n',
    '5\r\nhello\r\n',
    ';a=b',
    'FFFFFFFF',
    '100',
    '204',
    '101',
    'HEAD',
    'CONNECT a:1',
    'Upgrade: x\r\n',
  ],
]

type Edit = { at: number; remove: number; put: string }

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat({ max: 400 }),
  remove: fc.oneof(fc.constantFrom(0, 0, 1), fc.nat({ max: 12 })),
  put: fc.oneof(
    fc.constantFrom(...tokens),
    fc.constant(''),
    fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  ),
})

/** One of the texts, or two in a row, with up to four edits. */
export function mutated(corpus: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...corpus),
      fc.oneof(fc.constant(''), fc.constantFrom(...corpus)),
      fc.array(edit, { maxLength: 4 }),
    )
    .map(([first, second, edits]) => {
      let text = first + second
      for (const { at, remove, put } of edits) {
        const place = at % (text.length + 1)
        text = text.slice(0, place) + put + text.slice(place + remove)
      }
      return text
    })
}
