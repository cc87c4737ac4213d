/** Responses mutated at random, from a fixed seed: each is relayed or a 502, in bounded time, and the proxy lives. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rounds, serves, settled, toOrigin, within } from '../../support/abuse.ts'
import { startProxy } from '../../support/proxy.ts'
import { rawClient, rawOrigin } from '../../support/raw.ts'

const good = [
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\nhello',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX: y\r\n\r\n',
  'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok',
  'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n',
  'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end',
  'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nbytes',
]

/** What parsers trip over. */
const spices = [
  '\0',
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  ' ',
  '\t',
  ':',
  ';',
  ',',
  '\x7f',
  '\x80',
  '\xff',
  '-1',
  '+5',
  '0x5',
  '99999999999999999999',
  'chunked',
  'HTTP/1.1 200 OK\r\n',
  'Content-Length: 7\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: gzip, chunked\r\n',
  'Connection: close\r\n',
  '0\r\n\r\n',
  'ffffffffffffffff\r\n',
]

type Edit = { kind: 'insert' | 'delete' | 'replace' | 'cut' | 'double'; at: number; spice: string; length: number }

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'replace', 'cut', 'double'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  spice: fc.oneof(fc.constantFrom(...spices), fc.string({ unit: 'binary-ascii', maxLength: 4 })),
  length: fc.integer({ min: 1, max: 12 }),
})

function mutate(text: string, { kind, at, spice, length }: Edit): string {
  const place = Math.floor(at * text.length)
  const [before, after] = [text.slice(0, place), text.slice(place)]
  switch (kind) {
    case 'insert':
      return before + spice + after
    case 'delete':
      return before + after.slice(length)
    case 'replace':
      return before + spice + after.slice(spice.length)
    case 'cut':
      return before
    case 'double':
      return before + after.slice(0, length) + after
  }
}

const cases = fc.record({
  text: fc
    .tuple(fc.constantFrom(...good), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([text, edits]) => edits.reduce(mutate, text)),
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS'),
  /** Written in two pieces, parted here. */
  part: fc.double({ min: 0, max: 1, noNaN: true }),
  last: fc.constantFrom('fin', 'reset'),
})

const runs = rounds(400, 20_000)

test(`${runs} malformed responses`, { timeout: rounds(15_000, 600_000) }, async () => {
  let current: { text: string; part: number; last: string } = { text: '', part: 0, last: 'fin' }
  await using origin = await rawOrigin((connection) => {
    const { text, part, last } = current
    void connection.until(/\r\n\r\n/).then(async () => {
      const at = Math.floor(part * text.length)
      if (at > 0)
        await new Promise<void>(
          (resolve) => void connection.socket.write(Buffer.from(text.slice(0, at), 'latin1'), () => resolve()),
        )
      if (last === 'fin') connection.socket.end(Buffer.from(text.slice(at), 'latin1'))
      else
        connection.socket.write(Buffer.from(text.slice(at), 'latin1'), () =>
          (connection.socket as unknown as { resetAndDestroy(): void }).resetAndDestroy(),
        )
    })
  })
  await using proxy = await startProxy()
  const statuses = new Set<string>()
  const attack = async (one: { text: string; method: string; part: number; last: string }): Promise<void> => {
    current = one
    const client = await rawClient(proxy.port)
    client.send(
      toOrigin(
        origin.port,
        one.method,
        '/',
        one.method === 'POST' ? 'Content-Length: 0\r\nConnection: close\r\n' : 'Connection: close\r\n',
      ),
    )
    const { text } = await within(2_000, 'an end', client.ended())
    statuses.add(text.slice(9, 12))
    client.close()
  }
  await fc.assert(fc.asyncProperty(cases, attack), { numRuns: runs, seed: 20_241, endOnFailure: true })
  const ends = await settled(proxy)
  expect(ends.length).toBe(runs)
  for (const { outcome } of ends) expect(['complete', 'upstream_error']).toContain(outcome)
  // The mutations must have tried both sides of the line.
  expect(statuses).toContain('200')
  expect(statuses).toContain('502')
  await serves(proxy)
})
