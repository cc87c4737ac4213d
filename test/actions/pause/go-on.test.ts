import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { deskAnswer, editedAnswer, editedRequest } from '../../../src/actions/pause/go-on.ts'
import { createCodec } from '../../../src/content/encode.ts'
import { BytesBody, emptyBody } from '../../../src/kit/body.ts'
import { bodyOfBytes } from '../../../src/kit/collect-body.ts'
import { applyPatches } from '../../../src/kit/patch.ts'
import type { Request } from '../../../src/model/message.ts'
import type { Answer } from '../../../src/actions/index.ts'
import { read } from '../../support/origin.ts'

const codec = createCodec(1 << 20)
const bytes = (text: string) => new TextEncoder().encode(text)

const request = (fields: string[], body = new BytesBody(bytes('old')) as Request['body']): Request => ({
  head: { method: 'POST', target: '/a', version: '1.1', fields: ['Host', 'a.test', ...fields], raw: 'POST …' },
  target: { scheme: 'http', host: 'a.test', port: 80, path: '/a', protocol: 'auto' },
  body,
  patches: [],
})
const answer = (fields: string[], body = new BytesBody(bytes('old')) as Request['body']): Answer => ({
  kind: 'respond',
  head: { status: 200, reason: 'OK', version: '1.1', fields },
  body,
  from: 'upstream',
  patches: [],
})
const fieldsAfter = (one: { head: { fields: readonly string[] } }) => one.head.fields.slice(2)

describe('a request', () => {
  test('its length follows its body, and the ledger leads from one head to the other', async () => {
    const before = request(['Content-Length', '3'])
    const after = editedRequest(before, { method: 'PUT', body: bytes('longer') }, codec)
    expect(after.head).toMatchObject({ method: 'PUT', fields: ['Host', 'a.test', 'Content-Length', '6'] })
    expect(after.head.raw).toBeUndefined()
    expect(applyPatches(before.head, after.patches)).toMatchObject({ method: 'PUT', fields: after.head.fields })
    expect(after.patches.every(({ cause }) => cause === 'edit')).toBe(true)
    expect((await read(after.body)).text).toBe('longer')
  })

  test('an edit of nothing changes nothing', () => {
    const before = request(['Content-Length', '3'])
    expect(editedRequest(before, {}, codec).head).toBe(before.head)
  })

  test('wrong lengths are made right, chunked stays chunked', async () => {
    const known = editedRequest(
      request(['Content-Length', '3']),
      { fields: ['Host', 'a.test', 'Content-Length', '99'] },
      codec,
    )
    expect(fieldsAfter(known)).toEqual(['Content-Length', '3'])
    const claimed = editedRequest(
      request([]),
      { fields: ['Host', 'a.test', 'Transfer-Encoding', 'chunked'], body: bytes('x') },
      codec,
    )
    expect(fieldsAfter(claimed)).toEqual(['Content-Length', '1'])
    const chunked = editedRequest(
      request(['Transfer-Encoding', 'chunked'], bodyOfBytes(bytes('old'), null)),
      { body: bytes('new') },
      codec,
    )
    expect(fieldsAfter(chunked)).toEqual(['Transfer-Encoding', 'chunked'])
    expect(chunked.body.length).toBeNull()
    expect((await read(chunked.body)).text).toBe('new')
    const emptied = editedRequest(request(['Content-Length', '3']), { body: bytes('') }, codec)
    expect(fieldsAfter(emptied)).toEqual(['Content-Length', '0'])
  })

  test('its coding is done again, or taken away where nobody knows it', async () => {
    const coded = (name: string) =>
      request(['Content-Encoding', name, 'Content-Length', '9'], new BytesBody(gzipSync('old')))
    const again = editedRequest(coded('gzip'), { body: bytes('new') }, codec)
    expect(gunzipSync((await read(again.body)).bytes).toString()).toBe('new')
    const plain = editedRequest(coded('secret'), { body: bytes('new') }, codec)
    expect(fieldsAfter(plain)).toEqual(['Content-Length', '3'])
  })

  test('another URL is another target, start line and Host', () => {
    const after = editedRequest(request([]), { url: 'https://b.test:8443/x?y' }, codec)
    expect(after.target).toMatchObject({ scheme: 'https', host: 'b.test', port: 8443, path: '/x?y' })
    expect(after.head).toMatchObject({ target: '/x?y', fields: ['Host', 'b.test:8443'] })
  })

  test('over h2 the authority follows Host', () => {
    const before = request([])
    const h2: Request = { ...before, head: { ...before.head, version: '2', authority: 'a.test' } }
    expect(editedRequest(h2, { fields: ['host', 'c.test'] }, codec).head.authority).toBe('c.test')
  })

  test('another Host stands, though the target was absolute', () => {
    const before = request([])
    const absolute: Request = { ...before, head: { ...before.head, target: 'http://a.test/a' } }
    const after = editedRequest(absolute, { fields: ['Host', 'c.test'] }, codec)
    expect(after.head).toMatchObject({ target: '/a', fields: ['Host', 'c.test'] })
    expect(applyPatches(absolute.head, after.patches)).toMatchObject({ target: '/a' })
    expect(editedRequest(absolute, { fields: ['Host', 'a.test'] }, codec).head.target).toBe('http://a.test/a')
  })
})

