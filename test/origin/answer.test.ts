import { describe, expect, test } from 'vitest'
import { emptyBody } from '../../src/kit/body.ts'
import { answer, badRequest, emptyAnswer, headFor, jsonText, textAnswer } from '../../src/origin/answer.ts'
import { findPage } from '../../src/origin/pages.ts'
import { getField } from '../../src/kit/fields.ts'
import { contextFor, requestFor, world, type Wish } from '../support/origin.ts'

function asked(wish: Wish = {}) {
  const { page } = findPage('/status')!
  const { context } = contextFor(wish)
  return { request: requestFor('/status', wish), context, world, page, argument: '', query: new URLSearchParams() }
}

describe('a head', () => {
  test('over HTTP/1 has a reason, a date of the clock and the length', () => {
    const { head, from, patches } = textAnswer(asked(), 404, 'no\n', ['X-Extra', '1'])
    expect(head).toMatchObject({ status: 404, reason: 'Not Found', version: '1.1' })
    expect(head.fields).toEqual([
      ...['Date', 'Tue, 14 Nov 2023 22:13:20 GMT', 'Server', 'middlebox', 'Cache-Control', 'no-store'],
      ...['X-Extra', '1', 'Content-Type', 'text/plain; charset=utf-8', 'Content-Length', '3'],
    ])
    expect({ from, patches }).toEqual({ from: 'middlebox', patches: [] })
  })

  test('over h2 has names in lower case and no reason', () => {
    const head = headFor(asked({ version: '2' }), 200, ['X-Name', 'X-Value'])
    expect(head).toEqual({ status: 200, reason: '', version: '2', fields: ['x-name', 'X-Value'] })
  })

  test.each([204, 304])('%i has no length', (status) => {
    expect(getField(emptyAnswer(asked(), status).head.fields, 'content-length')).toBeUndefined()
  })

  test('205 has the length 0', () => {
    expect(getField(emptyAnswer(asked(), 205).head.fields, 'content-length')).toBe('0')
  })

  test('a stream has no length', () => {
    const body = Object.assign(emptyBody(), { length: null })
    expect(getField(answer(asked(), 200, 'text/plain', body).head.fields, 'content-length')).toBeUndefined()
  })
})

describe('a bad request', () => {
  test.each([
    ['', 'Expected x, got nothing\n'],
    ['-1', "Expected x, got '-1'\n"],
    ['9'.repeat(50), `Expected x, got '${'9'.repeat(40)}…'\n`],
  ])('%s is told in one line', (got, line) => {
    const { head, body } = badRequest(asked(), 'x', got)
    expect(head.status).toBe(400)
    body.pipe({ write: (chunk) => (expect(Buffer.from(chunk).toString()).toBe(line), true), end() {}, fail() {} })
    expect(body.length).toBe(Buffer.byteLength(line))
  })
})

describe('JSON', () => {
  test('keeps a pair on one line', () => {
    expect(jsonText({ fields: [['A', '1']] })).toBe('{\n  "fields": [\n    ["A", "1"]\n  ]\n}\n')
  })

  test.each([
    [[['a [', '\n']]],
    [
      [
        ['[ ', '"'],
        ['", "', '\\'],
      ],
    ],
    [['one', 'two', 'three']],
    [[['', '']]],
  ])('%j is read back as it was', (value) => {
    expect(JSON.parse(jsonText(value))).toEqual(value)
  })
})
