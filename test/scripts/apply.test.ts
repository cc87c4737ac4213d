import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCodec } from '../../src/content/encode.ts'
import { BodyStream } from '../../src/kit/body.ts'
import { applyPatches } from '../../src/kit/patch.ts'
import { answerOf, changeAnswer, changeRequest, dropped, replaceAnswer } from '../../src/scripts/apply.ts'
import { read } from '../support/origin.ts'
import { answerOf as upstreamAnswer, ledger, requestOf } from '../support/rules.ts'

const codec = createCodec(1 << 20)
const cause = 'script fix.ts' as const

describe('requests', () => {
  test('method, fields and URL, each change with the script as its cause', () => {
    const request = requestOf({ fields: ['Host', 'example.test', 'A', '1'] })
    const change = { method: 'PUT', url: 'http://other.test:81/x', fields: ['Host', 'example.test', 'A', '2'] }
    const { head, target, patches } = changeRequest(request, change, cause, codec)
    expect(head).toMatchObject({ method: 'PUT', fields: ['Host', 'other.test:81', 'A', '2'] })
    expect(target).toMatchObject({ host: 'other.test', port: 81, path: '/x' })
    expect(new Set(patches.map((patch) => patch.cause))).toEqual(new Set([cause]))
    expect(applyPatches(request.head, patches)).toEqual(head)
  })

  test('a Host that the script chose stays, over h2 as the authority', () => {
    const change = { url: 'http://other.test/', fields: ['host', 'mine.test'] }
    expect(changeRequest(requestOf(), change, cause, codec).head.fields).toEqual(['host', 'mine.test'])
    const h2 = requestOf({ version: '2', authority: 'example.test', target: '/', fields: [] })
    expect(changeRequest(h2, { fields: ['host', 'mine.test'] }, cause, codec).head.authority).toBe('mine.test')
    const absolute = changeRequest(requestOf(), { fields: ['Host', 'mine.test'] }, cause, codec)
    expect(absolute.head).toMatchObject({ target: '/', fields: ['Host', 'mine.test'] })
  })

  test('another body has its length told, or stays chunked', async () => {
    const plain = changeRequest(
      requestOf({ method: 'POST', body: 'old' }),
      { body: Buffer.from('longer') },
      cause,
      codec,
    )
    expect(plain.head.fields).toContain('Content-Length')
    expect(plain.body.length).toBe(6)
    const stream = new BodyStream(null, { pauseBody() {}, resumeBody() {}, cancelBody() {} })
    const chunked = changeRequest(requestOf({ method: 'POST', body: stream }), { body: Buffer.from('x') }, cause, codec)
    expect(chunked.head.fields).not.toContain('Content-Length')
    expect([chunked.body.length, (await read(chunked.body)).text]).toEqual([null, 'x'])
  })

  test('the patches lead to the head, whatever the fields become', () => {
    const name = fc.constantFrom('Host', 'A', 'a', 'B')
    const fields = fc.array(fc.tuple(name, fc.constantFrom('1', '2')), { maxLength: 5 }).map((pairs) => pairs.flat())
    fc.assert(
      fc.property(
        fields,
        fields,
        fc.option(fc.constant('https://z.test/q'), { nil: undefined }),
        (before, after, url) => {
          const request = requestOf({ fields: before })
          const change = { fields: after, ...(url && { url }) }
          const changed = changeRequest(request, change, cause, codec)
          expect(applyPatches(request.head, changed.patches)).toEqual(
            changed.patches.length ? changed.head : request.head,
          )
        },
      ),
    )
  })
})

describe('answers', () => {
  test('status with its reason, fields, and a body in the coding it came in', async () => {
    const answer = upstreamAnswer('old', { fields: ['Content-Length', '3', 'Content-Encoding', 'gzip'] })
    const changed = changeAnswer(answer, { status: 503, body: Buffer.from('down') }, cause, codec, false)
    expect(changed.head).toMatchObject({ status: 503, reason: 'Service Unavailable' })
    expect(codec.decode((await read(changed.body)).bytes, 'gzip')).toEqual(Buffer.from('down'))
    expect(ledger(changed.patches)[0]).toBe('set -1 :status=503 (script fix.ts)')
  })

  test('a coding that nobody knows goes, and a head without content gets none', async () => {
    const answer = upstreamAnswer('old', { fields: ['Content-Encoding', 'rot13'] })
    const changed = changeAnswer(answer, { body: Buffer.from('new') }, cause, codec, false)
    expect(changed.head.fields).toEqual(['Content-Length', '3'])
    expect((await read(changed.body)).text).toBe('new')
    const bare = upstreamAnswer('')
    expect(changeAnswer(bare, { body: Buffer.from('new') }, cause, codec, true).body).toBe(bare.body)
  })

  test('one of its own is a mock, with what was not said made', () => {
    const made = answerOf({ status: 200, fields: ['A', '1'], body: Buffer.from('{}'), type: 'application/json' })
    expect(made).toMatchObject({ from: 'mock', head: { reason: 'OK' } })
    expect(made.head.fields).toEqual(['A', '1', 'Content-Type', 'application/json', 'Content-Length', '2'])
    expect(answerOf({ status: 204, fields: [], body: Buffer.from('x') }).body.length).toBe(0)
  })

  test('in place of the one that came, with the ledger going on', () => {
    const before = upstreamAnswer('old', { fields: ['A', '1'] })
    const after = replaceAnswer(before, { status: 500, fields: [], body: new Uint8Array() }, cause)
    expect(before.body.used).toBe(true)
    expect(applyPatches(before.head, after.patches)).toMatchObject({ status: 500, fields: after.head.fields })
  })

  test('drop resets', () => {
    expect(dropped(cause)).toMatchObject({
      kind: 'abort',
      how: 'reset',
      failure: { message: 'dropped by script fix.ts' },
    })
  })
})
