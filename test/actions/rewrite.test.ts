import { describe, expect, test } from 'vitest'
import { rewrite } from '../../src/actions/rewrite.ts'
import { BytesBody } from '../../src/kit/body.ts'
import { bodyOfBytes } from '../../src/kit/collect-body.ts'
import { applyPatches } from '../../src/kit/patch.ts'
import { read } from '../support/origin.ts'
import { answerOf, ledger, requestOf, toolsOf } from '../support/rules.ts'

type Values = Parameters<typeof rewrite.prepare>[0]
const { tools } = toolsOf()
const up = async (request: NonNullable<Values['request']>, asked = requestOf()) =>
  rewrite.prepare({ request }).request!(asked, tools)
const down = async (response: NonNullable<Values['response']>, answer = answerOf('abc'), asked = requestOf()) => {
  const made = await rewrite.prepare({ response }).response!(answer, asked, tools)
  if (made.kind !== 'respond') throw new Error('expected an answer')
  return made
}

describe('requests', () => {
  test('fields, method and URL change, each with its patch', async () => {
    const asked = requestOf({ fields: ['Host', 'example.test', 'A', '1', 'B', '2'] })
    const changed = await up(
      {
        headers: { remove: ['a'], rename: [['B', 'b']], set: [['C', '3']], add: [['C', '4']] },
        method: 'PUT',
        url: [{ pattern: '/$', with: '/x' }],
      },
      asked,
    )
    expect(changed.head).toMatchObject({
      method: 'PUT',
      target: 'http://example.test/x',
      fields: ['Host', 'example.test', 'b', '2', 'C', '3', 'C', '4'],
    })
    expect(changed.target.path).toBe('/x')
    expect(applyPatches(asked.head, changed.patches)).toEqual(changed.head)
    expect(changed.patches.every(({ cause }) => cause === 'rule r')).toBe(true)
  })

  test('nothing to change is the same request', async () => {
    const asked = requestOf()
    expect(await up({ headers: { remove: ['absent'] } }, asked)).toBe(asked)
  })

  test('the body is edited and its length repaired', async () => {
    const asked = requestOf({
      method: 'POST',
      body: '{"a":1}',
      fields: ['Host', 'example.test', 'Content-Length', '7'],
    })
    const changed = await up({ body: { merge: { b: 'long' } } }, asked)
    expect((await read(changed.body)).text).toBe('{"a":1,"b":"long"}')
    expect(ledger(changed.patches)).toEqual(['set 1 Content-Length=18 (rule r)'])
  })

  test('over h2 a new Host is the authority', async () => {
    const changed = await up(
      { headers: { set: [['Host', 'b.test']] } },
      requestOf({ version: '2', target: '/', authority: 'a.test', fields: [] }),
    )
    expect(changed.head.authority).toBe('b.test')
  })

  test('a new Host stands, though the target was absolute', async () => {
    const changed = await up({ headers: { set: [['Host', 'b.test']] } }, requestOf())
    expect(changed.head).toMatchObject({ target: '/', fields: ['Host', 'b.test'] })
    expect(changed.target.host).toBe('example.test')
  })
})

describe('responses', () => {
  test('status and reason change together', async () => {
    expect((await down({ status: 503 })).head).toMatchObject({ status: 503, reason: 'Service Unavailable' })
    expect((await down({ reason: 'Odd' })).head).toMatchObject({ status: 200, reason: 'Odd' })
    expect((await down({ status: 503 }, answerOf('', { version: '2', reason: '' }))).head.reason).toBe('')
  })

  test('a 204 has no length', async () => {
    const made = await down({ status: 204 }, answerOf('abc', { fields: ['Content-Length', '3', 'A', '1'] }))
    expect(made.head.fields).toEqual(['A', '1'])
  })

  test('a chunked body stays chunked', async () => {
    const made = await down(
      { body: { replace: [{ pattern: 'b', with: '[$&]' }] } },
      answerOf(bodyOfBytes(Buffer.from('abc'), null), { fields: ['Transfer-Encoding', 'chunked'] }),
    )
    expect({ text: (await read(made.body)).text, length: made.body.length, patches: made.patches }).toEqual({
      text: 'a[b]c',
      length: null,
      patches: [],
    })
  })

  test('another body takes the place of the old one, which is let go', async () => {
    const answer = answerOf('abc', { fields: ['Content-Encoding', 'gzip', 'Content-Length', '3'] })
    const made = await down({ body: { json: [1, 2] } }, answer)
    expect(made.head.fields).toEqual(['Content-Length', '5', 'Content-Type', 'application/json'])
    expect((await read(made.body)).text).toBe('[1,2]')
    expect(answer.body.used).toBe(true)
  })

  test('HEAD, 204 and 304 have no body to edit', async () => {
    const edit = { body: { text: 'x' } }
    for (const made of [
      await down(edit, answerOf(new BytesBody()), requestOf({ method: 'HEAD' })),
      await down(edit, answerOf(new BytesBody(), { status: 304 })),
    ])
      expect(made.patches).toEqual([])
  })

  test('a switch of protocols keeps its status and its channel', async () => {
    const answer = {
      kind: 'switch' as const,
      head: { status: 101, reason: 'Switching', version: '1.1' as const, fields: [] },
      from: 'upstream' as const,
      patches: [],
    }
    const made = await rewrite.prepare({
      response: { status: 200, headers: { set: [['X', '1']] }, body: { text: 'x' } },
    }).response!(answer, requestOf(), tools)
    expect(made).toMatchObject({ kind: 'switch', head: { status: 101, fields: ['X', '1'] } })
  })
})

test('what acts on requests must be decided by then', () => {
  expect(rewrite.latest({ request: {} })).toBe('request')
  expect(rewrite.latest({ response: {} })).toBe('response')
})

test('wrong combinations are named', () => {
  expect(rewrite.check!({})).toBe('Expected request or response, got neither')
  expect(rewrite.check!({ request: {} })).toBe('Expected something to change in the request, got nothing')
  expect(rewrite.check!({ request: { method: 'a b' } })).toContain('got "a b"')
  expect(rewrite.check!({ response: { body: { text: '', replace: [] } } })).toContain('got text, replace')
})

test('explains itself', () => {
  expect(
    rewrite.explain({
      request: { headers: { set: [['A', '1']] }, method: 'PUT' },
      response: { status: 500, body: { merge: {} } },
    }),
  ).toBe(
    'set A: 1 in the request, change the method to PUT in the request, change the status to 500 in the response, merge JSON into the body in the response',
  )
})
