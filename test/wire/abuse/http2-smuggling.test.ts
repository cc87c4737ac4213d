/** What h2 can carry and HTTP/1 cannot: on the way down it must never become a second field, a second line or a second request. */
import { expect, test } from 'vitest'
import type { Interceptor } from '../../../src/model/contract.ts'
import { serves, settled, within } from '../../support/abuse.ts'
import { block, flags, frame, parseFrames, preface, settings, settingsAck, types } from '../../support/http2-frames.ts'
import { startProxy } from '../../support/proxy.ts'
import { rawClient, rawOrigin } from '../../support/raw.ts'

type Field = readonly [string, string]

/** Keeps the proxy from asking the origin for HTTP/2 first. */
const speakHttp1: Interceptor = {
  name: 'http1',
  handle: (one, next, context) => next({ ...one, target: { ...one.target, protocol: 'http/1.1' } }, context),
}

const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n'

/** Name, pseudo fields that differ from a plain request's, fields, and a body if there is one. */
const corpus: readonly (readonly [
  name: string,
  pseudo: Record<string, string>,
  fields: readonly Field[],
  body?: string,
])[] = [
  ['a line break in a value', {}, [['x', `a\r\nx-smuggled: b`]]],
  ['a bare LF in a value', {}, [['x', 'a\nx-smuggled: b']]],
  ['a bare CR in a value', {}, [['x', 'a\rx-smuggled: b']]],
  ['a NUL in a value', {}, [['x', 'a\0x-smuggled']]],
  ['a whole request in a value', {}, [['x', `a\r\n\r\n${smuggled}`]]],
  ['a line break in a name', {}, [['x: a\r\nx-smuggled', 'b']]],
  ['a colon in a name', {}, [['x-smuggled: a', 'b']]],
  ['a space in a name', {}, [['x-smuggled ', 'b']]],
  ['an empty name', {}, [['', 'smuggled']]],
  ['a line break in the path', { ':path': '/ HTTP/1.1\r\nx-smuggled: a' }, []],
  ['a space in the path', { ':path': '/smuggled HTTP/1.1' }, []],
  ['a line break in the method', { ':method': `GET /smuggled HTTP/1.1\r\nx: y` }, []],
  ['a space in the method', { ':method': 'GET /smuggled' }, []],
  ['a line break in the authority', { ':authority': `AUTHORITY\r\nx-smuggled: a` }, []],
  ['Transfer-Encoding', {}, [['transfer-encoding', 'chunked']], `0\r\n\r\n${smuggled}`],
  ['a Content-Length that is short', {}, [['content-length', '4']], `0\r\n\r\n${smuggled}`],
  ['a Content-Length of nothing', {}, [['content-length', '0']], smuggled],
  ['a Content-Length that is long', {}, [['content-length', '400']], smuggled],
  [
    'two Content-Lengths',
    {},
    [
      ['content-length', '0'],
      ['content-length', String(smuggled.length)],
    ],
    smuggled,
  ],
  ['a Content-Length that is none', {}, [['content-length', '+4']], 'body'],
  [
    'Connection that names a field',
    {},
    [
      ['connection', 'x'],
      ['x', 'y'],
    ],
  ],
]

test('the same request without malice reaches the origin', async () => {
  await using origin = await rawOrigin(
    (connection) =>
      void connection.until(/body$/).then(() => connection.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')),
  )
  await using proxy = await startProxy({}, [speakHttp1])
  const client = await rawClient(proxy.port)
  const lines: Field[] = [
    [':method', 'POST'],
    [':scheme', 'http'],
    [':authority', `127.0.0.1:${origin.port}`],
    [':path', '/'],
    ['content-length', '4'],
    ['x', 'y'],
  ]
  client.send(
    Buffer.concat([
      preface,
      settings(),
      settingsAck,
      frame(types.headers, flags.endHeaders, 1, block(lines)),
      frame(types.data, flags.endStream, 1, Buffer.from('body')),
    ]),
  )
  expect(await within(2_000, 'the request', (await origin.connection()).until(/body$/))).toBe(
    `POST / HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\ncontent-length: 4\r\nx: y\r\n\r\nbody`,
  )
  await settled(proxy)
  client.close()
})

test.each(corpus.map(([name, pseudo, fields, body]) => ({ name, pseudo, fields, body })))(
  '$name',
  async ({ pseudo, fields, body }) => {
    await using origin = await rawOrigin(
      (connection) =>
        void connection.until(/\r\n\r\n/).then(() => connection.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')),
    )
    await using proxy = await startProxy({}, [speakHttp1])
    const client = await rawClient(proxy.port)
    const authority = `127.0.0.1:${origin.port}`
    const all = {
      ':method': body === undefined ? 'GET' : 'POST',
      ':scheme': 'http',
      ':authority': authority,
      ':path': '/',
      ...pseudo,
    }
    const lines = [
      ...Object.entries(all).map(([name, value]) => [name, value.replace('AUTHORITY', authority)] as const),
      ...fields,
    ]
    client.send(
      Buffer.concat([
        preface,
        settings(),
        settingsAck,
        frame(types.headers, flags.endHeaders | (body === undefined ? flags.endStream : 0), 1, block(lines)),
        ...(body === undefined ? [] : [frame(types.data, flags.endStream, 1, Buffer.from(body))]),
      ]),
    )
    const over = (text: string): boolean =>
      parseFrames(text).some(
        ({ type, flag, stream }) =>
          type === types.reset || type === types.goaway || (stream === 1 && (flag & flags.endStream) !== 0),
      )
    await within(3_000, 'an answer or a refusal', Promise.race([client.until(over), client.ended()]))
    client.close()
    await settled(proxy)
    for (const connection of origin.connections) {
      // One request, whose body is framed, so that nothing in it can be taken for another.
      const [head, ...rest] = connection.received().split('\r\n\r\n')
      expect(head).not.toMatch(/smuggled/)
      expect(head!.match(/HTTP\/1\.1/g)).toHaveLength(1)
      expect(head!.split('\r\n').every((line) => !/[\0\r\n]/.test(line))).toBe(true)
      if (rest.join('') === '') continue
      const [length, chunked] = [
        /\r\ncontent-length: *(\d+)/i.exec(head!)?.[1],
        /\r\ntransfer-encoding: chunked/i.test(head!),
      ]
      expect(chunked !== (length !== undefined)).toBe(true)
      if (length !== undefined) expect(rest.join('\r\n\r\n').length).toBeLessThanOrEqual(Number(length))
    }
    await serves(proxy)
  },
)
