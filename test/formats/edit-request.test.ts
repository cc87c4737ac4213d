import { describe, expect, test } from 'vitest'
import { editFields, editRequest, frameRequest, readFieldEdit } from '../../src/formats/edit-request.ts'
import type { OutgoingRequest } from '../../src/model/outgoing.ts'

const bytes = (text: string) => Buffer.from(text)
const request: OutgoingRequest = {
  method: 'GET',
  url: 'http://a/',
  fields: ['Host', 'a', 'X-B', '1', 'Accept', '*/*', 'x-b', '2'],
}

test("curl's spellings", () => {
  expect(readFieldEdit('A: b', 'here')).toEqual({ name: 'A', value: 'b' })
  expect(readFieldEdit('A:', 'here')).toEqual({ name: 'A', value: undefined })
  expect(readFieldEdit('A;', 'here')).toEqual({ name: 'A', value: '' })
  expect(() => readFieldEdit('A', 'here')).toThrow('here: Expected a header field')
})

describe('editFields', () => {
  const edit = (...lines: string[]) =>
    editFields(
      request.fields,
      lines.map((line) => readFieldEdit(line, 'here')),
    )
  test('a changed field keeps its place and its other lines go', () => {
    expect(edit('x-B: 9')).toEqual(['Host', 'a', 'x-B', '9', 'Accept', '*/*'])
  })
  test('several values stand together', () => {
    expect(edit('X-B: 8', 'X-B: 9')).toEqual(['Host', 'a', 'X-B', '8', 'X-B', '9', 'Accept', '*/*'])
  })
  test('removed, emptied, added', () => {
    expect(edit('x-b:', 'accept;', 'New: 1', 'New: 2')).toEqual(['Host', 'a', 'accept', '', 'New', '1', 'New', '2'])
  })
})

describe('editRequest', () => {
  test('data makes a form of a GET', () => {
    const edited = editRequest(request, { body: bytes('a=b') })
    expect(edited.method).toBe('POST')
    expect(edited.fields.slice(-2)).toEqual(['Content-Type', 'application/x-www-form-urlencoded'])
  })
  test('a method and a type that were given stay, and so does a type taken away', () => {
    const put = { ...request, method: 'PUT' }
    expect(editRequest(put, { body: bytes('') }).method).toBe('PUT')
    expect(editRequest(put, { body: bytes(''), method: 'GET' }).method).toBe('GET')
    const typed = editRequest(request, { body: bytes(''), fields: [{ name: 'content-type', value: 'text/plain' }] })
    expect(typed.fields.slice(-2)).toEqual(['content-type', 'text/plain'])
    const bare = editRequest(request, { body: bytes(''), fields: [{ name: 'content-type', value: undefined }] })
    expect(bare.fields).toEqual(request.fields)
  })
})

describe('frameRequest', () => {
  const framed = (fields: string[], body?: string) =>
    frameRequest({ method: 'POST', url: 'http://a/', fields, ...(body === undefined ? {} : { body: bytes(body) }) })
  test('a length is added for bytes only', () => {
    expect(framed([], 'é').request.fields).toEqual(['Content-Length', '2'])
    expect(framed([]).request.fields).toEqual([])
  })
  test('a true one and chunked are left alone', () => {
    expect(framed(['content-length', '1'], 'a')).toEqual({
      request: expect.objectContaining({ fields: ['content-length', '1'] }),
    })
    expect(framed(['Transfer-Encoding', 'chunked'], 'a').request.fields).toEqual(['Transfer-Encoding', 'chunked'])
  })
  test('a wrong one is mended in place, and said', () => {
    const { request: mended, note } = framed(['content-LENGTH', '7', 'X', '1'], 'abc')
    expect(mended.fields).toEqual(['content-LENGTH', '3', 'X', '1'])
    expect(note).toBe('Content-Length "7" was made 3, the length of the body')
  })
})
