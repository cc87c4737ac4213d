/** Random HTTP/1 heads, rich in fields that end at a proxy or frame the message, for property tests. */
import fc from 'fast-check'

const names = fc.constantFrom(
  ...[
    'Host',
    'HOST',
    'Accept',
    'X-A',
    'x-a',
    'X-B',
    'Cookie',
    'Date',
    'Content-Type',
    'Trailer',
    'Via',
    "!#$%&'*+-.^_`|~",
  ],
  ...['TE', 'te', 'Keep-Alive', 'Proxy-Connection', 'Upgrade', 'upgrade', 'Expect', 'Max-Forwards'],
  ...['Proxy-Authorization', 'proxy-authenticate', 'Proxy-Authenticate', 'Authorization'],
)

const text = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '\t', ',', ';', '"', '=', ':', '\xe9', '\xa0', '/'),
  maxLength: 8,
})
const values = fc.oneof(
  text,
  fc.constantFrom('a.test', 'A.test:80', 'trailers', 'websocket', 'timeout=5', '100-continue'),
)
const blanks = fc.constantFrom('', ' ', '  ', '\t', ' \t ')

const option = fc.constantFrom(
  'close',
  'Keep-Alive',
  'upgrade',
  'X-A',
  'x-b',
  'Content-Length',
  'host',
  'TE',
  '',
  ' ',
  'cookie',
  'proxy-authorization',
)
const connection = fc.tuple(
  fc.constantFrom('Connection', 'connection'),
  fc.array(option, { maxLength: 4 }).map((options) => options.join(', ')),
)

const length = fc
  .tuple(fc.constantFrom('0', '5', '17'), fc.integer({ min: 1, max: 3 }), fc.boolean())
  .map(([value, count, list]) =>
    list
      ? [['Content-Length', Array.from({ length: count }, () => value).join(', ')]]
      : Array.from({ length: count }, () => ['content-Length', value]),
  )
const coding = fc.constantFrom([['Transfer-Encoding', 'chunked']], [['transfer-encoding', 'Chunked']])

/** Field lines without the blank one; at most one Host among them. */
export const fieldLines: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 4, arbitrary: fc.tuple(names, values) }, { weight: 1, arbitrary: connection }), {
      maxLength: 10,
    }),
    fc.oneof(fc.constant([]), length, coding),
    fc.array(fc.tuple(fc.nat(), blanks, blanks)),
  )
  .map(([some, framing, how]) => {
    const lines: [string, string][] = []
    for (const [name, value] of some) {
      if (name.toLowerCase() !== 'host' || !lines.some((line) => line[0].toLowerCase() === 'host'))
        lines.push([name, value])
    }
    for (const [i, line] of framing.entries())
      lines.splice((how[i]?.[0] ?? 0) % (lines.length + 1), 0, line as [string, string])
    return lines.map(([name, value], i) => `${name}:${how[i]?.[1] ?? ' '}${value}${how[i]?.[2] ?? ''}\r\n`).join('')
  })

/** Field lines that no hop takes away or writes anew. */
export const plainFieldLines: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom('Accept', 'X-A', 'x-a', 'COOKIE', 'Set-Cookie', 'X_b'), blanks, text, blanks), {
    maxLength: 10,
  })
  .map((lines) => lines.map(([name, before, value, after]) => `${name}:${before}${value}${after}\r\n`).join(''))