describe('a response', () => {
  test('status, its usual reason or one of the user’s, fields and body', async () => {
    const one = editedAnswer(answer(['Content-Length', '3']), { status: 404, body: bytes('gone') }, codec)
    expect(one.head).toMatchObject({ status: 404, reason: 'Not Found', fields: ['Content-Length', '4'] })
    const other = editedAnswer(answer([]), { status: 404, reason: 'Nope' }, codec)
    expect(other.head.reason).toBe('Nope')
  })

  test('the length of an answer to HEAD stays', () => {
    const head = editedAnswer(
      answer(['Content-Length', '99'], emptyBody()),
      { fields: ['Content-Length', '99', 'X', '1'] },
      codec,
    )
    expect(head.head.fields).toEqual(['Content-Length', '99', 'X', '1'])
  })

  describe('that has no content (RFC 9110 §6.4.1, §8.6, §15.3.6)', () => {
    const long = ['Content-Length', '3', 'X', '1']
    const chunked = () => answer(['Transfer-Encoding', 'chunked', 'X', '1'], bodyOfBytes(bytes('old'), null))

    test.each([
      [204, ['X', '1'], ['X', '1']],
      [304, ['X', '1'], ['X', '1']],
      [205, ['Content-Length', '0', 'X', '1'], ['X', '1', 'Content-Length', '0']],
    ])('status %i', (status, fromLong, fromChunked) => {
      for (const [before, fields] of [
        [answer(long), fromLong],
        [chunked(), fromChunked],
      ] as const) {
        const said: number[] = []
        const after = editedAnswer(
          before,
          { status, body: bytes('new') },
          codec,
          ({ length }) => void said.push(length),
        )
        expect(after).toMatchObject({ head: { status, fields }, body: { length: 0 } })
        expect(applyPatches(before.head, after.patches).fields).toEqual(fields)
        expect({ said, letGo: before.kind === 'respond' && before.body.used }).toEqual({ said: [0], letGo: true })
      }
    })

    test('a 304 that came keeps the length of what it stands for', () => {
      const came = answer(long, emptyBody())
      came.head.status = 304
      const after = editedAnswer(came, { status: 304, fields: [...long, 'Y', '2'] }, codec, () => expect.unreachable())
      expect(after).toMatchObject({ head: { fields: [...long, 'Y', '2'] }, body: { length: 0 } })
    })
  })

  test('of a switch only the fields change', () => {
    const switched: Answer = {
      kind: 'switch',
      head: { status: 101, reason: '', version: '1.1', fields: [] },
      from: 'upstream',
      patches: [],
    }
    const after = editedAnswer(switched, { status: 200, fields: ['X', '1'] }, codec)
    expect(after.head).toMatchObject({ status: 101, fields: ['X', '1'] })
  })
})

test('an answer from the desk has a length, and none where there can be none', async () => {
  const made = deskAnswer({ status: 503, fields: ['Transfer-Encoding', 'chunked', 'X', '1'], body: bytes('down') })
  expect(made).toMatchObject({
    from: 'mock',
    head: { reason: 'Service Unavailable', fields: ['X', '1', 'Content-Length', '4'] },
  })
  const reset = deskAnswer({ status: 205, fields: [], body: bytes('x') })
  expect(reset).toMatchObject({ head: { fields: ['Content-Length', '0'] }, body: { length: 0 } })
  const none = deskAnswer({ status: 304, fields: ['Content-Length', '9'], body: bytes('x') }, answer(['A', 'b']))
  expect(none).toMatchObject({ head: { fields: [] }, body: { length: 0 } })
  expect(none.kind === 'respond' && applyPatches(answer(['A', 'b']).head, none.patches)).toMatchObject({
    status: 304,
    fields: [],
  })
})
