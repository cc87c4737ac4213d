/**
 * Request smuggling: messages that two readers could frame differently never reach the origin, and what rides behind them
 * is never taken for a request. The names are those of the literature: which of the two lengths the front and the back believe.
 */
import { describe, expect, test } from 'vitest'
import { serves, settled, within } from '../../support/abuse.ts'
import { startProxy } from '../../support/proxy.ts'
import { answering, rawClient, rawOrigin } from '../../support/raw.ts'

const smuggled = (port: number): string =>
  `GET http://127.0.0.1:${port}/smuggled HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`

/** Name, fields, and the start of the body; a whole request follows it. */
const corpus: readonly (readonly [name: string, fields: string, body: string])[] = [
  ['CL.TE', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'],
  ['TE.CL', 'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', '5c\r\n'],
  ['CL.TE with a list', 'Content-Length: 5\r\nTransfer-Encoding: identity, chunked\r\n', '0\r\n\r\n'],
  ['TE.TE, the second obscured', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: cow\r\n', '0\r\n\r\n'],
  ['TE.TE, the first obscured', 'Transfer-Encoding: cow\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'],
  ['TE.TE, chunked twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'],
  ['xchunked', 'Content-Length: 5\r\nTransfer-Encoding: xchunked\r\n', '0\r\n\r\n'],
  ['a space before the colon', 'Content-Length: 5\r\nTransfer-Encoding : chunked\r\n', '0\r\n\r\n'],
  ['a tab before the colon', 'Content-Length: 5\r\nTransfer-Encoding\t: chunked\r\n', '0\r\n\r\n'],
  ['a folded value', 'Content-Length: 5\r\nTransfer-Encoding:\r\n chunked\r\n', '0\r\n\r\n'],
  ['a folded line that hides', 'X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', '0\r\n\r\n'],
  ['a vertical tab in the value', 'Content-Length: 5\r\nTransfer-Encoding: \x0bchunked\r\n', '0\r\n\r\n'],
  ['a NUL in the value', 'Content-Length: 5\r\nTransfer-Encoding: chunked\0\r\n', '0\r\n\r\n'],
  ['a bare CR before the field', 'Content-Length: 5\r\nX: y\rTransfer-Encoding: chunked\r\n', '0\r\n\r\n'],
  ['a bare LF before the field', 'Content-Length: 5\r\nX: y\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'],
  ['quoted chunked', 'Content-Length: 5\r\nTransfer-Encoding: "chunked"\r\n', '0\r\n\r\n'],
  ['chunked with a parameter', 'Content-Length: 5\r\nTransfer-Encoding: chunked;a=b\r\n', '0\r\n\r\n'],
  ['an empty member', 'Content-Length: 5\r\nTransfer-Encoding: ,chunked\r\n', '0\r\n\r\n'],
  ['an empty Transfer-Encoding', 'Content-Length: 5\r\nTransfer-Encoding:\r\n', '0\r\n\r\n'],
  [
    'an underscore that is no field of ours',
    'Content-Length: 5\r\nContent-Length: 6\r\nTransfer_Encoding: chunked\r\n',
    '0\r\n\r\n',
  ],
  ['CL.CL', 'Content-Length: 0\r\nContent-Length: 5\r\n', '0\r\n\r\n'],
  ['CL.CL in a list', 'Content-Length: 0, 5\r\n', '0\r\n\r\n'],
  ['a Content-Length with a sign', 'Content-Length: +0\r\n', ''],
  ['a Content-Length in octal clothes', 'Content-Length: 0o0\r\n', ''],
  ['a Content-Length with a space inside', 'Content-Length: 0 0\r\n', ''],
  ['a Content-Length with Arabic-Indic digits', 'Content-Length: \xd9\xa0\r\n', ''],
  ['a chunk size line with a bare LF', 'Transfer-Encoding: chunked\r\n', '0\n\r\n'],
  ['a chunk extension with a bare LF', 'Transfer-Encoding: chunked\r\n', '2;\nxx\r\nab\r\n0\r\n\r\n'],
  ['a chunk extension with a bare CR', 'Transfer-Encoding: chunked\r\n', '2;a\rb\r\nab\r\n0\r\n\r\n'],
  ['a chunk that spills', 'Transfer-Encoding: chunked\r\n', '2\r\nabXX0\r\n\r\n'],
  ['a chunk size with an underscore', 'Transfer-Encoding: chunked\r\n', '0_0\r\n\r\n'],
]

describe('never reaches the origin', () => {
  test.each(corpus)('%s', async (_name, fields, body) => {
    await using origin = await rawOrigin(answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(
      `POST http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\n${fields}\r\n${body}${smuggled(origin.port)}`,
    )
    const { text } = await within(2_000, 'the connection to be closed', client.ended())
    // One answer, or none; it is a refusal, and the connection is over.
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400'])
    await settled(proxy)
    expect((await proxy.ended()).outcome).toBe('refused')
    // No whole message was sent on: at most the start of a chunked one whose body broke later.
    const sent = origin.connections.map((connection) => connection.received()).join('')
    expect(sent).not.toContain('smuggled')
    expect(sent).not.toMatch(/0\r\n\r\n$/)
    client.close()
    await serves(proxy)
  })
})

test('two equal lengths collapse into one', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(
    `POST http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok`,
  )
  const text = await within(2_000, 'the request', (await origin.connection()).until(/ok$/))
  expect(text.match(/content-length: *2\r\n/gi)).toHaveLength(1)
  client.close()
})

test('Connection cannot strip what frames the message', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(
    `POST http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: a\r\nConnection: Content-Length, Host\r\nContent-Length: 2\r\n\r\nok`,
  )
  const text = await within(2_000, 'the request', (await origin.connection()).until(/ok$/))
  expect(text).toMatch(/\r\nContent-Length: 2\r\n/)
  expect(text).toMatch(/\r\nHost: /)
  client.close()
})

test('tolerant framing mends line ends, and nothing that changes a length', async () => {
  await using origin = await rawOrigin(answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
  await using proxy = await startProxy({ framing: 'tolerant' })
  for (const fields of [
    'Content-Length: 5\nTransfer-Encoding: chunked\n',
    'Content-Length: 5\r\nTransfer-Encoding:\r\n chunked\r\n',
    'Content-Length: 5\nContent-Length: 6\n',
    'Content-Length : 5\n',
  ]) {
    const client = await rawClient(proxy.port)
    client.send(
      `POST http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: a\r\n${fields}\r\n0\r\n\r\n${smuggled(origin.port)}`,
    )
    const { text } = await within(2_000, 'the connection to be closed', client.ended())
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    client.close()
  }
  await settled(proxy)
  expect(origin.connections).toHaveLength(0)
})
